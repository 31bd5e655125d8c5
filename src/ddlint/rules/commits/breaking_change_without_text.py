"""A breaking change is announced and not described.

## What
`BREAKING CHANGE:` without a text, on its own line or on the lines that follow, up to the next footer.

## Why
Some tools make a major release of it, others a patch, and the changelog has nothing to tell the users who
are broken by it.

## Bad
```text
feat: drop the old endpoint

BREAKING CHANGE:
```
```text
feat: drop the old endpoint

BREAKING CHANGE:

Refs: #12
```

## Good
```text
feat: drop the old endpoint

BREAKING CHANGE: clients must use /v2
```
```text
feat: drop the old endpoint

BREAKING CHANGE:

Clients must use /v2.
```

## Fix
Say what breaks and what users must do, or remove the line.

## Source
Conventional Commits 1.0.0, rule 12: uppercase text, a colon, a space, and a description.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.rules.commits.screens import mentions_breaking
from ddlint.rules.commits.wording import MOST, span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for each breaking change footer without a value."""
    if subject.automatic:
        return
    empty = [footer for footer in subject.message.breaking_footers if not footer.value]
    for footer in empty[:MOST]:
        yield Finding(
            f"`{footer.token}:` has no text, so tools disagree whether this is a breaking change",
            span(subject, footer.start, footer.start + len(footer.token) + 1),
            "say what breaks",
            help=f"for example:\n{footer.token}: clients must use /v2",
        )


RULE = Rule(
    code="DDC008",
    name="breaking-change-without-text",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=mentions_breaking,
)
