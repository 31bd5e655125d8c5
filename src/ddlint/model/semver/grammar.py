"""The text of a range, taken apart into constraints with their places.

Source: the expressions of Masterminds/semver `constraints.go`. They are followed here by a scanner that takes
linear time; where a text is no range, it says at which character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ddlint.model.semver.constraint import Constraint, Op, Parts
from ddlint.model.semver.hyphens import BLANK, VERSION, Rewritten, rewrite_hyphens
from ddlint.model.semver.range_fault import RangeFault, Refusal, diagnose
from ddlint.model.semver.semantics import Semantics
from ddlint.model.semver.version import RELEASE, Identifiers, Key, NumberRefused, identifiers_of, number

#: The longest range that is read, in characters, and the most constraints in it. Flux has no limit here.
MAX_LENGTH: Final = 65_536
MAX_CONSTRAINTS: Final = 1_000

_OPS = {op.value: op for op in Op} | {"": Op.EQUAL, "=>": Op.AT_LEAST, "=<": Op.AT_MOST, "~>": Op.TILDE}
_BLANKS = re.compile(rf"{BLANK}*")
_ITEM = re.compile(rf"(=>|=<|=|!=|>=|>|<=|<|~>|~|\^|){BLANK}*({VERSION})")
_SEPARATOR = re.compile(rf"{BLANK}*,{BLANK}*|{BLANK}+")
_WILDCARDS = frozenset("xX*")


class Unreadable(ValueError):
    """A text that is no range.

    Attributes:
        fault: what is wrong.
    """

    def __init__(self, fault: RangeFault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def read(text: str, semantics: Semantics) -> tuple[tuple[Constraint, ...], ...]:
    """The alternatives of a range, each with the constraints that it joins by "and".

    Raises:
        Unreadable: the text is no range, or longer than ddlint reads.
    """
    if len(text) > MAX_LENGTH:
        raise _too_long(text, f"has {len(text)} characters; ddlint reads {MAX_LENGTH}")
    rewritten = rewrite_hyphens(text)
    groups = []
    count = 0
    for start, end in _alternatives(rewritten.text):
        group = tuple(_constraints(rewritten, start, end, semantics))
        count += len(group)
        if count > MAX_CONSTRAINTS:
            raise _too_long(text, f"has more than {MAX_CONSTRAINTS} constraints, which ddlint does not read")
        groups.append(group)
    return tuple(groups)


def _too_long(text: str, reason: str) -> Unreadable:
    fault = RangeFault(text, Refusal.TOO_LONG, 0, len(text), reason, "write fewer alternatives")
    return Unreadable(fault)


def _alternatives(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("||"):
        yield start, start + len(part)
        start += len(part) + 2


def _constraints(rewritten: Rewritten, start: int, end: int, semantics: Semantics) -> Iterator[Constraint]:
    text = rewritten.text
    at = _skip(text, start, end)
    if at == end:
        raise _empty(rewritten, start, end)
    while True:
        item = _ITEM.match(text, at, end)
        if item is None:
            raise _improper(rewritten, at, end, begins=True)
        yield _constraint(item, rewritten, semantics)
        separator = _SEPARATOR.match(text, item.end(), end)
        if separator is None and item.end() < end:
            raise _improper(rewritten, item.end(), end, begins=False)
        if separator is None or (separator.end() == end and "," not in separator[0]):
            return
        at = separator.end()


def _skip(text: str, start: int, end: int) -> int:
    blanks = _BLANKS.match(text, start, end)
    return blanks.end() if blanks else start


def _empty(rewritten: Rewritten, start: int, end: int) -> Unreadable:
    span = rewritten.span(start, end)
    if "||" in rewritten.source:
        reason, help_ = (
            "one of the alternatives around `||` is empty",
            "take the `||` away, or write a version there",
        )
    else:
        reason, help_ = "it is empty", "for any release write `*`"
    return Unreadable(RangeFault(rewritten.source, Refusal.IMPROPER, *span, reason, help_))


def _improper(rewritten: Rewritten, at: int, end: int, *, begins: bool) -> Unreadable:
    stop, reason, help_ = diagnose(rewritten.text, at, end, begins=begins)
    return Unreadable(
        RangeFault(rewritten.source, Refusal.IMPROPER, *rewritten.span(at, stop), reason, help_)
    )


def _constraint(item: re.Match[str], rewritten: Rewritten, semantics: Semantics) -> Constraint:
    """The constraint that `item` holds."""
    numbers = [part.removeprefix(".") if part else "" for part in item.group(3, 4, 5)]
    given = next((at for at, part in enumerate(numbers) if not part or part in _WILDCARDS), 3)
    core = [0, 0, 0]
    for at in range(given):
        core[at] = _number(item, at, rewritten, semantics)
    key: Key = (core[0], core[1], core[2], _prerelease(item, rewritten))
    start, end = rewritten.span(item.start(), item.end())
    return Constraint(
        op=_OPS[item[1]],
        parts=Parts(given),
        key=key,
        text=rewritten.source[start:end],
        start=start,
        operator=item[1],
        version=item[2],
        hyphen=rewritten.is_hyphen(item.start()),
    )


def _number(item: re.Match[str], at: int, rewritten: Rewritten, semantics: Semantics) -> int:
    digits = item[3 + at].removeprefix(".")
    span = rewritten.span(item.end(3 + at) - len(digits), item.end(3 + at))
    if not digits.isdigit():
        raise _parser_error(rewritten, span, *_not_a_number(digits))
    try:
        return number(digits, semantics)
    except NumberRefused as refused:
        raise _parser_error(rewritten, span, f"a number {refused}", "") from None


def _not_a_number(part: str) -> tuple[str, str]:
    if "|" in part:
        return "a single `|` is not an operator", "write `||` for or"
    return f"`{part[:40]}` is neither a number nor a wildcard", "write a number, or `x` alone"


def _prerelease(item: re.Match[str], rewritten: Rewritten) -> Identifiers:
    text = item["pre"]
    if text is None:
        return RELEASE
    identifiers = identifiers_of(text)
    if identifiers is None:
        span = rewritten.span(item.start("pre"), item.end("pre"))
        reason = f"in the pre-release part `{text[:40]}` a number begins with a zero"
        raise _parser_error(rewritten, span, reason, "take the zero away")
    return identifiers


def _parser_error(rewritten: Rewritten, span: tuple[int, int], reason: str, help_: str) -> Unreadable:
    return Unreadable(RangeFault(rewritten.source, Refusal.PARSER, *span, reason, help_))
