"""What one commit asks of the next version, by its message alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ddlint.model.message import Message
from ddlint.model.releases.bump import Bump, Levels
from ddlint.model.releases.quoted import quoted_spans

_NUMBERED = re.compile(r"(?:Merged PR |Pull request #)[0-9]{1,9}: ")
_BULLET = re.compile(r"^[*-] (\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """A commit of the range between two releases.

    Attributes:
        oid: the full id.
        message: the message, parsed as the linter does.
        merge: whether it has two parents or more.
        author: `Name <email>`.
    """

    oid: str
    message: Message
    merge: bool = False
    author: str = ""

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.header


@dataclass(frozen=True, slots=True)
class Asked:
    """What a commit asks for.

    Attributes:
        bump: the bump.
        why: the words of the message that ask for it (`feat`, `fix!`, `BREAKING CHANGE: the key is gone`).
    """

    bump: Bump
    why: str


def asked(change: Change, levels: Levels) -> Asked | None:
    """What `change` asks for; None where its message does not say, because it is not conventional.

    The header decides. The body is read for the footers of breaking changes, since that is where a squashed
    commit has those of all its parts; a quoted changelog of somebody else is not.

    Source: Conventional Commits 1.0.0, rules 8 to 16.
    """
    message = change.message if change.merge else _without_number(change.message)
    if message.parts is None:
        return None
    found = [Asked(levels.of_type(message.type), message.type)]
    if message.parts.bang:
        found.append(Asked(levels.breaking, f"{message.type}!"))
    quoted = quoted_spans(message.text) if message.breaking_footers else ()
    for footer in message.breaking_footers:
        if footer.value and not any(start <= footer.start < end for start, end in quoted):
            text = footer.value.partition("\n")[0]
            found.append(Asked(levels.breaking, f"{footer.token}: {text}"))
    if levels.bullets:
        found += _bullets(message, levels)
    return max(found, key=lambda each: each.bump)


def _without_number(message: Message) -> Message:
    """The message behind what Azure DevOps and Bitbucket write in front of the title of a squashed commit."""
    found = _NUMBERED.match(message.header) if message.parts is None else None
    return Message(message.text[message.start + found.end() :]) if found else message


def _bullets(message: Message, levels: Levels) -> list[Asked]:
    """What the headers ask for that a forge lists in the body of a squashed commit."""
    start, end = message.body
    quoted = quoted_spans(message.text)
    found = []
    for bullet in _BULLET.finditer(message.text, start, end):
        part = Message(bullet[1].rstrip("\r"))
        if part.parts and not any(first <= bullet.start() < last for first, last in quoted):
            bump = levels.breaking if part.parts.bang else levels.of_type(part.type)
            found.append(Asked(bump, f"* {part.header}"))
    return found
