"""The values under live markers of a file, each with a name that stays as the file is rearranged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ddlint.model.flux.facts import MarkerUse, facts_of
from ddlint.model.route import step_of
from ddlint.model.yaml_node import MAPPING, SCALAR, YamlNode, read_documents
from ddlint.model.yaml_reading import read_yaml

Spot = tuple[str, str]
"""A document of a file, and a way in it, with items of lists named where they have a name."""
_NAMES = ("name", "key", "id")


@dataclass(frozen=True, slots=True, eq=False)
class MarkedAt:
    """A value under a live marker.

    Attributes:
        use: the marker and the value.
        spot: where it stands.
    """

    use: MarkerUse
    spot: Spot

    @property
    def setter(self) -> str:
        """What the marker names, as Flux looks it up."""
        return self.use.marker.setter

    @property
    def in_object(self) -> str:
        """The object of Kubernetes that it stands in; empty where its document is none."""
        return self.spot[0] if not self.spot[0].startswith("#") else ""


@dataclass(frozen=True, slots=True, eq=False)
class MarkedFile:
    """A file that may hold markers.

    Attributes:
        path: the file.
        text: its content, in which places count.
        values: those under live markers, in order.
        scalars: every scalar, by where it stands.
        dead: where marker-like comments stand that Flux does not act on: the routes.
    """

    path: str
    text: str = field(repr=False)
    values: tuple[MarkedAt, ...] = ()
    scalars: Mapping[Spot, YamlNode] = field(default_factory=dict, repr=False)
    dead: frozenset[str] = frozenset()


def marked_file(path: str, text: str) -> MarkedFile:
    """Read the file `path` with the content `text`; nothing is in one that holds no marker."""
    file = read_yaml(path, text.encode("utf-8", "surrogateescape"))
    facts = facts_of(file)
    scalars: dict[Spot, YamlNode] = {}
    spots: dict[int, Spot] = {}
    for spot, node in _scalars(path, file.text):
        scalars.setdefault(spot, node)
        spots.setdefault(node.start, spot)
    uses = facts.markers if facts is not None else ()
    values = (MarkedAt(use, spots.get(use.value_span.start, ("#", use.value_span.route))) for use in uses)
    dead = frozenset(site.route for site in file.markers if not site.live)
    return MarkedFile(path, file.text, tuple(values), scalars, dead)


def _scalars(path: str, text: str) -> Iterator[tuple[Spot, YamlNode]]:
    seen: Counter[str] = Counter()
    for document in read_documents(path, text):
        if document.root is not None:
            name = _document(document.root)
            seen[name] += 1
            title = name if seen[name] == 1 and name else f"#{name} {seen[name]}"
            yield from (((title, way), node) for way, node in _below(document.root, ""))


def _document(root: YamlNode) -> str:
    if root.kind != MAPPING:
        return ""
    words = (root.text_at("kind"), root.text_at("metadata", "namespace"), root.text_at("metadata", "name"))
    return "/".join(words) if words[0] and words[2] else ""


def _below(node: YamlNode, way: str) -> Iterator[tuple[str, YamlNode]]:
    if node.kind == SCALAR:
        yield way, node
    for key, value in node.pairs:
        yield from _below(value, f"{way}{step_of(key)}")
    for number, item in enumerate(node.items):
        name = next((word for key in _NAMES if (word := item.text_at(key))), "")
        yield from _below(item, f"{way}[{name or number}]")
