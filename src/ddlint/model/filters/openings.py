"""Tags that a filter lets in by accident, because its pattern is not anchored."""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.model.filters.keys import Filter, versions_only
from ddlint.model.regexp import Pattern, chars, open_end, open_start
from ddlint.model.regexp.tree import Node, Op
from ddlint.model.regexp.witness import Witness
from ddlint.model.selection.spec import Kind, PolicySpec


@dataclass(frozen=True, slots=True)
class Openings:
    """Where a pattern is open, each with a tag that gets in there; None where it is closed.

    Attributes:
        start: a tag that it matches, but not from its first character on.
        end: a tag that it matches, but not up to its last character.
        known: whether both could be found out.
    """

    start: str | None
    end: str | None
    known: bool

    def __bool__(self) -> bool:
        return bool(self.start or self.end)


def openings(spec: PolicySpec, found: Filter) -> Openings:
    """Where the pattern of `spec` lets in tags that were hardly meant.

    Without `extract`, a pattern that ends in plain text (`^main-`) filters by prefix, one that begins with
    `-`, `.` or `_` (`-alpine$`) by suffix: that is meant. A semver policy without `extract` sees
    versions only.
    """
    seen = _seen(spec, found)
    start = Witness() if _is_suffix(found) else open_start(found.pattern, seen)
    end = Witness() if _is_prefix(found) else open_end(found.pattern, seen)
    return Openings(start.tag, end.tag, start.known and end.known)


def anchored(pattern: Pattern, *, start: bool, end: bool) -> str:
    """The pattern with `^` in front and `$` behind, where asked for, that hold for all its alternatives."""
    text = f"(?:{pattern.text})" if pattern.tree.op is Op.ALTERNATE else pattern.text
    return f"{'^' if start else ''}{text}{'$' if end else ''}"


def _seen(spec: PolicySpec, found: Filter) -> tuple[Pattern, ...]:
    if spec.kind is Kind.SEMVER and not found.extract:
        return versions_only(prereleases="-" in spec.argument)
    return ()


def _is_prefix(found: Filter) -> bool:
    last = _edge(found.pattern.tree, -1)
    return not found.extract and _is_one(last)


def _is_suffix(found: Filter) -> bool:
    first = _edge(found.pattern.tree, 0)
    return not found.extract and _is_one(first) and bool(first.bits & chars.of("-._"))


def _edge(node: Node, side: int) -> Node:
    while node.op in {Op.CONCAT, Op.CAPTURE} and node.subs:
        node = node.subs[side]
    return node


def _is_one(node: Node) -> bool:
    """Whether it matches one certain character."""
    return node.op is Op.CHARS and node.bits.bit_count() == 1
