"""Whether what a hotfix changed came back to main: merged, picked, squashed, dropped, reverted, or missing.

Patch ids alone are too weak: of the commits of 80 real patch releases, 39 % had the patch of a commit on
main, 18 % could be told by the text that `git cherry-pick -x` or a person left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ddlint.model.releases.clues import Clues, plain
from ddlint.model.releases.evidence import (
    Evidence,
    candidates,
    left_main,
    span,
    squash_candidates,
    squashes,
    suspect_merge,
    whole,
)
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.returned import Back, Return, Why
from ddlint.model.releases.trunk import Trunk


def unexplained(graph: Graph, trunk: Trunk, clues: Clues, hotfix: Hotfix) -> list[int]:
    """The commits of `hotfix` of which neither ancestry nor messages tell that they came back."""
    return [
        commit
        for commit in hotfix.own
        if trunk.step(commit) is None and _by_text(graph, trunk, clues, commit) is None
    ]


def returns(graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, hotfix: Hotfix) -> list[Return]:
    """What became of each commit of `hotfix`, in their order."""
    ladder = _Ladder(graph, trunk, clues, evidence, left_main(graph, trunk, hotfix))
    found = [ladder.climb(commit) for commit in hotfix.own]
    found = _squashed(ladder, hotfix, _undone(graph, hotfix, found))
    found = [_reverted(graph, clues, each) for each in found]
    return [_stated(graph, trunk, clues, hotfix, each) for each in found]


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The steps by which a commit is looked for on main: the first that finds it counts."""

    graph: Graph
    trunk: Trunk
    clues: Clues
    evidence: Evidence
    after: int

    def climb(self, commit: int) -> Return:
        """What became of `commit`."""
        merge = self.trunk.brought_by(commit)
        if merge is not None and not self.is_dropped(commit):
            return Return(commit, Back.MERGED, merge, why=Why.HELD)
        if (told := _by_text(self.graph, self.trunk, self.clues, commit)) is not None:
            by, why = told
            verdict_ = Back.SQUASHED if why is Why.SQUASH else Back.PICKED
            return Return(commit, verdict_, by, certain=False, why=why)
        if (same := self.by_change(commit)) is not None:
            return same
        if merge is not None:
            whole_merge = not self.evidence.changes.get(span(self.graph, merge))
            return Return(commit, Back.DROPPED, merge, certain=whole_merge, why=Why.MERGE)
        return self.unfound(commit)

    def is_dropped(self, commit: int) -> bool:
        """Whether the merge that brought `commit` has main's files where `commit` changed them."""
        side = suspect_merge(self.graph, self.trunk, self.evidence, commit)
        if side is None:
            return False
        differing = self.evidence.changes.get(side, {})
        return bool(differing.keys() & self.evidence.changes[span(self.graph, commit)].keys())

    def by_change(self, commit: int) -> Return | None:
        """The commit of main that makes the same change; None for none."""
        here = span(self.graph, commit)
        change = self.evidence.changes.get(here)
        if not change:
            return None
        alike = self.clues.alike(self.graph, commit)
        for each in (*alike, *self.evidence.same_files(change)):
            same = self.evidence.changes.get(span(self.graph, each)) == change
            if same and (each in alike or self.is_after(each)):
                return Return(commit, Back.PICKED, each, why=Why.CHANGE)
        patch = self.evidence.patches.get(here)
        found = (
            candidates(self.graph, self.trunk, self.clues, self.evidence, self.after, commit) if patch else ()
        )
        by = next(
            (each for each in found if self.evidence.patches.get(span(self.graph, each)) == patch), None
        )
        return None if by is None else Return(commit, Back.PICKED, by, why=Why.PATCH)

    def is_after(self, commit: int) -> bool:
        """Whether main got `commit` after the hotfix left."""
        return (self.trunk.step(commit) or 0) > self.after

    def unfound(self, commit: int) -> Return:
        """What there is to say of a commit that is not on main."""
        here = span(self.graph, commit)
        if self.evidence.lacking:
            return Return(commit, Back.INCONCLUSIVE, certain=False, why=Why.UNREAD)
        if here in self.evidence.kept:
            return Return(commit, Back.BOOKKEEPING, why=Why.KEPT)
        if not self.evidence.changes.get(here):
            return Return(commit, Back.EMPTY, why=Why.NOTHING)
        alike = self.clues.alike(self.graph, commit)
        unread = here in self.evidence.unread
        if alike:
            why = Why.UNREAD if unread else Why.SUBJECT
            nearest = min(alike, key=lambda each: abs(self.graph.when(each) - self.graph.when(commit)))
            return Return(commit, Back.INCONCLUSIVE, nearest, certain=False, why=why)
        if unread:
            return Return(commit, Back.INCONCLUSIVE, certain=False, why=Why.UNREAD)
        return Return(commit, Back.MISSING)


def _undone(graph: Graph, hotfix: Hotfix, found: list[Return]) -> list[Return]:
    """The same, where the hotfix itself reverts a commit: both need not come back. The newest counts."""
    reverts = [each for each in hotfix.own if each in graph.reverted]
    undone: dict[int, int] = {}
    for revert in reverts:
        for name in graph.reverted[revert] if revert not in undone else ():
            commit = next((each for each in hotfix.own if graph.oids[each].startswith(name)), None)
            if commit is not None and commit != revert:
                undone |= {commit: revert, revert: commit}
    return [
        Return(each.commit, Back.EMPTY, undone[each.commit], certain=False, why=Why.UNDONE)
        if each.commit in undone and each.verdict in _UNFOUND
        else each
        for each in found
    ]


