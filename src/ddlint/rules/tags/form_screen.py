"""The cheap test in front of the rules on the form of tags: the same tag is judged once for each demand."""

from __future__ import annotations

from ddlint.config.environments import environment_of
from ddlint.config.settings import Settings
from ddlint.engine.rule import Context, Screen
from ddlint.model.deployed_image import may_deploy
from ddlint.model.image import split_ref
from ddlint.model.scalar import Scalar
from ddlint.model.sortable_tag import TagFault, Why, timestamp_of
from ddlint.model.tag_template import templates_of
from ddlint.rules.tags.moments import SKEW
from ddlint.rules.tags.reading import is_moving, is_release, reading_of

_REMEMBERED = 100_000  # values
_NEARLY = {Why.UNIT, Why.SHORT_COMMIT}


def screen_for(context: Context) -> Screen:
    """A test that passes every scalar in which a rule on the form of tags may find something."""
    settings = context.settings
    remembered: dict[tuple[str, str], bool] = {}
    demands: dict[str, str] = {}

    def needs_a_look(scalar: Scalar) -> bool:
        if not may_deploy(scalar):
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
