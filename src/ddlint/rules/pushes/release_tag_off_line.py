"""Release tag outside main and the release branches.

## What
A new release tag on a commit that is neither on the main branch (`[branches] main`) nor on a release branch
(`[branches] release`), as the remote has them or gets them by the same push. Or on something that is no
commit. A candidate, or a commit that only the local main has, is a warning.

## Why
What is released from a topic branch was not reviewed with the rest, and the next release from main lacks it
without a word. Release branches are `release-v<version>`; the hotfix is tagged there and merged back.

## Bad
```push on=no
create refs/tags/v1.4.3 commit:a
```
```push on=local
create refs/tags/v1.4.3 commit:a
```
```push
create refs/tags/v1.4.3 tree:a
```

## Good
```push
create refs/tags/v1.4.3 commit:a
```
```push on=no
create refs/tags/before-the-rewrite commit:a
```

## Fix
Merge the commit first and tag what is on main then; or push the branch together with the tag. There is no
automatic fix.

## Source
The release process: a release is a tag on main, a hotfix one on its `release-v*` branch.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.ref_update import OnLine, RefUpdate, short
from ddlint.model.release_name import is_prerelease, release_key
from ddlint.rules.pushes.release_tags import FETCH, is_new_release


def check(update: RefUpdate, context: Context) -> Iterable[Outcome]:
    """Find release tags that are on no release line."""
    if not is_new_release(update, context):
        return
    if update.new.peeled_type != "commit":
        yield from _on_no_commit(update)
    elif update.on_line is OnLine.UNKNOWN:
        yield NotAvailable("it is not known which commits are on the main branch", FETCH)
    elif update.on_line is not OnLine.YES:
        yield _off_line(update, context)


def _on_no_commit(update: RefUpdate) -> Iterable[Outcome]:
    if not update.new.peeled_type:
        yield NotAvailable("what the tag points to is not in this clone", FETCH)
        return
    yield Finding(
        f"release tag {update.tag} is on a {update.new.peeled_type}, and a release is a commit",
        update.place,
        help="tag the commit: `git tag --force NAME COMMIT`",
    )


def _off_line(update: RefUpdate, context: Context) -> Finding:
    commit = short(update.new.peeled)
    key = release_key(context.settings.versions.tag, update.tag)
    mild = key is not None and is_prerelease(key)
    if update.on_line is OnLine.LOCAL:
        return Finding(
            f"release tag {update.tag} is on {commit}, which the release branches of the remote do not have",
            update.place,
            help="push the branch together with the tag (`git push --atomic origin BRANCH TAG`), "
            "or fetch first if it is there already",
            severity=Severity.WARNING,
        )
    return Finding(
        f"release tag {update.tag} is on {commit}, which is neither on the main branch "
        "nor on a release branch",
        update.place,
        help="merge the commit first, then tag what is on main",
        severity=Severity.WARNING if mild else None,
    )


RULE = Rule(
    code="DDG006",
    name="release-tag-off-line",
    area="pushes",
    since="0.1.0",
    subject=RefUpdate,
    severity=Severity.ERROR,
    check=check,
)
