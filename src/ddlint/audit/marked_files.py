"""Files in which marked values stand, read whole: what Flux acts on, where, and of which image it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ddlint.model.deployed_image import deployed_image
from ddlint.model.deployments.patch import Seen
from ddlint.model.image import split_ref
from ddlint.model.marker import Form
from ddlint.model.marker_site import MarkerSite
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_reading import read_yaml


class Place(NamedTuple):
    """A live marker.

    Attributes:
        seen: its line, what writes it, and the value.
        route: of the value.
        image: registry and repository, where the value or one beside it says so; else empty.
    """

    seen: Seen
    route: str
    image: str


def marked_in(path: str, data: bytes) -> Sequence[Seen]:
    """The values in a file that Flux writes, in the order of their lines; none where it does not read it."""
    return [place.seen for place in places_in(path, data)]


def places_in(path: str, data: bytes) -> Sequence[Place]:
    """The live markers of a file, in the order of their lines."""
    file = read_yaml(path, data)
    starts = _Lines(file.text)
    return sorted(_places(file.markers, starts), key=lambda place: place.seen.line)


def _places(sites: Sequence[MarkerSite], lines: _Lines) -> Iterator[Place]:
    for site in sites:
        marker, target = site.reading.marker, site.target
        if site.live and marker is not None and target is not None:
            line = lines.of(max(site.start, target.start))
            seen = Seen(line, (marker.policy, marker.form), target.value)
            yield Place(seen, site.route, _image(target, marker.form))


def _image(target: Scalar, form: Form) -> str:
    if form is Form.NAME:
        return target.value
    found = deployed_image(target)
    return found.name if found else (split_ref(target.value).name if form is Form.IMAGE else "")


class _Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._line = 0, 1

    def of(self, offset: int) -> int:
        """The number of the line at `offset`, from 1; fast where offsets grow."""
        if offset < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._line
