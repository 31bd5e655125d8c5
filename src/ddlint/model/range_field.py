"""The `policy.semver.range` fields of the ImagePolicies in a YAML text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.parser import parse
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.place import FileSpan
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.yaml_pieces import Lines, split

GROUP = "image.toolkit.fluxcd.io/"
LARGEST = 1024 * 1024  # characters of a document; the exact reader takes five seconds for them
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
    if "semver" not in text or "ImagePolicy" not in text:
        return ()
    return tuple(field for piece in split(text).pieces for field in _of_piece(text, Lines(text, piece)))


def _of_piece(text: str, lines: Lines) -> Iterator[RangeField]:
    if "semver" not in lines.text or len(lines.text) > LARGEST:
        return
    try:
        root = parse(lines.text).root
    except (GoYamlError, TooDeepError):
        return
    for policy, route in _policies(root):
        node: Node | None = policy
        for step in _WAY:
            node = _field(node, step)
        if node is not None and _resolved(node).kind == "scalar":
            start = lines.at(node.outer)
            raw = text[start : lines.at(node.end)]
            if node.tag and not node.value:  # `range: !=1.2.3` is a tag and nothing else
                raw = text[start:].split(maxsplit=1)[0]
            yield _range_field(_title(policy), raw, start, route, node)


def _range_field(title: str, raw: str, start: int, route: str, node: Node) -> RangeField:
    value = _resolved(node)
    plain = not value.style and not value.tag
    kind = type_of(value.value).applied if plain else Type.STRING
    return RangeField(title, value.value, raw, start, f"{route}{'.'.join(_WAY)}", kind, value.tag)


def _policies(root: Node | None) -> Iterator[tuple[Node, str]]:
    """The ImagePolicies of a document, those in a list too, each with the route to it."""
    if _word(root, "kind") in {"List", "ImagePolicyList"}:
        items = _field(root, "items")
        for number, item in enumerate(items.items if items is not None else ()):
            if _is_policy(_resolved(item)):
                yield _resolved(item), f"items[{number}]."
    elif root is not None and _is_policy(root):
        yield root, ""


def _is_policy(node: Node) -> bool:
    return _word(node, "kind") == "ImagePolicy" and _word(node, "apiVersion").startswith(GROUP)


def _title(policy: Node) -> str:
    metadata = _field(policy, "metadata")
    return "/".join(filter(None, (_word(metadata, "namespace"), _word(metadata, "name"))))


def _word(node: Node | None, field: str) -> str:
    found = _field(node, field)
    return _resolved(found).value if found is not None else ""


def _field(node: Node | None, field: str) -> Node | None:
    """What a mapping has under a key, an alias as such."""
    held = _resolved(node) if node is not None else None
    if held is None or held.kind != "mapping":
        return None
    return next((value for key, value in held.pairs if key.kind == "scalar" and key.value == field), None)


def _resolved(node: Node) -> Node:
    return node.target if node.kind == "alias" and node.target is not None else node
