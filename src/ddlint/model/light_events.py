"""libyaml's events as calls: making the binding's event objects costs as much as libyaml's own work.

The binding (`_ruamel_yaml`) looks up its event classes by name when it makes an event. While `drive` runs,
these names stand for the functions that take the events; afterwards all is as before. Should a version of the
binding do it otherwise, its objects are taken apart for the same calls, at the price of some speed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import _ruamel_yaml

Taker = Callable[..., bool]
"""Takes an event, its `ARGUMENTS` by position; False ends the reading."""

Takers = Mapping[str, Taker]
"""One for each name of `ARGUMENTS`."""

_PLACE = ("start_mark", "end_mark")
_COLLECTION = ("anchor", "tag", "implicit", *_PLACE, "flow_style")
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "ScalarEvent": ("anchor", "tag", "implicit", "value", *_PLACE, "style"),
    "MappingStartEvent": _COLLECTION,
    "SequenceStartEvent": _COLLECTION,
    "MappingEndEvent": _PLACE,
    "SequenceEndEvent": _PLACE,
    "AliasEvent": ("anchor", *_PLACE),
    "DocumentStartEvent": (*_PLACE, "explicit", "version", "tags"),
    "DocumentEndEvent": (*_PLACE, "explicit"),
    "StreamStartEvent": (*_PLACE, "encoding"),
    "StreamEndEvent": _PLACE,
}
_CLASSES = {name: getattr(_ruamel_yaml, name, None) for name in ARGUMENTS}


def takers(scalar: Taker, opened: Taker, closed: Taker, alias: Taker, document: Taker) -> Takers:
    """The takers by name. `opened` is told first whether it is a mapping, `document` whether it begins."""
    return {
        "ScalarEvent": scalar,
        "MappingStartEvent": partial(opened, True),
        "SequenceStartEvent": partial(opened, False),
        "MappingEndEvent": closed,
        "SequenceEndEvent": closed,
        "AliasEvent": alias,
        "DocumentStartEvent": partial(document, True),
        "DocumentEndEvent": partial(document, False),
        "StreamStartEvent": _go_on,
        "StreamEndEvent": _go_on,
    }


def _go_on(*_: object) -> bool:
    return True


def drive(text: str, takers: Takers) -> bool:
    """Give the events of `text` to `takers`, one for each name; for one thread, and not from within a taker.

    Returns:
        Whether all events were taken; False where a taker ended the reading.

    Raises:
        YAMLError: it is no YAML.
    """
    if LIGHT:
        return _drive(text, takers)
    return all(_take(event, takers) for event in iter(_ruamel_yaml.CParser(text).get_event, None))


def _drive(text: str, takers: Takers) -> bool:
    get: Callable[[], bool | None] = _ruamel_yaml.CParser(text).get_event
    names = vars(_ruamel_yaml)
    names.update(takers)
    try:
        while went_on := get():
            pass
    finally:
        names.update(_CLASSES)
    return went_on is None


def _take(event: Any, takers: Takers) -> bool:  # noqa: ANN401 - the binding's classes are untyped
    name = type(event).__name__
    given = {each: getattr(event, each, None) for each in ARGUMENTS[name]}
    if given.get("tag") is not None:
        given["tag"] = str(given["tag"])
    return takers[name](*given.values())


def _works() -> bool:
    """Whether the binding makes its events by these names, with these arguments."""
    if None in _CLASSES.values():
        return False
    found: list[tuple[Any, ...]] = []

    def note(name: str, *given: Any) -> bool:  # noqa: ANN401 - the binding's classes are untyped
        found.append((name, *given))
        return True

    try:
        _drive("a: &b !c 'd'\ne: {f: [*b]}\n", {name: partial(note, name) for name in ARGUMENTS})
    except TypeError:
        return False
    if any(len(given) != len(ARGUMENTS[name]) for name, *given in found):
        return False
    key, value, flow = found[3], found[4], found[6]
    return (key[4], value[1:3], value[4], value[7], flow[6]) == ("a", ("b", "!c"), "d", "'", True)


LIGHT = _works()
