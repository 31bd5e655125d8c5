"""What came to the main branch, and what a gate saw of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar

from ddlint.model.place import MessageSpan, Place, RefPlace


class Way(StrEnum):
    """How a commit came to the main branch."""

    GATED = "gated"
    OVERRULED = "although the gate failed"
    PUSHED = "pushed"
    UNSEEN = "a merge of commits that no gate has seen"
    OWN_CONTENT = "a merge with content of its own"


@dataclass(frozen=True, slots=True)
class Landing:
    """A commit of the main line.

    Attributes:
        commit: the full id.
        message: its message.
        author: `Name <email>`, as it claims.
        committer: the same of who made the commit.
        time: when that was, as it claims, in seconds since 1970; None where it does not say.
        way: how it came.
        merged: for a merge, the full id of what it merges; else empty.
    """

    noun: ClassVar[str] = "main commit"
    path: ClassVar[str] = ""

    commit: str
    message: str
    author: str
    committer: str
    time: int | None
    way: Way
    merged: str = ""

    @property
    def title(self) -> str:
        """The short commit id."""
        return self.commit[:10]

    @property
    def header(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]

    @property
    def place(self) -> MessageSpan:
        """The header."""
        return MessageSpan(self.commit, 0, len(self.header))

    @property
    def who(self) -> str:
        """Who and when: `Ada <ada@example.org> on 2026-01-31 12:00 UTC`."""
        by = f", committed by {self.committer}" if self.committer != self.author else ""
        return f"{self.author}{by}{on(self.time)}"

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - it has one text
        """The message."""
        return self.message


@dataclass(frozen=True, slots=True)
class TagLanding:
    """A release tag that is newer than the last gate.

    Attributes:
        ref: the full name.
        oid: what it points to.
        tagger: `Name <email>`, as an annotated tag claims; else empty.
        time: when it was made, as it claims; None where it does not say.
        gated: whether a gate has seen it as it is.
        moved_from: what a gate saw it point to, where that was something else.
    """

    noun: ClassVar[str] = "release tag"
    path: ClassVar[str] = ""

    ref: str
    oid: str
    tagger: str = ""
    time: int | None = None
    gated: bool = False
    moved_from: str = ""

    @property
    def title(self) -> str:
        """The full name."""
        return self.ref

    @property
    def place(self) -> RefPlace:
        """The tag."""
        return RefPlace(self.ref)

    @property
    def who(self) -> str:
        """Who and when; empty where the tag does not say."""
        return f" by {self.tagger}{on(self.time)}" if self.tagger else ""

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - a ref has no text
        """Empty: a ref has no text."""
        return ""


def on(time: int | None) -> str:
    """` on 2026-01-31 12:00 UTC`; empty where the time is not known, or none that a calendar has."""
    try:
        return f" on {datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M} UTC" if time is not None else ""
    except (ValueError, OverflowError, OSError):
        return ""
