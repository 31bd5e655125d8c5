"""The message, or the description in its header, is empty.

## What
A commit whose message holds nothing but white space, or whose header ends right after the colon.

## Why
Nobody can tell what the commit changes: neither the reader of the history nor the changelog, which prints
an empty line for it or leaves it out.

## Bad
```text
feat(api):
```

## Good
```text
feat(api): answer with 404
```

## Fix
Say in a few words what the commit changes, after the colon and a space.

## Source
Conventional Commits 1.0.0, rule 5: a description MUST immediately follow the colon and space.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.rules.commits.screens import has_no_text
from ddlint.rules.commits.wording import shortened, span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for an empty message or an empty description."""
    message = subject.message
    if subject.automatic:
        return
    if message.is_empty:
        help_ = "say what the commit changes, for example:\nfix(api): answer with 404"
        yield Finding("the commit has no message", span(subject, 0, 0), "nothing is here", help=help_)
    elif "empty-description" in [fault.kind for fault in message.header_faults]:
        better = f"{message.header.rstrip()} what this commit changes"
        yield Finding(
            "the header has no description after its colon",
            span(subject, message.end - 1, message.end),
            "say here what the commit changes",
            help=f"for example:\n{shortened(better)}",
        )


RULE = Rule(
    code="DDC004",
    name="empty-message",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=has_no_text,
)
