"""libyaml's event parser, typed: ruamel.yaml's binding has no stubs."""

from __future__ import annotations

from typing import Any, Protocol, cast

import _ruamel_yaml
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = [
    "AliasEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "EventParser",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "YAMLError",
    "anchors",
    "event_parser",
    "problem_of",
]


class EventParser(Protocol):
    """Hands out the events of a text one by one."""

    def check_event(self) -> bool:
        """Whether there is another event."""
        ...

    def get_event(self) -> Any:  # noqa: ANN401 - the binding's classes are untyped
        """The next event; None after the last. Raises `YAMLError`."""
        ...


def event_parser(text: str) -> EventParser:
    """A parser of `text`. Marks count characters, a leading byte order mark left out."""
    return cast("EventParser", _ruamel_yaml.CParser(text))


def anchors(text: str) -> dict[str, int]:
    """Where each anchor of `text` is first set. Raises `YAMLError`."""
    found: dict[str, int] = {}
    for event in iter(event_parser(text).get_event, None):
        if getattr(event, "anchor", None) and type(event) is not AliasEvent:
            found.setdefault(event.anchor, event.start_mark.index)
    return found


def problem_of(error: Exception) -> tuple[int, str]:
    """Where libyaml gave up, in characters, and what it says."""
    mark = getattr(error, "problem_mark", None)
    index = getattr(mark, "index", getattr(error, "position", 0))
    return int(index or 0), str(getattr(error, "problem", "") or getattr(error, "reason", "") or "not YAML")
