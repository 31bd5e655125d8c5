"""The `policy.semver.range` fields of the ImagePolicies in a YAML text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.flux.api_object import below
from ddlint.model.flux.fields import Fields, objects, word
from ddlint.model.flux.image_objects import GROUP, LARGEST
from ddlint.model.goyaml.nodes import Node
from ddlint.model.place import FileSpan
from ddlint.model.scalar_types import Type, type_of

_WAY = ("spec", "policy", "semver", "range")
_PLACEHOLDER = re.compile(r"\{\{|\$\{|\[\[|@\w+@|%\w+%|<[A-Za-z_][\w .-]*>")


@dataclass(frozen=True, slots=True)
class RangeField:
    """A range as it stands in a file.

    Attributes:
        policy: namespace and name of the ImagePolicy, as far as they stand there.
        value: what a YAML parser reads, as text.
        raw: the characters of the value, quotes included.
        start: where `raw` begins in the file.
        route: the YAML route.
        type: what Kubernetes takes the value for; a string where it is quoted.
        tag: an explicit YAML tag, or "".
    """

    policy: str
    value: str
    raw: str
    start: int
    route: str
    type: Type
    tag: str

    @property
    def is_placeholder(self) -> bool:
        """Whether something replaces the text before it reaches the cluster."""
        return bool(_PLACEHOLDER.search(self.value))

    def span(self, path: str, start: int = 0, end: int | None = None) -> FileSpan:
        """The place of a part of the range, or of all of it where the part has no place of its own."""
        at = self.raw.find(self.value) if self.value and end is not None else -1
        if at < 0 or end is None:
            return FileSpan(path, self.start, self.start + len(self.raw), self.route)
        return FileSpan(path, self.start + at + start, self.start + at + max(end, start), self.route)


@lru_cache(maxsize=2)
def ranges_in(text: str) -> tuple[RangeField, ...]:
    """The ranges of the ImagePolicies in `text`; documents that are no YAML are passed over."""
    if len(text) > LARGEST or "semver" not in text or "ImagePolicy" not in text:
        return ()
    found = (each for each in objects("", text) if isinstance(each, Fields) and _is_policy(each))
    return tuple(field for policy in found for field in _of_policy(policy))


def _is_policy(found: Fields) -> bool:
    return word(found, "kind") == "ImagePolicy" and word(found, "apiVersion").startswith(GROUP)


def _of_policy(policy: Fields) -> Iterator[RangeField]:
    semver = below(policy, *_WAY[:-1])
    written = [value for key, value in semver.node.pairs if key.value == _WAY[-1]] if semver.node else []
    for node in written[:1]:
        if _resolved(node).kind == "scalar":
            start = policy.lines.at(node.outer)
            raw = policy.text[start : policy.lines.at(node.end)]
            if node.tag and not node.value:  # `range: !=1.2.3` is a tag and nothing else
                raw = policy.text[start:].split(maxsplit=1)[0]
            route = f"{policy.route}." if policy.route else ""
            yield _range_field(_title(policy), raw, start, route, node)


def _range_field(title: str, raw: str, start: int, route: str, node: Node) -> RangeField:
    value = _resolved(node)
    plain = not value.style and not value.tag
    kind = type_of(value.value).applied if plain else Type.STRING
    return RangeField(title, value.value, raw, start, f"{route}{'.'.join(_WAY)}", kind, value.tag)


def _title(policy: Fields) -> str:
    metadata = below(policy, "metadata")
    return "/".join(filter(None, (word(metadata, "namespace"), word(metadata, "name"))))


def _resolved(node: Node) -> Node:
    return node.target if node.kind == "alias" and node.target is not None else node
