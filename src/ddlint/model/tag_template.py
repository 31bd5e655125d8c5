"""The sortable form of an image's tag as a template: `main-{commit}-{timestamp}`.

A template is one source for the pattern that an ImagePolicy filters with, an example, and the reading of
tags. Source of the form: the Flux guide "How to make sortable image tags to use with automation".
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from ddlint.model.image import MAX_TAG


class Field(StrEnum):
    """What a template can hold between braces."""

    BRANCH = "branch"
    """The name of a branch, as far as a tag can hold it."""
    CONTEXT = "context"
    """Free words behind the version in the name of a hotfix branch."""
    VERSION = "version"
    """MAJOR.MINOR.PATCH."""
    COMMIT = "commit"
    """A commit id, 7 to 40 small hexadecimal digits."""
    TIMESTAMP = "timestamp"
    """Seconds since 1970, which have 10 digits from 2001 to 2286."""
    DATE = "date"
    """YYYYMMDDHHMMSS in UTC: 14 digits, which a numerical policy sorts exactly."""
    DAY = "day"
    """YYYYMMDD in UTC, with `{time}` behind it."""
    TIME = "time"
    """HHMMSS in UTC, behind `{day}`: the policy puts both together."""


GROUP = "ts"
TIMESTAMP_DIGITS = 10
#: What says which tag is newer: a template holds one of these, whole.
MOMENTS = ((Field.TIMESTAMP,), (Field.DATE,), (Field.DAY, Field.TIME))
_GROUPS = {Field.TIMESTAMP: GROUP, Field.DATE: GROUP, Field.DAY: "day", Field.TIME: "time"}
DIGITS = {Field.TIMESTAMP: TIMESTAMP_DIGITS, Field.DATE: 14, Field.DAY: 8, Field.TIME: 6}
MIN_COMMIT = 7
MAX_COMMIT = 40
_FREE = "[A-Za-z0-9_.-]+"
_PATTERNS = {
    Field.BRANCH: _FREE,
    Field.CONTEXT: _FREE,
    Field.VERSION: r"[0-9]+\.[0-9]+\.[0-9]+",
    Field.COMMIT: f"[0-9a-f]{{{MIN_COMMIT},{MAX_COMMIT}}}",
    **{field: f"[0-9]{{{digits}}}" for field, digits in DIGITS.items()},
}
_EXAMPLES = {
    Field.BRANCH: "main",
    Field.CONTEXT: "fix-login",
    Field.VERSION: "1.42.2",
    Field.COMMIT: "1a2b3c4",
    Field.TIMESTAMP: "1700000000",
    Field.DATE: "20260102030405",
    Field.DAY: "20260102",
    Field.TIME: "030405",
}
_LEAST = {
    Field.BRANCH: 1,
    Field.CONTEXT: 1,
    Field.VERSION: 5,
    Field.COMMIT: MIN_COMMIT,
    **DIGITS,
}
_LEGAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")
_ALPHABETS = {
    Field.BRANCH: _LEGAL,
    Field.CONTEXT: _LEGAL,
    Field.VERSION: frozenset("0123456789."),
    Field.COMMIT: frozenset("0123456789abcdef"),
    **dict.fromkeys(DIGITS, frozenset("0123456789")),
}
FREE_FIELDS = {Field.BRANCH, Field.CONTEXT}
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")

Part = str | Field


@dataclass(frozen=True, eq=False)
class TagTemplate:
    """A template that can be used. Compared by identity, which is quick; `parse_template` makes each once.

    Attributes:
        text: as written.
        parts: literal texts and fields, in order; two fields never stand next to each other.
    """

    text: str
    parts: tuple[Part, ...]

    @cached_property
    def pattern(self) -> str:
        """The regular expression of the ImagePolicy: anchored, the timestamp of fixed width in a group."""
        return f"^{''.join(map(_for_policy, self.parts))}$"

    @property
    def extract(self) -> str:
        """What the ImagePolicy takes for the number that it sorts by: `$ts`, or `$day$time`."""
        return "".join(f"${_GROUPS[field]}" for field in self.moment)

    @property
    def moment(self) -> tuple[Field, ...]:
        """The fields that say when the image was made."""
        return next(fields for fields in MOMENTS if {*fields} <= {*self.fields})

    @cached_property
    def strict(self) -> re.Pattern[str]:
        """Matches what `pattern` does, with a group for each field."""
        return re.compile("".join(map(_with_groups, self.parts)), re.ASCII)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, in order."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    @property
    def start(self) -> str:
        """The literal text that the tags begin with; may be empty."""
        return self.parts[0] if not isinstance(self.parts[0], Field) else ""

    @property
    def example(self) -> str:
        """A tag of this form."""
        return "".join(_EXAMPLES[part] if isinstance(part, Field) else part for part in self.parts)


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Why a text is no template, as a sentence without a full stop, and what to write instead."""

    message: str
    hint: str = ""


