"""Tag that was rolled back and comes back.

## What
A marked value that went from A to B, back to A, and to B again. One commit is one finding, whatever it
changes. Where digests prove that B is another image than before, it is an error; where they prove that it is
the same, an information. Tags that are meant to move (`[tags] moving`) are left alone. What Flux puts back
itself after a roll-back by hand is `roll-back-by-hand`.

## Why
A roll-back takes the version out of the registry. Where it comes back under the same tag, it was built again:
nodes that still hold the first image run that, and which code runs depends on the node.

## Bad
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700003600
3 flux main-1a2b3c4-1700000000
4 flux main-5d6e7f8-1700003600
```

## Good
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700003600
3 flux main-1a2b3c4-1700000000
4 flux main-5d6e7f8-1700014400
```

## Fix
Build the commit again: the tag then has a new timestamp. A marker that writes the digest too would prove
which image it is.

## Source
The release process: to deploy a version that was rolled back it has to be rebuilt; never reuse a tag. In a
real config repository 22 of 84,934 changes came back, most of them put back by Flux within a minute.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.come_back import ComeBack
from ddlint.model.deployments.kind import Kind
from ddlint.model.deployments.rollout import Rollout
from ddlint.rules.reuse.wording import commit, day, person, short_digest, where
from ddlint.rules.tags.moments import how_long
from ddlint.rules.tags.reading import is_moving

_PROOFS = {True: Severity.INFO, False: Severity.ERROR, None: Severity.WARNING}


def check(rollout: Rollout, context: Context) -> Iterable[Outcome]:
    """Find tags that come back."""
    told = [each for each in rollout.come_backs if each.is_same_image is False or not each.was_put_back]
    if not told or is_moving(rollout.new, context.settings.tags.moving):
        return
    proofs = {each.is_same_image for each in told}
    proof = next(each for each in (False, None, True) if each in proofs)
    worst = next(each for each in told if each.is_same_image is proof)
    yield Finding(
        f"{rollout.new!r} of {rollout.image} was rolled back on {day(worst.left.time)} and came back "
        f"{how_long(worst.away)} later {where([each.value for each in told])}: {_follows(worst)}",
        rollout.place,
        label="comes back",
        related=(commit(worst.left, f"rolled back by {person(worst.left)}"),),
        help="build it again, under a new tag; a marker with `:digest` proves which image it is",
        identity=(rollout.image, rollout.new),
        severity=_PROOFS[proof],
    )


def _follows(worst: ComeBack) -> str:
    if worst.is_same_image:
        return "its digest is the same, nothing was built again"
    if worst.is_same_image is False:
        return (
            f"as {short_digest(worst.digest)}, not {short_digest(worst.digest_before)}: "
            "nodes that hold the first image run old code"
        )
    return "if it was built again, nodes that hold the first image run old code"


def _comes_back(rollout: Rollout) -> bool:
    return rollout.kind is Kind.COME_BACK


RULE = Rule(
    code="DDU002",
    name="rolled-back-tag-returns",
    area="reuse",
    since="0.6.0",
    subject=Rollout,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
    screen=_comes_back,
)
