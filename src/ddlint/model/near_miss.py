"""Lines that mean a breaking change and are not spelled as one: there release tools disagree.

Only a line that *begins* with the words counts (behind indentation, a bullet, a quote mark, emphasis): the
words in the middle of a sentence are read by no tool.
"""

from __future__ import annotations

from ddlint.model.footers import BREAKING_TOKENS

_PREFIX = " \t>*-+|#_`\"'[(\u2022\u26a0\ufe0f"
_DASHES = (" - ", " -- ", " \u2013 ", " \u2014 ")


class NearMiss:
    """One such line.

    Attributes:
        kind: a fixed word, one of `KINDS`.
        start: offset in the message of the first character of the spelling.
        end: offset after the spelling, its separator included.
        text_at: offset of the text that follows, up to the end of the line.
        line_end: offset of the end of the line.
    """

    __slots__ = ("end", "kind", "line_end", "start", "text_at")

    def __init__(self, kind: str, start: int, end: int, text_at: int, line_end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.text_at = text_at
        self.line_end = line_end

    def __repr__(self) -> str:
        return f"NearMiss({self.kind!r}, {self.start}, {self.end})"


KINDS = frozenset({
    "as-title", "in-description", "under-header", "quoted", "bullet", "heading", "emphasis", "indented",
    "plural", "lower-case", "spelling", "no-colon", "dash", "number", "no-space", "short", "sentence",
})  # fmt: skip


class _Spelling:
    """The words as they stand on a line: what is before, how they are written, what follows."""

    __slots__ = ("closing", "end", "follows", "plural", "prefix", "start", "words")

    def __init__(self, prefix: str, start: int, words: str, plural: bool, end: int) -> None:
        self.prefix = prefix
        self.start = start
        self.words = words
        self.plural = plural
        self.end = end
        self.closing = ""
        self.follows = ""


def near_miss_on_line(text: str, start: int, end: int, *, under_header: bool = False) -> NearMiss | None:
    """The near miss on the line of `text` from `start` to `end`.

    Args:
        text: the message.
        start: where the line starts.
        end: where it ends, white space at its end left out.
        under_header: whether no blank line parts this line from the header, so that it is not a footer.

    Returns:
        None for a line without one, and for a well-formed `BREAKING CHANGE: ` unless `under_header`.
    """
    spelling = _spelling(text, start, end)
    if not spelling:
        return None
    if _is_well_formed(spelling, text, end):
        kind = "under-header" if under_header else ""
    else:
        kind = _kind(spelling)
    return _near_miss(kind, spelling, text, end) if kind else None


def near_miss_in_header(text: str, start: int, end: int, description_at: int) -> NearMiss | None:
    """The near miss in the header: the words as its type, or as the first words of its description.

    Args:
        text: the message.
        start: where the header starts.
        end: where it ends.
        description_at: where its description starts; at or before `start` for none.
    """
    for at, kind in ((start, "as-title"), (description_at, "in-description")):
        spelling = _spelling(text, at, end) if at >= start else None
        if spelling and spelling.follows == ":" and _is_declared(spelling, kind):
            return _near_miss(kind, spelling, text, end)
    return None


def _is_declared(spelling: _Spelling, kind: str) -> bool:
    """Whether the words declare a change: a type like `breaking-changes` may name a document."""
    if spelling.words.isupper():
        return True
    return kind == "as-title" and not spelling.plural and len(spelling.words) > len("breakingchange")


def _near_miss(kind: str, spelling: _Spelling, text: str, line_end: int) -> NearMiss:
    at = spelling.end + len(spelling.closing)
    rest = text[at:line_end].lstrip(" \t:-*_`\"'\u2013\u2014")
    text_at = line_end - len(rest)
    end = at + (spelling.follows == ":")
    return NearMiss(kind, spelling.start, end, text_at, line_end)


def _is_well_formed(spelling: _Spelling, text: str, end: int) -> bool:
    exact = not (spelling.prefix or spelling.plural or spelling.closing) and spelling.words in BREAKING_TOKENS
    colon = spelling.end
    return exact and spelling.follows == ":" and (colon + 1 == end or text.startswith(" ", colon + 1))


def _spelling(text: str, start: int, end: int) -> _Spelling | None:
    """How `breaking change` is written at the beginning of a line, or None where it is not."""
    line = text[start:end]
    rest = line.lstrip(_PREFIX)
    if rest[:8].lower() != "breaking":
        return None
    prefix = line[: len(line) - len(rest)]
    at = start + len(prefix)
    length = _length(rest)
    plural = rest[length : length + 1] in ("s", "S") and length > 8
    spelling = _Spelling(prefix, at, rest[:length], plural, at + length + plural)
    behind = rest[length + plural :]
    spelling.closing = _closing(behind)
    spelling.follows = _follows(behind[len(spelling.closing) :])
    return spelling if length > 8 or (spelling.words == "BREAKING" and spelling.follows == ":") else None


def _length(rest: str) -> int:
    """The length of `breaking change` in whatever case at the start of `rest`; 8 for `breaking` alone."""
    behind = rest[8:]
    bare = behind.lstrip(" -_\t")
    gap = len(behind) - len(bare)
    return 8 + gap + 6 if bare[:6].lower() == "change" else 8


def _closing(behind: str) -> str:
    """What closes emphasis or brackets, and a scope or `!` as a header would have it, before what follows."""
    rest = behind.lstrip("*_`\"'])!")
    if rest.startswith("("):
        scope, closing, tail = rest.partition(")")
        if closing and tail.startswith((":", "!:")):
            rest = tail.removeprefix("!")
            return behind[: len(behind) - len(rest)]
        del scope
    return behind[: len(behind) - len(rest)]


def _follows(rest: str) -> str:
    """What follows the words: `:`, `-` (any dash), `#`, `end`, `text`; empty where the word goes on."""
    if not rest:
        return "end"
    if rest[0] == ":":
        return ":"
    if rest.startswith(_DASHES):
        return "-"
    if rest.startswith(" #"):
        return "#"
    return "text" if rest[0] in " \t" else ""


def _kind(spelling: _Spelling) -> str:
    if not spelling.follows or not _is_meant(spelling):
        return ""
    if spelling.follows == "text" and not spelling.words.isupper():
        return "sentence"
    return _kind_by_prefix(spelling.prefix) or _kind_by_words(spelling) or _kind_by_separator(spelling)


def _is_meant(spelling: _Spelling) -> bool:
    """Whether a breaking change is declared here, or some tool takes the line for a declaration."""
    if spelling.follows in ":-" and "#" not in spelling.prefix:
        return True
    if "#" in spelling.prefix:
        return spelling.follows == ":" and not spelling.plural
    if ">" in spelling.prefix:
        return False
    if spelling.words.isupper():
        return True
    # What conventional-commits-parser takes for a breaking change, at the start of any line, in any case.
    read = not spelling.prefix.strip(" \t|*") and not spelling.plural and not spelling.closing
    return read and spelling.follows in ("#", "text") and "_" not in spelling.words


def _kind_by_prefix(prefix: str) -> str:
    for marks, kind in ((">", "quoted"), ("#", "heading"), ("-+\u2022", "bullet")):
        if any(mark in prefix for mark in marks):
            return kind
    if "* " in prefix:
        return "bullet"
    if prefix.strip():
        return "emphasis"
    return "indented" if prefix else ""


def _kind_by_words(spelling: _Spelling) -> str:
    if spelling.plural:
        return "plural"
    if not spelling.words.isupper():
        return "lower-case"
    if spelling.words == "BREAKING":
        return "short"
    return "" if spelling.words in BREAKING_TOKENS else "spelling"


def _kind_by_separator(spelling: _Spelling) -> str:
    if spelling.closing:
        return "emphasis"
    return {"-": "dash", "#": "number", ":": "no-space"}.get(spelling.follows, "no-colon")
