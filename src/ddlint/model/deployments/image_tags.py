"""All tags of an image that were ever deployed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from ddlint.model.deployments.tag_order import Reader, TagReading
from ddlint.model.deployments.tag_use import TagUse
from ddlint.model.place import Place


@dataclass(frozen=True, slots=True)
class ImageTags:
    """An image, and each tag of it with its uses.

    Attributes:
        image: registry and repository; `policy NAMESPACE/NAME` where only the policy is known.
        tags: sorted by tag, each with what it says of itself.
    """

    noun: ClassVar[str] = "image"

    image: str
    tags: tuple[tuple[TagUse, TagReading], ...]

    @property
    def title(self) -> str:
        """The image."""
        return self.image

    @property
    def path(self) -> str:
        """A file in which it is deployed."""
        return self.tags[0][0].path

    @property
    def time(self) -> int:
        """When the newest of the tags was first deployed."""
        return max(use.step.time for use, _ in self.tags)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - its places are commits, which have no text
        """Nothing: its places are commits."""
        return ""


def images(uses: Iterable[TagUse], read: Reader, seen: Callable[[TagUse], None]) -> Iterator[ImageTags]:
    """Each image with its tags.

    Args:
        uses: sorted by image.
        read: reads tags.
        seen: is told of each use as it passes.
    """
    for image, group in groupby(uses, lambda use: use.image):
        tags = []
        for use in group:
            seen(use)
            tags.append((use, read(use.tag)))
        yield ImageTags(image, tuple(tags))
