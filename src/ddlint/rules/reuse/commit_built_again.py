"""Commits that were built more than once.

## What
Tags of an image that name the same commit and differ in their timestamps alone. One image is one finding,
whatever number of commits it is. Builds for several environments, whose tags differ in more than the
timestamp, are left alone.

## Why
A commit that is built again is another image: bases and dependencies have moved on. That is in order after a
roll-back, and what a scheduled build is for. Worth knowing it is where "the same commit" behaves differently.

## Bad
```history
1 flux main-1a2b3c4-1700000000
2 flux main-1a2b3c4-1700007200
```

## Good
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700007200
```

## Fix
None is needed where it was meant. To make builds alike, pin bases and dependencies.

## Source
The release process: to deploy a version that was rolled back, it has to be rebuilt. In real config
repositories 0.3 % to 0.6 % of the commits of tags were built again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.image_tags import ImageTags
from ddlint.model.deployments.tag_use import TagUse
from ddlint.rules.reuse.wording import commit, named


def check(image: ImageTags, context: Context) -> Iterable[Outcome]:
    """Find commits with several timestamps."""
    built: dict[tuple[str, str], list[tuple[int, TagUse]]] = defaultdict(list)
    for use, reading in image.tags:
        if reading.commit and reading.moment is not None:
            built[reading.scale, reading.commit].append((reading.moment, use))
    several = ((oid, sorted(uses, key=_moment)) for (_, oid), uses in built.items() if len(uses) > 1)
    again = [(oid, same) for oid, uses in several if len(same := _of_one_image(uses)) > 1]
    if not again:
        return
    again.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    told = named(f"{oid} ({len(uses)} times)" for oid, uses in again)
    newest = max((uses[-1][1] for _, uses in again), key=lambda use: (use.step.time, use.tag))
    yield Finding(
        f"commits of {image.image} were built more than once ({len(again):,} of {len(built):,}), "
        f"and each time another image came of it: {told}",
        newest.place,
        label="the newest of them",
        related=tuple(commit(use.step, f"{use.tag} came") for _, use in again[0][1][:2]),
        help="none is needed where it was meant; to make builds alike, pin bases and dependencies",
        identity=(image.image,),
    )


def _of_one_image(uses: list[tuple[int, TagUse]]) -> list[tuple[int, TagUse]]:
    """Those of the image of which there are the most."""
    by_file: dict[str, list[tuple[int, TagUse]]] = defaultdict(list)
    for each in uses:
        for file in each[1].files or ("",):
            by_file[file].append(each)
    return max(by_file.values(), key=len)


def _moment(pair: tuple[int, TagUse]) -> tuple[int, str]:
    return pair[0], pair[1].tag


RULE = Rule(
    code="DDU005",
    name="commit-built-again",
    area="reuse",
    since="0.6.0",
    subject=ImageTags,
    severity=Severity.INFO,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
