"""The subjects of the rules on branches: one hotfix with all that is known of it, and a misnamed branch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from semver import Version

from ddlint.model.place import MessageSpan, RefPlace
from ddlint.model.ref_update import short
from ddlint.model.releases.branch_name import Misnamed
from ddlint.model.releases.fork import ForkKind
from ddlint.model.releases.returned import Back, Why


@dataclass(frozen=True, slots=True)
class NamedCommit:
    """A commit as a person reads it.

    Attributes:
        oid: the full id.
        subject: the first line of its message.
    """

    oid: str
    subject: str

    @property
    def short(self) -> str:
        """The id as people read it."""
        return short(self.oid)

    @property
    def place(self) -> MessageSpan:
        """The first line of its message."""
        return MessageSpan(self.oid, 0, len(self.subject))


@dataclass(frozen=True, slots=True)
class OwnCommit:
    """A commit of a hotfix and what became of it.

    Attributes:
        commit: the commit.
        message: its whole message.
        verdict: what became of it.
        by: the commit of main that tells; None where none does.
        certain: whether that was compared, and is not what the messages say.
        why: what tells.
    """

    commit: NamedCommit
    message: str
    verdict: Back
    by: NamedCommit | None = None
    certain: bool = True
    why: Why = Why.NONE


@dataclass(frozen=True, slots=True)
class Earlier:
    """A release that was out before a hotfix was begun.

    Attributes:
        tag: its name.
        version: its version.
        certain: whether both times are known: the tag is annotated, and the commit was not made anew since.
    """

    tag: str
    version: Version
    certain: bool


class OnBranch(StrEnum):
    """Where the tag of a hotfix is."""

    UNRELEASED = "unreleased"
    YES = "yes"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    """The branch is gone, and nothing tells what it held."""


@dataclass(frozen=True, slots=True)
class Left:
    """Where a hotfix left.

    Attributes:
        kind: what from.
        base: the commit; None where that is not known.
        tag: the release there, by name; empty where there is none.
        version: its version.
        brought: for a fork from main, the commits of main that came along and were not released before.
        expected: the tag it has to leave from: the release that it is the next patch of, or else the highest
            below it that was out; empty where there is none.
        line: the highest release of the same line (major and minor) that was out before it was begun.
        highest: the same of all lines.
    """

    kind: ForkKind
    base: NamedCommit | None = None
    tag: str = ""
    version: Version | None = None
    brought: tuple[NamedCommit, ...] = ()
    expected: str = ""
    line: Earlier | None = None
    highest: Earlier | None = None


@dataclass(frozen=True, slots=True)
class HotfixState:
    """One hotfix.

    Attributes:
        version: what it releases, or is to release.
        branch: the full name of its branch; empty where that is gone.
        name: of the branch without what stands before it; empty where nothing tells of one.
        tag: the release tag; empty where it is not released.
        main: what the main branch is called.
        left: where it left.
        foreign: commits of main that a merge brought in, and that were not released.
        commits: its own, without merges, the newest first.
        back: what became of it as a whole.
        on_branch: where its tag is.
        tagged: the commit that the tag is on; None where it is not released.
        published: when it was released, in seconds since 1970; None where it is not.
        returned: when the last of its commits came back; None where that is not known.
        stands_on_main: whether it is not released and its newest commit is one of main itself: the branch was
            just made there, or main was moved to it.
        rivals: other hotfixes that were worked on when it was begun, by what people call them.
    """

    noun: ClassVar[str] = "hotfix"
    path: ClassVar[str] = ""

    version: Version
    branch: str
    name: str
    tag: str
    main: str
    left: Left
    foreign: tuple[NamedCommit, ...] = ()
    commits: tuple[OwnCommit, ...] = ()
    back: Back = Back.OPEN
    on_branch: OnBranch = OnBranch.UNRELEASED
    tagged: NamedCommit | None = None
    published: int | None = None
    returned: int | None = None
    stands_on_main: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What people call it: by its branch, else by its tag."""
        return self.name or self.tag

    @property
    def place(self) -> RefPlace:
        """Where findings point: the branch, and where that is gone, the tag."""
        return RefPlace(self.branch or (f"refs/tags/{self.tag}" if self.tag else f"refs/heads/{self.name}"))

    @property
    def is_of_old_line(self) -> bool:
        """Whether a release of a higher line was out before it was begun."""
        highest = self.left.highest
        return highest is not None and line(highest.version) > line(self.version)

    def text_at(self, place: object) -> str:
        """The first line of the message of a commit; empty for a ref."""
        if not isinstance(place, MessageSpan):
            return ""
        known = [each.commit for each in self.commits] + [*self.foreign, *self.left.brought]
        known += [each.by for each in self.commits if each.by] + [self.tagged or NamedCommit("", "")]
        return next((each.subject for each in known if each.oid == place.commit), "")


@dataclass(frozen=True, slots=True)
class MisnamedBranch:
    """A branch that is meant as a hotfix and not called as one.

    Attributes:
        ref: its full name.
        name: without `refs/heads/`, or `refs/remotes/` and the remote.
        meant: the version in it, and the name it should have.
    """

    noun: ClassVar[str] = "branch"
    path: ClassVar[str] = ""

    ref: str
    name: str
    meant: Misnamed

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def place(self) -> RefPlace:
        """Where findings point."""
        return RefPlace(self.ref)

    def text_at(self, place: object) -> str:  # noqa: ARG002 - a ref has no text
        """Empty: a ref has no text."""
        return ""


def line(version: Version) -> tuple[int, int]:
    """What releases of one line share: major and minor."""
    return version.major, version.minor
