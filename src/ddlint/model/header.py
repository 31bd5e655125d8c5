"""The header of a commit message: `type(scope)!: description`.

Conventional Commits 1.0.0, rules 1 to 5 and 15. Imports nothing and uses no regular expression: it runs in
the commit-msg hook, where an import costs more than the work, and on strangers' text, where time must stay
linear.
"""

from __future__ import annotations

#: What git's clean-up calls white space (its own `isspace`): no form feed, no vertical tab, nothing wider.
BLANK = " \t\r\n"


class Header:
    """The parts of a header that follows the form.

    Attributes:
        type: as written; compare it in lower case (rule 15).
        scope: the text between the parentheses, or None.
        bang: whether a `!` stands before the colon.
        description: what follows the colon and its spaces.
        description_at: offset of the description in the header.
    """

    __slots__ = ("bang", "description", "description_at", "scope", "type")

    def __init__(self, type_: str, scope: str | None, bang: bool, description: str, at: int) -> None:
        self.type = type_
        self.scope = scope
        self.bang = bang
        self.description = description
        self.description_at = at


def read_header(header: str) -> Header | None:
    """Read `header`, one line without white space at its end; None where it does not follow the form."""
    colon = header.find(":")
    opening = header.find("(", 0, colon)
    scope = None
    at = colon
    if opening >= 0:
        closing = header.find(")", opening)
        scope = header[opening + 1 : closing]
        if closing < 0 or not is_scope(scope):
            return None
        type_, at = header[:opening], closing + 1
        bang = header.startswith("!", at)
        at += bang
    else:
        bang = header.endswith("!", 0, at) if at > 0 else False
        type_ = header[: at - bang]
    if not header.startswith(": ", at) or not is_type(type_):
        return None
    description = header[at + 2 :].lstrip()
    return Header(type_, scope, bang, description, len(header) - len(description)) if description else None


def is_type(text: str) -> bool:
    """Whether `text` can be a type: an ASCII letter, then ASCII letters, digits, `-` or `_`."""
    if text.isalpha() and text.isascii():
        return True
    plain = text.replace("-", "a").replace("_", "a")
    return plain.isascii() and plain.isalnum() and text[:1].isalpha()


def is_scope(text: str) -> bool:
    """Whether `text` can be a scope: not blank, and free of parentheses and line ends."""
    return not (not text or text.isspace() or "(" in text or ")" in text or "\r" in text)
