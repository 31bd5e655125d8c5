"""Reading a tag by the templates of its sortable forms: its parts, or which part is wrong and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from ddlint.model.image import MAX_TAG, tag_fault
from ddlint.model.tag_date import Told, Why, judge_date, moment_of
from ddlint.model.tag_template import (
    FREE_FIELDS,
    MAX_COMMIT,
    MIN_COMMIT,
    TIMESTAMP_DIGITS,
    Field,
    Part,
    TagTemplate,
)

_SHORTEST = 4  # as git allows; what is shorter is rather the number of a build
FIRST_SECOND = 978_307_200  # 2001-01-01: ten digits begin in that year
LAST_SECOND = 4_102_444_800  # 2100-01-01


@dataclass(frozen=True, slots=True)
class SortableTag:
    """A tag of a sortable form.

    Attributes:
        tag: the whole tag.
        template: the form that it has.
        timestamp: seconds since 1970.
        commit: the commit id, abbreviated or not; empty where the form has none.
        version: MAJOR.MINOR.PATCH, or empty.
        branch: or empty; for a form that names its branch literally it is empty too.
    """

    tag: str
    template: TagTemplate
    timestamp: int
    commit: str = ""
    version: str = ""
    branch: str = ""

    def span(self, field: Field) -> tuple[int, int]:
        """Where `field` stands in the tag; the whole tag where it is not in the template.

        For the timestamp it is where the date stands, in a form that has one instead.
        """
        match = self.template.strict.fullmatch(self.tag)
        moment = self.template.moment
        if match and field is Field.TIMESTAMP:
            return match.start(moment[0]), match.end(moment[-1])
        return match.span(field) if match and field in self.template.fields else (0, len(self.tag))


@dataclass(frozen=True, slots=True)
class TagFault:
    """Why a tag is not sortable.

    Attributes:
        why: what sort of fault it is.
        text: the same as a clause without a full stop (`the timestamp has 13 digits: milliseconds`).
        start, end: the part that is wrong, in characters of the tag.
        template: the form that the tag comes nearest to; None where it is like none of them.
        corrected: the tag as it should be, where that is certain; or empty.
    """

    why: Why
    text: str
    start: int
    end: int
    template: TagTemplate | None = None
    corrected: str = ""


@lru_cache(maxsize=4096)
def read_tag(tag: str, templates: tuple[TagTemplate, ...]) -> SortableTag | TagFault:
    """Read `tag` by the first of `templates` that fits, else tell why none does.

    Args:
        tag: the tag, which may be any text.
        templates: the sortable forms, the more usual ones first.
    """
    if len(tag) > MAX_TAG or not tag:
        return TagFault(Why.FORM, tag_fault(tag), 0, len(tag))
    for template in templates:
        match = template.strict.fullmatch(tag)
        timestamp = moment_of(match, template) if match else None
        if match and timestamp is not None:
            found = match.groupdict("")
            return SortableTag(
                tag,
                template,
                timestamp,
                found.get(Field.COMMIT, ""),
                found.get(Field.VERSION, ""),
                found.get(Field.BRANCH, ""),
            )
    near = [faults for template in templates if (faults := _faults(tag, template))]
    return min(near, key=len)[0] if near else _of_another_form(tag, templates)


def timestamp_of(tag: str, templates: tuple[TagTemplate, ...]) -> int | None:
    """The timestamp of `tag`, as `read_tag` reads it; None where it is of no sortable form."""
    if len(tag) <= MAX_TAG:
        for template in templates:
            if match := template.strict.fullmatch(tag):
                return moment_of(match, template)
    return None


def _of_another_form(tag: str, templates: tuple[TagTemplate, ...]) -> TagFault:
    if "/" in tag:
        return TagFault(
            Why.NAME, "no tag can hold the `/` of a branch's name", tag.index("/"), tag.index("/") + 1
        )
    forms = " or ".join(each.text for each in templates)
    return TagFault(Why.FORM, f"it is not of the form {forms}", 0, len(tag))


def _faults(tag: str, template: TagTemplate) -> list[TagFault]:
    """What is wrong with each field, where the literal texts of `template` are in `tag`."""
    match = _loose(template.parts).fullmatch(tag)
    if match is None:
        return []
    found = []
    for field in template.fields:
        told = _JUDGES[field](match[field])
        if told:
            why, text, corrected = told
            start, end = match.span(field)
            whole = tag[:start] + corrected + tag[end:] if corrected else ""
            sure = whole if template.strict.fullmatch(whole) else ""
            found.append(TagFault(why, text, start, end, template, sure))
    return found


@lru_cache(maxsize=64)
def _loose(parts: tuple[Part, ...]) -> re.Pattern[str]:
    """Tells the fields apart by what stands between them alone; tags are short, so this cannot take long.

    Free words take what they can get: in `pr-44-1a2b3c4-1700000000` the branch is `pr-44`.
    """
    last = len(parts) - 1
    return re.compile(
        "".join(
            f"(?P<{part}>.*{'' if number == last or part in FREE_FIELDS else '?'})"
            if isinstance(part, Field)
            else re.escape(part)
            for number, part in enumerate(parts)
        ),
        re.DOTALL,
    )


def _judge_commit(text: str) -> Told:
    if re.fullmatch(f"[0-9a-f]{{{MIN_COMMIT},{MAX_COMMIT}}}", text):
        return None
    if not text:
        return Why.COMMIT, "the commit id is missing", ""
    wrong = re.search(r"[^0-9A-Fa-f]", text)
    if wrong:
        return Why.COMMIT, f"{text!r} is no commit id: {wrong[0]!r} is no hexadecimal digit", ""
    if text != text.lower():
        return Why.COMMIT, f"the commit id {text!r} has upper-case letters", text.lower()
    if len(text) > MAX_COMMIT:
        return Why.COMMIT, f"the commit id has {len(text)} digits, {MAX_COMMIT} at most", ""
    why = Why.COMMIT if len(text) < _SHORTEST else Why.SHORT_COMMIT
    return why, f"the commit id has {len(text)} digits, {MIN_COMMIT} at least are needed", ""


_UNITS = {13: ("milliseconds", 1_000), 16: ("microseconds", 1_000_000), 19: ("nanoseconds", 1_000_000_000)}
_DATES = {8: "YYYYMMDD", 12: "YYYYMMDDHHMM", 14: "YYYYMMDDHHMMSS"}


def _judge_timestamp(text: str) -> Told:
    if not re.fullmatch("[0-9]+", text):
        return _no_number(text)
    if len(text) == TIMESTAMP_DIGITS:
        return None
    unit, factor = _UNITS.get(len(text), ("", 1))
    if unit and FIRST_SECOND <= int(text) // factor < LAST_SECOND:
        seconds = str(int(text) // factor)
        return Why.UNIT, f"the timestamp has {len(text)} digits: {unit}", seconds
    form = _DATES.get(len(text), "")
    told = f"the timestamp has {len(text)} digits, seconds have {TIMESTAMP_DIGITS}"
    date = form and 19 <= int(text[:2]) <= 21
    return Why.TIMESTAMP, told + (f": a date ({form})" if date else ""), ""


def _no_number(text: str) -> Told:
    if not text:
        return Why.TIMESTAMP, "the timestamp is missing", ""
    more = re.fullmatch(r"([0-9]{10})([^0-9].*)", text, re.DOTALL)
    if more:
        return Why.TIMESTAMP, f"{more[2]!r} follows the timestamp", ""
    return Why.TIMESTAMP, f"{text!r} is no timestamp", ""


def _judge_version(text: str) -> Told:
    if re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", text):
        return None
    return Why.VERSION, f"{text!r} is no version: MAJOR.MINOR.PATCH is needed", ""


def _judge_name(text: str) -> Told:
    wrong = re.search(r"[^A-Za-z0-9_.-]", text)
    if wrong:
        return (
            Why.NAME,
            f"no tag can hold the {wrong[0]!r} of {text!r}",
            re.sub(r"[^A-Za-z0-9_.-]", "-", text),
        )
    return None if text else (Why.NAME, "the branch is missing", "")


_JUDGES: dict[Field, Callable[[str], Told]] = {
    Field.BRANCH: _judge_name,
    Field.CONTEXT: _judge_name,
    Field.VERSION: _judge_version,
    Field.COMMIT: _judge_commit,
    Field.TIMESTAMP: _judge_timestamp,
    Field.DATE: partial(judge_date, Field.DATE),
    Field.DAY: partial(judge_date, Field.DAY),
    Field.TIME: partial(judge_date, Field.TIME),
}
