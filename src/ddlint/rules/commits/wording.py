"""What the commit rules share: the policy in force, places, and the corrected form of the message at hand."""

from __future__ import annotations

from functools import lru_cache

from ddlint.model.commit import CommitMessage
from ddlint.model.header import Header, read_header
from ddlint.model.header_fault import repaired
from ddlint.model.message import Message
from ddlint.model.near_miss import near_miss_in_header
from ddlint.model.place import MessageSpan

#: A rule reports no more places than this in one message: nobody reads more, and strangers write messages.
MOST = 10

_ALIKE = 0.75

#: Words people write where a type belongs, and the type they mean.
MEANT = {
    "add": "feat", "added": "feat", "adds": "feat", "create": "feat", "enhancement": "feat",
    "feature": "feat", "features": "feat", "implement": "feat", "implements": "feat", "improvement": "feat",
    "introduce": "feat", "bug": "fix", "bugfix": "fix", "correct": "fix", "fixed": "fix", "fixes": "fix",
    "fixing": "fix", "hotfix": "fix", "patch": "fix", "resolve": "fix", "security": "fix", "bump": "chore",
    "deps": "chore", "initial": "chore", "release": "chore", "update": "chore", "upgrade": "chore",
    "wip": "chore", "doc": "docs", "document": "docs", "documentation": "docs", "readme": "docs",
    "cleanup": "refactor", "clean": "refactor", "move": "refactor", "refact": "refactor",
    "rename": "refactor", "simplify": "refactor", "format": "style", "lint": "style", "optimize": "perf",
    "performance": "perf", "speed": "perf", "rollback": "revert", "reverts": "revert", "spec": "test",
    "testing": "test", "tests": "test", "pipeline": "ci", "workflow": "ci",
}  # fmt: skip


def span(subject: CommitMessage, start: int, end: int) -> MessageSpan:
    """The characters `start` to `end` of the message."""
    return MessageSpan(subject.commit, start, end)


def meant_type(word: str, types: tuple[str, ...]) -> str:
    """The one of `types` that `word` was meant to be, or empty where that cannot be told."""
    lower = word.lower()
    if lower in types:
        return lower
    if MEANT.get(lower) in types:
        return MEANT[lower]
    return closest(lower, types)


@lru_cache(maxsize=1024)
def closest(word: str, words: tuple[str, ...]) -> str:
    """The one of `words` that `word` is a misspelling of, or empty."""
    from difflib import SequenceMatcher

    cut = word[:80]
    for other in words:
        if sorted(cut) == sorted(other) or SequenceMatcher(None, cut, other).ratio() >= _ALIKE:
            return other
    return ""


def better_header(message: Message, types: tuple[str, ...]) -> str:
    """The header of `message` as it was probably meant: repaired, or of the likeliest type."""
    if better := breaking_title(message):
        return better
    header = message.header
    if ":" not in header and message.walk.type.lower() not in types:
        return _with_type_in_front(header.strip(), types)
    parts = read_header(repaired(message.walk))
    if parts and parts.type.lower() in types:
        return with_type(parts, parts.type.lower())
    if parts and ":" in header and (type_ := meant_type(parts.type, types)):
        return with_type(parts, type_)
    return _with_type_in_front(header.strip(), types)


def breaking_title(message: Message) -> str:
    """The header of a message whose title declares a breaking change, with `!` instead; empty for others."""
    if "breaking" not in message.header.lower():
        return ""
    miss = near_miss_in_header(message.text, message.start, message.end, -1)
    if not miss:
        return ""
    return f"feat!: {message.text[miss.text_at : miss.line_end] or 'what breaks, and what users must do'}"


def with_type(parts: Header, type_: str) -> str:
    """A header of `parts`, of another type."""
    scope = f"({parts.scope})" if parts.scope else ""
    return f"{type_}{scope}{'!' if parts.bang else ''}: {parts.description}"


def _with_type_in_front(header: str, types: tuple[str, ...]) -> str:
    """`header`, a sentence, behind the type that its first word stands for."""
    word, behind = _first_word(header)
    if word not in types:
        behind = header.lstrip(":! -")
    elif not behind.startswith(" "):
        behind = behind.partition(": ")[2] or behind
    type_ = word if word in types else MEANT.get(word, "chore")
    description = behind.lstrip("]():!/ -") or "what this commit changes"
    return f"{type_ if type_ in types else plain_type(types)}: {description}"


def _first_word(header: str) -> tuple[str, str]:
    """The first word of `header` in lower case, `[fix]` without its brackets, and what follows it."""
    if header.startswith("["):
        word, _, behind = header[1:].partition("]")
        return word.lower(), behind
    word = header.partition(" ")[0]
    if not word.isalpha():
        word = word[: next((at for at, letter in enumerate(word) if not letter.isalpha()), 0)]
    return word.lower(), header[len(word) :]


def plain_type(types: tuple[str, ...]) -> str:
    """The type for an example where nothing tells which one is meant."""
    return "chore" if "chore" in types else types[0]


def shortened(text: str, most: int = 100) -> str:
    """`text`, cut behind `most` characters: an example shows a form, not the whole of a long line."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
