"""What the messages of rules on changes share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ddlint.engine.finding import Label
from ddlint.model.changes.value_change import ValueChange
from ddlint.model.flux.flux_object import FluxObject, has_variable
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import MarkerInUse

SHOWN = 60  # characters of a value


def short(text: str) -> str:
    """A value, shortened where it is long."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def policy_of(change: ValueChange) -> str:
    """The policy that writes a value."""
    return f"ImagePolicy {change.now.marker.policy}"


def suspended(marker: MarkerInUse) -> FluxObject | None:
    """What keeps Flux from writing a marker; None where nothing does, as far as that is known."""
    policies = [each.object for each in marker.policies]
    automations = [each.object for each in marker.automations]
    for group in (policies, automations):
        if group and all(each.suspend for each in group):
            return group[0]
    return None


def when(marker: MarkerInUse) -> str:
    """When Flux next writes a marker: `within 30m, when ImageUpdateAutomation flux-system/apps runs`."""
    automations = [each.object for each in marker.automations]
    for each in automations:
        interval = each.word("interval")
        if interval and not has_variable(interval):
            return f"within {interval}, when {each.title} runs"
    if automations:
        return f"when {automations[0].title} runs next"
    return "at its next run"


def labels(policies: Iterable[ImagePolicy], text: str) -> tuple[Label, ...]:
    """Where policies stand, after the change."""
    spans = dict.fromkeys(each.object.span for each in policies)
    return tuple(Label(span, text) for span in islice(spans, 3))
