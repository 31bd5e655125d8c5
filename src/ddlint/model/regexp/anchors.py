"""Which tags a pattern lets in because it is not anchored: it is searched anywhere in a tag."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.model.regexp.emit import emit
from ddlint.model.regexp.example import example, is_tag
from ddlint.model.regexp.pattern import Pattern, compile_pattern
from ddlint.model.regexp.shape import bound_at_end, bound_at_start
from ddlint.model.regexp.witness import NOWHERE, UNKNOWN, Witness, witness

_BEFORE = ("feature-", "not-", "x", "0")
_BEHIND = ("-arm64", ".1", "-rc.1", "x", "0")


def open_start(pattern: Pattern, seen: Iterable[Pattern] = ()) -> Witness:
    """Find a tag that `pattern` matches, but not from the tag's first character on.

    Args:
        pattern: the pattern.
        seen: patterns that the tag must match too.
    """
    if bound_at_start(pattern.tree):
        return NOWHERE
    forms = [f"{before}{{}}" for before in _BEFORE]
    return _open(pattern, f"\\A(?:{emit(pattern.tree)})", forms, tuple(seen))


def open_end(pattern: Pattern, seen: Iterable[Pattern] = ()) -> Witness:
    """Find a tag that `pattern` matches, but not up to the tag's last character.

    Args:
        pattern: the pattern.
        seen: patterns that the tag must match too.
    """
    if bound_at_end(pattern.tree):
        return NOWHERE
    forms = [f"{{}}{behind}" for behind in _BEHIND]
    return _open(pattern, f"(?:{emit(pattern.tree)})\\z", forms, tuple(seen))


def _open(pattern: Pattern, anchored: str, forms: Iterable[str], seen: tuple[Pattern, ...]) -> Witness:
    """A tag that an anchor would keep out: first what people would write, else the shortest there is."""
    closed = compile_pattern(anchored)
    if not isinstance(closed, Pattern):
        return UNKNOWN
    usual = example(pattern)
    for form in forms if usual else ():
        tag = form.format(usual)
        if is_tag(tag) and all(each.matches(tag) for each in (pattern, *seen)) and not closed.matches(tag):
            return Witness(tag)
    return witness([pattern, *seen], [closed])
