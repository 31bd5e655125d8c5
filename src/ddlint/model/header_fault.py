"""What keeps a header from following the form, and what it was probably meant to be. Runs only on failure."""

from __future__ import annotations

from ddlint.model.header import is_scope, is_type, read_header

#: Characters that look like the ASCII colon, and that no tool takes for one.
COLONS = "\uff1a\ufe55\ufe13\u02d0\ua789\u2236"
ANY_COLON = (":", *COLONS)
_BANG_OR_COLON = ("!", *ANY_COLON)
_BLANKS = (" ", "\t")
_AFTER_TYPE = frozenset(("", "(", "[", *_BLANKS, *_BANG_OR_COLON))
_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


class Fault:
    """One thing that is wrong with a header.

    Attributes:
        kind: a fixed word, one of `KINDS`.
        start: offset in the header of the first character concerned.
        end: offset after the last one; equal to `start` for something missing.
    """

    __slots__ = ("end", "kind", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Fault({self.kind!r}, {self.start}, {self.end})"


KINDS = frozenset({
    "empty-description", "empty-scope", "blank-scope", "leading-space", "text-before-type", "no-colon",
    "no-type", "type-characters", "wide-colon", "space-before-colon", "space-before-scope",
    "space-before-bang", "no-space-after-colon", "not-a-space-after-colon", "unclosed-scope",
    "parenthesis-in-scope", "second-scope", "scope-brackets", "bang-before-scope", "text-before-colon",
})  # fmt: skip


class Walk:
    """A header under examination.

    Attributes:
        text: the header.
        at: where the reader is.
        faults: what was wrong, in the order of the text.
        type, scope, bang, description: the parts read so far; empty where they cannot be told.
    """

    __slots__ = ("at", "bang", "description", "faults", "scope", "text", "type")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.type = ""
        self.scope = ""
        self.bang = False
        self.description = ""
        self.faults: list[Fault] = []

    def fault(self, kind: str, start: int, end: int) -> None:
        """Note something that is wrong."""
        self.faults.append(Fault(kind, start, end))

    def skip_blanks(self) -> int:
        """Pass over spaces and tabs; how many there were."""
        if self.text[self.at : self.at + 1] not in _BLANKS:
            return 0
        before = self.at
        self.at = len(self.text) - len(self.text[before:].lstrip(" \t"))
        return self.at - before

    @property
    def has_only_an_empty_scope(self) -> bool:
        """Whether an empty or blank scope is all that is wrong, so that the type is certain."""
        return len(self.faults) == 1 and self.faults[0].kind in ("empty-scope", "blank-scope")


def repaired(walk: Walk) -> str:
    """The header in the form it was probably meant to have, or empty where that cannot be told."""
    if not walk.type or not walk.description:
        return ""
    scope = f"({walk.scope})" if walk.scope and is_scope(walk.scope) else ""
    better = f"{walk.type}{scope}{'!' if walk.bang else ''}: {walk.description}"
    return better if read_header(better) else ""


def walk_over(header: str) -> Walk:
    """Find what is wrong with `header`, which `read_header` does not read."""
    walk = Walk(header)
    if walk.skip_blanks():
        walk.fault("leading-space", 0, walk.at)
    if _type(walk) and _scope(walk):
        _colon(walk)
    if not walk.faults:
        walk.fault("no-colon", len(header), len(header))
    return walk


def _type(walk: Walk) -> bool:
    """Read the type; False where the rest cannot be read."""
    start = walk.at
    end = _end_of_word(walk.text, start)
    word = walk.text[start:end]
    if is_type(word) and walk.text[end : end + 1] in _AFTER_TYPE:
        walk.type, walk.at = word, end
        return True
    return _no_type(walk, start)


def _end_of_word(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip(_WORD))


def _no_type(walk: Walk, start: int) -> bool:
    """Say why no type starts at `start`; True where one is read behind a first word (an emoji, a ticket)."""
    text = walk.text
    behind = _start_of_form(text, start)
    if behind > start:
        walk.fault("text-before-type", start, behind)
        walk.at = behind
        return _type(walk)
    colon = text.find(":", start)
    if colon == start or text.startswith(("!:", "("), start):
        walk.fault("no-type", start, start)
    elif colon < 0:
        walk.fault("no-colon", start, len(text))
    else:
        walk.fault("type-characters", start, colon)
    return False


def _start_of_form(text: str, start: int) -> int:
    """Where a well-formed header starts behind a byte order mark or a first word, or `start`."""
    behind = start + 1 if text.startswith("\ufeff", start) else text.find(" ", start) + 1
    while text[behind : behind + 1] == " ":
        behind += 1
    is_prose = is_type(text[start:behind].rstrip()) and text[start:behind].rstrip().isalpha()
    return behind if behind > 0 and not is_prose and read_header(text[behind:]) else start


def _scope(walk: Walk) -> bool:
    """Read scope and `!`, in whatever order; False where the rest cannot be read."""
    gap = walk.at
    spaces = walk.skip_blanks()
    here = walk.text[walk.at : walk.at + 1]
    if spaces and not _goes_on(walk.text, walk.at):
        return _prose(walk, gap)
    if here == "[":
        return _brackets(walk)
    if spaces and here == "(":
        walk.fault("space-before-scope", gap, walk.at)
    elif spaces and here == "!":
        walk.fault("space-before-bang", gap, walk.at)
    elif spaces:
        walk.fault("space-before-colon", gap, walk.at)
    if here == "!":
        _bang(walk)
    return walk.text[walk.at : walk.at + 1] != "(" or _parentheses(walk)


def _goes_on(text: str, at: int) -> bool:
    """Whether a header goes on at `at`, behind a space that does not belong there; else it is a sentence."""
    if text.startswith("(", at):
        behind = text[_end_of_scope(text, at) :].lstrip(" \t!")
        return behind.startswith(ANY_COLON)
    return text.startswith(_BANG_OR_COLON, at)


def _prose(walk: Walk, gap: int) -> bool:
    """The header is a sentence. Its first word may be a type that only lacks the colon."""
    text = walk.text
    colon = text.find(": ", gap)
    if colon < 0:
        walk.fault("no-colon", gap, gap)
        walk.description = text[walk.at :].strip()
        return False
    behind = _start_of_form(text, 0)
    if behind:
        walk.fault("text-before-type", 0, behind)
        walk.at = behind
        return _type(walk) and _scope(walk) and _colon(walk)
    walk.fault("text-before-colon", gap, colon)
    walk.type = ""
    return False


def _brackets(walk: Walk) -> bool:
    closing = walk.text.find("]", walk.at)
    if closing < 0:
        walk.fault("scope-brackets", walk.at, walk.at + 1)
        return False
    walk.fault("scope-brackets", walk.at, closing + 1)
    walk.scope, walk.at = walk.text[walk.at + 1 : closing], closing + 1
    return True


def _bang(walk: Walk) -> None:
    walk.bang = True
    walk.at += 1
    if walk.text.startswith("(", walk.at):
        walk.fault("bang-before-scope", walk.at - 1, walk.at)


def _parentheses(walk: Walk) -> bool:
    text, start = walk.text, walk.at
    closing = text.find(")", start)
    if closing < 0:
        walk.fault("unclosed-scope", start, start + 1)
        return False
    walk.scope, walk.at = text[start + 1 : closing], closing + 1
    inner = walk.scope.find("(")
    if inner >= 0:
        walk.fault("parenthesis-in-scope", start + 1 + inner, start + 2 + inner)
        return False
    if not walk.scope or walk.scope.isspace():
        walk.fault("blank-scope" if walk.scope else "empty-scope", start, walk.at)
    if text.startswith("(", walk.at):
        walk.fault("second-scope", walk.at, _end_of_scope(text, walk.at))
        return False
    return True


def _end_of_scope(text: str, start: int) -> int:
    closing = text.find(")", start)
    return closing + 1 if closing >= 0 else len(text)


def _colon(walk: Walk) -> bool:
    """Read `!`, the colon, its space and the description; always False, nothing follows."""
    _gap(walk)
    if walk.text.startswith("!", walk.at):
        walk.bang = True
        walk.at += 1
        _gap(walk)
    mark = walk.text[walk.at : walk.at + 1]
    if mark and mark in COLONS:
        walk.fault("wide-colon", walk.at, walk.at + 1)
    elif mark != ":":
        end = len(walk.text[: walk.at].rstrip())
        walk.fault("no-colon", end, end + (bool(mark) and end == walk.at))
        walk.description = walk.text[walk.at :].lstrip(";,.-=/ \t").rstrip()
        return False
    walk.at += 1
    _description(walk, wide=mark != ":")
    return False


def _gap(walk: Walk) -> None:
    """Pass over spaces that stand before a `!` or a colon, where none belong."""
    gap = walk.at
    if walk.skip_blanks():
        mark = walk.text[walk.at : walk.at + 1]
        if mark == "!":
            walk.fault("space-before-bang", gap, walk.at)
        elif mark and mark in ":" + COLONS:
            walk.fault("space-before-colon", gap, walk.at)


def _description(walk: Walk, *, wide: bool) -> None:
    text, start = walk.text, walk.at
    walk.description = text[start:].strip()
    if not walk.description:
        walk.fault("empty-description", start, len(text))
    elif text.startswith(" ", start) or wide:
        return
    elif text[start].isspace():
        walk.fault("not-a-space-after-colon", start, start + 1)
    else:
        walk.fault("no-space-after-colon", start, start)
