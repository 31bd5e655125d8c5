"""The policies that a marker means, and what each of them can select."""

from __future__ import annotations

from collections.abc import Callable

from ddlint.model.accounts.reach import Reach
from ddlint.model.flux.flux_object import has_variable
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.objects import ImagePolicy, ImageRepository
from ddlint.model.marker import Marker


def reaches_of(index: FluxIndex, flux: str) -> Callable[[Marker], tuple[Reach, ...]]:
    """What the policies that a marker names can select; each policy is looked at once.

    Args:
        index: of all Flux objects.
        flux: the version of Flux, as MAJOR.MINOR.
    """
    known: dict[str, tuple[Reach, ...]] = {}

    def reaches(marker: Marker) -> tuple[Reach, ...]:
        if marker.policy not in known:
            found = index.policies_named(marker.namespace, marker.name)
            known[marker.policy] = tuple(
                reach_of(policy, repositories, flux) for policy, repositories in found
            )
        return known[marker.policy]

    return reaches


def reach_of(policy: ImagePolicy, repositories: tuple[ImageRepository, ...], flux: str) -> Reach:
    """What a policy with these ImageRepositories can select."""
    spec, held = policy.spec, policy.object
    exclusions = repositories[0].exclusion_list if len(repositories) == 1 else None
    patterns = tuple(item.word for item in exclusions.items) if exclusions is not None else ()
    unknown = held.unknown
    if has_variable(f"{spec.argument} {spec.pattern} {' '.join(patterns)}") or has_variable(spec.extract):
        unknown = unknown or "it holds variables that are put in before it is applied"
    images = {each.image.word for each in repositories if each.image is not None}
    return Reach(held.key, held.span, spec, patterns, flux, unknown, images.pop() if len(images) == 1 else "")
