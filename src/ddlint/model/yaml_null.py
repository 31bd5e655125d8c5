"""What go-yaml reads as null, and what Flux therefore drops."""

from __future__ import annotations

from ddlint.model.goyaml.nodes import Node

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NULL_TAG = "tag:yaml.org,2002:null"


def is_null(node: Node) -> bool:
    """Whether go-yaml reads `node` as null."""
    if node.kind != "scalar":
        return False
    untyped = not node.style and node.tag in {"", "!"}
    return node.tag == _NULL_TAG or (untyped and node.value in NULLS)


def is_dropped_metadata(node: Node) -> bool:
    """Whether Flux drops a `metadata` whose value is `node` as it reads the file: a later one then counts."""
    return is_null(node) or (node.kind == "mapping" and not node.pairs)
