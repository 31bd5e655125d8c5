"""An effective ImagePolicy that a change makes another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.policies import reach_of
from ddlint.model.accounts.reach import Reach
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.place import Place


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
    """The policies that are in both, by their names and the kustomization they are part of, and differ.

    Args:
        before: all Flux objects before the change.
        after: those after it.
        flux: the version of Flux, as MAJOR.MINOR.
    """
    there = {_key(each): each for each in before.policies()}
    for each in after.policies():
        was = there.get(_key(each))
        if was is not None and was.policy.spec != each.policy.spec:
            old, new = (reach_of(one.policy, one.repositories, flux) for one in (was, each))
            yield ImagePolicyChange(each, old, new)


def _key(policy: PolicyInUse) -> tuple[str, str, str]:
    held = policy.object
    return held.key, held.root, "" if held.namespace else held.path
