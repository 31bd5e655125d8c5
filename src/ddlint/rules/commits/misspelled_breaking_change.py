"""A breaking change is spelled in a way that release tools read differently.

## What
A line that begins with "breaking change" without being the footer of the specification: small letters,
plural, no colon, a dash, no space after the colon, indented, quoted, in a list, in bold, right under the
header, or as the title. Where the message declares its breaking change properly as well, this is
information only. It is a warning where the line looks like a sentence (`breaking change for some
set-ups`), stands in small letters in a list, under a heading mark or in a quotation, or in the body of a
dependency's update (scope `deps`, or Dependabot's block `updated-dependencies:`): there it is mostly a copied
changelog, and what breaks is other software. In a list of such an update it is information.

## Why
The tools disagree: for `Breaking change: ...` semantic-release releases a major version and commitizen and
release-please a patch; for `BREAKING CHANGES: ...` none of them releases a major version. So either the
users of the release are broken by a patch, or a sentence in the body makes a major release that nobody
wanted.

## Bad
```text
feat: drop the old endpoint

Breaking change: clients must use /v2
```
```text
feat: drop the old endpoint

BREAKING CHANGES: clients must use /v2
```
```text
feat: drop the old endpoint

* BREAKING CHANGE - clients must use /v2
```
```text
feat: drop the old endpoint
BREAKING CHANGE: clients must use /v2
```

## Good
```text
feat!: drop the old endpoint

BREAKING CHANGE: clients must use /v2
```
```text
fix: keep the old endpoint

This is not a breaking change.
```

## Fix
Write `BREAKING CHANGE: ` in capitals, with colon and space, at the start of a line after a blank one, and a
`!` before the colon of the header. A sentence that only mentions breaking changes: let the line begin with
another word.

## Source
Conventional Commits 1.0.0, rules 11, 12, 13, 15 and 16; how eight release tools read each spelling was
recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.engine.finding import Finding, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.commit import CommitMessage
from ddlint.model.message import Message
from ddlint.model.near_miss import NearMiss
from ddlint.rules.commits.screens import mentions_breaking
from ddlint.rules.commits.wording import MOST, shortened, span

#: Kind of near miss -> what is wrong, what to write under the place.
WORDS = {
    "as-title": ("a breaking change stands as the title", "not a type"),
    "in-description": (
        "a breaking change is declared in the description",
        "belongs into a footer, or is a `!`",
    ),
    "under-header": ("no blank line comes before the breaking change", "a blank line must come before this"),
    "quoted": ("the breaking change is quoted", "must start its line"),
    "bullet": ("the breaking change is an item of a list", "must start its line"),
    "heading": ("the breaking change is a heading", "must start its line"),
    "emphasis": ("the breaking change has marks around it", "must be plain `BREAKING CHANGE: `"),
    "indented": ("the breaking change is indented", "must start its line"),
    "plural": ("the breaking change is in the plural", "must be `BREAKING CHANGE: `"),
    "lower-case": ("the breaking change is not in capitals", "must be `BREAKING CHANGE: `"),
    "spelling": ("the breaking change is joined differently", "must be `BREAKING CHANGE: `"),
    "short": ("`BREAKING` stands alone", "must be `BREAKING CHANGE: `"),
    "no-colon": ("the breaking change has no colon", "must be `BREAKING CHANGE: `"),
    "dash": ("the breaking change has a dash where its colon belongs", "must be `BREAKING CHANGE: `"),
    "number": ("the breaking change has ` #` where its colon belongs", "must be `BREAKING CHANGE: `"),
    "no-space": ("no space follows the colon of the breaking change", "must be `BREAKING CHANGE: `"),
    "sentence": ("this line begins like a breaking change", "read as a breaking change by some tools"),
}

#: Where a line in small letters is more likely copied than meant.
_COPIED = frozenset({"bullet", "quoted", "heading"})
_DEPENDENCIES = frozenset({"deps", "deps-dev"})


def check(subject: CommitMessage, context: Context) -> Iterator[Finding]:
    """Yield a finding for each line that means a breaking change, or is taken for one by some tool."""
    if subject.automatic:
        return
    message = subject.message
    for miss in message.near_misses[:MOST]:
        what, label = WORDS[miss.kind]
        yield Finding(
            f"{what}, so release tools disagree whether the next version is a major one",
            span(subject, miss.start, miss.end),
            label,
            help=_help(message, miss),
            severity=_severity(message, miss),
        )


def _severity(message: Message, miss: NearMiss) -> Severity | None:
    """None for the rule's own: the line is very likely meant as a breaking change of this commit."""
    listed = miss.kind in _COPIED and not message.text[miss.start : miss.end].isupper()
    updates = _updates_a_dependency(message)
    if message.is_breaking or (listed and updates):
        return Severity.INFO
    return Severity.WARNING if listed or updates or miss.kind == "sentence" else None


def _updates_a_dependency(message: Message) -> bool:
    """Whether the body is mostly another project's changelog, which Dependabot and Renovate copy."""
    scope = message.parts.scope if message.parts else None
    return scope in _DEPENDENCIES or "\nupdated-dependencies:\n" in message.text


def _help(message: Message, miss: NearMiss) -> str:
    text = shortened(_described(message, miss)) or "what breaks, and what users must do"
    footer = f"BREAKING CHANGE: {text}"
    if miss.kind == "sentence":
        return f"if it is one, write:\n{footer}\nif not, let the line begin with another word"
    if miss.kind == "as-title":
        return f"give the header a type, a `!`, and say it there, for example:\nfeat!: {text}"
    if miss.kind == "in-description" and message.parts:
        return f"write:\n{message.parts.type}!: {text}"
    return f"write, at the start of a line after a blank one:\n{footer}"


def _described(message: Message, miss: NearMiss) -> str:
    """What is said about the breaking change: the rest of its line, else the next line that is not blank."""
    here = message.text[miss.text_at : miss.line_end]
    return here or message.text[miss.line_end : miss.line_end + 500].lstrip().partition("\n")[0].strip()


RULE = Rule(
    code="DDC007",
    name="misspelled-breaking-change",
    area="commits",
    since="0.1.0",
    subject=CommitMessage,
    severity=Severity.ERROR,
    check=check,
    screen=mentions_breaking,
)
