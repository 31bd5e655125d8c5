"""The words of a shell script: commands, quotes, expansions; nothing is filled in yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")


def commands(script: str) -> Iterator[list[str]]:
    """The words of each simple command, as they are written; pipes, `&&`, `;` and lines part them."""
    words: list[str] = []
    word, at = "", 0
    script = script.replace("\\\n", " ")
    while at < len(script):
        letter = script[at]
        if letter == "#" and not word:
            at = script.find("\n", at) if "\n" in script[at:] else len(script)
        elif letter in " \t\r\n;&|":
            if word:
                words.append(word)
            word = ""
            if letter in "\n;&|" and words:
                yield words
                words = []
            at += 1
        else:
            end = _end_of_piece(script, at)
            word += script[at:end]
            at = end
    if word:
        words.append(word)
    if words:
        yield words


def _end_of_piece(script: str, at: int) -> int:
    """Where the quoted text, the expansion or the single character at `at` ends."""
    for opening, end in _PIECES:
        if script.startswith(opening, at):
            return min(end(script, at + len(opening)), len(script))
    return at + 1


def _end_of_quotes(script: str, at: int) -> int:
    while at < len(script) and script[at] != '"':
        at = _end_of_piece(script, at) if script[at] in "\\$`" else at + 1
    return min(at + 1, len(script))


def closing_parenthesis(text: str, at: int) -> int:
    """Where the parenthesis that was opened before `at` is closed; the end of the text where it is not."""
    depth = 1
    while at < len(text):
        if text[at] in "\"'":
            at = _end_of_piece(text, at) if text[at] == "'" else _plain_quotes(text, at + 1)
            continue
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
        at += 1
    return len(text)


def _plain_quotes(text: str, at: int) -> int:
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == "\\" else 1
    return min(at + 1, len(text))


def closing(text: str, at: int, mark: str) -> int:
    """Where `mark` comes next; the end of the text where it does not."""
    end = text.find(mark, at)
    return end if end >= 0 else len(text)


_PIECES: tuple[tuple[str, Callable[[str, int], int]], ...] = (
    ("'", lambda text, at: closing(text, at, "'") + 1),
    ('"', _end_of_quotes),
    ("`", lambda text, at: closing(text, at, "`") + 1),
    ("$(", lambda text, at: closing_parenthesis(text, at) + 1),
    ("${", lambda text, at: closing(text, at, "}") + 1),
    (">&", lambda _, at: at + 1),
    ("\\", lambda _, at: at + 1),
)


def redirected(words: list[str]) -> tuple[list[str], str | None]:
    """The words without redirections, and the file that standard output goes to."""
    kept: list[str] = []
    target: str | None = None
    waiting = False
    for word in words:
        if waiting:
            target, waiting = word, False
        elif word in {">", ">>", "1>"}:
            waiting = True
        elif word.startswith(">") and not word.startswith(">&"):
            target = word.lstrip(">")
        elif not re.match(r"[0-9]?[<>]", word):
            kept.append(word)
    return kept, target


def without_heredocs(script: str) -> str:
    """The script without the texts that `<<WORD` brings."""
    kept, until = [], ""
    for line in script.split("\n"):
        if until:
            until = "" if line.strip() == until else until
            continue
        kept.append(line)
        if match := _HEREDOC.search(line):
            until = match[2]
    return "\n".join(kept)
