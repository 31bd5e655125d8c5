"""Release tag that is not what its name says.

## What
A release tag on a tree or a blob, and an annotated tag whose object is called otherwise than the ref.

## Why
A tree cannot be built as a commit can: it has no history, so nobody can tell what is in the release. A tag
object under another name was copied: what a signature vouches for is the name inside.

## Bad
```git
git tag -a v1.2.3
git update-ref refs/tags/v1.2.4 refs/tags/v1.2.3
git tag -d v1.2.3
```
```git
git tag v1.2.3 HEAD^{tree}
```

## Good
```git
git tag -a v1.2.3
```

## Fix
Make the tag again under its own name, on the commit. There is no automatic fix.

## Source
git-mktag(1); git-verify-tag(1) does not compare the names.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.tag_seen import Stands, TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find tags of no commit, and tag objects of another name."""
    if tag.version is None:
        return
    if tag.stands is Stands.NO_COMMIT:
        yield Finding(
            f"{tag.name} is on no commit, but on the files {tag.short} alone",
            tag.place,
            help="release the commit that has these files",
            identity=(tag.name, "commit"),
        )
    inside = tag.annotation.name if tag.annotation else tag.name
    if inside != tag.name:
        yield Finding(
            f"the tag object of {tag.name} is called {inside}: it was made as another tag",
            tag.place,
            help=f"`git tag -a` makes a tag of its own for {tag.name}",
            identity=(tag.name, inside),
        )


RULE = Rule(
    code="DDV009",
    name="release-tag-deceptive",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.ERROR,
    check=check,
)
