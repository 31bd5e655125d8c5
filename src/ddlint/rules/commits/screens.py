"""Cheap tests in front of the commit rules: in an old history, most commits break one and no other."""

from __future__ import annotations

from ddlint.model.commit import CommitMessage
from ddlint.model.header_fault import ANY_COLON


def has_type(subject: CommitMessage) -> bool:
    """Whether the header has a type, so that it can be the wrong one."""
    return bool(subject.message.type)


def has_no_text(subject: CommitMessage) -> bool:
    """Whether the message is empty, or the header ends with its colon."""
    header = subject.message.header.rstrip()
    return not header or header.endswith(ANY_COLON)


def mentions_breaking(subject: CommitMessage) -> bool:
    """Whether the word is there that begins every declaration of a breaking change, in whatever case."""
    return "breaking" in subject.message.text.lower()


def can_be_read(subject: CommitMessage) -> bool:
    """Whether the header has a type, or is that of a tool."""
    return bool(subject.automatic or subject.message.type)
