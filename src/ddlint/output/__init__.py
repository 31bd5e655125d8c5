"""The formats there are. A format's module is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ddlint.output.sink import Factory

#: Format -> module and the name of its sink there.
FORMATS = {
    "full": ("full", "Full"),
    "concise": ("concise", "Concise"),
    "json": ("json_findings", "JsonFindings"),
    "sarif": ("sarif", "Sarif"),
    "github": ("github", "Github"),
    "gitlab": ("gitlab", "Gitlab"),
    "junit": ("junit", "Junit"),
    "markdown": ("markdown", "Markdown"),
    "jsonl": ("json_lines", "JsonLines"),
}

#: The formats that say which repository was looked at, at which commit.
NAMING_THE_REPOSITORY = frozenset({"json", "jsonl", "markdown", "sarif"})


#: The formats that list findings by place and message, without what explains or identifies them.
BRIEF = frozenset({"concise"})


def factory(form: str) -> Factory:
    """What makes the sink of the format `form`, one of `FORMATS`."""
    module, name = FORMATS[form]
    return cast("Factory", getattr(import_module(f"ddlint.output.{module}"), name))
