"""Where a marker-like text stands, and whether Flux acts on it there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from ddlint.model.marker import Reading
from ddlint.model.place import FileSpan, Place
from ddlint.model.scalar import Scalar


class Position(StrEnum):
    """What the marker-like text belongs to, as Flux's parser sees it. The first two alone can be live."""

    LINE = "line-comment"
    """Behind a scalar value: on its line, its last line, or its block header."""
    HEAD = "head-comment"
    """The one comment line above a list item or above a value on its own line: works by accident."""
    KEY = "key"
    """Behind a key whose value stands on the following lines."""
    EMPTY = "empty-value"
    """Behind a key, or a dash, that has no value."""
    ALIAS = "alias"
    """Behind `*alias`."""
    DUPLICATE = "duplicate-key"
    """Behind the value of a key that its mapping already has."""
    FLOW = "flow-collection"
    """Behind `{...}` or `[...]`, or behind an opening bracket."""
    BLOCK_TEXT = "block-scalar"
    """Text of a `|` or `>` scalar."""
    QUOTED_TEXT = "quoted-scalar"
    """Text of a quoted scalar."""
    PLAIN_TEXT = "plain-scalar"
    """Text of an unquoted scalar (no blank before the `#`)."""
    SEPARATOR = "document-marker"
    """Behind `---`."""
    AFTER_END = "after-document-end"
    """After `...`, or after the end of the root: Flux reads nothing there and deletes it on rewrite."""
    ABOVE_KEY = "above-key"
    """On a line of its own above a key."""
    ABOVE_ITEM = "above-item"
    """Above a list item that is no scalar, or with several comment lines above the item."""
    BELOW = "below-value"
    """On a line of its own below a value, with nothing after it that it could belong to."""
    COMMENTED_OUT = "commented-out"
    """On a line that is commented out as a whole (`# image: x # {...}`): the normal way to disable it."""
    NOT_A_DOCUMENT = "not-a-document"
    """In a root that is no mapping: a list (a JSON6902 patch), a scalar."""
    OVERWRITTEN = "overwritten"
    """Behind a value in `metadata` that Flux writes anew as it reads the file."""
    UNREAD = "unread"
    """In a file or document that is not YAML, so that nothing can be said about the place."""


@dataclass(frozen=True, slots=True)
class MarkerSite:
    """One marker-like comment or text: `imagepolicy` near a brace, a `$ref` setter, `x-k8s-cli`.

    Attributes:
        path: the file, repository-relative.
        text: the file's whole text, which the offsets count in.
        start, end: the whole comment (from its `#`), or the marker-like part of a scalar's text.
        position: what it belongs to.
        reading: what it says, decoded.
        live: whether Flux acts on it, if the policy exists and the run reaches the file.
        reason: why it is dead, in words, without a full stop; for a live one what makes it so.
        route: the target's, else the nearest route known (the key it stands behind, the block scalar it is
            text of); may be empty.
        target: the scalar that Flux would write, or that the author very likely means; or None.
    """

    noun: ClassVar[str] = "marker"

    path: str
    text: str = field(repr=False)
    start: int
    end: int
    position: Position
    reading: Reading
    live: bool
    reason: str
    route: str
    target: Scalar | None = None

    @property
    def raw(self) -> str:
        """The comment, or the text, as it stands in the file."""
        return self.text[self.start : self.end]

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.route}" if self.route else self.path

    @property
    def span(self) -> FileSpan:
        """Its place."""
        return FileSpan(self.path, self.start, self.end, self.route)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text
