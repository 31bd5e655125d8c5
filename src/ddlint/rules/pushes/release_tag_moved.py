"""Release tag moved to another commit.

## What
A push that puts a tag of a release (`[versions] tag`) on another commit than the one it is on, forced or not.
Where this clone does not have the old tag, it is not known which commit that was on: a tag that changes is a
finding all the same.

## Why
What was built and deployed as this version stays what it was, and from now on the tag says something else.
Clones that have the tag keep the old one (`would clobber existing tag`), image nodes keep the old image, and
a checksum of the release no longer fits. `receive.denyNonFastForwards` does not stop it, and neither does a
check for a fast-forward.

## Bad
```push
update refs/tags/v1.4.2 commit:a commit:b
```

## Good
```push
create refs/tags/v1.4.3 commit:b
update refs/tags/latest commit:a commit:b
```

## Fix
Leave the tag where it is and release the next patch. There is no automatic fix.

## Source
The release process: a tag is never used again for another build. githooks(5), pre-push.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.ref_update import Change, RefUpdate, short
from ddlint.rules.pushes.release_tags import is_release


def check(update: RefUpdate, context: Context) -> Iterable[Outcome]:
    """Find release tags that change what they stand on."""
    if update.planned.change is not Change.UPDATE or not is_release(update, context):
        return
    if update.old.peeled and update.old.peeled == update.new.peeled:
        return
    there = short(update.old.peeled) or f"{short(update.planned.old or '')}, which this clone does not have,"
    yield Finding(
        f"the push moves release tag {update.tag} from {there} to {short(update.new.peeled)}",
        update.place,
        help="leave the tag where it is and release the next patch; to get back the one of the remote:\n"
        f"git fetch --force origin {update.place.ref}:{update.place.ref}",
    )


RULE = Rule(
    code="DDG001",
    name="release-tag-moved",
    area="pushes",
    since="0.1.0",
    subject=RefUpdate,
    severity=Severity.ERROR,
    check=check,
)
