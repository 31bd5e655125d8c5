"""The bump that the commits of a range ask for, with the commits that make it what it is.

No other tool checks a given version by its commits. Counting all commits of `OLD..NEW` is wrong: a feature
that was reverted before the release is none, and a fix that a hotfix released already is not released again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ddlint.model.releases.bump import Bump, Levels
from ddlint.model.releases.change import Asked, Change, asked
from ddlint.model.releases.taken_back import TakenBack, is_revert, taken_back


@dataclass(frozen=True, slots=True)
class Reason:
    """A commit that asks for a bump.

    Attributes:
        change: the commit.
        bump: what it asks for.
        why: the words that ask for it.
        full: what it would ask for if no lower release had it.
    """

    change: Change
    bump: Bump
    why: str
    full: Bump


@dataclass(frozen=True, slots=True)
class Released:
    """A commit of the range whose change an earlier release has under another id.

    Attributes:
        change: the commit.
        oid: the other id, in full.
        certain: whether the changes are equal; else author, time and subject are, or a trailer says so.
    """

    change: Change
    oid: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Required:
    """What the commits of a range ask for.

    Attributes:
        bump: the highest bump that one of them asks for.
        reasons: the commits that ask for a bump, the highest first, then the newest.
        silent: how many commits are conventional and ask for none.
        cancelled: reverts, each with what it takes back: they count for nothing.
        released: commits that an earlier release has under another id: they were counted there.
        ignored: merges, and commits that the configuration leaves out.
        unconventional: commits that do not say what they are, so that nothing is known of them.
        carried: commits of lower releases that the last one does not have, and that ask for nothing; those
            that ask are among the reasons, for a patch, since they were counted there.
    """

    bump: Bump = Bump.NONE
    reasons: tuple[Reason, ...] = ()
    silent: int = 0
    cancelled: tuple[TakenBack, ...] = ()
    released: tuple[Released, ...] = ()
    ignored: tuple[Change, ...] = ()
    unconventional: tuple[Change, ...] = ()
    carried: tuple[Change, ...] = ()

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The commits that make the bump as high as it is."""
        return tuple(reason for reason in self.reasons if reason.bump is self.bump)

    @property
    def most(self) -> Bump:
        """The bump if no lower release had any of the commits: what may be meant on a line of its own."""
        return max((reason.full for reason in self.reasons), default=Bump.NONE)

    def on_its_own(self) -> Required:
        """The same for a line of its own, to which a feature is new that a lower line has."""
        reasons = [replace(each, bump=each.full) for each in self.reasons]
        reasons.sort(key=lambda reason: -reason.bump)
        return replace(self, bump=self.most, reasons=tuple(reasons))

    @property
    def total(self) -> int:
        """How many commits were looked at."""
        back = sum(1 + len(each.reverted) for each in self.cancelled)
        others = sum(map(len, (self.released, self.ignored, self.unconventional, self.carried)))
        return len(self.reasons) + self.silent + back + others


def required(
    changes: Sequence[Change], levels: Levels, *,
    twins: Mapping[str, tuple[str, bool]] | None = None,
    carried: Collection[str] = (),
    released: Callable[[str], bool] = lambda _: False,
    merged: Mapping[str, Sequence[str]] | None = None,
    exempt: Callable[[Change], bool] = lambda _: False,
) -> Required:  # fmt: skip
    """What the commits of a range ask for.

    Args:
        changes: the commits that the new release has and the last one has not, the newest first.
        levels: what the project asks for its changes.
        twins: by full id, the commit of an earlier release that made the same change, and whether the
            changes are known to be equal.
        carried: those that a lower release has, itself or its twin, and the last release has not.
        released: whether an id, often abbreviated, is that of a commit of an earlier release.
        merged: what each merge of the range brought, by full ids; for merges that are reverted.
        exempt: whether the configuration leaves a commit out.

    Source: the algorithm is `git rev-list --no-merges NEW ^OLD1 ^OLD2...`, minus what is patch-equal to an
    older release, minus reverts with their targets, the newest first.
    """
    twins = twins or {}
    pairs = taken_back(changes, released, merged, frozenset(twins.keys() - {*carried}))
    done = {each.oid for pair in pairs for each in (pair.revert, *pair.reverted)}
    left = [each for each in changes if each.oid not in done]
    once = [each for each in left if each.oid in twins and each.oid not in carried]
    judged = [
        (each, None if exempt(each) else _asked(each, levels))
        for each in left
        if each.oid in carried or each.oid not in twins
    ]
    reasons = [_reason(each, said, carried) for each, said in judged if said and said.bump]
    brought = [each for each, said in judged if each.oid in carried and not (said and said.bump)]
    silent = [(each, said) for each, said in judged if each.oid not in carried]
    return Required(
        max((reason.bump for reason in reasons), default=Bump.NONE),
        tuple(sorted(reasons, key=lambda reason: -reason.bump)),
        sum(1 for _, said in silent if said and not said.bump),
        tuple(pairs),
        tuple(Released(each, *twins[each.oid]) for each in once),
        tuple(each for each, said in silent if said is None and (each.merge or exempt(each))),
        tuple(each for each, said in silent if said is None and not (each.merge or exempt(each))),
        tuple(brought),
    )


def _reason(change: Change, said: Asked, carried: Collection[str]) -> Reason:
    """A commit that asks for a bump: for a patch at most, where a lower release has it."""
    if change.oid in carried:
        return Reason(change, Bump.PATCH, f"{said.why}, as a lower release has it", said.bump)
    return Reason(change, said.bump, said.why, said.bump)


def _asked(change: Change, levels: Levels) -> Asked | None:
    """What a commit asks for; git's and the forges' reverts are changes of the type `revert`."""
    found = asked(change, levels)
    if found is None and not change.merge and is_revert(change):
        return Asked(levels.of_type("revert"), "revert of what is released")
    return found
