"""Routes: where a node of a YAML document stands, as a person would write it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddlint.model.scalar import Scalar

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_$<][A-Za-z0-9_$<-]*\Z", re.ASCII)


class Container:
    """A mapping or sequence while (and after) a file is read: the way up, and what is kept of its scalars.

    Not a value: the reader fills `scalars` as it goes. Rules only read.

    Attributes:
        parent: the mapping or sequence it stands in; None for a document's root.
        step: its key or index there.
        scalars: the kept scalars of a mapping by key, the first of duplicates.
        way: its route with a dot in front, once it was asked for.
    """

    __slots__ = ("document", "parent", "scalars", "step", "way")

    def __init__(self, parent: Container | None, step: str | int, document: int = 0) -> None:
        """Stand at `step` in `parent`; a root stands in document number `document` of its file."""
        self.parent = parent
        self.step = step
        self.document = document
        self.scalars: dict[str, Scalar] = {}
        self.way: str | None = None

    @property
    def key(self) -> str:
        """The last key on the way to it; empty for a root."""
        here: Container | None = self
        while here is not None and here.parent is not None:
            if isinstance(here.step, str):
                return here.step
            here = here.parent
        return ""

    def route_to(self, step: str | int) -> str:
        """The route of its member `step`: `spec.images[0].newTag`, odd keys quoted as JSON strings."""
        return (self._here() + step_of(step)).removeprefix(".")

    def _here(self) -> str:
        """Its `way`, put together once: its members ask for it again and again."""
        missing: list[Container] = []
        here: Container = self
        while here.way is None and here.parent is not None:
            missing.append(here)
            here = here.parent
        way = here.way or ""
        for container in reversed(missing):
            container.way = way = way + step_of(container.step)
        return way

    @property
    def route(self) -> str:
        """Its own route; empty for a root."""
        return self.parent.route_to(self.step) if self.parent is not None else ""


def step_of(step: str | int) -> str:
    """`step` as a part of a route: `.tag`, `[0]`, an odd key quoted as a JSON string."""
    if isinstance(step, int):
        return f"[{step}]"
    if _PLAIN_KEY.match(step):
        return f".{step}"
    return f"[{json.dumps(step, ensure_ascii=False)}]"
