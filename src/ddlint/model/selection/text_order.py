"""Where `policy.alphabetical` sorts numbers as text, shown by two tags: `build-9` comes after `build-10`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from ddlint.model.regexp import (
    Fault,
    Pattern,
    capture,
    compile_pattern,
    extractor,
    group_node,
    parse_template,
)
from ddlint.model.regexp.chars import DIGITS
from ddlint.model.regexp.emit import emit
from ddlint.model.regexp.example import TIME_NAMES
from ddlint.model.regexp.tree import Node, Op, fold, walk
from ddlint.model.regexp.tree import capture as group
from ddlint.model.selection.spec import Kind, PolicySpec

_MARK = "ddlint"

_MOST_NUMBERS = 12  # that are tried: a key that is meant has three or four


@dataclass(frozen=True, slots=True)
class Misordered:
    """Two tags that the policy lets in and that sort as no one means it.

    Attributes:
        older: the tag with the lower number, which sorts as the newer one.
        newer: the tag with the higher number.
        numbers: how many numbers without a fixed width the pattern writes in the key: three in a version.
        timestamp: whether the only number is a timestamp by the name of its group: those have one width.
    """

    older: str
    newer: str
    numbers: int
    timestamp: bool = False


@lru_cache(maxsize=1024)
def misordered(spec: PolicySpec) -> Misordered | None:
    """Two tags that show that an alphabetical policy sorts numbers as text.

    None where it does not, or where the pattern does not say that there are numbers (`.*`).
    """
    if spec.kind is not Kind.ALPHABETICAL or not spec.has_filter:
        return None
    pattern = compile_pattern(spec.pattern)
    if isinstance(pattern, Fault):
        return None
    groups = _groups(pattern, spec.extract)
    numbers = list(dict.fromkeys(node for each in groups for node in _numbers(pattern, each)))
    key = extractor(pattern, spec.extract) if spec.extract else str
    for number in numbers[:_MOST_NUMBERS]:
        older, newer = _pair(pattern, number)
        keys = key(older), key(newer)
        if (
            pattern.matches(older)
            and pattern.matches(newer)
            and None not in keys
            and str(keys[0]) > str(keys[1])
        ):
            named = {pattern.names[each].lower() for each in groups}
            return Misordered(older, newer, len(numbers), len(numbers) == 1 and named <= TIME_NAMES)
    return None


def _groups(pattern: Pattern, extract: str) -> tuple[int, ...]:
    """The groups that the key is made of; 0 for the whole tag."""
    references = parse_template(extract).references
    return tuple(at for each in references for at in each.groups(pattern.names)) if extract else (0,)


def _numbers(pattern: Pattern, number: int) -> Iterator[Node]:
    """The nodes of a group that are digits, from one on, of no fixed width, and begin a number."""
    top = group_node(pattern, number)
    for node in walk(top) if top is not None else ():
        before = (None, *node.subs)
        for previous, sub in zip(before, node.subs, strict=False):
            if _is_number(sub) and not (previous and _is_digit(previous) and previous.bits.bit_count() == 1):
                yield sub
    if top is not None and _is_number(top):
        yield top


def _is_number(node: Node) -> bool:
    return node.op is Op.REPEAT and node.least <= 1 and node.most not in {0, 1} and _is_digit(node.subs[0])


def _is_digit(node: Node) -> bool:
    return node.op is Op.CHARS and bool(node.bits) and not node.bits & ~DIGITS


def _pair(pattern: Pattern, number: Node) -> tuple[str, str]:
    """Two tags that differ in one number only: there it is 9 and 10; two empty texts where there are none."""
    marked = fold(pattern.tree, partial(_marked, number))
    captures = [node for node in walk(marked) if node.op is Op.CAPTURE]
    at = next(count for count, node in enumerate(captures, 1) if node.name == _MARK)
    rewritten = compile_pattern(emit(marked))
    one_digit = compile_pattern("^[1-9]$")
    if isinstance(rewritten, Fault) or isinstance(one_digit, Fault):
        return "", ""
    tag = capture(rewritten, at, require=[one_digit]).tag
    if tag is None:
        return "", ""
    start, end = rewritten.search(tag.encode())[at]
    return f"{tag[:start]}9{tag[end:]}", f"{tag[:start]}10{tag[end:]}"


def _marked(number: Node, node: Node, below: list[Node]) -> Node:
    """The same tree with a group around `number`."""
    copy = replace(node, subs=tuple(below)) if below else node
    return group(copy, 0, _MARK) if node is number else copy
