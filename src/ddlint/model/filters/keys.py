"""The keys that a filter extracts, as a language: which of them are numbers, which are versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.regexp import (
    Pattern,
    Reference,
    Width,
    capture,
    chars,
    compile_pattern,
    example,
    extractor,
    group_node,
    open_end,
    parse_template,
    width,
    witness,
)
from ddlint.model.regexp.emit import emit
from ddlint.model.regexp.shape import takes_part
from ddlint.model.regexp.tree import EMPTY, Node, Op, walk
from ddlint.model.selection.go_float import parse_float

_OPENING = re.compile(r"\((?:\?P?<\w+>)?", re.ASCII)
#: Every match of this is a number to Go's ParseFloat.
_NUMBER = r"^-?[0-9]+(\.[0-9]*)?$"
#: Every number of Go's ParseFloat is a match of this.
NUMBER = (
    r"(?i:[+-]?(?:[0-9_]+\.?[0-9_]*(?:e[+-]?[0-9_]+)?|\.[0-9_]+(?:e[+-]?[0-9_]+)?"
    r"|0x[0-9a-f_]*\.?[0-9a-f_]*p[+-]?[0-9_]+|inf|infinity|nan))"
)
#: Every version that Flux sees, but those with build metadata, is a match of this.
VERSION = r"v?[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?"
#: The same for releases alone.
RELEASE = r"v?[0-9]+\.[0-9]+\.[0-9]+"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A key that the policy cannot read.

    Attributes:
        tag: a tag that the filter lets through.
        key: its key.
        always: whether no tag at all has a key that the policy can read.
    """

    tag: str
    key: str
    always: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter whose pattern compiles.

    Attributes:
        pattern: the pattern.
        extract: the template; "" where the whole tag is the key.
    """

    pattern: Pattern
    extract: str

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references of the template."""
        return parse_template(self.extract).references

    def key(self, tag: str) -> str | None:
        """The key of a tag; None where the pattern does not match."""
        if not self.extract:
            return tag if self.pattern.matches(tag) else None
        return extractor(self.pattern, self.extract)(tag)

    @property
    def widths(self) -> tuple[Width, ...]:
        """How wide the text of each reference can be, from left to right; without a group (0, 0)."""
        return tuple(self._width(reference) for reference in self.references)

    def _width(self, reference: Reference) -> Width:
        nodes = [group_node(self.pattern, number) for number in reference.groups(self.pattern.names)]
        bounds = [width(node) for node in nodes if node is not None]
        if not bounds:
            return Width(0, 0)
        mosts = [bound.most for bound in bounds]
        most = None if None in mosts else max(most for most in mosts if most is not None)
        return Width(min(bound.least for bound in bounds), most)


def not_a_number(found: Filter) -> Misfit | None:
    """A tag whose key Go's ParseFloat refuses; it fails a numerical policy for all tags. None: none known."""
    keys = _keys(found)
    if keys is not None and witness([keys], [_compiled(_NUMBER)], part=True).impossible:
        return None
    for tag in _tags(found, _NUMBER):
        key = found.key(tag)
        if key is not None and parse_float(key) is None:
            return Misfit(tag, key, always=_never(keys, f"^{NUMBER}$"))
    return None


def key_group(found: Filter) -> Node | None:
    """The group that is the whole key; None where the key is something else."""
    references = found.references
    if len(references) != 1 or len(parse_template(found.extract).parts) != 1:
        return None
    numbers = references[0].groups(found.pattern.names)
    return group_node(found.pattern, numbers[0]) if len(numbers) == 1 and numbers[0] else None


def with_digits(found: Filter) -> str:
    """The pattern with digits alone in the group that is the key; "" where not all keys are numbers then."""
    group = key_group(found)
    if group is None:
        return ""
    is_last = group.end == len(found.pattern.text)
    mended = _with_group(found.pattern.text, group, "[0-9]+") + ("$" if is_last else "")
    pattern = compile_pattern(mended)
    if not isinstance(pattern, Pattern) or not_a_number(Filter(pattern, found.extract)):
        return ""
    return mended if witness([pattern, found.pattern]).tag else ""


def _with_group(text: str, group: Node, inside: str) -> str:
    """A pattern with something else inside of a group."""
    opening = _OPENING.match(text, group.start)
    return f"{text[: group.start]}{opening[0] if opening else '('}{inside}){text[group.end :]}"


