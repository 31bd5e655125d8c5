"""A YAML file as rules see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from ddlint.model.flux_file import FluxFile
from ddlint.model.marker_site import MarkerSite
from ddlint.model.place import FileSpan, Place
from ddlint.model.scalar import Scalar


class ProblemKind(StrEnum):
    """Why ddlint could not read a file, or a part of it."""

    NOT_UTF8 = "not-utf8"
    NUL = "nul-byte"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    SYNTAX = "syntax-error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept ddlint from reading a file to its end.

    Attributes:
        kind: what sort of thing.
        start, end: where, in characters of the text; equal where it is a point.
        what: one sentence without a full stop.
        fatal: True where nothing behind this place was read (in a syntax error: of this document).
    """

    kind: ProblemKind
    start: int
    end: int
    what: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of the file between separators, as Flux splits it.

    Attributes:
        start, end: its characters, separators left out.
        root: `mapping`, `sequence`, `scalar`, `alias`, `empty`, or `unread` where it does not parse.
        api_version, kind, name, namespace: as written at the top level and in `metadata`, or empty.
    """

    start: int
    end: int
    root: str
    api_version: str = ""
    kind: str = ""
    name: str = ""
    namespace: str = ""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file, read once. Offsets count characters of `text`.

    Attributes:
        path: repository-relative, with `/`.
        text: the decoded text, byte order mark included (undecodable bytes as U+FFFD).
        problems: what could not be read.
        documents: the pieces between separators.
        scalars: those that can matter to a release: under one of `IMAGE_KEYS`, or with a marker-like comment.
        markers: every marker-like comment or text, in order.
        flux: what Flux does with the file as a whole.
    """

    noun: ClassVar[str] = "file"

    path: str
    text: str = field(repr=False)
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...]
    scalars: tuple[Scalar, ...]
    markers: tuple[MarkerSite, ...]
    flux: FluxFile

    @property
    def byte_order_mark(self) -> bool:
        """Whether the text begins with a byte order mark."""
        return self.text.startswith("\ufeff")

    @property
    def crlf(self) -> bool:
        """Whether any line ends in CR LF."""
        return "\r\n" in self.text

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return self.path

    @property
    def span(self) -> FileSpan:
        """The file's first character, for findings about the file as a whole."""
        return FileSpan(self.path, 0, 0)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text
