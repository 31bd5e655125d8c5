"""What the rules on the form of tags read out of a scalar, each thing once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ddlint.config.environments import environment_of, is_own
from ddlint.config.settings import Settings
from ddlint.config.wildcards import matches
from ddlint.model.deployed_image import DeployedImage, deployed_image
from ddlint.model.place import FileSpan
from ddlint.model.scalar import Scalar
from ddlint.model.sortable_tag import SortableTag, TagFault, read_tag
from ddlint.model.tag_template import templates_of


@dataclass(frozen=True, slots=True)
class Demand:
    """What an environment demands of the tags of our own images.

    Attributes:
        environment: its name; empty where the file belongs to none, or the image is not ours.
        tags: `sortable`, `semver` or `any`.
    """

    environment: str = ""
    tags: str = "any"


NOTHING = Demand()
_NUMBER = "(?:0|[1-9][0-9]*)"
_IDENTIFIER = f"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_RELEASE = re.compile(rf"v?{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_IDENTIFIER}(?:\.{_IDENTIFIER})*)?", re.ASCII)


def demand_on(scalar: Scalar, image: DeployedImage, settings: Settings) -> Demand:
    """What is demanded of `image`, deployed by `scalar`."""
    found = environment_of(scalar.path, settings) if settings.environments else None
    if found is None or not is_own(image, settings):
        return NOTHING
    return Demand(found[0], found[1].tags)


def reading_of(tag: str, settings: Settings) -> SortableTag | TagFault:
    """`tag` by the sortable forms of the settings."""
    return read_tag(tag, templates_of(settings.tags.sortable))


def faulty(scalar: Scalar, settings: Settings) -> tuple[DeployedImage, TagFault] | None:
    """The image of `scalar` and what is wrong with its tag, where that is of no sortable form."""
    image = deployed_image(scalar)
    if image is None:
        return None
    found = reading_of(image.tag, settings)
    return (image, found) if isinstance(found, TagFault) else None


def is_moving(tag: str, patterns: tuple[str, ...]) -> bool:
    """Whether `tag` is one that moves from image to image."""
    lower = tag.lower()
    words, starts, ends, others = _moving(patterns)
    if lower in words or lower.startswith(starts) or lower.endswith(ends):
        return True
    return bool(others) and any(matches(pattern, lower) for pattern in others)


_Strings = tuple[str, ...]


@lru_cache(maxsize=4)
def _moving(patterns: _Strings) -> tuple[frozenset[str], _Strings, _Strings, _Strings]:
    """The words among `patterns`, those with a `*` at the end or at the start, and all others."""
    lower = [each.lower() for each in patterns]
    starts = tuple(each[:-1] for each in lower if each.find("*") == len(each) - 1 >= 0)
    ends = tuple(each[1:] for each in lower if each.rfind("*") == 0)
    words = frozenset(each for each in lower if "*" not in each)
    both = (each for each in lower if each[:1] == each[-1:] == "*")
    others = (*both, *(each for each in lower if "*" in each[1:-1]))
    return words, starts, ends, others


def is_release(tag: str) -> bool:
    """Whether `tag` is a version of SemVer, with or without a `v`."""
    return _RELEASE.fullmatch(tag) is not None


def span_of(scalar: Scalar, image: DeployedImage, start: int = 0, end: int | None = None) -> FileSpan:
    """Where the characters `start` to `end` of the tag stand; the whole tag where its place is not plain."""
    if image.end - image.start != len(image.tag):
        return FileSpan(scalar.path, image.start, image.end, scalar.route)
    stop = len(image.tag) if end is None else end
    return FileSpan(scalar.path, image.start + start, image.start + stop, scalar.route)
