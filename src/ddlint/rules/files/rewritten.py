"""Whether Flux will write a file at its next update."""

from __future__ import annotations

from ddlint.model.yaml_file import YamlFile


def is_rewritten(file: YamlFile) -> bool:
    """Whether it has a live marker, so that Flux writes it as soon as the policy elects another image."""
    flux = file.flux
    if not flux.screened or flux.skipped is not None or flux.writes_elsewhere is not None:
        return False
    return any(site.live for site in file.markers)
