"""The subject of the rules on release tags: one tag, where it stands, who made it, what a forge says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from semver import Version

from ddlint.model.place import RefPlace
from ddlint.model.ref_update import short
from ddlint.model.release_name import NearMiss


class Stands(StrEnum):
    """On which line a commit is."""

    MAIN = "main"
    RELEASE_BRANCH = "release branch"
    ELSEWHERE = "elsewhere"
    """On other branches alone."""
    NOWHERE = "nowhere"
    """On no branch that this clone has."""
    NO_COMMIT = "no commit"
    """It is a tree or a blob."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another release tag, and the full id of the commit it is on."""

    name: str
    version: Version
    oid: str

    @property
    def short(self) -> str:
        """The id as people read it."""
        return short(self.oid)


@dataclass(frozen=True, slots=True)
class TagObject:
    """What an annotated tag says.

    Attributes:
        name: the name inside of it.
        tagger: `Name <email>` of who made it; empty where it does not say.
    """

    name: str
    tagger: str


@dataclass(frozen=True, slots=True)
class Published:
    """What a forge says of a release.

    Attributes:
        tag: the tag's name.
        prerelease: whether it is marked as a pre-release.
        draft: whether it is not public yet.
        author: who made the release, as the forge calls them.
        at: when it was published, in seconds since 1970; 0 where that is not said.
        forge: who says so.
    """

    tag: str
    prerelease: bool
    draft: bool = False
    author: str = ""
    at: int = 0
    forge: str = "GitHub"


@dataclass(frozen=True, slots=True)
class TagSeen:
    """A tag that is a release, or looks like one.

    Attributes:
        name: of the tag.
        oid: the full id of the commit it is on; of the tree or blob where it is no commit.
        version: that the name names; None for a name that only looks like that of a release.
        miss: what is wrong with the name; None where nothing is.
        stands: on which line it is.
        branches: the branches that hold it: release branches, or others where there is none of these.
        branch_versions: the versions that those branches are called by.
        annotation: what the tag object says; None for a lightweight tag.
        contained: the highest release that its commit contains and that is higher; None for none.
        shares: other final releases on the same commit.
        last_candidate: the highest pre-release of this final release; None for none, and for a pre-release.
        has_candidate: whether its commit holds that of `last_candidate`.
        missing: the pre-release before this one, where that is not there.
        published: what a forge says of the release; None where nobody asked it.
    """

    noun: ClassVar[str] = "release tag"
    path: ClassVar[str] = ""

    name: str
    oid: str
    version: Version | None
    miss: NearMiss | None = None
    stands: Stands = Stands.MAIN
    branches: tuple[str, ...] = ()
    branch_versions: tuple[Version, ...] = ()
    annotation: TagObject | None = None
    contained: Other | None = None
    shares: tuple[Other, ...] = ()
    last_candidate: Other | None = None
    has_candidate: bool = True
    missing: Version | None = None
    published: Published | None = None

    @property
    def title(self) -> str:
        """The full name of the ref."""
        return f"refs/tags/{self.name}"

    @property
    def place(self) -> RefPlace:
        """Where findings point."""
        return RefPlace(self.title)

    @property
    def short(self) -> str:
        """The commit's id as people read it."""
        return short(self.oid)

    @property
    def is_final(self) -> bool:
        """Whether it names a version that is no pre-release."""
        return self.version is not None and self.version.prerelease is None

    def text_at(self, place: object) -> str:  # noqa: ARG002 - a ref has no text
        """Nothing: every place is a ref."""
        return ""
