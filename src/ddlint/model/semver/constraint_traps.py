"""Surprises in one constraint, whatever stands beside it.

Source: Masterminds/semver `constraints.go`; what each form takes was observed with that code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ddlint.model.semver.constraint import Constraint, Op, Parts
from ddlint.model.semver.trap import Trap, TrapKind

_WILDCARD = re.compile(r"v?[^-+]*?[xX*]")
#: A wildcard and then a part that is none.
_IGNORED = re.compile(r"v?(?:[0-9]+\.)?[xX*]\.(?:[xX*]\.)?[^-+xX*][^-+]*")
_JOINED = re.compile(r"v?([0-9]+(?:\.[0-9xX*]+)*)-(v?[0-9]{1,4}(?:\.[0-9xX*]+){0,2})")
_X = ((1, "x"),)
_BOUND_WORDS = {
    Op.CARET: "takes 0.0.0 alone",
    Op.ABOVE: "takes everything above 0.0.0",
    Op.BELOW: "takes no release",
    Op.AT_MOST: "takes 0.0.x alone",
    Op.NOT: "takes everything but 0.0.0",
}


def constraint_traps(constraint: Constraint) -> Iterator[Trap]:
    """What surprises in `constraint`."""
    for look in (
        _joined,
        _any_prerelease,
        _ignored,
        _build,
        _partial,
        _bound,
        _caret,
        _wildcard_bound,
        _tilde,
    ):
        trap = look(constraint)
        if trap is not None:
            yield trap


def _trap(constraint: Constraint, kind: TrapKind, meaning: str, help_: str) -> Trap:
    text = constraint.text.strip()
    start = constraint.start + constraint.text.find(text)
    return Trap(kind, start, start + len(text), f"`{text}` {meaning}", help_)


def _joined(constraint: Constraint) -> Trap | None:
    """`1.0.0-2.0.0`: a second version that is not lower, where a pre-release part should be."""
    match = _JOINED.fullmatch(constraint.version)
    if match is None or ("." not in match[2] and constraint.parts is Parts.ALL):
        return None
    if _numbers(match[2]) <= _numbers(match[1]):
        return None
    meaning = f"is no range up to {match[2]}: `{match[2]}` is read as a pre-release part"
    help_ = f"write `{match[1]} - {match[2]}`, with blanks around the hyphen"
    return _trap(constraint, TrapKind.HYPHEN_WITHOUT_BLANKS, meaning, help_)


def _any_prerelease(constraint: Constraint) -> Trap | None:
    """`1.2.x-x`: an `x` is a wildcard among the numbers only."""
    if constraint.key[3] != _X or constraint.parts is Parts.NONE:
        return None
    core = ".".join(str(number) for number in constraint.key[:3])
    meaning = f"does not mean any pre-release: `x` is a text there, and {core}-rc.1 is below it"
    stem = constraint.text.strip().removesuffix("-x")
    help_ = f"write `{stem}-0` for any pre-release" if stem != constraint.text.strip() else "write `-0` there"
    return _trap(constraint, TrapKind.PRERELEASE_WILDCARD, meaning, help_)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.removeprefix("v").split(".") if part.isdigit() and len(part) < 20]


def _ignored(constraint: Constraint) -> Trap | None:
    if constraint.parts is Parts.ALL or not _IGNORED.match(constraint.version):
        return None
    read = {Parts.NONE: "x", Parts.MAJOR: f"{constraint.key[0]}.x"}[constraint.parts]
    meaning = f"is read as `{constraint.operator}{read}`: what stands behind a wildcard is ignored"
    return _trap(constraint, TrapKind.PART_IGNORED, meaning, f"write `{constraint.operator}{read}`")


def _build(constraint: Constraint) -> Trap | None:
    version, plus, build = constraint.version.partition("+")
    if not plus:
        return None
    meaning = f"is read as `{constraint.operator}{version}`: build metadata is ignored"
    return _trap(constraint, TrapKind.BUILD_IGNORED, meaning, f"take `+{build}` away; a tag cannot have any")


def _partial(constraint: Constraint) -> Trap | None:
    """`1.0`, without a wildcard: not exact, though it looks so. `1.0-0` is written for what it does."""
    partial = constraint.op is Op.EQUAL and constraint.parts in (Parts.MAJOR, Parts.MINOR)
    if not partial or constraint.has_prerelease or _WILDCARD.match(constraint.version):
        return None
    kind = TrapKind.EQUAL_PARTIAL if constraint.operator else TrapKind.PARTIAL
    series = f"{_given(constraint)}.x"
    meaning = f"takes every {series}, not {_given(constraint)} alone"
    return _trap(constraint, kind, meaning, f"write `{series}`, or all three numbers for one version")


def _bound(constraint: Constraint) -> Trap | None:
    """`>1.2` and `<=1.2`: the whole of 1.2 is meant."""
    if constraint.parts not in (Parts.MAJOR, Parts.MINOR):
        return None
    given = _given(constraint)
    if constraint.op is Op.ABOVE:
        major, minor = constraint.key[:2]
        following = f"{major}.{minor + 1}.0" if constraint.parts is Parts.MINOR else f"{major + 1}.0.0"
        own = f"{given}.1" if constraint.parts is Parts.MINOR else f"{given}.0.1"
        meaning = f"begins at {following}: {own} is not above {given}"
        suffix = "-0" if constraint.has_prerelease else ""
        help_ = f"write `>={following}{suffix}`, or `>={own}{suffix}` if that is meant"
        return _trap(constraint, TrapKind.ABOVE_PARTIAL, meaning, help_)
    if constraint.op is Op.AT_MOST and not _WILDCARD.match(constraint.version):
        end = f"{given}.0" if constraint.parts is Parts.MINOR else f"{given}.0.0"
        meaning = f"has every {given}.x in it"
        return _trap(constraint, TrapKind.UP_TO_PARTIAL, meaning, f"write {end} to end there")
    return None


def _caret(constraint: Constraint) -> Trap | None:
    """`^0.2.3` stays in 0.2, `^0.0.3` takes one version."""
    major, minor, patch = constraint.key[:3]
    if constraint.op is not Op.CARET or major or constraint.parts < Parts.MINOR:
        return None
    if constraint.parts is Parts.ALL and not minor:
        meaning = f"takes 0.0.{patch} alone: below 0.1.0 a caret allows no other patch"
        return _trap(constraint, TrapKind.CARET_ZERO, meaning, "write `0.0.x` or `^0`")
    meaning = f"stays below 0.{minor + 1}.0: below 1.0.0 a caret allows no other minor"
    return _trap(constraint, TrapKind.CARET_ZERO, meaning, "for all of 0.x write `^0`")


def _wildcard_bound(constraint: Constraint) -> Trap | None:
    if constraint.parts is not Parts.NONE or constraint.op not in _BOUND_WORDS:
        return None
    help_ = "write `*` for any version, or a bound with numbers"
    return _trap(constraint, TrapKind.WILDCARD_BOUND, _BOUND_WORDS[constraint.op], help_)


def _tilde(constraint: Constraint) -> Trap | None:
    zero = constraint.key[:3] == (0, 0, 0) and constraint.parts is Parts.ALL
    if constraint.op is not Op.TILDE or not zero:
        return None
    return _trap(constraint, TrapKind.TILDE_ZERO, "takes every version, not 0.0.x", "write `0.0.x` or `*`")


def _given(constraint: Constraint) -> str:
    return ".".join(str(number) for number in constraint.key[: constraint.parts])
