"""What a tag that a build pushes means to those who deploy it."""

from __future__ import annotations

from enum import StrEnum

from ddlint.config.settings import Settings
from ddlint.model.cloudbuild.build import Image
from ddlint.model.cloudbuild.language import Refs, examples
from ddlint.model.cloudbuild.text import Field, Fields, Kind
from ddlint.model.tag_template import templates_of
from ddlint.rules.tags.reading import is_moving

_BRANCHES = {Kind.BRANCH, Kind.PLAIN_BRANCH}


class Form(StrEnum):
    """What kind of tag it is."""

    SORTABLE = "sortable"
    RELEASE = "release"
    MOVING = "moving"
    UNSORTABLE = "unsortable"
    """Unique perhaps, but in no order that Flux could tell."""
    TIMESTAMPED = "timestamped"
    """It holds a timestamp, in a form that is not configured."""
    FIXED = "fixed"
    """The same text in every build."""
    UNKNOWN = "cannot tell"


def form_of(image: Image, fields: Fields, settings: Settings) -> Form:
    """What the tag of `image` is."""
    if fields.holds(f"{image.name}{image.tag or ''}", Kind.UNKNOWN):
        return Form.UNKNOWN
    parts = [*fields.parts(image.tag or "latest")]
    if any(_fits(each, settings) for each in _examples(parts, settings)):
        return Form.SORTABLE
    kinds = [part.kind for part in parts if isinstance(part, Field)]
    if Kind.TIMESTAMP in kinds or Kind.DATE in kinds:
        return Form.TIMESTAMPED
    return _unordered(parts, kinds, settings)


def _unordered(parts: list[str | Field], kinds: list[Kind], settings: Settings) -> Form:
    """What a tag is that holds no time."""
    first = parts[0]
    if isinstance(first, Field) and first.kind is Kind.RELEASE:
        return Form.RELEASE
    if not kinds:
        text = "".join(part for part in parts if isinstance(part, str))
        return Form.MOVING if is_moving(text, settings.tags.moving) else Form.FIXED
    return Form.MOVING if _BRANCHES.issuperset(kinds) else Form.UNSORTABLE


def _fits(tag: str, settings: Settings) -> bool:
    return any(template.strict.fullmatch(tag) for template in templates_of(settings.tags.sortable))


def _examples(parts: list[str | Field], settings: Settings) -> list[str]:
    """The tag as builds of different branches make it."""
    starts = [template.start.rstrip("-._") for template in templates_of(settings.tags.sortable)]
    branches = ["main", settings.branches.main or "main", "release-v1.2.3", *filter(None, starts)]
    return examples(parts, Refs(names=tuple(dict.fromkeys(branches))))


def shown(image: Image, fields: Fields) -> str:
    """The image with its tag, as it is written."""
    tag = "" if image.tag is None else f":{fields.shown(image.tag)}"
    return f"{fields.shown(image.name)}{tag}"