def sortable_keys(found: Filter | None, shape: str) -> tuple[Pattern, ...] | None:
    """Patterns that every tag matches that the filter lets through with a key of a shape.

    Args:
        found: the filter; None where every tag is its own key.
        shape: a pattern of the key, without anchors.

    Returns:
        The patterns; None where the key is put together so that they are not known.
    """
    if found is None:
        return (_compiled(f"^(?:{shape})$"),)
    if not found.extract:
        return found.pattern, _compiled(f"^(?:{shape})$")
    group = key_group(found)
    if group is None or _is_repeated(found.pattern.tree, group.number):
        return None
    end = "$" if group.end == len(found.pattern.text) and _takes_the_rest(group.subs[0]) else ""
    narrow = compile_pattern(_with_group(found.pattern.text, group, shape) + end)
    return (found.pattern, narrow) if isinstance(narrow, Pattern) else None


def _takes_the_rest(node: Node) -> bool:
    """Whether it is `.*` or `.+`, which goes on to the end of the tag where nothing follows."""
    sub = node.subs[0] if node.op is Op.REPEAT else EMPTY
    return node.greedy and node.most is None and sub.op is Op.CHARS and sub.bits & chars.TAG == chars.TAG


def _is_repeated(tree: Node, number: int) -> bool:
    """Whether a group may match several times: then only the last one counts."""
    repeats = (node for node in walk(tree) if node.op is Op.REPEAT)
    return any(below.op is Op.CAPTURE and below.number == number for node in repeats for below in walk(node))


def never_a_version(found: Filter) -> Misfit | None:
    """A tag with its key, where it is certain that no key at all is a version with three parts; else None."""
    tag = example(found.pattern)
    key = found.key(tag) if tag else None
    if tag is None or key is None or "+" in found.extract or not _never(_keys(found), f"^{VERSION}$"):
        return None
    return Misfit(tag, key, always=True)


def versions_only(*, prereleases: bool) -> tuple[Pattern, ...]:
    """Patterns that a tag must match too to be seen by a semver policy without `extract`."""
    return (_compiled(f"^{VERSION if prereleases else RELEASE}$"),)


def _never(keys: Pattern | None, shape: str) -> bool:
    return keys is not None and witness([keys, _compiled(shape)], part=True).impossible


@lru_cache(maxsize=16)
def _compiled(text: str) -> Pattern:
    pattern = compile_pattern(text)
    if not isinstance(pattern, Pattern):
        raise TypeError(pattern.message)
    return pattern


def _keys(found: Filter) -> Pattern | None:
    """A pattern that matches every key of the filter, and perhaps more; None where it would be too large."""
    if not found.extract:
        return found.pattern
    parts = parse_template(found.extract).parts
    texts = (_quoted(part) if isinstance(part, str) else _captured(part, found.pattern) for part in parts)
    keys = compile_pattern(f"\\A{''.join(texts)}\\z")
    return keys if isinstance(keys, Pattern) else None


def _quoted(text: str) -> str:
    return "".join(f"\\x{{{ord(char):x}}}" for char in text)


def _captured(reference: Reference, pattern: Pattern) -> str:
    """What a reference can be: one of its groups, or nothing where it takes no part."""
    numbers = reference.groups(pattern.names)
    nodes = (group_node(pattern, number) for number in numbers)
    choices = [emit(node) for node in nodes if node is not None]
    if not any(number == 0 or takes_part(pattern.tree, number) for number in numbers):
        choices.append("")
    return f"(?:{'|'.join(choices)})"


def _tags(found: Filter, shape: str) -> Iterator[str]:
    """Tags that may have a key of another shape: first as people write them, then the shortest there are."""
    usual = example(found.pattern)
    if usual:
        yield from (usual, f"{usual}-arm64")
    open_tag = open_end(found.pattern).tag
    yield from [open_tag] if open_tag else []
    if not found.extract:
        shortest = witness([found.pattern], [_compiled(shape)]).tag
        yield from [shortest] if shortest else []
    for reference in found.references:
        for number in reference.groups(found.pattern.names):
            other = capture(found.pattern, number, forbid=[_compiled(shape)]).tag
            yield from [other] if other else []
