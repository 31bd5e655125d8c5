"""Commits that no commit rule looks at: by their author, or by their first line.

`*` stands for any characters, also none; every other character for itself, so that `dependabot[bot]` needs no
care.
"""

from __future__ import annotations


class Exemption:
    """Patterns, ready to use.

    Attributes:
        authors: on `Name <email>`, as a whole.
        headers: on the first line of the message, as a whole.
    """

    __slots__ = ("authors", "headers")

    def __init__(self, authors: tuple[str, ...] = (), headers: tuple[str, ...] = ()) -> None:
        self.authors = authors
        self.headers = headers

    def __bool__(self) -> bool:
        return bool(self.authors or self.headers)

    def covers(self, author: str, header: str) -> bool:
        """Whether a commit of `author` (`Name <email>`) with the first line `header` is exempt."""
        return any(fits(pattern, author) for pattern in self.authors) or any(
            fits(pattern, header) for pattern in self.headers
        )


def fits(pattern: str, text: str) -> bool:
    """Whether `text` as a whole fits `pattern`; the time is linear in both, whatever a pattern holds."""
    if "*" not in pattern:
        return text == pattern
    first, *middle, last = pattern.split("*")
    end = len(text) - len(last)
    if not text.startswith(first) or not text.endswith(last) or end < len(first):
        return False
    at = len(first)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
