"""An effective ImagePolicy that a change makes another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.policies import reach_of
from ddlint.model.accounts.reach import Reach
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.place import Place
from ddlint.model.selection.spec import PolicySpec


@dataclass(frozen=True, slots=True, eq=False)
class ImagePolicyChange:
    """Such a policy.

    Attributes:
        now: the policy after.
        old: what it could select before.
        new: what it can select after.
    """

    noun: ClassVar[str] = "changed image policy"

    now: PolicyInUse
    old: Reach
    new: Reach

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.now.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return self.now.title

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.now.text_at(place)


def policy_changes_of(before: FluxIndex, after: FluxIndex, flux: str) -> Iterator[ImagePolicyChange]:
    """The policies that are in both and differ.

    A policy is known again by its names and by what applies it: overlays and clusters make several of one.
    Where it cannot be told which of them became which, none is named.

    Args:
        before: all Flux objects before the change.
        after: those after it.
        flux: the version of Flux, as MAJOR.MINOR.
    """
    old, new = _grouped(before), _grouped(after)
    for key, now in new.items():
        was = old.get(key, {})
        gone, come = was.keys() - now.keys(), now.keys() - was.keys()
        if len(gone) == len(come) == 1:
            one, other = was[gone.pop()], now[come.pop()]
            yield ImagePolicyChange(
                other, *(reach_of(each.policy, each.repositories, flux) for each in (one, other))
            )


def _grouped(index: FluxIndex) -> dict[Hashable, dict[PolicySpec, PolicyInUse]]:
    """The policies by what they are known by, and by what they say."""
    found: defaultdict[Hashable, dict[PolicySpec, PolicyInUse]] = defaultdict(dict)
    for each in index.policies():
        held = each.object
        appliers = tuple(sorted(f"{applier.path} {applier.key}" for applier in held.appliers))
        place = "" if held.namespace else held.path
        key = held.key, held.root, place, held.clusters, appliers
        found[key].setdefault(each.policy.spec, each)
    return found
