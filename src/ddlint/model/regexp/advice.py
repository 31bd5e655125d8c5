"""What to write instead of a construct that Go's regular expressions do not have."""

from __future__ import annotations

from ddlint.model.regexp.fault import Fault, FaultError, Wrong

_LOOKAROUND = (
    "RE2 cannot look around: say what the tag must be, from ^ to $, instead of what must not be there"
)
_NO_BACK = "RE2 cannot refer back to a group: say the text again, or extract one group and compare nothing"
#: What stands behind `(?`.
_GROUPS = {
    "!": _LOOKAROUND,
    "=": _LOOKAROUND,
    "<!": _LOOKAROUND,
    "<=": _LOOKAROUND,
    ">": "RE2 never backtracks, so an atomic group has no use: write (?: instead of (?>",
    "P=": _NO_BACK,
    "P>": "RE2 cannot call a group: write out what it holds",
    "R": "RE2 knows no recursion",
    "&": "RE2 cannot call a group: write out what it holds",
    "|": "RE2 knows no branch reset: write (?: and give each group a name of its own",
    "(": "RE2 knows no conditions: write the two cases as alternatives (?:a|b)",
    "#": "RE2 knows no comments: move it to a YAML comment",
    "x": "RE2 has no free spacing: remove (?x) and the blanks",
    "a": "remove the flag: \\d, \\w and \\b are ASCII already",
    "u": "remove the flag: RE2 reads UTF-8 already",
    "L": "remove the flag: RE2 knows no locales",
    "'": "write (?P<name>...) for a group with a name",
    "P": "write (?P<name>...) for a group with a name",
    "<": "write (?P<name>...) for a group with a name",
}
_ESCAPES = {
    "Z": "write $ or \\z for the end of the tag",
    "G": "write ^ for the start of the tag",
    "h": "write [ \\t] for a blank, or [0-9a-f] for a hexadecimal digit",
    "H": "write [^ \\t]",
    "R": "a tag holds no line end: remove it",
    "K": "put what you want to keep into a group and name it in extract",
    "X": "write . for any character",
    "N": "write . for any character, \\x{...} for one by its code",
    "C": "write . for any character",
    "u": "write \\x{006d} instead of \\u006d",
    "U": "write \\x{1F600} instead of \\U0001F600",
    "x": "write \\x6d or \\x{6d}, with hexadecimal digits",
    "e": "write \\x1b",
    "c": "write \\x{...} with the code of the character",
    "g": _NO_BACK,
    "k": _NO_BACK,
    "<": "write \\b for the edge of a word",
    ">": "write \\b for the edge of a word",
    "i": "write [A-Za-z_]",
    "l": "write [a-z]",
    "L": "write [^a-z]",
    "y": "write \\b for the edge of a word",
}
_OTHERS = {
    Wrong.NAME: "a group's name consists of ASCII letters, digits and _: write (?P<ts>...)",
    Wrong.REPEAT_SIZE: "a count is at most 1000, the lower one comes first, and nested counts multiply",
    Wrong.UTF8: "save the file as UTF-8",
    Wrong.MISSING_BRACKET: "close the character class with ], or write \\[ for a bracket",
    Wrong.MISSING_PAREN: "close the group with ), or write \\( for a parenthesis",
    Wrong.MISSING_ARGUMENT: "a pattern is no shell glob: * repeats what is before it; write .* for any text",
    Wrong.TRAILING_BACKSLASH: "remove the backslash, or write \\\\ for a backslash",
    Wrong.UNEXPECTED_PAREN: "remove the ), or write \\) for a parenthesis",
    Wrong.NESTING: "nest at most a thousand groups",
    Wrong.LARGE: "make the pattern shorter: Go refuses programs of more than 128 MB",
    Wrong.LIMIT: "a pattern that describes tags fits into a line",
    Wrong.NESTED_REPEAT: (
        "write one operator: RE2 has no possessive ++ or *+, and needs none, for it never backtracks"
    ),
}


def stop(wrong: Wrong, pattern: str, start: int, end: int) -> FaultError:
    """What to raise to stop parsing: `pattern[start:end]` is what Go quotes."""
    return FaultError(fault_at(wrong, pattern, start, end))


def fault_at(wrong: Wrong, pattern: str, start: int, end: int) -> Fault:
    """The fault whose quoted text is `pattern[start:end]`, with the advice that fits it."""
    return Fault(wrong, pattern[start:end], start, end, _advice(wrong, pattern, start, end))


def _advice(wrong: Wrong, pattern: str, start: int, end: int) -> str:
    if wrong is Wrong.ESCAPE:
        return _escape(pattern[start + 1 : start + 2])
    if wrong is Wrong.CLASS_RANGE:
        return _class_range(pattern[start:end])
    if wrong is Wrong.PERL or (wrong is Wrong.NAME and pattern[start + 2 : start + 4] in {"<=", "<!"}):
        return _group(pattern[start + 2 : start + 4])
    return _OTHERS[wrong]


def _escape(letter: str) -> str:
    if letter.isdecimal():
        return _NO_BACK
    return _ESCAPES.get(letter, f"write {letter} alone for the character itself")


def _group(opening: str) -> str:
    for length in (2, 1):
        if opening[:length] in _GROUPS:
            return _GROUPS[opening[:length]]
    return "the flags that Go knows are i, m, s and U; write (?: for a group that is not captured"


def _class_range(expression: str) -> str:
    if expression.startswith(("\\p", "\\P")):
        return "Go does not know this Unicode class: name a general category or a script, as in \\p{L}"
    if expression.startswith("[:"):
        return "Go does not know this class: write [[:alnum:]], [[:alpha:]], [[:digit:]] or [[:xdigit:]]"
    return "a range goes from the lower character to the higher one; put a - that is meant itself last"