def _squashed(ladder: _Ladder, hotfix: Hotfix, found: list[Return]) -> list[Return]:
    """The same, where one commit of main has all that the hotfix changed: that brought what was not found."""
    squash = _squash(ladder, hotfix)
    if squash is None:
        return found
    is_named = squash in squashes(ladder.trunk, ladder.clues, hotfix)
    return [
        Return(each.commit, Back.SQUASHED, squash, why=Why.WHOLE)
        if each.verdict in _UNFOUND or (is_named and each.verdict is Back.PICKED and each.by == squash)
        else each
        for each in found
    ]


def _squash(ladder: _Ladder, hotfix: Hotfix) -> int | None:
    """The commit of main that makes the change that the whole hotfix makes."""
    all_of_it, evidence = whole(hotfix), ladder.evidence
    change = evidence.changes.get(all_of_it) if all_of_it else None
    if not change or all_of_it is None:
        return None
    patch = evidence.patches.get(all_of_it)
    for each in squash_candidates(ladder.graph, ladder.trunk, ladder.clues, evidence, hotfix, change):
        here = span(ladder.graph, each)
        if evidence.changes.get(here) == change or (patch and evidence.patches.get(here) == patch):
            return each
    return None


def _by_text(graph: Graph, trunk: Trunk, clues: Clues, commit: int) -> tuple[int, Why] | None:
    """The commit of main that is `commit` by author, time and subject, or by what one of them says."""
    subject = plain(graph.subjects[commit])
    for each in clues.by_author.get(graph.authors[commit], ()):
        if each != commit and plain(graph.subjects[each]) == subject:
            return each, Why.AUTHOR
    if (told := _told(graph, trunk, clues, commit)) is not None:
        return told, Why.PICKED_FROM
    oid = graph.oids[commit]
    for each in clues.by_squashed.get(oid[:7], ()):
        if oid in graph.squashed[each]:
            return each, Why.SQUASH
    pulled = clues.pulled(graph, commit)
    return None if pulled is None else (pulled, Why.PULL)


def _told(graph: Graph, trunk: Trunk, clues: Clues, commit: int) -> int | None:
    """The commit of main that says it was picked from `commit`, or that `commit` says it was picked from."""
    oid = graph.oids[commit]
    for source in clues.by_source.get(oid[:7], ()):
        if any(oid.startswith(each) for each in graph.picked[source]):
            return source
    for name in graph.picked.get(commit, ()):
        found = graph.named(name)
        if found is not None and trunk.step(found) is not None:
            return found
    return None


def _stated(graph: Graph, trunk: Trunk, clues: Clues, hotfix: Hotfix, found: Return) -> Return:
    """The same, unless a commit of main says that it stands for it: where it was reverted, a later one."""
    if found.verdict not in _OPEN_TO_STATEMENTS:
        return found
    oid = graph.oids[found.commit]
    names = [f"{hotfix.version}", hotfix.name, *([hotfix.tag.name] if hotfix.tag else [])]
    said = [each for name in names if name for each in clues.by_statement.get(name, ())]
    for each in clues.by_statement.get(oid[:7], ()):
        said += [each for name in graph.stated[each] if oid.startswith(name)]
    after = -1 if found.verdict is not Back.REVERTED or found.by is None else trunk.step(found.by) or 0
    by = next((each for each in said if (trunk.step(each) or 0) > after), None)
    return found if by is None else Return(found.commit, Back.PICKED, by, certain=False, why=Why.STATED)


def _reverted(graph: Graph, clues: Clues, found: Return) -> Return:
    """The same, unless what brought it back was reverted on main, and that was not reverted again."""
    if found.verdict not in {Back.MERGED, Back.PICKED, Back.SQUASHED} or found.by is None:
        return found
    for commit in dict.fromkeys([found.by, found.commit]):
        last, times = commit, 0
        while (by := _reverted_by(graph, clues, last)) is not None:
            last, times = by, times + 1
        if times % 2:
            return Return(found.commit, Back.REVERTED, last, certain=False, why=Why.REVERT)
    return found


def _reverted_by(graph: Graph, clues: Clues, commit: int) -> int | None:
    oid = graph.oids[commit]
    for each in clues.by_reverted.get(oid[:7], ()):
        if each != commit and any(oid.startswith(name) for name in graph.reverted[each]):
            return each
    return None


def verdict(hotfix: Hotfix, found: Iterable[Return]) -> Back:
    """What became of the hotfix as a whole: the worst of what became of its commits."""
    if hotfix.fork.base is None:
        return Back.INCONCLUSIVE
    kinds = {each.verdict for each in found}
    if hotfix.tag is None and kinds & {Back.MISSING, Back.INCONCLUSIVE}:
        return Back.OPEN
    return next((worst for worst in _WORST_FIRST if worst in kinds), Back.MERGED if hotfix.tag else Back.OPEN)


_UNFOUND = frozenset({Back.MISSING, Back.INCONCLUSIVE})
_OPEN_TO_STATEMENTS = frozenset({Back.MISSING, Back.INCONCLUSIVE, Back.DROPPED, Back.REVERTED})
_WORST_FIRST = (
    Back.MISSING, Back.DROPPED, Back.REVERTED, Back.INCONCLUSIVE, Back.SQUASHED, Back.PICKED, Back.MERGED,
)  # fmt: skip
