"""Release tag deleted.

## What
A push that deletes the tag of a release (`[versions] tag`) from the remote.

## Why
The tag is the record of what was released. Once it is gone its name can be given to another commit, and
neither git nor a hook sees that the name was taken before. Rolling back needs no tag to go: that is done by
taking the version out of the registry of images.

## Bad
```push
delete refs/tags/v1.4.2 commit:a
```

## Good
```push
delete refs/tags/latest commit:a
delete refs/heads/topic commit:a
```

## Fix
Keep the tag, and release a higher version. There is no automatic fix.

## Source
The release process: to roll back, the version is deleted from the registry. githooks(5), pre-push.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.ref_update import Change, RefUpdate, short
from ddlint.rules.pushes.release_tags import is_release


def check(update: RefUpdate, context: Context) -> Iterable[Outcome]:
    """Find release tags that go."""
    if update.planned.change is Change.DELETE and is_release(update, context):
        was = f", which is on {short(update.old.peeled)}" if update.old.peeled else ""
        yield Finding(
            f"the push deletes release tag {update.tag}{was}: the name could be used again for another build",
            update.place,
            help="keep the tag; to replace what it released, release a higher version",
        )


RULE = Rule(
    code="DDG002",
    name="release-tag-deleted",
    area="pushes",
    since="0.1.0",
    subject=RefUpdate,
    severity=Severity.ERROR,
    check=check,
)
