"""All rules there are, by area. An area is imported only when a command needs it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddlint.engine.rule import Rule

#: Area -> modules, one rule each, in the order of their codes.
AREAS: dict[str, tuple[str, ...]] = {
    "commits": (
        "malformed_header",
        "unknown_type",
        "scope_not_allowed",
        "empty_message",
        "header_too_long",
        "missing_blank_line",
        "misspelled_breaking_change",
        "breaking_change_without_text",
        "unfinished_commit",
        "revert_without_target",
        "undecodable_message",
    ),
    "markers": (),
    "files": (),
    "tags": (),
}


def load(areas: Iterable[str] = tuple(AREAS)) -> tuple[Rule, ...]:
    """The rules of `areas`, in the order of the list above."""
    return tuple(
        import_module(f"ddlint.rules.{area}.{module}").RULE for area in areas for module in AREAS[area]
    )
