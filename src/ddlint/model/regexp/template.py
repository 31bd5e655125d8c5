"""Templates with `$name` in them, as Go's `Regexp.Expand` fills them: Flux's `filterTags.extract`.

Source: golang/go, src/regexp/regexp.go (`Regexp.Expand`, `extract`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_HIGHEST = 10**8


@dataclass(frozen=True, slots=True)
class Reference:
    """`$name` or `${name}` in a template.

    Attributes:
        name: the name, as written.
        number: the group's number, where the name is one; else None.
        start: where its `$` stands.
        end: where it ends.
        braced: whether it is written with braces.
    """

    name: str
    number: int | None
    start: int
    end: int
    braced: bool

    def groups(self, names: tuple[str, ...]) -> tuple[int, ...]:
        """The groups that it means, by number: the first of them that takes part in a match is taken.

        Args:
            names: the names of the groups by number, "" where there is none.
        """
        if self.number is not None:
            return (self.number,) if self.number < len(names) else ()
        return tuple(number for number, name in enumerate(names) if name == self.name)


@dataclass(frozen=True, slots=True)
class Template:
    """A template, parsed.

    Attributes:
        text: as written.
        parts: texts that stay as they are (`$$` is `$` there), and references.
        stray: where a `$` stands that begins no reference: it stays as it is.
    """

    text: str
    parts: tuple[str | Reference, ...]
    stray: tuple[int, ...]

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references, from left to right."""
        return tuple(part for part in self.parts if isinstance(part, Reference))


@lru_cache(maxsize=1024)
def parse_template(text: str) -> Template:
    """Take a template apart. Every text is a template."""
    parts: list[str | Reference] = []
    stray: list[int] = []
    position = 0
    while (dollar := text.find("$", position)) >= 0:
        parts.append(text[position:dollar])
        found = _match(text, dollar)
        if isinstance(found, Reference):
            parts.append(found)
            position = found.end
            continue
        if not found:
            stray.append(dollar)
        parts.append("$")
        position = dollar + (2 if found else 1)
    parts.append(text[position:])
    return Template(text, tuple(part for part in parts if part), tuple(stray))


def _match(text: str, dollar: int) -> Reference | bool:
    """The reference at a `$`; True where it is `$$`, False where it is nothing."""
    if text.startswith("$", dollar + 1):
        return True
    braced = text.startswith("{", dollar + 1)
    start = end = dollar + 1 + braced
    while end < len(text) and _in_name(text[end]):
        end += 1
    if start == end or (braced and not text.startswith("}", end)):
        return False
    name = text[start:end]
    return Reference(name, _number(name), dollar, end + braced, braced)


def _in_name(char: str) -> bool:
    """Go's unicode.IsLetter, unicode.IsDigit, and `_`."""
    return char.isalpha() or char.isdecimal() or char == "_"


def _number(name: str) -> int | None:
    if not (name.isascii() and name.isdecimal()) or (name[0] == "0" and len(name) > 1):
        return None
    value = int(name) if len(name) <= 9 else _HIGHEST * 10
    return value if value < _HIGHEST * 10 else None
