"""Files that say the same but for their own names: nearly all files of ten thousand accounts.

What they say is kept once, as a shape: it is sent from process to process, and judged, once and not for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

from ddlint.model.accounts.charts import VERSION, admits, versions_in
from ddlint.model.accounts.facts import AccountFacts, Part, Value
from ddlint.model.place import FileSpan

_MOST = 20_000  # shapes that one process looks out for: where there are more, files are not alike


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The objects of a file, without its path and their names.

    Attributes:
        parts: in their order; only images stand in them, nothing that leads to other files.
    """

    parts: tuple[Part, ...]


class PlainFile(NamedTuple):
    """What a file says that joins no others: a shape, and what is its own.

    Attributes:
        path: the file.
        names: of its objects.
        shape: the rest.
    """

    path: str
    names: tuple[str, ...]
    shape: Shape

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its objects, as `AccountFacts` has them."""
        return tuple(
            replace(part, name=name, path=self.path, values=_placed(part.values, self.path))
            for part, name in zip(self.shape.parts, self.names, strict=True)
        )


AnyFacts: TypeAlias = AccountFacts | PlainFile


def _placed(values: Mapping[str, Value], path: str) -> dict[str, Value]:
    return {route: placed(value, path) for route, value in values.items()}


def placed(value: Value, path: str) -> Value:
    """A value of a shape, in the file `path`."""
    span = value.marker_span
    return replace(value, path=path, marker_span=span and placed_span(span, path))


def placed_span(span: FileSpan, path: str) -> FileSpan:
    """A place in a shape, in the file `path`."""
    return FileSpan(path, span.start, span.end, span.route)


class Shapes:
    """The shapes that were met, so that equal ones are one object."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[object, Shape] = {}

    def of(self, parts: Sequence[Part]) -> Shape:
        """The shape of objects without path and name, the same one for equal objects."""
        key = tuple((each.kind, each.start, each.line, *each.values.items()) for each in parts)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[key] = Shape(tuple(parts))
        return found


class FactsByPath(Mapping[str, AccountFacts]):
    """The facts of all files; those of plain ones are put together when somebody asks.

    Attributes:
        whole: files that are not plain.
        plain: files that are, equal shapes as one object.
    """

    def __init__(self, facts: Iterable[AnyFacts], read: Callable[[str], str | None]) -> None:
        """Take the facts of each file, and a way to read files."""
        self._read = read
        self.whole: dict[str, AccountFacts] = {}
        self.plain: dict[str, PlainFile] = {}
        shapes, one = Shapes(), dict[int, Shape]()
        for each in facts:
            if isinstance(each, AccountFacts):
                self.whole[each.path] = each
                continue
            shape = one.get(id(each.shape))
            if shape is None:
                shape = one[id(each.shape)] = shapes.of(each.shape.parts)
            self.plain[each.path] = each if shape is each.shape else PlainFile(each.path, each.names, shape)

    def __getitem__(self, path: str) -> AccountFacts:
        """The facts of a file.

        Raises:
            KeyError: it has none.
        """
        found = self.whole.get(path)
        return self._in_full(self.plain[path]) if found is None else found

    @cached_property
    def _asks_for_charts(self) -> bool:
        """Whether some chart's version may let pre-releases through: then others may put one over it."""
        held = (part.values.get(VERSION) for each in self.whole.values() for part in each.parts)
        return any(value is not None and admits(value) for value in held)

    def _in_full(self, file: PlainFile) -> AccountFacts:
        """The facts of a plain file; the versions of charts, which are not kept of it, where they count."""
        releases = any(each.kind == "HelmRelease" for each in file.shape.parts)
        text = self._read(file.path) if releases and self._asks_for_charts else None
        found = versions_in(file.path, text) if text else {}
        parts = (
            replace(part, values=part.values | {VERSION: found[part.start]}) if part.start in found else part
            for part in file.parts
        )
        return AccountFacts(file.path, tuple(parts))

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        yield from self.whole
        yield from self.plain

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.whole) + len(self.plain)
