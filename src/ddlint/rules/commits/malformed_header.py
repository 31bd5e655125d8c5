"""The header does not have the form `type(scope): description`.

## What
The first line of a commit message must be a type, optionally a scope in parentheses, optionally a `!`, then
a colon, a space and a description. Messages that git, a forge or Flux wrote (`Merge branch 'x'`, `Revert
"..."`, `fixup! ...`, Flux's image updates) are left alone, by their exact forms: prose that begins with
"Merge" is not.

## Why
The next version is computed from the headers. A commit whose header cannot be read raises no version and
stands in no changelog: a feature or a fix is released without anybody being told, or not released at all.

## Bad
```text
Fix the login
```
```text
feat:add a login page
```
```text
fix (api): answer with 404
```
```text
✨ feat: add a login page
```
```text
Merge a few of the parsers
```

## Good
```text
fix: mend the login
```
```text
feat(api)!: answer with 404
```
```text
Merge branch 'main' into feature
```

## Fix
`git commit --amend` for the last commit, `git rebase --interactive` with `reword` for earlier ones. ddlint
shows the header as it was probably meant.

## Source
Conventional Commits 1.0.0, rules 1, 4 and 5. Type in ASCII letters, digits, `-`, `_`; scope without
parentheses; a plain space after the colon.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ddlint.engine.finding import Finding, Label, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.model.header_fault import Fault
from ddlint.model.message import Message
from ddlint.model.place import MessageSpan
from ddlint.rules.commits.wording import better_header, shortened, span

#: Faults that rules of their own report.
ELSEWHERE = frozenset({"empty-description", "empty-scope", "blank-scope"})

#: Kind of fault -> what is wrong, what to write under the place.
WORDS = {
    "leading-space": ("the header begins with white space", "remove this"),
    "text-before-type": ("something stands before the type", "the type must come first"),
    "no-colon": ("the header has no `type: ` in front", "`type: ` is missing"),
    "no-type": ("the header has no type before its colon", "the type is missing here"),
    "type-characters": ("the header does not begin with a type", "a type is one word of ASCII letters"),
    "wide-colon": ("the colon is not the ASCII colon", "looks like `:`, but no tool reads it"),
    "space-before-colon": ("a space stands before the colon", "remove this"),
    "space-before-scope": ("a space stands between type and scope", "remove this"),
    "space-before-bang": ("a space stands before the `!`", "remove this"),
    "no-space-after-colon": ("no space follows the colon", "a space is missing here"),
    "not-a-space-after-colon": ("no plain space follows the colon", "must be a plain space"),
    "unclosed-scope": ("the scope is not closed", "its `)` is missing"),
    "parenthesis-in-scope": ("the scope holds a parenthesis", "not allowed in a scope"),
    "second-scope": ("the header has two scopes", "join them: `(a,b)`"),
    "scope-brackets": ("the scope stands in square brackets", "must be `(` and `)`"),
    "bang-before-scope": ("the `!` stands before the scope", "belongs right before the colon"),
    "text-before-colon": ("the header does not begin with a type and a colon", "more than a type"),
}


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield one finding for a header that cannot be read, placed at its first fault."""
    if not subject.owes_form:
        return
    message = subject.message
    faults = [fault for fault in message.header_faults if fault.kind not in ELSEWHERE]
    if not faults:
        return
    types = context.settings.commits.types
    what, label = WORDS[faults[0].kind]
    yield Finding(
        f"{what}, so release tools do not read this commit",
        _place(subject, faults[0], types),
        label,
        tuple([Label(_place(subject, fault, types), WORDS[fault.kind][1]) for fault in faults[1:]]),
        partial(_example, message, types),
    )


def _example(message: Message, types: tuple[str, ...]) -> str:
    return "write it as `type(scope): description`, for example:\n" + shortened(better_header(message, types))


def _place(subject: CommitMessage, fault: Fault, types: tuple[str, ...]) -> MessageSpan:
    message = subject.message
    if fault.kind == "no-colon" and _is_sentence(message.header[: fault.start] or message.header, types):
        return span(subject, message.start, message.start)  # what is missing stands in front of it
    return span(subject, message.start + fault.start, message.start + fault.end)


def _is_sentence(start: str, types: tuple[str, ...]) -> bool:
    """Whether a header without a colon that starts with `start` has nothing of a type in front."""
    return "(" not in start and start.partition(" ")[0].lower() not in types


RULE = Rule(
    code="DDC001",
    name="malformed-header",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
)
