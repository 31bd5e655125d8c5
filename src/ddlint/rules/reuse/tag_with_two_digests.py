"""Image tag that was deployed with two digests.

## What
A tag of an image that stood with one digest somewhere in the history and with another one later, in the same
file or in another one. Digests are known where a marker writes them (`:digest`, or a whole reference with a
policy that reflects digests). Tags that are meant to move (`[tags] moving`) are left alone.

## Why
The tag was pushed again with another image. Nodes keep images by their tag: those that had the first go on
running old code, and which code runs depends on the node.

## Bad
```history
1 flux ghcr.io/acme/backend:v1.4.2@sha256:aaaa
2 flux ghcr.io/acme/backend:v1.4.3@sha256:bbbb
3 flux ghcr.io/acme/backend:v1.4.2@sha256:cccc
```

## Good
```history
1 flux ghcr.io/acme/backend:v1.4.2@sha256:aaaa
2 flux ghcr.io/acme/backend:v1.4.3@sha256:bbbb
3 flux ghcr.io/acme/backend:v1.4.2@sha256:aaaa
```

## Fix
Build the newer image again under a tag of its own, and let the registry refuse a push to a tag that is there.

## Source
The release process: never reuse a tag for a newer build. Kubernetes, "Images": with `IfNotPresent` a node
does not ask the registry for a tag that it has.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.tag_use import TagUse
from ddlint.model.place import MessageSpan
from ddlint.rules.reuse.wording import commit, day, named, short_digest
from ddlint.rules.tags.reading import is_moving

_SHOWN = 6


def check(use: TagUse, context: Context) -> Iterable[Outcome]:
    """Find tags that were pushed again."""
    if is_moving(use.tag, context.settings.tags.moving):
        return
    seen = [f"{short_digest(digest)} on {day(at.deployed.step.time)}" for digest, at in use.digests]
    _, newest = use.digests[-1]
    yield Finding(
        f"{use.title} was deployed with {len(use.digests)} digests, {named(seen)}: "
        "nodes that keep one image go on running it",
        MessageSpan(newest.deployed.step.oid, 0, 0),
        label="another digest",
        related=tuple(
            commit(at.deployed.step, f"{short_digest(digest)}, in {at.value.path}")
            for digest, at in use.digests[-_SHOWN:-1]
        ),
        help="build it again under a new tag, and make tags immutable in the registry",
        identity=(use.image, use.tag),
    )


def _has_two(use: TagUse) -> bool:
    return len(use.digests) > 1


RULE = Rule(
    code="DDU001",
    name="tag-with-two-digests",
    area="reuse",
    since="0.6.0",
    subject=TagUse,
    severity=Severity.ERROR,
    check=check,
    moments=frozenset({Moment.HISTORY}),
    screen=_has_two,
)
