"""Why each tag is in or out, in words: made only where they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ddlint.model.selection.evaluate import Selection
from ddlint.model.selection.filtering import Filtered
from ddlint.model.selection.ranking import Ranking


class State(StrEnum):
    """How far a tag came."""

    SELECTED = "selected"
    MAY_BE_SELECTED = "may-be-selected"
    """Chance decides between it and others."""
    BEHIND = "behind"
    """The policy sorts it, and another one is better."""
    LEFT_OUT = "left-out"
    """The filter lets it through; the policy does not sort it."""
    SHADOWED = "shadowed"
    """Its key is also that of a tag that is listed later."""
    UNMATCHED = "unmatched"
    """The filter does not let it through."""
    EXCLUDED = "excluded"
    """The ImageRepository does not store it."""


class Verdict(NamedTuple):
    """What became of one tag.

    Attributes:
        tag: as it was listed.
        matched: whether it is stored and the filter lets it through.
        key: what the filter made of it, which is what the policy sees; None where it does not get there.
        sorted_as: what the key counts as when it is compared; None where it is not compared.
        state: how far it came.
        reason: why, in words, without a full stop.
    """

    tag: str
    matched: bool
    key: str | None
    sorted_as: str | None
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Tags with what was made of them, in no order that matters. There may be many: nothing is made for each.

    Attributes:
        tags: as they were listed.
        keys: of each, what the policy sees; empty where they do not get there.
        sorted_as: of each, what the key counts as; empty where they are not compared.
    """

    tags: Sequence[str]
    keys: Sequence[str] = ()
    sorted_as: Sequence[str | None] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Tags that came equally far.

    Attributes:
        state: how far.
        columns: the tags, and perhaps others.
        chosen: which of them, by index, best first.
        reasons: of each that is chosen, why; one alone is that of all.
    """

    state: State
    columns: Columns
    chosen: Sequence[int]
    reasons: Sequence[str]

    @property
    def matched(self) -> bool:
        """Whether they are stored and the filter lets them through."""
        return self.state not in {State.UNMATCHED, State.EXCLUDED}

    def rows(self) -> Iterator[Verdict]:
        """One by one."""
        tags, keys, weights = self.columns.tags, self.columns.keys, self.columns.sorted_as
        for number, at in enumerate(self.chosen):
            key, weight = keys[at] if keys else None, weights[at] if weights else None
            reason = self.reasons[number if len(self.reasons) > 1 else 0]
            yield Verdict(tags[at], self.matched, key, weight, self.state, reason)


def verdicts(selection: Selection) -> Iterator[Verdict]:
    """Each tag, in the order of `groups`."""
    return (verdict for group in groups(selection) for verdict in group.rows())


def groups(selection: Selection) -> list[Group]:
    """All tags: those that are sorted, as Flux sorts them; then those that are out, by how far they came.

    A tag of which nothing can be said, because the policy or the exclusionList is invalid, is not there.
    """
    filtered, ranking = selection.filtered, selection.ranking
    found: list[Group] = []
    if ranking is not None:
        columns = Columns(filtered.tags, filtered.keys, ranking.sorted_as())
        found += [*_sorted(selection, ranking, columns), _left_out(ranking, columns)]
    found += [_shadowed(filtered), _unmatched(filtered), _excluded(filtered)]
    return [group for group in found if group.chosen]


def _sorted(selection: Selection, ranking: Ranking, columns: Columns) -> Iterator[Group]:
    """What wins, what is as good, and what is behind."""
    order = ranking.best_first()
    winners, best = frozenset(ranking.winners), frozenset(ranking.best)
    tied: list[int] = []
    first, rest = order[: len(best)], order[len(best) :]
    if len(best) > 1:
        first = [at for at in order if at in winners]
        tied = [at for at in order if at in best and at not in winners]
        rest = [at for at in order if at not in best]
    state, reason = State.SELECTED, "selected"
    if selection.nondeterministic:
        state = State.MAY_BE_SELECTED
        reason = f"{ranking.tie}, and a filter leaves the keys in random order: chance decides"
    equal = f"{ranking.tie} as {selection.latest}: the order of the list decides"
    yield Group(state, columns, first, (reason,))
    yield Group(State.BEHIND, columns, tied, (equal,))
    behind = "sorted, but the policy fails" if selection.error else "sorts behind"
    yield Group(State.BEHIND, columns, rest, (behind,))


def _left_out(ranking: Ranking, columns: Columns) -> Group:
    out = list(ranking.left_out())
    return Group(State.LEFT_OUT, columns, [at for at, _ in out], [reason for _, reason in out])


def _shadowed(filtered: Filtered) -> Group:
    columns = Columns([tag for tag, _, _ in filtered.shadowed], [key for _, _, key in filtered.shadowed])
    reasons = [f"has the key of {kept}, which is listed later" for _, kept, _ in filtered.shadowed]
    return Group(State.SHADOWED, columns, range(len(reasons)), reasons)


def _unmatched(filtered: Filtered) -> Group:
    chosen = range(len(filtered.unmatched))
    return Group(State.UNMATCHED, Columns(filtered.unmatched), chosen, ("not matched by the filter",))


def _excluded(filtered: Filtered) -> Group:
    reasons = [f"excluded by '{pattern}' of the ImageRepository" for pattern in filtered.excluded.values()]
    return Group(State.EXCLUDED, Columns(tuple(filtered.excluded)), range(len(reasons)), reasons)
