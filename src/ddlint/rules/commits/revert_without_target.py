"""A revert does not say which commit it takes back.

## What
`Revert "..."` or the type `revert` in a message that names neither a commit id (seven digits or more) nor a
pull request (`#12`).

## Why
Whoever asks what a version holds has to know that the reverted change is gone. Release tools drop a change
and its revert from the changelog only when the revert names the commit; a title alone fits several.

## Bad
```text
revert: add a login page
```

## Good
```text
Revert "feat: add a login page"

This reverts commit 676104e5a2158684b2a1c6d1f0e7e6ff4a6bd0a1.
```
```text
revert: add a login page

Refs: 676104e, a215868
```
```text
Revert "feat: add a login page (#12)" (#15)
```

## Fix
Let `git revert` or the forge's button write the message, or add a footer `Refs: <commit id>`.

## Source
`git revert`; Conventional Commits 1.0.0, "How does Conventional Commits handle revert commits?".
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.automatic import REVERT
from ddlint.model.commit import CommitMessage
from ddlint.model.revert import names_what_it_reverts
from ddlint.rules.commits.screens import can_be_read
from ddlint.rules.commits.wording import shortened, span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for a revert that names no commit and no pull request."""
    message = subject.message
    if subject.automatic != REVERT and (message.type != "revert" or subject.automatic):
        return
    if not names_what_it_reverts(message.text):
        yield Finding(
            "the message does not name the commit that is reverted, so tools keep both in the changelog",
            span(subject, message.start, message.end),
            "which commit?",
            help=f"add the id of the commit, for example:\n{shortened(message.header)}\n\n"
            "This reverts commit <commit id>.",
        )


RULE = Rule(
    code="DDC010",
    name="revert-without-target",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.WARNING,
    check=check,
    screen=can_be_read,
)
