"""All surprises in a range: those of its constraints, of its alternatives and of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ddlint.model.semver.constraint import Constraint, Op, Parts
from ddlint.model.semver.constraint_traps import constraint_traps
from ddlint.model.semver.examples import changed_in_2_7, least_release, takes_nothing
from ddlint.model.semver.intervals import EVERYTHING, before, union
from ddlint.model.semver.range import Group, Range
from ddlint.model.semver.trap import Trap, TrapKind
from ddlint.model.semver.version import RELEASE, Key, text_of

_MOVING = "write `1.2.x` or `^1.2.3` for later versions too; leave it where the pin is meant"
_FIRST: Key = (0, 0, 0, RELEASE)


def traps_of(chosen: Range) -> tuple[Trap, ...]:
    """What in `chosen` means something else than it seems to, in the order of the text."""
    found = dict.fromkeys(_all(chosen))
    joined = any(trap.kind is TrapKind.HYPHEN_WITHOUT_BLANKS for trap in found)
    kept = (trap for trap in found if not (joined and trap.kind is TrapKind.EXACT))
    return tuple(sorted(kept, key=lambda trap: (trap.start, trap.end)))


def _all(chosen: Range) -> Iterator[Trap]:
    if all(takes_nothing(group) for group in chosen.groups):
        yield _nothing(chosen)
        return
    for constraint in chosen.constraints:
        if constraint.hyphen and "||" in constraint.text:
            yield _bars(constraint)
        else:
            yield from constraint_traps(constraint)
    for group in chosen.groups:
        yield from _group_traps(chosen, group)
    yield from _whole_traps(chosen)


def _whole(chosen: Range, kind: TrapKind, sentence: str, help_: str) -> Trap:
    text = chosen.text.strip()
    start = chosen.text.find(text)
    return Trap(kind, start, start + len(text), sentence, help_)


def _nothing(chosen: Range) -> Trap:
    if not chosen.semantics.group_wide and changed_in_2_7(chosen):
        sentence, help_ = (
            "no version can satisfy it before Flux 2.7",
            "give every constraint a pre-release part",
        )
        return replace(_whole(chosen, TrapKind.NOTHING, sentence, help_), changes=True)
    return _whole(chosen, TrapKind.NOTHING, "no version can satisfy it", "join alternatives by `||`")


def _bars(constraint: Constraint) -> Trap:
    sentence = f"in `{constraint.text}` the hyphen range begins before `||`, not behind it"
    return Trap(
        TrapKind.HYPHEN_BEHIND_BARS, constraint.start, constraint.end, sentence, "write blanks around `||`"
    )


def _group_traps(chosen: Range, group: Group) -> Iterator[Trap]:
    if takes_nothing(group):
        start, end = group.constraints[0].start, group.constraints[-1].end
        part = chosen.text[start:end].strip()
        yield Trap(
            TrapKind.DEAD_ALTERNATIVE,
            start,
            end,
            f"no version can satisfy `{part}`",
            "take it away, or mend its bounds",
        )
        return
    if chosen.semantics.group_wide:
        yield from _upper_bound(group)
    else:
        yield from _before_2_7(chosen, group)


def _upper_bound(group: Group) -> Iterator[Trap]:
    """`<2.0.0` beside a constraint that lets pre-releases in: 2.0.0-rc.1 is lower than 2.0.0."""
    inviting = next((c for c in group.constraints if c.has_prerelease), None)
    if inviting is None or least_release(group) is None:
        return  # `>=1.0.0-alpha <1.0.0` is written for the pre-releases
    for constraint in group.constraints:
        key: Key = (*constraint.key[:3], ((1, "rc"), (0, 1)))
        is_end = group.bounds[1] == before(constraint.key) and not constraint.has_prerelease
        if constraint.op is Op.BELOW and is_end and group.admits_key(key):
            bound, example = constraint.text.strip(), text_of(key)
            yield Trap(
                TrapKind.UPPER_BOUND_PRERELEASE,
                constraint.start,
                constraint.end,
                f"`{bound}` lets {example} in, because `{inviting.text.strip()}` asks for pre-releases",
                f"write `<{text_of((*key[:3], ((0, 0),)))}`",
                changes=True,
            )
            return


def _before_2_7(chosen: Range, group: Group) -> Iterator[Trap]:
    asking = next((c for c in group.constraints if c.has_prerelease), None)
    refusing = next((c for c in group.constraints if not c.lets_prereleases_in), None)
    if asking is None and refusing is not None:
        return  # releases only, then and now
    example = changed_in_2_7(chosen)
    shown = f" such as {example}" if example else ""
    if asking is not None and refusing is not None:
        sentence = (
            f"`{asking.text.strip()}` lets no pre-release in, because `{refusing.text.strip()}` refuses all;"
            f" from Flux 2.7 on some are let in{shown}"
        )
        kind, at, help_ = TrapKind.PRERELEASE_WITHOUT_EFFECT, asking, _with_prerelease(refusing)
    elif asking is None:
        at = group.constraints[0]
        sentence = f"`{at.text.strip()}` lets pre-releases in{shown}; from Flux 2.7 on it takes releases only"
        kind, help_ = TrapKind.EXCLUSION_TAKES_PRERELEASES, "add `>=0.0.0` for releases only"
    else:
        return
    yield Trap(kind, at.start, at.end, sentence, help_, changes=True)


def _with_prerelease(constraint: Constraint) -> str:
    odd = constraint.op is Op.NOT or "+" in constraint.version or constraint.hyphen
    every = "give every constraint beside it a pre-release part, such as `-0`"
    return every if odd else f"write `{constraint.text.strip()}-0` too"


def _whole_traps(chosen: Range) -> Iterator[Trap]:
    if all(_is_exact(group) for group in chosen.groups):
        several = len(chosen.groups) > 1
        sentence = (
            "it names its versions one by one" if several else f"`{chosen.text.strip()}` is one version"
        )
        yield _whole(chosen, TrapKind.EXACT, f"{sentence}: the policy never moves on", _MOVING)
    covered = [union(group.releases) for group in chosen.groups]
    together = union(piece for pieces in covered for piece in pieces)
    if len(chosen.groups) > 1 and _is_everything(together) and not any(map(_is_everything, covered)):
        sentence = "together the alternatives take every release: `||` means or"
        yield _whole(chosen, TrapKind.EVERYTHING, sentence, "join by a blank what must hold together")


def _is_exact(group: Group) -> bool:
    return len(group.constraints) == 1 and (
        group.constraints[0].op is Op.EQUAL and group.constraints[0].parts is Parts.ALL
    )


def _is_everything(pieces: tuple[tuple[tuple[Key, int], tuple[Key, int]], ...]) -> bool:
    return len(pieces) == 1 and pieces[0][0] <= before(_FIRST) and pieces[0][1] == EVERYTHING[1]
