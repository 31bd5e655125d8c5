"""The words of a shell script: commands, quotes, expansions; nothing is filled in yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")


class Words(NamedTuple):
    """A simple command.

    Attributes:
        words: as they are written.
        before: what parts it from the command before: `|`, `&&`, `||`, `&`, `;`; "" for a line of its own.
    """

    words: list[str]
    before: str


def commands(script: str) -> Iterator[Words]:
    """The simple commands; pipes, `&&`, `;` and lines part them."""
    words: list[str] = []
    word, at, operator = "", 0, ""
    script = script.replace("\\\n", " ")
    while at < len(script):
        letter = script[at]
        if letter == "#" and not word:
            at = script.find("\n", at) if "\n" in script[at:] else len(script)
        elif letter in " \t\r\n;&|":
            words += [word] if word else []
            word = ""
            if letter in "\n;&|":
                if words:
                    yield Words(words, operator)
                    words, operator = [], ""
                operator = "" if letter == "\n" and operator == "" else f"{operator}{letter}".strip("\n")
            at += 1
        else:
            end = _end_of_piece(script, at)
            word += script[at:end]
            at = end
    words += [word] if word else []
    if words:
        yield Words(words, operator)


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


@dataclass(frozen=True, slots=True)
class Redirected:
    """A command without its redirections.

    Attributes:
        words: what is left.
        target: the file that standard output goes to; None for none.
        appends: whether it is added to.
        source: the file that standard input comes from; None for none.
    """

    words: list[str]
    target: str | None = None
    appends: bool = False
    source: str | None = None


_REDIRECTION = re.compile(r"(?:[0-9]|&)?(<<#[0-9]+|<<<|<<-?|<|>>|>\||>&|>)(.*)", re.DOTALL)


def redirected(words: list[str]) -> Redirected:
    """The words without redirections, and where output goes to and input comes from."""
    kept: list[str] = []
    target = source = None
    appends, waiting = False, ""
    for word in words:
        match = _REDIRECTION.fullmatch(word)
        if waiting or match is None:
            found, operator = word, waiting
        else:
            operator, found = match[1], match[2]
            if operator.startswith("<<#"):
                source, operator = operator.removeprefix("<<"), ""
                continue
            if not found and operator != ">&":
                waiting = operator
                continue
            operator = "" if word[0] == "2" or operator == ">&" else operator
            if not operator:
                continue
        waiting = ""
        if operator in {">", ">>", ">|"}:
            target, appends = found, operator == ">>"
        elif operator == "<":
            source = found
        elif not operator:
            kept.append(found)
    return Redirected(kept, target, appends, source)


def without_heredocs(script: str) -> tuple[str, list[str]]:
    """The script without the texts that `<<WORD` brings (`<<#0` stands for the first), and these texts."""
    kept: list[str] = []
    texts: list[str] = []
    until = ""
    for line in script.split("\n"):
        if until:
            if line.strip() == until:
                until = ""
            else:
                texts[-1] += f"{line}\n"
        elif match := _HEREDOC.search(line):
            until = match[2]
            kept.append(f"{line[: match.start()]}<<#{len(texts)}{line[match.end() :]}")
            texts.append("")
        else:
            kept.append(line)
    return "\n".join(kept), texts
