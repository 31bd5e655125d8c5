"""What Flux's image automation does with one file as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What an `Issue` does."""

    NOT_SCREENED = "not-screened"
    """Flux does not open the file: its name, or the token `"$imagepolicy"` is missing."""
    SKIPPED = "skipped"
    """Flux drops the whole file without a word."""
    STOPS_RUN = "stops-run"
    """The whole automation run fails: no file of any policy is updated."""
    WRITES_ELSEWHERE = "writes-elsewhere"
    """Flux writes a new file and leaves this one as it is."""
    LOSES = "loses"
    """Content is deleted when Flux rewrites the file."""
    CHANGES = "changes"
    """Formatting, or a type, changes when Flux rewrites the file."""
    UNKNOWN = "unknown"
    """ddlint cannot read what Flux may read: nothing is claimed."""


class Cause(StrEnum):
    """What in the file has the effect."""

    NAME = "file-name"
    TOKEN = "no-token"  # noqa: S105 - Flux's word for what it screens for
    SYNTAX = "syntax-error"
    SEPARATOR = "bad-separator"
    ROOT = "root-not-mapping"
    METADATA = "metadata-form"
    DIRECTIVE = "directive"
    FOREIGN_ALIAS = "unknown-alias"
    ENCODING = "encoding"
    LIMIT = "limit"
    PATH_ANNOTATION = "path-annotation"
    PATH_DOTS = "path-dots"
    LIST_ITEM = "list-item"
    LIST = "kind-list"
    RESOURCE_LIST = "kind-resource-list"
    COMMENT_DOCUMENT = "comment-only-document"
    NULL_DOCUMENT = "null-document"
    TEXT_AFTER_END = "text-after-end"
    ANNOTATIONS = "annotations"
    LINE_ENDINGS = "crlf"
    BYTE_ORDER_MARK = "byte-order-mark"
    BLANK_LINES = "blank-lines"
    INDENTATION = "indentation"
    SEQUENCE_INDENT = "sequence-indent"
    COMMENT_ALIGNMENT = "comment-alignment"
    SEPARATORS = "separators"
    MERGE_KEY = "merge-key"
    BLOCK_SCALAR = "block-scalar"
    FOLDED_SCALAR = "folded-scalar"
    ESCAPES = "escapes"
    FLOW_SPACING = "flow-spacing"
    TEMPLATE = "unquoted-template"
    COMMENT_MOVED = "comment-moved"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing in a file that makes Flux treat it in a way its author will not expect.

    Attributes:
        effect: what Flux does.
        cause: what makes it so.
        start, end: where, in characters of the file's text.
        what: the same in words, one sentence without a full stop.
    """

    effect: Effect
    cause: Cause
    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class FluxFile:
    """Flux's verdict on one file.

    Attributes:
        screened: Flux opens the file: its name fits and the bytes `"$imagepolicy"` are in it.
        issues: all there is to say, in the order of the text. `CHANGES` is not among them (`flux_rewrite`).
    """

    screened: bool
    issues: tuple[Issue, ...] = ()

    @property
    def skipped(self) -> Issue | None:
        """Why Flux drops the whole file, where it does."""
        return self._first(Effect.SKIPPED)

    @property
    def stops_run(self) -> Issue | None:
        """Why the file makes the whole automation run fail, where it does."""
        return self._first(Effect.STOPS_RUN)

    @property
    def writes_elsewhere(self) -> Issue | None:
        """Why Flux writes another file instead, where it does."""
        return self._first(Effect.WRITES_ELSEWHERE)

    def _first(self, effect: Effect) -> Issue | None:
        return next((issue for issue in self.issues if issue.effect is effect), None)
