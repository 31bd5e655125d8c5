"""The ImagePolicies that may deploy what a build pushes, out of the effective ones of a run."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.model.cloudbuild.site import PolicyAtHand
from ddlint.model.flux.resolved import PolicyInUse

_VARIABLES = ("${", "{{")


def at_hand(policies: Iterable[PolicyInUse]) -> tuple[PolicyAtHand, ...]:
    """What the rules on builds need of each policy; none where more policies exist than can be read."""
    found = list(policies)
    if any(each.known.doubt for each in found):
        return ()
    return tuple(map(_of, found))


def _of(policy: PolicyInUse) -> PolicyAtHand:
    spec = policy.policy.spec
    lists = [each.exclusion_list for each in policy.repositories]
    exclusions = tuple(item.word for each in lists if each is not None for item in each.items)
    texts = (spec.pattern, spec.extract, spec.argument, *exclusions)
    return PolicyAtHand(
        policy.policy.object.key,
        policy.policy.object.span,
        spec,
        tuple(image.word for each in policy.repositories if (image := each.image) is not None),
        exclusions if len(lists) == 1 else (),
        bool(policy.policy.object.unknown)
        or any(each.object.unknown for each in policy.repositories)
        or any(variable in text for variable in _VARIABLES for text in texts),
    )
