"""What a service's repository knows of the commits that tags name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    """What an id in a tag turned out to be."""

    COMMIT = "commit"
    MISSING = "missing"
    """No object of the clone has an id that begins so."""
    AMBIGUOUS = "ambiguous"
    """Several commits have an id that begins so."""
    OTHER = "other"
    """The id of something that is no commit."""


@dataclass(frozen=True, slots=True)
class CommitFact:
    """One commit that a tag names.

    Attributes:
        found: what the id is.
        oid: the full id; empty where it is not one commit.
        committed: when the commit was made, in seconds since 1970; None where it does not say.
        authored: when its change was written.
        line: the branch from which it is reached, main before release branches; empty where from none.
        step: which step of that branch brought it: the number of the first commit in the branch's own chain
            of first parents that holds it, counted from the oldest.
        is_step: whether it is that commit itself, and not one that came with a merge.
        twin: the full id of a commit of a line with the same author, time and message, where this one is on
            none: the history was rewritten.
    """

    found: Found
    oid: str = ""
    committed: int | None = None
    authored: int | None = None
    line: str = ""
    step: int = 0
    is_step: bool = False
    twin: str = ""

    def descends_from(self, other: CommitFact) -> bool | None:
        """Whether `other` is an ancestor of this commit; None where their branches do not tell."""
        if not self.line or self.line != other.line or self.oid == other.oid:
            return None
        if self.is_step:
            return other.step <= self.step
        return None if other.step <= self.step else False


@dataclass(frozen=True, slots=True)
class ServiceCommits:
    """A service and what its repository says.

    Attributes:
        service: its name in the configuration.
        path: of the clone, as configured.
        commits: by the id as it stands in tags.
        main: the main branch; empty where there is none.
        newest: when the newest commit of the lines was made; None where there is none.
        lack: what the clone lacks (`shallow`, `partial`); empty where it is whole.
    """

    service: str
    path: str
    commits: Mapping[str, CommitFact]
    main: str = ""
    newest: int | None = None
    lack: str = ""
