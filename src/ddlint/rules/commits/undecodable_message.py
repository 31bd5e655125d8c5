r"""The message is not valid UTF-8, or holds a NUL byte.

## What
Bytes that are no UTF-8 in a message without a fitting `encoding` header, or a NUL byte.

## Why
git itself shows them as garbage; release tools written in Rust and Python stop with an error at the first
such commit, and with them the release of everything after it. What follows a NUL byte is hidden by git and
still there.

## Bad
```text bytes
fix: serve the caf\xe9 page
```
```text bytes
fix: serve the\x00 page
```

## Good
```text
fix: serve the café page
```

## Fix
Write the message in UTF-8, or set `i18n.commitEncoding` to what the editor writes. Published history is
better left as it is: exempt the commit.

## Source
`git commit`: "a commit log message ... should be in UTF-8"; git refuses NUL bytes when it makes a commit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.model.commit_policy import is_readable
from ddlint.rules.commits.wording import span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding at the first byte that is no UTF-8, and one at the first NUL byte."""
    text = subject.message.text
    if is_readable(text):
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        yield Finding(
            "the message is not valid UTF-8, so release tools stop here or show garbage",
            span(subject, error.start, error.end),
            f"byte 0x{ord(text[error.start]) & 0xFF:02x}",
            help="write the message again in UTF-8: `git commit --amend`",
        )
    nul = text.find("\0")
    if nul >= 0:
        yield Finding(
            "the message holds a NUL byte, and git hides what follows it",
            span(subject, nul, nul + 1),
            "NUL",
            help="write the message again without it: `git commit --amend`",
        )


RULE = Rule(
    code="DDC011",
    name="undecodable-message",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
)
