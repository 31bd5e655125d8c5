"""The footers of a commit message: Conventional Commits 1.0.0, rules 8 to 13.

The specification does not say where the body ends when a line of it looks like a footer. Here the footers
begin

* at the first `BREAKING CHANGE:` that starts a line, wherever it stands, as release tools read it, and
* at the last run of paragraphs that each begin with a footer, as git finds its trailers.
"""

from __future__ import annotations

from ddlint.model.header import BLANK

BREAKING_TOKENS = ("BREAKING CHANGE", "BREAKING-CHANGE")


class Footer:
    """One footer.

    Attributes:
        token: as written (`Refs`, `BREAKING CHANGE`).
        separator: `: ` or ` #`; only `:` where the value of a breaking change starts on a later line.
        value: without white space around it; may hold several lines.
        start: offset of the token in the message.
        value_at: offset of the value in the message.
        end: offset after the value.
    """

    __slots__ = ("end", "separator", "start", "token", "value", "value_at")

    def __init__(self, token: str, separator: str, start: int) -> None:
        self.token = token
        self.separator = separator
        self.start = start
        self.value = ""
        self.value_at = self.end = start + len(token) + len(separator)

    @property
    def is_breaking(self) -> bool:
        """Whether it declares a breaking change; True also when its text is missing."""
        return self.token in BREAKING_TOKENS and self.separator != " #"

    def take_value(self, text: str, end: int) -> None:
        """Set the value: what `text` holds up to `end`."""
        raw = text[self.value_at : end]
        value = raw.lstrip(BLANK)
        if value:
            self.value_at += len(raw) - len(value)
        self.value = value.rstrip(BLANK)
        self.end = self.value_at + len(self.value)


def read_footers(text: str, lines: list[tuple[int, int]]) -> tuple[Footer, ...]:
    """The footers among `lines`: the spans of the lines of `text` behind the blank line under the header."""
    heads = [footer_head(text, start, end) for start, end in lines]
    first = _first_footer(lines, heads)
    footers = [head for head in heads[first:] if head]
    end = len(text)
    for footer in reversed(footers):
        footer.take_value(text, end)
        end = footer.start
    return tuple(footers)


def footer_head(text: str, start: int, end: int) -> Footer | None:
    """The footer that the line from `start` to `end` of `text` begins, without its value; None for none."""
    for token in BREAKING_TOKENS:
        if text.startswith(token + ":", start):
            behind = start + len(token) + 1
            if behind == end:
                return Footer(token, ":", start)
            return Footer(token, ": ", start) if text.startswith(" ", behind) else None
    return _plain_head(text, start, end)


def _plain_head(text: str, start: int, end: int) -> Footer | None:
    colon, number = text.find(": ", start, end), text.find(" #", start, end)
    at = min(colon, number) if colon >= 0 and number >= 0 else max(colon, number)
    if at <= start:
        return None
    token = text[start:at]
    plain = token.replace("-", "a")
    return Footer(token, text[at : at + 2], start) if plain.isascii() and plain.isalnum() else None


def _first_footer(lines: list[tuple[int, int]], heads: list[Footer | None]) -> int:
    """The index of the line at which the footers begin; the number of lines where there are none."""
    first = next((at for at, head in enumerate(heads) if head and head.is_breaking), len(lines))
    for at in range(first - 1, -1, -1):
        begins = at == 0 or _is_empty(lines[at - 1])
        if begins and not _is_empty(lines[at]):
            if not heads[at]:
                break
            first = at
    return first


def _is_empty(line: tuple[int, int]) -> bool:
    return line[0] == line[1]
