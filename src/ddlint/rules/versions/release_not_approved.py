"""Release by somebody who may not release.

## What
A release tag whose tagger, or a GitHub release whose author, is none of `[versions] approvers`. And one
that does not say who made it.

## Why
A release reaches production without anybody else looking. Who may do that is a short list.

## Bad
```git approvers=grace@example.org
git tag -a v1.2.3
```
```git approvers=ada@example.org
git tag v1.2.3
```

## Good
```git approvers=ada@example.org
git tag -a v1.2.3
```
```git
git tag v1.2.3
```

## Fix
Let an approver make the release, or add who made it to `[versions] approvers`. There is no automatic fix.

## Source
The release process: Release Approvers. A tagger can write any name: where that matters, protect the tags,
and let CI judge GitHub's event, which says who was signed in.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.config.wildcards import matches
from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find releases of others; what a forge says counts before what the tag says."""
    approvers = context.settings.versions.approvers
    if not approvers or tag.version is None:
        return
    who = _who(tag)
    if not who:
        yield Finding(
            f"{tag.name} does not say who released it: a lightweight tag names nobody",
            tag.place,
            help="an approver makes it with `git tag -a`, or as a release on GitHub",
            identity=(tag.name,),
        )
    elif not any(matches(pattern, name) for pattern in approvers for name in who):
        yield Finding(
            f"{tag.name} was released by {who[0]}, who is no approver",
            tag.place,
            help="let one of `[versions] approvers` release it",
            identity=(tag.name, who[0]),
        )


def _who(tag: TagSeen) -> list[str]:
    """Who made the release, under each name that an approver may stand by."""
    if tag.published and tag.published.author:
        return [tag.published.author]
    tagger = tag.annotation.tagger if tag.annotation else ""
    return [tagger, tagger.rpartition("<")[2].removesuffix(">")] if tagger else []


RULE = Rule(
    code="DDV021",
    name="release-not-approved",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.ERROR,
    check=check,
)
