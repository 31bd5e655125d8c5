"""What Flux selects: exclusions, filter and policy in the order in which Flux applies them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ddlint.model.selection.filtering import DEFAULT_EXCLUSIONS, Filtered, exclude, filter_tags
from ddlint.model.selection.ranking import Ranking, direction
from ddlint.model.selection.refused import FAILED, Refused
from ddlint.model.selection.spec import Kind, PolicySpec

NOTHING = Filtered()
Policer = Callable[[Sequence[str], bool], Ranking]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a policy makes of a list of tags.

    Attributes:
        latest: the tag that Flux selects; None where it fails, or where it may be one or another.
        error: why Flux fails, in its own words; "" where it does not.
        kind: what Flux does about the error.
        nondeterministic: the tags that Flux may select, sorted, where chance decides; else none.
        filtered: what became of the tags before the policy saw them.
        ranking: how the policy judges the keys, in the order of `filtered.keys`; None where it is not
            asked.
    """

    latest: str | None = None
    error: str = ""
    kind: str = ""
    nondeterministic: tuple[str, ...] = ()
    filtered: Filtered = NOTHING
    ranking: Ranking | None = None


def select(
    spec: PolicySpec,
    tags: Sequence[str],
    *,
    flux: str,
    exclusions: Sequence[str] = DEFAULT_EXCLUSIONS,
) -> Selection:
    """What Flux selects.

    Args:
        spec: the policy.
        tags: of the image, each once, in the order in which Flux has them (`as_stored`).
        flux: the version of Flux, as MAJOR.MINOR.
        exclusions: `exclusionList` of the ImageRepository; an empty one means the default, as for Flux.

    Source: fluxcd/image-reflector-controller, internal/controller/imagepolicy_controller.go (`applyPolicy`).
    """
    try:
        policer = _policer(spec, flux)
        stored, excluded = exclude(tags, exclusions or DEFAULT_EXCLUSIONS, flux)
        filtered = replace(filter_tags(spec, stored, flux), excluded=excluded)
    except Refused as refused:
        return Selection(error=refused.error, kind=refused.kind)
    return _selected(policer(filtered.keys, filtered.shuffled), filtered)


def _selected(ranking: Ranking, filtered: Filtered) -> Selection:
    error = ranking.error
    if error:
        return Selection(error=error, kind=FAILED, filtered=filtered, ranking=ranking)
    winners = sorted(filtered.tags[index] for index in ranking.winners)
    if len(winners) > 1:
        return Selection(nondeterministic=tuple(winners), filtered=filtered, ranking=ranking)
    return Selection(winners[0], filtered=filtered, ranking=ranking)


def _policer(spec: PolicySpec, flux: str) -> Policer:
    """How to judge keys.

    Source: fluxcd/image-reflector-controller, internal/policy/factory.go.

    Raises:
        Refused: the policy is none, or its argument is wrong.
    """
    match spec.kind:  # each imported where it is needed: `flux select` is to start quickly
        case Kind.SEMVER:
            from ddlint.model.selection.versions import versions_in

            return versions_in(spec.argument, flux)
        case Kind.ALPHABETICAL:
            from ddlint.model.selection.alphabetical import texts

            return partial(texts, direction(spec.argument))
        case Kind.NUMERICAL:
            from ddlint.model.selection.numerical import numbers

            return partial(numbers, direction(spec.argument))
    raise Refused("given ImagePolicyChoice object is invalid")
