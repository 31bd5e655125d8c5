"""Candidate without the one before it.

## What
A pre-release `-rc.3` where there is no `-rc.2`.

## Why
Either the number was guessed, or a tag was deleted. A deleted tag must not come again: nodes may still have
its image.

## Bad
```git
git tag v1.2.3-rc.1
git commit -m "fix: close the connection"
git tag v1.2.3-rc.3
```

## Good
```git
git tag v1.2.3-rc.1
git commit -m "fix: close the connection"
git tag v1.2.3-rc.2
```

## Fix
None is needed; the next candidate has the next number. There is no automatic fix.

## Source
The release process: tags are never used again.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find gaps in the count."""
    if tag.missing is not None:
        before = context.settings.versions.tag.replace("{version}", str(tag.missing))
        yield Finding(
            f"{tag.name} is there, and {before} is not",
            tag.place,
            help=f"was {before} deleted? It must not be made again; go on with the next number",
            identity=(tag.name,),
        )


RULE = Rule(
    code="DDV005",
    name="candidate-skipped",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.INFO,
    check=check,
)
