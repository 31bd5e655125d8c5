"""Release tag lower than what it contains.

## What
A new release tag on a commit that already contains a higher release. Looked at are the tags below the commit,
not those of other lines: a hotfix `v1.4.3` is fine while `v1.5.0` is on main.

## Why
Whoever takes the highest version (Flux does) will never take this one, though it is the newer build; and who
reads the versions takes it for the older one. Often the number was mistyped, or main was merged into a branch
for a hotfix.

## Bad
```push above=v1.5.0
create refs/tags/v1.4.3 commit:a
```

## Good
```push
create refs/tags/v1.5.1 commit:a
```

## Fix
Give the release a version above the one it contains. There is no automatic fix.

## Source
SemVer 2.0.0, point 11 (order). The release process: a final release is higher than what it contains.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.ref_update import RefUpdate, short
from ddlint.model.release_name import is_prerelease, release_key
from ddlint.rules.pushes.release_tags import FETCH, is_new_release


def check(update: RefUpdate, context: Context) -> Iterable[Outcome]:
    """Find release tags that a release below them surpasses."""
    if not is_new_release(update, context) or update.above == "":
        return
    if update.above is None:
        yield NotAvailable("the history below the tag is cut, so a higher release may be hidden there", FETCH)
        return
    above = release_key(context.settings.versions.tag, update.above)
    candidate = above is not None and is_prerelease(above)
    yield Finding(
        f"release tag {update.tag} is lower than {update.above}, which commit "
        f"{short(update.new.peeled)} contains",
        update.place,
        help=f"give the release a version above {update.above}",
        severity=Severity.WARNING if candidate else None,
    )


RULE = Rule(
    code="DDG005",
    name="release-tag-too-low",
    area="pushes",
    since="0.1.0",
    subject=RefUpdate,
    severity=Severity.ERROR,
    check=check,
)
