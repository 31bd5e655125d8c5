"""What was deployed of a service, beside what its repository says of its commits and releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.deployments.tag_order import TagReading
from ddlint.model.deployments.tag_use import TagUse
from ddlint.model.place import Place
from ddlint.model.semver.version import Key, tag_key
from ddlint.model.service_commits import ServiceCommits


@dataclass(frozen=True, slots=True)
class ReleaseFact:
    """A release tag of a service, as its repository has it now.

    Attributes:
        tag: its name.
        version: the version that it names.
        commit: the full id of the commit it is on.
        committed: when that was made, in seconds since 1970.
        tagged: when the tag was made; None where it does not say (a lightweight tag).
        was_on: the full id of the commit it was on when it was first recorded (`ddlint tags record`); empty
            where that is not known.
    """

    tag: str
    version: str
    commit: str
    committed: int
    tagged: int | None = None
    was_on: str = ""


#: By the key of their versions.
Releases = Mapping[Key, ReleaseFact]


@dataclass(frozen=True, slots=True)
class ServiceHistory:
    """A service, and every tag of its images that was deployed.

    Attributes:
        service: its name in the configuration; empty for the services that are not configured.
        tags: each tag with what it says of itself, sorted by image and tag.
        commits: what its repository says of the commits that the tags name; None where it was not asked.
        releases: its release tags; None where its repository was not asked.
        unknown: the names of the services that are not configured, where this stands for them.
    """

    noun: ClassVar[str] = "deployed service"
    path: ClassVar[str] = ""

    service: str
    tags: tuple[tuple[TagUse, TagReading], ...] = ()
    commits: ServiceCommits | None = None
    releases: Releases | None = None
    unknown: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name."""
        return self.service or "services"

    @property
    def versions(self) -> tuple[tuple[TagUse, Key], ...]:
        """The tags that are versions, with their keys, in the order in which they were first deployed."""
        found = ((use, key) for use, _ in self.tags if (key := tag_key(use.tag)) is not None)
        return tuple(sorted(found, key=lambda pair: (pair[0].step.time, pair[0].tag)))

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - its places are commits and refs
        """Nothing: its places are commits and refs."""
        return ""


def by_version(releases: list[ReleaseFact]) -> Releases:
    """`releases` by the keys of their versions; what Flux does not take for a version is left out."""
    keyed = ((tag_key(each.version), each) for each in releases)
    return {key: each for key, each in keyed if key is not None}