@lru_cache(maxsize=64)
def parse_template(text: str) -> TagTemplate | TemplateFault:
    """The template that `text` stands for, or what is wrong with it."""
    if len(text) > MAX_TAG * 2:
        return TemplateFault(f"the template has {len(text)} characters, a tag can have {MAX_TAG}")
    parts: list[Part] = []
    for name, literal, brace in _PIECE.findall(text):
        if brace:
            return TemplateFault(f"a `{brace}` has no partner", "fields are written as {commit}")
        if literal:
            parts.append(literal)
        elif name in list(Field):
            parts.append(Field(name))
        else:
            return _unknown(name)
    template = TagTemplate(text, tuple(parts))
    return _fault(template) or template


def template_fault(text: str) -> str:
    """What is wrong with the template `text`, with what to write instead; empty where nothing is."""
    found = parse_template(text)
    if isinstance(found, TagTemplate):
        return ""
    return f"{found.message} ({found.hint})" if found.hint else found.message


@lru_cache(maxsize=64)
def templates_of(texts: tuple[str, ...]) -> tuple[TagTemplate, ...]:
    """The templates among `texts`; those of a configuration that was loaded are all fine."""
    return tuple(each for each in map(parse_template, texts) if isinstance(each, TagTemplate))


def _unknown(name: str) -> TemplateFault:
    close = difflib.get_close_matches(name, list(Field), 1)
    hint = f"did you mean {{{close[0]}}}?" if close else f"there are {', '.join(f'{{{e}}}' for e in Field)}"
    return TemplateFault(f"there is no field {{{name[:40]}}}", hint)


def _fault(template: TagTemplate) -> TemplateFault | None:
    return (
        _fault_of_fields(template.fields)
        or _fault_of_characters(template)
        or _fault_of_neighbours(template.parts)
        or _fault_of_digits(template.parts)
        or _fault_of_length(template)
    )


def _fault_of_fields(fields: tuple[Field, ...]) -> TemplateFault | None:
    for each in fields:
        if fields.count(each) > 1:
            return TemplateFault(f"{{{each}}} stands there twice", "name each field once")
    moments = [field for field in fields if field in DIGITS]
    if not moments:
        return TemplateFault(
            "{timestamp} is missing: nothing else in a tag says which one is newer",
            "such as main-{commit}-{timestamp}, or with {date}",
        )
    if tuple(moments) not in MOMENTS:
        named = " and ".join(f"{{{field}}}" for field in moments)
        return TemplateFault(
            f"{named} cannot say when an image was made",
            "use {timestamp}, or {date}, or {day} and then {time}",
        )
    if set(fields) >= FREE_FIELDS:
        return TemplateFault("{branch} and {context} cannot be told apart", "use one of them")
    return None


def _fault_of_characters(template: TagTemplate) -> TemplateFault | None:
    wrong = next((each for part in _literals(template) for each in part if each not in _LEGAL), "")
    if wrong:
        return TemplateFault(f"no tag can hold the character {wrong!r}", "a tag has letters, digits, `_.-`")
    if template.text[0] in ".-":
        return TemplateFault(f"no tag can begin with {template.text[0]!r}", "begin with a letter")
    return None


def _fault_of_neighbours(parts: tuple[Part, ...]) -> TemplateFault | None:
    """Two fields need something between them that one of them cannot hold."""
    for number, left in enumerate(parts[:-1]):
        if not isinstance(left, Field):
            continue
        between, right = parts[number + 1], parts[min(number + 2, len(parts) - 1)]
        if isinstance(between, Field):
            return _inseparable(left, between, "")
        if isinstance(right, Field) and set(between) <= _ALPHABETS[left] & _ALPHABETS[right]:
            return _inseparable(left, right, between)
    return None


def _inseparable(left: Field, right: Field, between: str) -> TemplateFault:
    why = f": both may hold {between!r}" if between else ": nothing stands between them"
    return TemplateFault(
        f"{{{left}}} and {{{right}}} cannot be told apart{why}", f"such as {{{left}}}-{{{right}}}"
    )


def _fault_of_digits(parts: tuple[Part, ...]) -> TemplateFault | None:
    for at, part in enumerate(parts):
        if part not in DIGITS:
            continue
        before, after = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
        if before[-1:].isdigit() or after[:1].isdigit():
            return TemplateFault(
                f"a digit next to {{{part}}} would be taken for one of its own", "put a `-` there"
            )
    return None


def _fault_of_length(template: TagTemplate) -> TemplateFault | None:
    least = sum(_LEAST[part] if isinstance(part, Field) else len(part) for part in template.parts)
    if least <= MAX_TAG:
        return None
    return TemplateFault(f"its tags would have {least} characters or more, {MAX_TAG} are allowed")


def _literals(template: TagTemplate) -> list[str]:
    return [part for part in template.parts if not isinstance(part, Field)]


def _for_policy(part: Part) -> str:
    if not isinstance(part, Field):
        return part.replace(".", r"\.")
    return f"(?P<{_GROUPS[part]}>{_PATTERNS[part]})" if part in _GROUPS else _PATTERNS[part]


def _with_groups(part: Part) -> str:
    return f"(?P<{part}>{_PATTERNS[part]})" if isinstance(part, Field) else re.escape(part)
