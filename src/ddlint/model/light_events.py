"""libyaml's events as plain tuples: making the binding's event objects costs as much as libyaml's own work.

The binding (`_ruamel_yaml`) looks up its event classes by name when it makes an event. While a `Light` block
runs, these names stand for functions that make tuples; afterwards all is as before. Should a version of the
binding do it otherwise, its objects are turned into the same tuples, at the price of some speed.

A tuple begins with its kind. SCALAR: value, start mark, end mark, style, anchor, tag. MAPPING_START and
SEQUENCE_START: flow style. ALIAS: anchor, start mark. DOCUMENT_END: explicit. Others hold their kind only.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Final

import _ruamel_yaml

SCALAR: Final = "scalar"
MAPPING_START: Final = "mapping start"
MAPPING_END: Final = "mapping end"
SEQUENCE_START: Final = "sequence start"
SEQUENCE_END: Final = "sequence end"
ALIAS: Final = "alias"
DOCUMENT_START: Final = "document start"
DOCUMENT_END: Final = "document end"
STREAM: Final = "stream"

Event = tuple[Any, ...]

_MAKERS: dict[str, Callable[..., Event]] = {
    "ScalarEvent": lambda anchor, tag, _, value, start, end, style: (
        SCALAR,
        value,
        start,
        end,
        style,
        anchor,
        tag,
    ),
    "MappingStartEvent": lambda *given: (MAPPING_START, given[-1]),
    "SequenceStartEvent": lambda *given: (SEQUENCE_START, given[-1]),
    "MappingEndEvent": lambda *_: (MAPPING_END,),
    "SequenceEndEvent": lambda *_: (SEQUENCE_END,),
    "AliasEvent": lambda anchor, start, _: (ALIAS, anchor, start),
    "DocumentStartEvent": lambda *_: (DOCUMENT_START,),
    "DocumentEndEvent": lambda _, __, explicit: (DOCUMENT_END, explicit),
    "StreamStartEvent": lambda *_: (STREAM,),
    "StreamEndEvent": lambda *_: (STREAM,),
}
_CLASSES = {name: getattr(_ruamel_yaml, name, None) for name in _MAKERS}


class Light:
    """While it runs, `_ruamel_yaml` makes tuples. For one thread, and for nothing but event parsing."""

    def __enter__(self) -> None:
        """Put the makers in the places of the classes."""
        if LIGHT:
            vars(_ruamel_yaml).update(_MAKERS)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the classes back."""
        if LIGHT:
            vars(_ruamel_yaml).update(_CLASSES)


def event_source(text: str) -> Callable[[], Event | None]:
    """A function that hands out the events of `text` one by one, then None. Raises `YAMLError`."""
    get: Callable[[], Any] = _ruamel_yaml.CParser(text).get_event
    return get if LIGHT else lambda: _turned(get())


def _turned(event: Any) -> Event | None:  # noqa: ANN401 - the binding's classes are untyped
    if event is None:
        return None
    name = type(event).__name__
    if name == "ScalarEvent":
        tag = None if event.ctag is None else str(event.tag)
        return SCALAR, event.value, event.start_mark, event.end_mark, event.style, event.anchor, tag
    if name == "AliasEvent":
        return ALIAS, event.anchor, event.start_mark
    if name in {"MappingStartEvent", "SequenceStartEvent"}:
        return (MAPPING_START if name[0] == "M" else SEQUENCE_START), event.flow_style
    if name == "DocumentEndEvent":
        return DOCUMENT_END, event.explicit
    return _MAKERS[name]()


def _works() -> bool:
    """Whether the binding makes its events by these names, with these arguments."""
    if None in _CLASSES.values():
        return False
    vars(_ruamel_yaml).update(_MAKERS)
    try:
        get = _ruamel_yaml.CParser("a: &b !c 'd'\ne: {f: [*b]}\n").get_event
        events: list[Event] = list(iter(get, None))
    except TypeError:
        return False
    finally:
        vars(_ruamel_yaml).update(_CLASSES)
    key, value, flow = events[3], events[4], events[6]
    return (key[:2], value[4:], flow) == ((SCALAR, "a"), ("'", "b", "!c"), (MAPPING_START, True))


LIGHT = _works()
