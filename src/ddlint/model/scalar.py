"""A YAML scalar with its place, its raw text and the scalars next to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from ddlint.model.place import FileSpan, Place
from ddlint.model.route import Container


class Style(StrEnum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single-quoted"
    DOUBLE = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: characters `start` (the `#`) to `end` of the file's text, trailing blanks left out."""

    start: int
    end: int
    text: str


@dataclass(slots=True, eq=False)
class Scalar:
    """A scalar value (never a key) of a YAML file, as good as frozen: that would cost a thirtieth of a run.

    Attributes:
        path: the file, repository-relative.
        text: the file's whole text, which the offsets count in.
        start, end: its characters, quotes included, tag and anchor not. A block scalar begins at its `|` or
            `>` and ends after its last line's text.
        value: what a YAML parser reads (escapes decoded, lines folded), always as text.
        style: how it is written.
        tag: an explicit tag as written (`!!str`, `!foo`), resolved to its full form by the parser; or empty.
        anchor: the anchor's name, or empty.
        parent: the mapping or sequence it stands in.
        step: its key, or its index in a sequence.
        comment: the comment behind it on its (last, or block header) line.
    """

    noun: ClassVar[str] = "value"

    path: str
    text: str = field(repr=False)
    start: int
    end: int
    value: str
    style: Style
    tag: str
    anchor: str
    parent: Container = field(repr=False)
    step: str | int
    comment: Comment | None = None

    @property
    def raw(self) -> str:
        """The characters as they stand in the file."""
        return self.text[self.start : self.end]

    @property
    def key(self) -> str:
        """The last key on the route: its own, or that of the sequence it is an item of."""
        return self.step if isinstance(self.step, str) else self.parent.key

    @property
    def route(self) -> str:
        """Where it stands: `spec.values.image.tag`, `images[0].newTag`."""
        return self.parent.route_to(self.step)

    @property
    def siblings(self) -> Mapping[str, Scalar]:
        """The kept scalars (`IMAGE_KEYS`) of the same mapping by key, itself included; none in a sequence."""
        return self.parent.scalars

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.route}"

    @property
    def span(self) -> FileSpan:
        """Its place."""
        return FileSpan(self.path, self.start, self.end, self.route)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text


IMAGE_KEYS = frozenset({"image", "tag", "newTag", "newName", "repository", "digest", "newDigest", "registry"})
"""Keys whose scalars are always kept: the fields that Flux, Kustomize and Helm charts put images in."""
