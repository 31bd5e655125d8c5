"""Release tag that does not say who made it.

## What
A lightweight release tag, where `[versions] annotated` asks for annotated ones.

## Why
A lightweight tag is a name and nothing else: nobody can tell who released it, and when. Whether a hotfix
came back in time is then counted from its commit, which is older.

## Bad
```git annotated
git tag v1.2.3
```

## Good
```git annotated
git tag -a v1.2.3
```

## Fix
`git tag -a` makes the next one. There is no automatic fix: a tag that was pushed stays as it is.

## Source
git-tag(1): "Annotated tags are meant for release".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find lightweight tags, where they are not wanted."""
    if context.settings.versions.annotated and tag.version is not None and tag.annotation is None:
        yield Finding(
            f"{tag.name} is a lightweight tag: it does not say who released it, and when",
            tag.place,
            help="`git tag -a` makes the next release tag",
            identity=(tag.name,),
        )


RULE = Rule(
    code="DDV007",
    name="release-tag-lightweight",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.WARNING,
    check=check,
)
