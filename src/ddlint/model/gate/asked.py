"""What the gate is asked to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ddlint.model.releases.tag_seen import Published


class Kind(StrEnum):
    """What happened."""

    PULL_REQUEST = "pull request"
    MERGE_GROUP = "merge group"
    PUSH = "push to a branch"
    TAG = "new tag"
    RELEASE = "release"
    DELETION = "deletion of a ref"
    CHANGE = "change"
    """Plain git: somebody named a base and a head."""


class NotUnderstood(Exception):
    """The gate is not told what to judge, and does not guess.

    Attributes:
        hint: what to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the gate. What is not known is empty.

    Attributes:
        kind: what happened.
        forge: who asks, as its makers call it.
        base: the commit before the change, by its id, or a branch or ref that holds it; empty for none.
        head: the commit after it, likewise.
        base_branch: where the change is to go, without `refs/heads/`.
        head_branch: where it comes from, without `refs/heads/`.
        title: of the pull request; it becomes the header of a squash commit.
        number: of the pull request.
        author: who opened it, as the forge calls them.
        ref: the full name of the ref that was pushed, made or deleted.
        fork: whether the change comes from another repository.
        published: what the forge says of a release.
    """

    kind: Kind
    forge: str
    base: str = ""
    head: str = ""
    base_branch: str = ""
    head_branch: str = ""
    title: str = ""
    number: int | None = None
    author: str = ""
    ref: str = ""
    fork: bool = False
    published: Published | None = None

    def told(self) -> Iterator[str]:
        """What was understood, in lines for people."""
        number = f" #{self.number}" if self.number is not None else ""
        by = f" by {self.author}" if self.author else ""
        of = f" {self.ref}" if self.ref else ""
        where = f" ({self.forge})" if self.forge else ""
        yield f"{self.kind}{number}{of}{by}{where}"
        if self.title:
            yield f"title: {self.title}"
        if self.base or self.head:
            into = f" ({self.base_branch})" if self.base_branch and self.base_branch != self.base else ""
            origin = f" ({self.head_branch}{', of a fork' if self.fork else ''})" if self.head_branch else ""
            yield f"from {self.base or 'nothing'}{into} to {self.head or 'nothing'}{origin}"
