"""Roll-back by hand that left the marker in place.

## What
A person put an older tag behind a marker, and left the marker there. One commit is one finding, whatever it
changes. Where something newer came after it, a person undid it, or it stands for more than a day, it held:
an information. Where the marker was taken away before Flux wrote, nothing is found; nor are tags that do not
tell which is newer, unless Flux undid it.

## Why
Flux writes the newest tag of the registry behind a marker at its next look, mostly within minutes: what was
rolled back runs again, and the one who did it may not see that. Often nobody meant to roll back: a branch
that was older than the last update was merged.

## Bad
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700003600
3 ann  main-1a2b3c4-1700000000
4 flux main-5d6e7f8-1700003600
```

## Good
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700003600
3 flux main-1a2b3c4-1700000000
```
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700003600
3 ann  main-1a2b3c4-1700000000
4 ann  -
```

## Fix
To roll back, delete the new version from the registry; Flux then goes back by itself. To hold a value, take
the marker away, or suspend the ImageUpdateAutomation.

## Source
The release process: roll back by deleting. hmcts/cnp-flux-config#47523: "Flux Bot will just change this
back". In a real config repository 17 of 84,934 changes were roll-backs by hand; Flux undid all but
few within a minute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.by_whom import by_machine
from ddlint.model.deployments.roll_back import BACK, Ending, RollBack
from ddlint.model.deployments.rollout import Rollout
from ddlint.rules.reuse.wording import commit, person, where
from ddlint.rules.tags.moments import DAY, how_long

#: What is told first, where a commit went differently for several values. The rest passes.
_TOLD = (Ending.CAME_BACK, Ending.STANDS, Ending.WENT_ON)


def check(rollout: Rollout, context: Context) -> Iterable[Outcome]:
    """Find older values that a person put behind a marker."""
    endings = Counter(each.ending for each in rollout.roll_backs)
    ending = next((each for each in _TOLD if endings[each]), None)
    if ending is None:
        return
    same = [each for each in rollout.roll_backs if each.ending is ending]
    first = same[0]
    holds = _holds(first, context)
    if holds and not rollout.is_ordered:
        return
    yield Finding(
        f"{person(first.step)} put {rollout.new!r} in place of the newer {rollout.old!r} of {rollout.image} "
        f"{where([each.value for each in same])} and left the marker there: {_what_became(first, holds)}",
        rollout.place,
        label="rolled back by hand",
        related=() if first.end is None else (commit(first.end, f"{first.end_new} came"),),
        help=f"to roll back, delete {rollout.old} from the registry: Flux then goes back by itself",
        identity=(rollout.image, rollout.old, rollout.new),
        severity=Severity.INFO if holds else None,
    )


def _holds(back: RollBack, context: Context) -> bool:
    """Whether Flux did not undo it, by all that can be known today."""
    if back.end is None:
        return context.now is not None and context.now - back.step.time > DAY
    return not back.was_put_back


def _what_became(back: RollBack, holds: bool) -> str:
    if back.end is None:
        if holds:
            return "it stands only as long as Flux is suspended, or the registry lacks what is newer"
        return f"Flux puts {back.old!r} back at its next look, if the registry has it"
    lasted = how_long(back.lasted or 0)
    if back.ending is Ending.WENT_ON:
        return (
            f"it held for {lasted}, until {back.end_new!r}, with nothing here that kept Flux from undoing it"
        )
    if by_machine(back.end):
        return f"Flux put {back.end_new!r} back after {lasted}"
    return f"{person(back.end)} put {back.end_new!r} back after {lasted}"


def _went_back_by_hand(rollout: Rollout) -> bool:
    return rollout.kind in BACK and rollout.by_hand


RULE = Rule(
    code="DDU003",
    name="roll-back-by-hand",
    area="reuse",
    since="0.6.0",
    subject=Rollout,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
    screen=_went_back_by_hand,
)
