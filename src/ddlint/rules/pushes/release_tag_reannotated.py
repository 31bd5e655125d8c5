"""Release tag made anew on the same commit.

## What
A push that replaces the tag object of a release (`[versions] tag`) and leaves the commit: another message,
tagger or signature, or an annotated tag in place of a lightweight one.

## Why
Every clone that has the tag refuses the new one (`would clobber existing tag`), also the one that a CI keeps.
Who released the version, and when, is no longer what it was; a ledger of tags will not agree.

## Bad
```push
update refs/tags/v1.4.2 tag:x:a tag:y:a
```
```push
update refs/tags/v1.4.2 commit:a tag:y:a
```

## Good
```push
create refs/tags/v1.4.3 tag:y:a
update refs/tags/latest tag:x:a tag:y:a
```

## Fix
Leave the tag as it is; what has to be said later belongs into the text of the GitHub release. There is no
automatic fix.

## Source
git-tag(1), "On Re-tagging". githooks(5), pre-push: the ids of annotated tags are those of the tag objects.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.ref_update import Change, RefUpdate, short
from ddlint.rules.pushes.release_tags import is_release


def check(update: RefUpdate, context: Context) -> Iterable[Outcome]:
    """Find release tags that stay on their commit and become another object."""
    if update.planned.change is not Change.UPDATE or not is_release(update, context):
        return
    if update.old.peeled and update.old.peeled == update.new.peeled:
        yield Finding(
            f"the push makes release tag {update.tag} anew on the same commit {short(update.new.peeled)}: "
            "clones that have the tag will refuse it",
            update.place,
            help="leave the tag as it is; to get back the one of the remote:\n"
            f"git fetch --force origin {update.place.ref}:{update.place.ref}",
        )


RULE = Rule(
    code="DDG003",
    name="release-tag-reannotated",
    area="pushes",
    since="0.1.0",
    subject=RefUpdate,
    severity=Severity.WARNING,
    check=check,
)
