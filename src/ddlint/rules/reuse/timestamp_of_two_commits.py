"""One timestamp on the images of two commits.

## What
Two tags of an image that differ in the commit id alone: both have the same timestamp. Where timestamps have
no seconds, and for ids of which one begins with the other, nothing is found.

## Why
A policy that sorts by timestamp cannot tell which of the two is newer. Which of them runs depends on the
order in which the registry lists them.

## Bad
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700000000
```

## Good
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700000001
```

## Fix
Take the timestamp when the build begins (`date +%s`), and let builds of one branch wait for each other.

## Source
Flux sorts by the number alone: fluxcd/image-reflector-controller, internal/policy/numerical.go. In real
config repositories none of 33,446 tags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.image_tags import ImageTags
from ddlint.model.deployments.tag_order import TagReading
from ddlint.model.deployments.tag_use import TagUse
from ddlint.rules.reuse.wording import commit, named

_Pair = tuple[TagUse, TagReading]
_SHOWN = 5


def check(image: ImageTags, context: Context) -> Iterable[Outcome]:
    """Find timestamps that stand for several commits."""
    found: dict[tuple[str, int], list[_Pair]] = defaultdict(list)
    for use, reading in image.tags:
        if reading.commit and reading.moment is not None and reading.has_seconds:
            found[reading.scale, reading.moment].append((use, reading))
    for pairs in found.values():
        uses = _of_different_commits(pairs)
        if len(uses) < 2:
            continue
        newest = max(uses, key=lambda use: (use.step.time, use.tag))
        yield Finding(
            f"{named(use.tag for use in uses)} of {image.image} have one timestamp and different commits: "
            "Flux cannot tell which of them is newer",
            newest.place,
            label="the same timestamp",
            related=tuple(commit(use.step, f"{use.tag} came") for use in uses[:_SHOWN] if use is not newest),
            help="take the timestamp when a build begins, and let builds of one branch wait for each other",
            identity=(image.image, *sorted(use.tag for use in uses)),
        )


def _of_different_commits(pairs: list[_Pair]) -> list[TagUse]:
    """One tag for each commit; an id that begins with another one is the same commit, written longer."""
    last, uses = "", list[TagUse]()
    for use, reading in sorted(pairs, key=lambda pair: (pair[1].commit, pair[0].tag)):
        is_new = not last or not reading.commit.startswith(last)
        if is_new and (not uses or uses[0].is_of_image(use)):
            last = reading.commit
            uses.append(use)
    return uses


def _has_several(image: ImageTags) -> bool:
    return len(image.tags) > 1


RULE = Rule(
    code="DDU006",
    name="timestamp-of-two-commits",
    area="reuse",
    since="0.6.0",
    subject=ImageTags,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
    screen=_has_several,
)
