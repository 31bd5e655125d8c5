"""The cheap test in front of the rules on the form of tags: the same tag is judged once for each demand."""

from __future__ import annotations

import re

from ddlint.config.environments import environment_of
from ddlint.config.settings import Settings
from ddlint.engine.rule import Context, Screen
from ddlint.model.deployed_image import may_deploy
from ddlint.model.image import split_ref
from ddlint.model.scalar import Scalar
from ddlint.model.sortable_tag import TagFault, timestamp_of
from ddlint.model.tag_date import Why
from ddlint.model.tag_template import DIGITS, Field, TagTemplate, templates_of
from ddlint.rules.tags.moments import SKEW
from ddlint.rules.tags.reading import is_moving, is_release, reading_of

_REMEMBERED = 100_000  # values
_NEARLY = {Why.UNIT, Why.SHORT_COMMIT}


def screen_for(context: Context) -> Screen:
    """A test that passes every scalar in which a rule on the form of tags may find something."""
    settings = context.settings
    remembered: dict[tuple[str, str], bool] = {}
    demands: dict[str, str] = {}
    usual, latest = _usual(settings), _latest(context)

    def needs_a_look(scalar: Scalar) -> bool:
        if not may_deploy(scalar):
            return False
        match = usual and usual.fullmatch(scalar.value)
        if match and match[Field.TIMESTAMP] <= latest and not settings.environments:
            return False
        demand = demands.get(scalar.path)
        if demand is None:
            demand = demands[scalar.path] = _demand(scalar.path, settings)
        key = demand, scalar.value
        known = remembered.get(key)
        if known is None:
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            known = remembered[key] = _is_worth_a_look(scalar.value, demand, context)
        return known

    return needs_a_look


def _usual(settings: Settings) -> re.Pattern[str] | None:
    """Values with a tag of the first sortable form; None where such a tag may move, or holds a date."""
    first, *_ = templates_of(settings.tags.sortable)
    may_move = any(_may_match(pattern.lower(), first) for pattern in settings.tags.moving)
    if may_move or Field.TIMESTAMP not in first.fields:
        return None
    return re.compile(rf"(?:[^@\n]*:)?{first.strict.pattern}", re.ASCII)


def _may_match(pattern: str, template: TagTemplate) -> bool:
    """Whether a pattern of moving tags may match a tag of the form `template`."""
    if "*" not in pattern:
        return template.strict.fullmatch(pattern) is not None
    start, before, behind = template.start.lower(), pattern.partition("*")[0], pattern.rpartition("*")[2]
    ends_alike = template.parts[-1] not in DIGITS or not behind or behind[-1].isdigit()
    return ends_alike and (before.startswith(start) or start.startswith(before))


def _latest(context: Context) -> str:
    """The last timestamp that is not in the future, as ten digits; nothing where nobody knows the time."""
    return "" if context.now is None else f"{context.now + SKEW:010}"


def _demand(path: str, settings: Settings) -> str:
    found = environment_of(path, settings)
    return found[1].tags if found else "any"


def _is_worth_a_look(value: str, demand: str, context: Context) -> bool:
    ref = split_ref(value)
    tag = ref.name if ref.tag is None else ref.tag
    settings = context.settings
    if is_moving(tag, settings.tags.moving):
        return True
    if demand == "semver" and not is_release(tag):
        return True
    timestamp = timestamp_of(tag, templates_of(settings.tags.sortable))
    if timestamp is not None:
        return context.now is None or timestamp > context.now + SKEW
    found = reading_of(tag, settings)
    return demand == "sortable" or (isinstance(found, TagFault) and found.why in _NEARLY)
