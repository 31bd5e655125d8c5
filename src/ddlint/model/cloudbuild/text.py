"""Texts of a build config of which parts are known only when it runs: substitutions, dates, commit ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

_FIRST = (
    0xE000  # Unicode's private use: no build config holds it, so one such character can stand for a field
)
_LAST = 0xF8FF
LONGEST = 10_000  # characters of a value


class Kind(StrEnum):
    """What fills a field when the build runs."""

    BRANCH = "branch"
    PLAIN_BRANCH = "plain branch"
    """The branch, with what a tag cannot hold replaced."""
    RELEASE = "release tag"
    """The git tag that set the build off."""
    COMMIT = "commit"
    SHORT_COMMIT = "short commit"
    TIMESTAMP = "timestamp"
    """Seconds since 1970."""
    DATE = "date"
    """A moment, written in another way."""
    BUILD = "build"
    """The id of the build: unique, and in no order."""
    PROJECT = "project"
    """A name that is the same in every build: of the project, the repository, the trigger."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Field:
    """A part that is known only when the build runs.

    Attributes:
        kind: what fills it.
        source: what stands there: `$SHORT_SHA`, `$(date +%s)`.
        why: for `UNKNOWN`, why it cannot be told.
        place: tells evaluations apart: two `$(date +%s)` are two timestamps.
        pattern: of the texts that it can be, where the kind alone does not say (RE2, without anchors).
        example: one of them.
    """

    kind: Kind
    source: str
    why: str = ""
    place: int = 0
    pattern: str = ""
    example: str = ""


@dataclass(slots=True)
class Fields:
    """The fields of one build config. Each is one character of the texts that hold it.

    Attributes:
        filled: what was made of substitutions, by name and by how deep they stand in others.
    """

    _found: list[Field] = field(default_factory=list)
    filled: dict[tuple[str, int], str] = field(default_factory=dict)

    def put(self, kind: Kind, source: str, why: str = "", place: int = 0) -> str:
        """The character that stands for a field."""
        return self.add(Field(kind, self.shown(source), why, place))

    def add(self, wanted: Field) -> str:
        """The character that stands for the field `wanted`; for fields that are equal the same."""
        if wanted not in self._found:
            if len(self._found) > _LAST - _FIRST:
                return chr(_LAST)
            self._found.append(wanted)
        return chr(_FIRST + self._found.index(wanted))

    def bounded(self, text: str, source: str) -> str:
        """`text`, or where it is longer than any tag, path or list of tags, what cannot be told."""
        return text if len(text) <= LONGEST else self.unknown(source[:60], "it is too long")

    def unknown(self, source: str, why: str) -> str:
        """The character that stands for what cannot be told."""
        return self.put(Kind.UNKNOWN, source, why)

    def parts(self, text: str) -> Iterator[str | Field]:
        """Literal text and fields, in order."""
        literal = ""
        for letter in text:
            found = self.of(letter)
            if found is None:
                literal += letter
                continue
            if literal:
                yield literal
            literal = ""
            yield found
        if literal:
            yield literal

    def of(self, letter: str) -> Field | None:
        """The field that a character stands for; None for a literal one."""
        number = ord(letter) - _FIRST
        return self._found[number] if 0 <= number < len(self._found) else None

    def shown(self, text: str) -> str:
        """The text as it is written, each field by its source."""
        return "".join(part if isinstance(part, str) else part.source for part in self.parts(text))

    def holds(self, text: str, *kinds: Kind) -> bool:
        """Whether one of the fields in `text` is of one of `kinds`."""
        return any(isinstance(part, Field) and part.kind in kinds for part in self.parts(text))
