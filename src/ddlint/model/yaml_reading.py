"""Reading YAML: bytes in, a `YamlFile` out. Never raises for what a file contains."""

from __future__ import annotations

from ddlint.model.flux_file import FluxFile
from ddlint.model.yaml_file import YamlFile


def read_yaml(path: str, data: bytes) -> YamlFile:
    """Read `data`, the content of the file `path` (repository-relative, with `/`)."""
    return YamlFile(path, data.decode("utf-8", "replace"), (), (), (), (), FluxFile(screened=False))
