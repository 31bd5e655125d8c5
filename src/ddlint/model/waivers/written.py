"""Where waivers stand: in comments of a file, and in trailers of a commit message.

A comment behind a value waives what is found on its line. One on a line of its own waives what is found there
and on the next line that is neither empty nor a comment, since behind a marker there is no room for a second
one. A trailer waives what is found in its message.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ddlint.model.footers import Footer
from ddlint.model.message import Message
from ddlint.model.place import FileSpan, MessageSpan
from ddlint.model.waivers.waiver import FORM, Waiver, read_waiver

#: Without it in its text, nothing is waived there.
NAME = "ddlint"
TRAILER = "ddlint-allow"
_SHORT = 10
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*ddlint[ \t]*:[ \t]*(?P<said>[^\r\n]*)", re.MULTILINE)
_ALLOW = re.compile(r"allow\[(?P<rules>[^\]\n]*)\](?P<terms>.*)")
#: What other linters would take; a comment that says something else to ddlint is left alone.
_MEANT = re.compile(r"(?:allow|ignore|disable|noqa|skip|waive|off|suppress)\b", re.IGNORECASE)
_CODE = re.compile(r"[ \t]*[^#\s]")


@dataclass(frozen=True, slots=True)
class Reach:
    """A waiver of a text, and the lines (1-based, both included) on which it waives findings."""

    waiver: Waiver
    first: int
    last: int


def in_file(path: str, text: str) -> Iterator[Reach]:
    """The waivers in the file `path`, those with a fault too."""
    breaks: list[int] | None = None
    for found in _COMMENT.finditer(text):
        if not _MEANT.match(found["said"]):
            continue
        if breaks is None:
            breaks = [at.start() for at in re.finditer("\n", text)]
        line = bisect_left(breaks, found.start()) + 1
        begin = breaks[line - 2] + 1 if line > 1 else 0
        alone = not text[begin : found.start()].strip()
        last = _next_code(text, breaks, line) if alone else line
        yield Reach(
            _waiver(FileSpan(path, found.start(), found.end()), f"{path}:{line}", found["said"]), line, last
        )


def _next_code(text: str, breaks: list[int], line: int) -> int:
    """The line that a comment on `line` stands above."""
    for number in range(line, len(breaks) + 1):
        if _CODE.match(text, breaks[number - 1] + 1):
            return number + 1
    return line


def _waiver(place: FileSpan, where: str, said: str) -> Waiver:
    found = _ALLOW.fullmatch(said.rstrip())
    if found is None:
        return Waiver(place, where, fault=f"it is not of the form `# ddlint: {FORM}`")
    return read_waiver(place, where, found["rules"], found["terms"])


def in_message(text: str, commit: str) -> Iterator[Waiver]:
    """The waivers in the message of `commit`, which is empty for one that is not committed yet."""
    if TRAILER not in text.lower():
        return
    for footer in Message(text).footers:
        if footer.token.lower() == TRAILER:
            yield _of_trailer(footer, commit)


def _of_trailer(footer: Footer, commit: str) -> Waiver:
    """`ddlint-allow: rule, rule until=... -- reason`; brackets around the rules are fine too."""
    value = " ".join(footer.value.split())
    found = _ALLOW.fullmatch(f"allow{value}") if value.startswith("[") else None
    if found:
        rules, terms = found["rules"], found["terms"]
    else:
        words = re.match(r"[^\s,]*(?:\s*,\s*[^\s,]+)*", value)
        rules = words[0] if words else ""
        terms = value[len(rules) :]
    where = f"commit {commit[:_SHORT]}" if commit else "message"
    return read_waiver(MessageSpan(commit, footer.start, footer.end), where, rules, terms)
