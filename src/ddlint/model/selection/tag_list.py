"""A list of tags as a file holds it: one a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagList:
    """The tags of a file.

    Attributes:
        tags: each once, in the order of the file.
        blank: how many lines held nothing.
        repeated: how many lines held a tag that stood there before; a registry lists a tag once.
    """

    tags: tuple[str, ...]
    blank: int = 0
    repeated: int = 0


def read_tags(data: bytes) -> TagList:
    """The tags in `data`: UTF-8, with or without a byte order mark, lines ended by LF or CRLF.

    Spaces are kept: a tag that has any is not the tag that it looks like. A byte that is not UTF-8 becomes a
    lone surrogate.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    if "\r" in text:
        lines = [line.removesuffix("\r") for line in lines]
    once = dict.fromkeys(lines)
    blanks = 0
    if "" in once or " " in text or "\t" in text:
        counts = Counter(line for line in lines if not line.strip())
        blanks = counts.total()
        once = {line: None for line in once if line not in counts}
    tags = lines if len(once) == len(lines) else once
    return TagList(tuple(tags), blanks, len(lines) - blanks - len(once))
