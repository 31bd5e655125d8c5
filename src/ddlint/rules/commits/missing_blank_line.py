"""No blank line parts the header from what follows.

## What
The second line of the message holds text. A line of nothing but white space counts as blank.

## Why
git takes all lines up to the first blank one for the title and joins them; other tools take the first line
alone. So the changelog differs from tool to tool, and a `BREAKING CHANGE:` in that place is read by some
and not by others.

## Bad
```text
fix: answer with 404
The thing was not there.
```

## Good
```text
fix: answer with 404

The thing was not there.
```

## Fix
Put a blank line after the header.

## Source
Conventional Commits 1.0.0, rule 6: the body MUST begin one blank line after the description.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.rules.commits.screens import has_type
from ddlint.rules.commits.wording import shortened, span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for a second line with text, where the first is a header at all."""
    message = subject.message
    if message.second_line is None or not message.type or not subject.owes_form:
        return
    start, end = message.second_line
    better = f"{shortened(message.header)}\n\n{shortened(message.text[start:end])}"
    yield Finding(
        "the second line is not blank, so tools disagree about where the header ends",
        span(subject, start, end),
        "a blank line must come before this",
        help=f"put a blank line after the header:\n{better}",
    )


RULE = Rule(
    code="DDC006",
    name="missing-blank-line",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=has_type,
)
