"""The subject of the commit rules: a message, and what is known of the commit it belongs to."""

from __future__ import annotations

from ddlint.model.automatic import MERGE
from ddlint.model.commit_policy import stands_for_itself
from ddlint.model.message import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

_SHORT = 10


class CommitMessage:
    """A commit message under examination.

    Attributes:
        message: the parsed message.
        commit: the full commit id; empty for a message that is not committed yet.
        merge: whether the commit is a merge, by its parents or by MERGE_HEAD; None where that is not known.
        automatic: the kind of message that git, a forge or Flux wrote here; empty for none of these.
        time: when it was committed, in seconds since 1970; None where that is not known or of no interest.
        owes_form: whether an author wrote a header here, so that it has to follow the form.
    """

    noun: ClassVar[str] = "commit"
    path: ClassVar[str] = ""
    __slots__ = ("automatic", "commit", "merge", "message", "owes_form", "time")

    def __init__(
        self, text: str, commit: str = "", *, merge: bool | None = None, time: int | None = None
    ) -> None:
        self.message = Message(text)
        self.commit = commit
        self.merge = merge
        self.time = time
        kind = MERGE if merge else self.message.automatic
        self.automatic = kind if stands_for_itself(kind, merge) else ""
        self.owes_form = not self.automatic and not self.message.is_empty

    @property
    def title(self) -> str:
        """The short commit id, or `message`."""
        return self.commit[:_SHORT] or "message"

    def text_at(self, place: object) -> str:  # noqa: ARG002 - every place of this subject lies in its one text
        """The message, which all offsets count in."""
        return self.message.text
