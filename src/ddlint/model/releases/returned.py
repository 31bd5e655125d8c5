"""What became of a hotfix and of each of its commits, in the words of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Back(StrEnum):
    """What became of a commit of a hotfix, or of the hotfix."""

    MERGED = "merged"
    """Main holds the commit itself."""
    PICKED = "picked"
    """Main holds its change, or a commit that says it is the same."""
    SQUASHED = "squashed"
    """One commit of main holds all that the hotfix changed."""
    DROPPED = "dropped"
    """Merged so that nothing of it is left (`-s ours`)."""
    REVERTED = "reverted"
    """Brought back, and then taken back on main."""
    MISSING = "missing"
    """Nothing on main tells of it."""
    BOOKKEEPING = "bookkeeping"
    """It changes nothing but what belongs to the release itself, such as a changelog."""
    EMPTY = "empty"
    """It changes nothing."""
    INCONCLUSIVE = "inconclusive"
    """A commit of main has its subject and another change, or the files that would tell are not there."""
    OPEN = "open"
    """Not released yet."""


class Why(StrEnum):
    """What tells what became of a commit."""

    HELD = "main holds it"
    CHANGE = "the same files, changed to the same"
    PATCH = "the same lines, changed to the same"
    AUTHOR = "author, time and subject are the same"
    PICKED_FROM = "it says cherry picked from"
    SQUASH = "it says Squashed commit of the following"
    PULL = "it names the pull request"
    STATED = "it says Merged-back"
    WHOLE = "one commit has all that the hotfix changed"
    MERGE = "the merge took nothing of it"
    REVERT = "it says This reverts commit"
    NOTHING = "it changes nothing"
    UNDONE = "the hotfix itself reverts it"
    KEPT = "it changes bookkeeping alone"
    SUBJECT = "the subject is the same, and not the change"
    UNREAD = "this clone does not hold the files"
    NONE = "nothing on main tells of it"


@dataclass(frozen=True, slots=True)
class Return:
    """What became of one commit of a hotfix.

    Attributes:
        commit: its number.
        verdict: what became of it.
        by: the commit of main that tells; None where none does.
        certain: whether the change itself was compared, and not what the messages say.
        why: what tells.
    """

    commit: int
    verdict: Back
    by: int | None = None
    certain: bool = True
    why: Why = Why.NONE
