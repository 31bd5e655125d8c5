"""The ImagePolicies of a YAML text with their filters, as they are written there, with places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.parser import parse
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.place import FileSpan
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.yaml_pieces import Lines, split

GROUP = "image.toolkit.fluxcd.io/"
LARGEST = 256 * 1024  # characters of a document
_LISTS = frozenset({"List", "ImagePolicyList"})
_ARGUMENTS = {"semver": "range", "alphabetical": "order", "numerical": "order"}


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text of an object.

    Attributes:
        text: what a YAML parser reads.
        raw: the characters of it in the file, quotes included.
        start: where they begin.
        route: the YAML route.
    """

    text: str
    raw: str
    start: int
    route: str

    @property
    def offset(self) -> int:
        """Where the text begins in `raw`; -1 where it is not written as it is read."""
        return self.raw.find(self.text) if len(self.raw) - len(self.text) in {0, 2} else -1

    def span(self, path: str, start: int = 0, end: int | None = None) -> FileSpan:
        """The place of a part of the text; of all of it where no part is asked for, or has a place."""
        if end is None or self.offset < 0:
            return FileSpan(path, self.start, self.start + len(self.raw), self.route)
        first = self.start + self.offset
        return FileSpan(path, first + start, first + end, self.route)


@dataclass(frozen=True, slots=True)
class WrittenPolicy:
    """An ImagePolicy with a filter.

    Attributes:
        name: namespace and name, as far as they stand there.
        spec: what it says about tags.
        pattern: `filterTags.pattern`, where there is one.
        extract: `filterTags.extract`, where there is one.
        complete: whether the filter stands here as a whole: a patch may change one half of another's.
    """

    name: str
    spec: PolicySpec
    pattern: WrittenText | None
    extract: WrittenText | None
    complete: bool

    @property
    def title(self) -> str:
        """How to name it in a sentence."""
        return f"ImagePolicy {self.name}" if self.name else "this ImagePolicy"


@lru_cache(maxsize=2)
def policies_in(text: str) -> tuple[WrittenPolicy, ...]:
    """The ImagePolicies with a filter in `text`; documents that are no YAML are passed over."""
    return tuple(found for piece in split(text).pieces for found in _of_piece(text, Lines(text, piece)))


def _of_piece(text: str, lines: Lines) -> Iterator[WrittenPolicy]:
    if "filterTags" not in lines.text or len(lines.text) > LARGEST:
        return
    try:
        root = parse(lines.text).root
    except (GoYamlError, TooDeepError):
        return
    for node, route in _policies(root):
        tags = _field(_field(node, "spec"), "filterTags")
        if tags is not None and tags.kind == "mapping":
            yield _written(text, lines, node, f"{route}spec.filterTags.")


def _written(text: str, lines: Lines, node: Node, route: str) -> WrittenPolicy:
    spec, metadata = _field(node, "spec"), _field(node, "metadata")
    tags, policy = _field(spec, "filterTags"), _field(spec, "policy")
    held = {kind: _argument(policy, kind, field) for kind, field in _ARGUMENTS.items()}
    pattern, extract = (_text(text, lines, tags, key, route) for key in ("pattern", "extract"))
    return WrittenPolicy(
        "/".join(filter(None, (_word(metadata, "namespace"), _word(metadata, "name")))),
        PolicySpec(
            **held,
            pattern=pattern.text if pattern else "",
            extract=extract.text if extract else "",
            has_filter=True,
        ),
        pattern,
        extract,
        bool(pattern and extract) or _field(spec, "imageRepositoryRef") is not None,
    )


def _argument(policy: Node | None, kind: str, field: str) -> str | None:
    held = _field(policy, kind)
    return None if held is None else _word(held, field)


def _text(text: str, lines: Lines, tags: Node | None, key: str, route: str) -> WrittenText | None:
    node = _field(tags, key)
    if node is None or node.kind != "scalar" or not node.value:
        return None
    start = lines.at(node.start)
    return WrittenText(node.value, text[start : lines.at(node.end)], start, f"{route}{key}")


def _policies(root: Node | None) -> Iterator[tuple[Node, str]]:
    """The ImagePolicies of a document, those in a list too, each with the route to it."""
    if _word(root, "kind") in _LISTS:
        items = _field(root, "items")
        for number, item in enumerate(items.items if items is not None else ()):
            if _is_policy(_resolved(item)):
                yield _resolved(item), f"items[{number}]."
    elif root is not None and _is_policy(root):
        yield root, ""


def _is_policy(node: Node) -> bool:
    return _word(node, "kind") == "ImagePolicy" and _word(node, "apiVersion").startswith(GROUP)


def _word(node: Node | None, field: str) -> str:
    found = _field(node, field)
    return found.value if found is not None and found.kind == "scalar" else ""


def _field(node: Node | None, field: str) -> Node | None:
    """What a mapping holds under a key, aliases followed; None for null."""
    if node is None or node.kind != "mapping":
        return None
    held = (_resolved(value) for key, value in node.pairs if key.kind == "scalar" and key.value == field)
    found = next(held, None)
    return None if found is None or _is_null(found) else found


def _is_null(node: Node) -> bool:
    return node.kind == "scalar" and not node.style and type_of(node.value).applied is Type.NULL


def _resolved(node: Node) -> Node:
    return node.target if node.kind == "alias" and node.target is not None else node
