"""The tag of an image with all its uses, wherever it was deployed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import ClassVar

from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step
from ddlint.model.place import MessageSpan, Place


@dataclass(frozen=True, slots=True)
class Use:
    """A tag that was deployed somewhere.

    Attributes:
        repository: the config repository, by its name in the audit.
        value: the marked value that got it.
        deployed: when, by whom; `deployed.tag` is the tag.
    """

    repository: str
    value: MarkedValue
    deployed: Deployed


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag of an image, and where it was deployed.

    Attributes:
        image: registry and repository; `policy NAMESPACE/NAME` where only the policy is known.
        tag: the tag.
        service: whose image it is.
        first: its first use.
        last: its last use.
        count: how many times it was deployed.
        digests: each digest it was deployed with, in the order of their first uses, with these.
        files: where it was deployed, if the image is not known: policies of one name in two clusters may
            select from two registries.
    """

    noun: ClassVar[str] = "image tag"

    image: str
    tag: str
    service: str
    first: Use
    last: Use
    count: int
    digests: tuple[tuple[str, Use], ...] = ()
    files: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The whole reference."""
        return f"{self.image}:{self.tag}"

    @property
    def path(self) -> str:
        """The file in which it was deployed first."""
        return self.first.value.path

    @property
    def step(self) -> Step:
        """The commit that deployed it first."""
        return self.first.deployed.step

    @property
    def time(self) -> int:
        """When it was first deployed; with its newest digest, where there are several."""
        return (self.digests[-1][1] if self.digests else self.first).deployed.step.time

    @property
    def place(self) -> MessageSpan:
        """The commit that deployed it first."""
        return MessageSpan(self.step.oid, 0, 0)

    def is_of_image(self, other: TagUse) -> bool:
        """Whether `other`, a tag of the same image by name, is a tag of the same image for certain."""
        return not self.files or not self.files.isdisjoint(other.files)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - its places are commits, which have no text
        """Nothing: its places are commits."""
        return ""


def image_of(value: MarkedValue) -> str:
    """What tells the images of marked values apart: the image, or its policy where that is not known."""
    return value.image or f"policy {value.policy}"


def tag_uses(uses: Iterable[Use]) -> Iterator[TagUse]:
    """Each tag of each image with its uses.

    Args:
        uses: sorted by image and tag, those of unknown image by policy and tag; then in any order.
    """
    for (image, tag), group in groupby(uses, lambda use: (image_of(use.value), use.deployed.tag)):
        if tag:
            yield _gathered(image, tag, group)


def _gathered(image: str, tag: str, uses: Iterator[Use]) -> TagUse:
    first = last = next(uses)
    by_file: dict[str, dict[str, Use]] = {}
    count = 0
    for use in chain((first,), uses):
        count += 1
        first = use if _time(use) < _time(first) else first
        last = use if _time(use) >= _time(last) else last
        _see(by_file.setdefault("" if use.value.image else use.value.path, {}), use)
    digests = max(by_file.values(), key=len)
    known = sorted(digests.items(), key=lambda pair: _time(pair[1]))
    files = frozenset(by_file) if image != first.value.image else frozenset()
    return TagUse(image, tag, first.value.service, first, last, count, tuple(known), files)


def _see(digests: dict[str, Use], use: Use) -> None:
    digest = use.deployed.digest
    if digest and (digest not in digests or _time(use) < _time(digests[digest])):
        digests[digest] = use


def _time(use: Use) -> tuple[int, int]:
    return use.deployed.step.time, use.deployed.step.position
