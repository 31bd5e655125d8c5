"""The type of the commit is not one that the project uses.

## What
The word before the colon must be one of the types in `[commits] types`. By default these are `feat`, `fix`
and `chore`, which raise the version, and `build`, `ci`, `docs`, `perf`, `refactor`, `revert`, `style`,
`test`. Capitals do not matter.

## Why
A type that no tool knows raises no version and stands in no section of the changelog. `feature: ...` looks
right and releases nothing.

## Bad
```text
feature: add a login page
```
```text
fxi(api): answer with 404
```

## Good
```text
feat: add a login page
```
```text
Fix(api): answer with 404
```

## Fix
Use the type that ddlint proposes, or add the new one to `types` under `[commits]` in the configuration.

## Source
Conventional Commits 1.0.0, rules 1 to 3, 14 and 15; the process's versions: feat raises minor, fix and
chore patch.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.model.header import read_header
from ddlint.rules.commits.screens import has_type
from ddlint.rules.commits.wording import (
    breaking_title,
    meant_type,
    plain_type,
    shortened,
    span,
    with_type,
)


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for a type that is not in the settings."""
    message = subject.message
    if not subject.owes_form or not message.type:
        return
    types = tuple(map(str.lower, context.settings.commits.types))
    if message.type in types:
        return
    meant = meant_type(message.type, types)
    yield Finding(
        f"`{shortened(message.type, 40)}` is not a type of this project, so the commit raises no version",
        span(subject, *message.type_span),
        f"did you mean `{meant}`?" if meant else "not a known type",
        help=_help(subject, meant, types),
    )


def _help(subject: CommitMessage, meant: str, types: tuple[str, ...]) -> str:
    message = subject.message
    parts = message.parts or read_header(message.header.replace("(", "").replace(")", ""))
    listing = f"the types are {', '.join(types)}"
    if better := breaking_title(message):
        return f"{listing}; for example:\n{shortened(better)}"
    if not parts:
        return listing
    return f"{listing}; for example:\n{shortened(with_type(parts, meant or plain_type(types)))}"


RULE = Rule(
    code="DDC002",
    name="unknown-type",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=has_type,
)
