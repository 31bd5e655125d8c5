"""The header is longer than the project allows.

## What
The header, the type included, has more characters than `max_header_length` under `[commits]`. The default,
0, sets no limit: the specification has none.

## Why
GitHub and `git log --oneline` cut long headers, and what was cut is what nobody reads.

## Bad
```text max_header_length=50
feat(api): answer with 404 where the thing that was asked for is not there
```

## Good
```text max_header_length=50
feat(api): answer with 404 for what is not there
```

## Fix
Say it shorter, and put the rest into the body, after a blank line.

## Source
The project's own configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.rules.commits.wording import span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for a header over the limit, placed at what is too much."""
    message, most = subject.message, context.settings.commits.max_header_length
    length = message.end - message.start
    if not most or length <= most or not subject.owes_form:
        return
    yield Finding(
        f"the header has {length} characters, {length - most} more than the {most} allowed",
        span(subject, message.start + most, message.end),
        "too much",
        help=f"keep the essence and move the rest into the body:\n{_cut(message.header, most)}",
    )


def _cut(header: str, most: int) -> str:
    """`header` cut at a word, within `most` characters."""
    kept = header[: most + 1].rpartition(" ")[0] or header[:most]
    return kept if len(kept) > header.find(":") + 2 else header[:most]


RULE = Rule(
    code="DDC005",
    name="header-too-long",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
)
