"""Why a range does not take a version, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.model.semver.constraint import Constraint, Op
from ddlint.model.semver.range import Group, Range
from ddlint.model.semver.version import RELEASE, Key, Version

_SHOWN = 3  # alternatives that are spoken of one by one


def why_not(chosen: Range, version: Version) -> str:
    """Why `chosen` does not admit `version`, to stand behind the version; "" where it does."""
    if chosen.admits(version):
        return ""
    reasons = list(dict.fromkeys(next(_reasons(group, version.key)) for group in chosen.groups[: _SHOWN + 1]))
    if len(reasons) > _SHOWN:
        return f"is in none of the {len(chosen.groups)} alternatives"
    return ", and ".join(reasons)


def _reasons(group: Group, key: Key) -> Iterator[str]:
    """What each constraint of the group has against the version, that it is a pre-release before all."""
    if key[3] != RELEASE and not group.prereleases:
        blocking = next((c for c in group.constraints if not c.lets_prereleases_in), group.constraints[0])
        yield f"is a pre-release, and `{blocking.text.strip()}` takes releases only"
    for constraint in group.constraints:
        reason = _objection(constraint, key)
        if reason:
            yield f"is {reason} `{constraint.text.strip()}`"


def _objection(constraint: Constraint, key: Key) -> str:
    low, high = constraint.piece
    if (key, 0) < low:
        return "too low for"
    if (key, 0) >= high:
        return "too high for"
    if constraint.op is not Op.NOT:
        return ""
    hole = constraint.release_hole if key[3] == RELEASE else constraint.prerelease_hole
    excluded = hole is not None and hole[0] <= (key, 0) < hole[1]
    return "excluded by" if excluded or constraint.odd_hole == (key[0], key[1], key[3]) else ""
