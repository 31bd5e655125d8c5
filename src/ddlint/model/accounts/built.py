"""An object as kustomize puts it together, and how values are merged into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ddlint.model.accounts.facts import ImageChange, Part, Value, Values
from ddlint.model.image import split_ref
from ddlint.model.place import FileSpan

_IN_CONTAINER = re.compile(r"(?:^|\.)(?:containers|initContainers|ephemeralContainers)\[[^\]]*\]\.image\Z")
NEW_TAG, NEW_NAME = ".newTag", ".newName"


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """An object, put together.

    Attributes:
        part: as it is written.
        values: its values, with what was merged in; they tell where each of them is written.
        way: the links that lead to it, the outermost first.
        names: its name, and what it was called before prefixes were put to it.
        unknown: why its values are not known for certain; empty where they are.
    """

    part: Part
    values: Values
    way: tuple[FileSpan, ...] = ()
    names: tuple[str, ...] = ()
    unknown: str = ""

    @classmethod
    def of(cls, part: Part) -> Built:
        """The object as it is written."""
        return cls(part, part.values, (), (part.name,))

    def through(self, link: FileSpan) -> Built:
        """The same, reached through one more link."""
        return replace(self, way=(link, *self.way))

    def renamed(self, before: str, behind: str) -> Built:
        """The same with a prefix and a suffix to its name."""
        return replace(self, names=(f"{before}{self.names[0]}{behind}", *self.names))

    def changed(self, changes: Mapping[str, Value]) -> Built:
        """The same with `changes` merged into its values."""
        return replace(self, values=merged(self.values, changes)) if changes else self

    def doubted(self, why: str) -> Built:
        """The same, whose values are not known for certain."""
        return replace(self, unknown=self.unknown or why)


def merged(base: Mapping[str, Value], changes: Mapping[str, Value]) -> Values:
    """`base` with a merge patch: null takes away, a value that stood for a mapping too, lists are replaced.

    Containers keep their names in their routes, so that they merge one by one as Kubernetes does it.
    """
    gone = {route for route, value in changes.items() if value.text is None or route not in base}
    lists = {route.partition("[")[0] for route in gone if _numbered(route)}
    kept = {
        route: value
        for route, value in base.items()
        if not any(below(route, each) for each in gone) and route.partition("[")[0] not in lists
    }
    return kept | {route: value for route, value in changes.items() if value.text is not None}


def _numbered(route: str) -> bool:
    """Whether it leads through a list whose items have no names."""
    return bool(re.search(r"\[[0-9]+\]", route))


def below(route: str, top: str) -> bool:
    """Whether `route` is `top`, or leads through it."""
    return route == top or route.startswith((f"{top}.", f"{top}["))


def with_images(item: Built, changes: Iterable[ImageChange]) -> tuple[Built, set[int]]:
    """An object with the `images` of a kustomization, and which of these (by `id`) concern it."""
    values, used = dict(item.values), set[int]()
    for route, value in item.values.items():
        if value.text is None or not _IN_CONTAINER.search(route):
            continue
        new_name = values.get(f"{route}{NEW_NAME}")
        name = new_name.text if new_name is not None else split_ref(value.text).name
        for change in changes:
            if change.name == name:
                used.add(id(change))
                new = {NEW_TAG: change.new_tag, NEW_NAME: change.new_name}
                values |= {f"{route}{key}": each for key, each in new.items() if each is not None}
    return (replace(item, values=values) if used else item), used
