"""What the rules on version ranges share: which files have one, and how a range is shown."""

from __future__ import annotations

from ddlint.model.yaml_file import YamlFile

_LONGEST = 60


def has_range(file: YamlFile) -> bool:
    """Whether there may be an ImagePolicy with a range in `file`."""
    return "ImagePolicy" in file.text and "semver" in file.text


def shown(text: str) -> str:
    """A range in a message, shortened where it is long."""
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= _LONGEST else f"`{line[:_LONGEST]}...`"
