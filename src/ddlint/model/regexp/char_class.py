r"""Character classes: `[a-z]`, `[[:alpha:]]`, `\d`, `\p{Greek}`, and single characters."""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.model.regexp import chars
from ddlint.model.regexp.advice import stop
from ddlint.model.regexp.dialect import Dialect
from ddlint.model.regexp.escapes import read_escape
from ddlint.model.regexp.fault import Wrong
from ddlint.model.regexp.tree import Node
from ddlint.model.regexp.tree import chars as chars_node
from ddlint.model.regexp.unicode_class import ascii_of, unicode_class

_EVERYTHING = "\\x{0}-\\x{10ffff}"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a class: its ASCII characters, itself in RE2's syntax, and where it ends in the pattern."""

    bits: int
    text: str
    end: int


def one_of(item: Item, *, fold: bool) -> Node:
    """A node that matches a single item outside of brackets."""
    return _node(item.bits, _bracketed([item.text], negated=False), fold=fold)


def literal(code: int, *, fold: bool) -> Node:
    """A node that matches one character, in either case where `fold` is set."""
    if not fold:
        return chars_node(chars.span(code, code), _quoted(code))
    return _node(_range_bits(code, code, fold=True), _quoted(code), fold=True)


def _bracketed(texts: list[str], *, negated: bool) -> str:
    """A class of items, each of which may be empty: RE2 has no class without an item."""
    items = "".join(texts)
    if not items:
        items, negated = _EVERYTHING, not negated
    return f"[{'^' if negated else ''}{items}]"


def _node(bits: int, text: str, *, fold: bool) -> Node:
    return chars_node(bits, f"(?i:{text})" if fold else text)


def _quoted(code: int) -> str:
    return chr(code) if chars.WORD >> code & 1 and code < 128 else f"\\x{{{code:x}}}"


def _range_bits(low: int, high: int, *, fold: bool) -> int:
    bits = chars.span(low, high)
    return chars.folded(bits, (low, high)) if fold else bits


def read_group(pattern: str, start: int, dialect: Dialect, *, fold: bool) -> Item | None:
    r"""The class that begins at `start` and is a name for many characters, as `\d` or `\pN`; else None.

    Raises:
        FaultError: where it has that form, and Go does not know the name.
    """
    opening = pattern[start : start + 2]
    if opening in {"\\p", "\\P"}:
        return _unicode(pattern, start, dialect, fold=fold)
    if opening[:1] == "\\" and opening[1:].lower() in chars.PERL:
        return _perl(opening, start, fold=fold)
    return None


def _perl(escape: str, start: int, *, fold: bool) -> Item:
    bits = chars.PERL[escape[1].lower()]
    bits = chars.folded(bits) if fold else bits
    return Item(chars.ASCII & ~bits if escape[1].isupper() else bits, escape, start + 2)


def _unicode(pattern: str, start: int, dialect: Dialect, *, fold: bool) -> Item:
    if pattern[start + 2 : start + 3] != "{":
        name, end = pattern[start + 2 : start + 3], min(start + 3, len(pattern))
    else:
        closing = pattern.find("}", start)
        if closing < 0:
            raise stop(Wrong.CLASS_RANGE, pattern, start, len(pattern))
        name, end = pattern[start + 3 : closing], closing + 1
    negated = (pattern[start + 1] == "P") != name.startswith("^")
    item = unicode_class(name.removeprefix("^"), dialect, negated=negated)
    if item is None:
        raise stop(Wrong.CLASS_RANGE, pattern, start, end)
    return Item(ascii_of(item, fold=fold), item, end)


def _posix(pattern: str, start: int, *, fold: bool) -> Item | None:
    """`[:alpha:]` at `start`, inside a class."""
    closing = pattern.find(":]", start + 2) if pattern.startswith("[:", start) else -1
    if closing < 0:
        return None
    name, end = pattern[start + 2 : closing], closing + 2
    bits = chars.POSIX.get(name.removeprefix("^"))
    if bits is None:
        raise stop(Wrong.CLASS_RANGE, pattern, start, end)
    bits = chars.folded(bits) if fold else bits
    return Item(chars.ASCII & ~bits if name.startswith("^") else bits, pattern[start:end], end)


def read_class(pattern: str, start: int, dialect: Dialect, *, fold: bool) -> tuple[Node, int]:
    """The class whose `[` is at `start`, and where it ends.

    Raises:
        FaultError: where Go refuses it.
    """
    negated = pattern.startswith("^", start + 1)
    first = position = start + 2 if negated else start + 1
    bits, texts = 0, []
    while position == first or pattern[position : position + 1] != "]":
        item = _item(pattern, position, start, dialect, fold=fold)
        bits, position = bits | item.bits, item.end
        texts.append(item.text)
    text = _bracketed(texts, negated=negated)
    return _node(chars.ASCII & ~bits if negated else bits, text, fold=fold), position + 1


def _item(pattern: str, position: int, opening: int, dialect: Dialect, *, fold: bool) -> Item:
    named = _posix(pattern, position, fold=fold) or read_group(pattern, position, dialect, fold=fold)
    return named or _range(pattern, position, opening, fold=fold)


def _range(pattern: str, start: int, opening: int, *, fold: bool) -> Item:
    low, position = _char(pattern, start, opening)
    high = low
    if pattern[position : position + 1] == "-" and pattern[position + 1 : position + 2] not in {"", "]"}:
        high, position = _char(pattern, position + 1, opening)
        if high < low:
            raise stop(Wrong.CLASS_RANGE, pattern, start, position)
    return Item(_range_bits(low, high, fold=fold), f"\\x{{{low:x}}}-\\x{{{high:x}}}", position)


def _char(pattern: str, position: int, opening: int) -> tuple[int, int]:
    if position >= len(pattern):
        raise stop(Wrong.MISSING_BRACKET, pattern, opening, len(pattern))
    if pattern[position] == "\\":
        return read_escape(pattern, position)
    return ord(pattern[position]), position + 1
