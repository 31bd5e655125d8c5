"""The scope is empty, missing, or not one that the project uses.

## What
Parentheses after the type must hold a scope. With `scopes` set under `[commits]`, it must be one of these
(several are set apart by commas); with `require_scope`, every header must have one.

## Why
Changelogs are grouped by scope. An empty one makes some tools refuse the whole commit and others print a
heading without a name; a misspelled one hides the change under a heading of its own.

## Bad
```text
fix(): answer with 404
```
```text
fix( ): answer with 404
```
```text scopes=api,core
fix(appi): answer with 404
```

## Good
```text
fix(api): answer with 404
```
```text
fix: answer with 404
```

## Fix
Name the part of the project that changed, or leave the parentheses out.

## Source
Conventional Commits 1.0.0, rule 4: a scope MUST consist of a noun. ddlint takes any text but parentheses
and blanks for a noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.config.policy import commit_policy
from ddlint.config.settings import CommitSettings
from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.model.header_fault import repaired
from ddlint.rules.commits.screens import has_type
from ddlint.rules.commits.wording import closest, shortened, span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for an empty scope, a missing one, or one that is not in the settings."""
    if not subject.owes_form:
        return
    message, settings = subject.message, context.settings.commits
    if not message.parts:
        if message.type:  # else more is wrong with the header, and `malformed-header` says so
            yield from _empty(subject)
    elif message.scope is None:
        if settings.require_scope:
            yield _missing(subject, settings)
    elif not commit_policy(context.settings, unfinished=True).allows_scope(message.scope):
        yield _unknown(subject, message.scope, settings)


def _empty(subject: CommitMessage) -> Iterator[Finding]:
    message = subject.message
    for fault in message.header_faults:
        if fault.kind in ("empty-scope", "blank-scope"):
            place = span(subject, message.start + fault.start, message.start + fault.end)
            better = shortened(repaired(message.walk))
            yield Finding(
                "the parentheses hold no scope, which some release tools refuse",
                place,
                "name a scope or remove this",
                help="leave the parentheses out" + (f":\n{better}" if better else ""),
            )


def _missing(subject: CommitMessage, settings: CommitSettings) -> Finding:
    message = subject.message
    end = message.type_span[1]
    example = f"{message.header[: end - message.start]}({(*settings.scopes, 'scope')[0]})"
    return Finding(
        "the header has no scope, and this project wants one in every header",
        span(subject, message.type_span[0], end),
        "a scope is missing after this",
        help=f"{_listing(settings)}for example:\n{shortened(example + message.text[end : message.end])}",
    )


def _unknown(subject: CommitMessage, scope: str, settings: CommitSettings) -> Finding:
    message = subject.message
    names = [name.strip() for name in scope.split(",")]
    wrong = next(name for name in names if name not in settings.scopes)
    start = message.text.index(wrong, message.type_span[1])
    meant = closest(wrong, settings.scopes)
    better = message.text[message.start : start] + (meant or settings.scopes[0])
    better += message.text[start + len(wrong) : message.end]
    return Finding(
        f"`{shortened(wrong, 40)}` is not a scope of this project",
        span(subject, start, start + len(wrong)),
        f"did you mean `{meant}`?" if meant else "not a known scope",
        help=f"{_listing(settings)}for example:\n{shortened(better)}",
    )


def _listing(settings: CommitSettings) -> str:
    return f"the scopes are {', '.join(settings.scopes)}; " if settings.scopes else ""


RULE = Rule(
    code="DDC003",
    name="scope-not-allowed",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=has_type,
)
