"""Build the settings from plain TOML values, by the annotations of their dataclasses alone."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

from ddlint.config.limits import AtLeast, Judged, Limit, Shape
from ddlint.config.locate import Route

_NAMES: dict[type, tuple[str, str]] = {
    str: ("a string", "strings"),
    bool: ("true or false", "true or false"),
    int: ("a whole number", "whole numbers"),
    float: ("a number with a fraction", "numbers"),
    list: ("a list", "lists"),
    dict: ("a table", "tables"),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a configuration, and at which key."""

    route: Route
    message: str
    hint: str = ""


@dataclass(slots=True)
class Builder:
    """Builds values and collects mistakes. Where there are any, what it built is not to be used."""

    mistakes: list[Mistake] = field(default_factory=list)

    def build(self, kind: Any, value: object, route: Route) -> Any:  # noqa: ANN401 - the annotation decides
        """The value of type `kind` that the TOML value `value` at `route` stands for."""
        base, limits = unwrapped(kind)
        if dataclasses.is_dataclass(base):
            return self._table(base, value, route)
        origin = get_origin(base)
        if origin is Literal:
            return self._choice(base, value, route)
        readers: dict[Any, Callable[[Any, object, Route], Any]] = {tuple: self._list, dict: self._mapping}
        built = readers.get(origin, self._scalar)(base, value, route)
        for limit in limits:
            if built is not None and not limit.holds(built):
                self._mistake(route, _complaint(limit, value))
        return built

    def _mistake(self, route: Route, message: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(route, f"{called(route)}: {message}", hint))

    def _scalar(self, kind: type, value: object, route: Route) -> object:
        if type(value) is kind:
            return value
        self._mistake(route, f"{_NAMES[kind][0]} is needed, not {described(value)}")
        return None

    def _choice(self, kind: Any, value: object, route: Route) -> object:  # noqa: ANN401
        words = get_args(kind)
        if type(value) is str and value in words:
            return value
        self._mistake(route, f"one of {', '.join(words)} is needed, not {described(value)}")
        return None

    def _list(self, kind: Any, value: object, route: Route) -> tuple[Any, ...] | None:  # noqa: ANN401
        element = get_args(kind)[0]
        if not isinstance(value, list):
            hint = f'in square brackets: ["{value}"]' if type(value) is str else ""
            self._mistake(route, f"a list of {_plural(element)} is needed, not {described(value)}", hint)
            return None
        return tuple(self.build(element, each, (*route, number)) for number, each in enumerate(value))

    def _mapping(self, kind: Any, value: object, route: Route) -> dict[str, Any] | None:  # noqa: ANN401
        if not isinstance(value, dict):
            self._mistake(route, f"a table is needed, not {described(value)}")
            return None
        return {key: self.build(get_args(kind)[1], each, (*route, key)) for key, each in value.items()}

    def _table(self, kind: Any, value: object, route: Route) -> Any:  # noqa: ANN401
        if not isinstance(value, dict):
            self._mistake(route, f"a table is needed, not {described(value)}")
            return None
        known = hints(kind)
        for key in value.keys() - known.keys():
            hint = _meant(key, known) or f"the keys here are {', '.join(known)}"
            self.mistakes.append(Mistake((*route, key), f"unknown key {key!r}{_inside(route)}", hint))
        for each in dataclasses.fields(kind):
            if each.name not in value and _is_required(each):
                self._mistake(route, f"the key {each.name!r} is needed")
        given = {
            key: self.build(known[key], each, (*route, key)) for key, each in value.items() if key in known
        }
        return None if self.mistakes else kind(**given)


@cache
def hints(kind: type) -> Mapping[str, Any]:
    """The annotation of each field of the dataclass `kind`, in order."""
    found = get_type_hints(kind, include_extras=True)
    return {each.name: found[each.name] for each in dataclasses.fields(kind)}


def leaves(kind: type, route: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The route of every setting in the dataclass `kind`: what is not itself a table of settings."""
    for name, annotation in hints(kind).items():
        base, _ = unwrapped(annotation)
        if dataclasses.is_dataclass(base):
            yield from leaves(cast("type", base), (*route, name))
        else:
            yield (*route, name)


def called(route: Route) -> str:
    """How a key is called to a person: `commits.types`, `overrides[1].paths` (entries count from 1)."""
    parts = (f"[{key + 1}]" if isinstance(key, int) else f".{_key(key)}" for key in route)
    return "".join(parts).removeprefix(".")


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else repr(key)


def described(value: object) -> str:
    """What a TOML value is, in words: short strings and numbers as they stand."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return repr(value) if len(value) <= 40 else "a long string"
    if isinstance(value, int | float):
        return repr(value)
    return _NAMES.get(type(value), ("a date or time", ""))[0]


def unwrapped(kind: Any) -> tuple[Any, tuple[Limit, ...]]:  # noqa: ANN401
    """The annotation `kind` without its limits, and these."""
    if get_origin(kind) is Annotated:
        base, *limits = get_args(kind)
        return base, tuple(limits)
    return kind, ()


def _is_required(each: dataclasses.Field[Any]) -> bool:
    return each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING


def _plural(kind: Any) -> str:  # noqa: ANN401
    base, _ = unwrapped(kind)
    return _NAMES.get(base, ("", "tables"))[1]


def _complaint(limit: Limit, value: object) -> str:
    if isinstance(limit, Judged):
        return limit.fault(str(value))
    return f"{_limit(limit, value)} is needed{_not(value)}"


def _limit(limit: AtLeast | Shape, value: object) -> str:
    if isinstance(limit, Shape):
        return limit.words
    entries = (" entry" if limit.number == 1 else " entries") if isinstance(value, list) else ""
    return f"at least {limit.number}{entries}"


def _not(value: object) -> str:
    return "" if isinstance(value, list) else f", not {described(value)}"


def _inside(route: Route) -> str:
    return f" in {called(route)}" if route else ""


def _meant(word: object, words: Any) -> str:  # noqa: ANN401
    close = difflib.get_close_matches(str(word), words, 1)
    return f"did you mean {close[0]!r}?" if close else ""
