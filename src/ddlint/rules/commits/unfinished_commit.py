"""A commit that its author marked as unfinished is on its way to the main branch.

## What
`fixup!`, `squash!` and `amend!` commits, the type `wip` where the project allows it, and descriptions
marked as `WIP`. They pass in the commit-msg hook, where they belong, and are reported in CI and over the
history.

## Why
`fixup!` commits are to be folded into the commit they mend (`git rebase --autosquash`) before anybody else
sees them. On main they stay for ever: the fix has no changelog entry, and a revert of the mended commit
leaves half of it behind.

## Bad
```text
fixup! feat: add a login page
```
```text
feat: WIP add a login page
```

## Good
```text
feat: add a login page
```

## Fix
`git rebase --interactive --autosquash <base>` folds the `fixup!` commits; reword the others when they are
done.

## Source
`git rebase --autosquash`; the process: what is on main is built and may be released.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import EVERY_MOMENT, Context, Moment, Rule
from ddlint.model.automatic import AUTOSQUASH
from ddlint.model.commit import CommitMessage
from ddlint.model.unfinished import autosquash_prefix, unfinished_mark
from ddlint.rules.commits.screens import can_be_read
from ddlint.rules.commits.wording import shortened, span


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for a `fixup!` and its kin, and for work in progress."""
    message = subject.message
    if subject.automatic == AUTOSQUASH:
        yield _autosquash(subject)
    elif message.parts and not subject.automatic:
        if message.type == "wip" and message.type in map(str.lower, context.settings.commits.types):
            yield _in_progress(subject, *message.type_span)
        elif mark := unfinished_mark(message.description):
            start = message.description_span[0]
            yield _in_progress(subject, start + mark[0], start + mark[1])


def _autosquash(subject: CommitMessage) -> Finding:
    message = subject.message
    prefix = autosquash_prefix(message.header)
    target = shortened(message.header[len(prefix) :])
    return Finding(
        f"`{prefix.partition(' ')[0]}` marks a commit to be folded into another one before it reaches main",
        span(subject, message.start, message.start + len(prefix.rstrip())),
        "not folded yet",
        help=f"`git rebase --interactive --autosquash <base>` folds it into:\n{target}",
    )


def _in_progress(subject: CommitMessage, start: int, end: int) -> Finding:
    message = subject.message
    if message.type == "wip":
        better = f"feat: {message.description}"
    else:
        before, behind = message.text[message.start : start], message.text[end : message.end].lstrip(" :-")
        better = f"{before.rstrip()} {behind}".rstrip()
        better += " what this commit changes" if better.endswith(":") else ""
    return Finding(
        "the commit is marked as work in progress, and on its way to main",
        span(subject, start, end),
        "not finished",
        help=f"when it is done, reword it (`git rebase --interactive`), for example:\n{shortened(better)}",
    )


RULE = Rule(
    code="DDC009",
    name="unfinished-commit",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=can_be_read,
    moments=EVERY_MOMENT - {Moment.HOOK},
)
