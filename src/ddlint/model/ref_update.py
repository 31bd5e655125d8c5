"""The subject of the push rules: one ref that a push changes, and what is known of both its values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from ddlint.model.place import RefPlace

TAGS = "refs/tags/"
HEADS = "refs/heads/"
_SHORT = 10


class Change(StrEnum):
    """What a push does to a ref of the remote."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    NONE = "none"
    """The remote has this value already."""


@dataclass(frozen=True, slots=True)
class PlannedUpdate:
    """One ref of a push, as git plans it.

    Attributes:
        local: what is pushed, as git or a person wrote it; `(delete)` or empty for a deletion.
        new: the full id that the remote will have; empty for a deletion.
        remote: the full name of the ref on the remote.
        old: the full id that the remote has; empty where it has none, None where nobody said.
    """

    local: str
    new: str
    remote: str
    old: str | None

    @property
    def change(self) -> Change:
        """What the push does. An old value that nobody told counts as none."""
        if not self.new:
            return Change.DELETE
        if not self.old:
            return Change.CREATE
        return Change.NONE if self.old == self.new else Change.UPDATE


@dataclass(frozen=True, slots=True)
class Target:
    """What an id stands for.

    Attributes:
        type: `commit`, `tag` (an annotated tag), `tree` or `blob`; empty where this clone does not have it.
        peeled: the id behind all annotated tags; empty where this clone does not have it.
        peeled_type: the type of that.
    """

    type: str = ""
    peeled: str = ""
    peeled_type: str = ""


class OnLine(StrEnum):
    """Whether the commit of a tag is on a release line: on main, or on a release branch."""

    YES = "yes"
    LOCAL = "local"
    """Only on branches that the remote does not have in this state, nor gets by this push."""
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RefUpdate:
    """One ref of a push.

    Attributes:
        planned: what the push does.
        new: what the new value stands for.
        old: what the old value stands for.
        above: the highest release tag that the tagged commit contains, where that is higher than this tag;
            else empty; None where the history that would tell was not fetched.
        on_line: whether the tagged commit is on a release line.
    """

    noun: ClassVar[str] = "ref"
    path: ClassVar[str] = ""

    planned: PlannedUpdate
    new: Target = Target()
    old: Target = Target()
    above: str | None = ""
    on_line: OnLine = OnLine.YES

    @property
    def title(self) -> str:
        """The full name of the ref."""
        return self.planned.remote

    @property
    def place(self) -> RefPlace:
        """Where findings point."""
        return RefPlace(self.planned.remote)

    @property
    def tag(self) -> str:
        """The name of the tag; empty for a ref that is none."""
        return tag_name(self.planned.remote)

    def text_at(self, place: object) -> str:  # noqa: ARG002 - a ref has no text
        """Empty: a ref has no text."""
        return ""


def tag_name(ref: str) -> str:
    """The name of a tag without `refs/tags/`; empty for a ref that is no tag."""
    return ref.removeprefix(TAGS) if ref.startswith(TAGS) else ""


def short(oid: str) -> str:
    """An id as people read it."""
    return oid[:_SHORT]
