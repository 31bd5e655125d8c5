"""Go's regular expressions, compiled: the syntax is decided as Go decides it, and RE2 executes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.regexp.advice import fault_at
from ddlint.model.regexp.dialect import NEWEST, Dialect
from ddlint.model.regexp.emit import emit
from ddlint.model.regexp.fault import Fault, Wrong
from ddlint.model.regexp.parser import parse
from ddlint.model.regexp.template import Reference, parse_template
from ddlint.model.regexp.tree import Node

Spans = list[tuple[int, int]]
_MEMORY = 32 << 20  # bytes that RE2 may take for one pattern
_LONGEST = 1 << 20  # characters that RE2 is given to read
_LARGEST = 100_000  # instructions, as Go counts them
_ABSENT = (-1, -1)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern matched: the leftmost place, as Perl would choose there.

    Attributes:
        groups: the text of each group by number, "" where it took no part; 0 is the whole match.
        present: whether each group took part.
        names: the names of the groups by number.
    """

    groups: tuple[str, ...]
    present: tuple[bool, ...]
    names: tuple[str, ...]

    def group(self, key: int | str) -> str:
        """The text of a group, by number or by name; "" where there is none or it took no part."""
        if isinstance(key, int):
            return self.groups[key] if 0 <= key < len(self.groups) else ""
        numbers = (number for number, name in enumerate(self.names) if name == key and key)
        return next((self.groups[number] for number in numbers if self.present[number]), "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that Go accepts.

    Attributes:
        text: as written.
        tree: its syntax tree.
        names: the names of its groups by number, "" where there is none; 0 is the whole match.
        search: from a text in UTF-8, its start and its end to the spans of the groups.
    """

    text: str
    tree: Node
    names: tuple[str, ...]
    search: Callable[[bytes], Spans]

    def find(self, tag: str) -> Match | None:
        """The leftmost match anywhere in `tag`, as Go's `FindStringSubmatch`; None where there is none."""
        encoded = _encoded(tag)
        spans = self.search(encoded)
        if spans[0] == _ABSENT:
            return None
        groups = tuple(_cut(encoded, span) for span in spans)
        return Match(groups, tuple(span != _ABSENT for span in spans), self.names)

    def matches(self, tag: str) -> bool:
        """Whether the pattern matches anywhere in `tag`."""
        return self.search(_encoded(tag))[0] != _ABSENT


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _cut(encoded: bytes, span: tuple[int, int]) -> str:
    return encoded[span[0] : span[1]].decode("utf-8", "surrogatepass") if span != _ABSENT else ""


@lru_cache(maxsize=512)
def compile_pattern(text: str, dialect: Dialect = NEWEST) -> Pattern | Fault:
    """Compile a pattern as Go's `regexp.Compile` does.

    Args:
        text: the pattern.
        dialect: what the Go in use accepts; `dialect_of` knows it by the Flux version.

    Returns:
        The pattern, or why Go refuses it; a fault that is not `certain` only says that ddlint declines.
    """
    syntax = parse(text, dialect)
    if isinstance(syntax, Fault):
        return syntax
    search = _searcher(emit(syntax.tree)) if syntax.tree.size <= _LARGEST else None
    if search is None:
        return fault_at(Wrong.LIMIT, text, 0, 0)
    return Pattern(text, syntax.tree, syntax.names, search)


def _searcher(text: str) -> Callable[[bytes], Spans] | None:
    """RE2's own search, without the wrapper that translates offsets and costs seven times the search."""
    import re2

    if len(text) > _LONGEST:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        match = re2.compile(text.encode(), options)._regexp.Match  # noqa: SLF001
    except re2.error:
        return None
    unanchored = re2._re2.RE2.Anchor.UNANCHORED  # noqa: SLF001

    def search(encoded: bytes) -> Spans:
        spans: Spans = match(unanchored, encoded, 0, len(encoded))
        return spans

    return search


def expand(template: str, match: Match) -> str:
    """A template, filled from a match, as Go's `Regexp.Expand`.

    `$name` takes the longest run of letters, digits and `_`; `${name}`; `$$` is `$`; what names no group,
    or one that took no part, is empty; a `$` that begins nothing stays.
    """
    return "".join(
        part if isinstance(part, str) else _filled(part, match) for part in parse_template(template).parts
    )


def _filled(reference: Reference, match: Match) -> str:
    numbers = reference.groups(match.names)
    return next((match.groups[number] for number in numbers if match.present[number]), "")


def extractor(pattern: Pattern, template: str) -> Callable[[str], str | None]:
    """From a tag to its key: the filled template, or None where the pattern does not match.

    The same as `find` and `expand`, for many tags.
    """
    parts = parse_template(template).parts
    sources = [part if isinstance(part, str) else part.groups(pattern.names) for part in parts]
    search = pattern.search

    def key(tag: str) -> str | None:
        encoded = _encoded(tag)
        spans = search(encoded)
        if spans[0] == _ABSENT:
            return None
        return "".join(_source(source, encoded, spans) for source in sources)

    return key


def _source(source: str | tuple[int, ...], encoded: bytes, spans: Spans) -> str:
    if isinstance(source, str):
        return source
    return next((_cut(encoded, spans[number]) for number in source if spans[number] != _ABSENT), "")
