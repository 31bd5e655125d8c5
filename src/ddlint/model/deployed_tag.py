"""A sortable tag that is deployed, and what the repository of its service knows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.deployed_image import DeployedImage, deployed_image
from ddlint.model.place import FileSpan, Place
from ddlint.model.scalar import Scalar
from ddlint.model.service_commits import CommitFact, ServiceCommits
from ddlint.model.sortable_tag import SortableTag
from ddlint.model.tag_template import Field


@dataclass(frozen=True, slots=True)
class Sighting:
    """A tag in a file, as little of it as has to be kept until all files are read.

    Attributes:
        path: the file, repository-relative.
        route: where in it.
        image: what is deployed there.
    """

    path: str
    route: str
    image: DeployedImage


def sighting(scalar: Scalar) -> Sighting | None:
    """The tag that `scalar` deploys; None where it deploys none for certain."""
    image = deployed_image(scalar)
    return Sighting(scalar.path, scalar.route, image) if image else None


@dataclass(frozen=True, slots=True, eq=False)
class DeployedTag:
    """A sortable tag of a service whose repository was asked.

    Attributes:
        sighting: where it stands.
        tag: its parts.
        service: what the repository of its service says.
        keeps_time: whether another tag of the service has the very time of its commit, or differs by whole
            hours from it: then its timestamps are not those of the builds.
        ahead: another tag of the same image and form with an older timestamp and a newer commit.
        read: gives the text of a file, for those who show a place in it.
    """

    noun: ClassVar[str] = "deployed tag"

    sighting: Sighting
    tag: SortableTag
    service: ServiceCommits
    keeps_time: bool = False
    ahead: DeployedTag | None = None
    read: Callable[[str], str] = field(default=str, repr=False)

    @property
    def commit(self) -> CommitFact:
        """What is known of its commit."""
        return self.service.commits[self.tag.commit]

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.sighting.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.sighting.path}: {self.sighting.route}"

    def span(self, part: Field | None = None) -> FileSpan:
        """The place of the tag, or of one part of it."""
        image = self.sighting.image
        start, end = self.tag.span(part) if part else (0, len(self.tag.tag))
        if image.end - image.start != len(image.tag):
            return FileSpan(self.path, image.start, image.end, self.sighting.route)
        return FileSpan(self.path, image.start + start, image.start + end, self.sighting.route)

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.read(place.path) if isinstance(place, FileSpan) else ""
