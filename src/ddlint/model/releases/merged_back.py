"""Whether what a hotfix changed came back to main: merged, picked, squashed, dropped, reverted, or missing.

Patch ids alone are too weak: of the commits of 80 real patch releases, 39 % had the patch of a commit on
main, 18 % could be told by the text that `git cherry-pick -x` or a person left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ddlint.model.releases.clues import Clues, plain
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.trunk import Trunk


class Back(StrEnum):
    """What became of a commit of a hotfix, or of the hotfix."""

    MERGED = "merged"
    """Main holds the commit itself."""
    PICKED = "picked"
    """Main holds its change, or a commit that says it is the same."""
    SQUASHED = "squashed"
    """One commit of main holds all that the hotfix changed."""
    DROPPED = "dropped"
    """Merged so that nothing of it is left (`-s ours`)."""
    REVERTED = "reverted"
    """Brought back, and then taken back on main."""
    MISSING = "missing"
    """Nothing on main tells of it."""
    BOOKKEEPING = "bookkeeping"
    """It changes nothing but what belongs to the release itself, such as a changelog."""
    EMPTY = "empty"
    """It changes nothing."""
    INCONCLUSIVE = "inconclusive"
    """A commit of main has its subject and another change, or the files that would tell are not there."""
    OPEN = "open"
    """Not released yet."""


@dataclass(frozen=True, slots=True)
class Return:
    """What became of one commit of a hotfix.

    Attributes:
        commit: its number.
        verdict: what became of it.
        by: the commit of main that tells; None where none does.
        certain: whether the change itself was compared, and not what the messages say.
    """

    commit: int
    verdict: Back
    by: int | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """What git says of the changes that are compared.

    Attributes:
        patches: the patch id by commit; a commit without one changes nothing.
        trees: the id of the tree by commit.
        wholes: the patch id of all that a hotfix changed, by its newest commit.
        kept: the commits that change nothing but the bookkeeping of a release.
        lacking: the clone does not hold the files, so that no change can be compared.
    """

    patches: Mapping[int, str] = field(default_factory=dict)
    trees: Mapping[int, str] = field(default_factory=dict)
    wholes: Mapping[int, str] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()
    lacking: bool = False


def compared(graph: Graph, trunk: Trunk, clues: Clues, hotfix: Hotfix) -> Iterable[int]:
    """The commits whose changes have to be known to judge `hotfix`: where the messages leave it open."""
    for commit in hotfix.own:
        if trunk.step(commit) is None and _by_text(graph, trunk, clues, commit) is None:
            alike = clues.alike(graph, commit)
            yield from [commit, *alike] if alike else ()


def unexplained(graph: Graph, trunk: Trunk, clues: Clues, hotfix: Hotfix) -> Iterable[int]:
    """The commits of `hotfix` of which neither ancestry nor messages tell that they came back."""
    for commit in hotfix.own:
        if trunk.step(commit) is None and _by_text(graph, trunk, clues, commit) is None:
            yield commit


def squashes(trunk: Trunk, clues: Clues, hotfix: Hotfix) -> list[int]:
    """The commits of main itself after the fork that name the version, and so may hold all of the hotfix."""
    start = trunk.step(hotfix.fork.base) if hotfix.fork.base is not None else None
    named = clues.by_version.get(f"{hotfix.version}", [])
    return [each for each in named if (trunk.step(each) or 0) > (-1 if start is None else start)]


def looked_at(graph: Graph, trunk: Trunk, hotfix: Hotfix) -> Iterable[int]:
    """The commits whose trees have to be known to judge `hotfix`: its own, and those that brought them."""
    for commit in hotfix.own:
        for each in {commit if (brought := trunk.brought_by(commit)) is None else brought, commit}:
            yield each
            yield from graph.parents[each][:1]


def returns(graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, hotfix: Hotfix) -> list[Return]:
    """What became of each commit of `hotfix`, in their order."""
    found = [_return(graph, trunk, clues, evidence, each) for each in hotfix.own]
    whole = evidence.wholes.get(hotfix.tip)
    squash = next(
        (each for each in squashes(trunk, clues, hotfix) if evidence.patches.get(each) == whole), None
    ) if whole else None  # fmt: skip
    if squash is not None:
        unknown = {Back.MISSING, Back.INCONCLUSIVE}
        found = [
            Return(each.commit, Back.SQUASHED, squash) if each.verdict in unknown else each for each in found
        ]
    found = [_reverted(graph, clues, each) for each in found]
    return [_stated(graph, trunk, clues, hotfix, each) for each in found]


def _return(graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, commit: int) -> Return:
    merge = trunk.brought_by(commit)
    if merge is not None:
        if merge == commit or not _leaves_all(graph, evidence, merge):
            return Return(commit, Back.MERGED, merge)
        told = _by_text(graph, trunk, clues, commit)
        return (
            Return(commit, Back.DROPPED, merge)
            if told is None
            else Return(commit, Back.PICKED, told, certain=False)
        )
    if (told := _by_text(graph, trunk, clues, commit)) is not None:
        return Return(commit, Back.PICKED, told, certain=False)
    if _leaves_all(graph, evidence, commit):
        return Return(commit, Back.EMPTY)
    if evidence.lacking or commit in evidence.kept:
        return Return(commit, Back.INCONCLUSIVE if evidence.lacking else Back.BOOKKEEPING)
    return _by_change(graph, clues, evidence, commit)


def _by_change(graph: Graph, clues: Clues, evidence: Evidence, commit: int) -> Return:
    """What the changes themselves tell; one with the same subject and another change proves nothing."""
    alike = clues.alike(graph, commit)
    patch = evidence.patches.get(commit)
    same = next((each for each in alike if patch and evidence.patches.get(each) == patch), None)
    if same is not None:
        return Return(commit, Back.PICKED, same)
    if alike:
        return Return(commit, Back.INCONCLUSIVE, alike[0], certain=False)
    return Return(commit, Back.MISSING)


def _by_text(graph: Graph, trunk: Trunk, clues: Clues, commit: int) -> int | None:
    """The commit of main that is `commit` by author, time and subject, or that says it is."""
    subject = plain(graph.subjects[commit])
    for each in clues.by_author.get(graph.authors[commit], ()):
        if each != commit and plain(graph.subjects[each]) == subject:
            return each
    return _told(graph, trunk, clues, commit)


def _leaves_all(graph: Graph, evidence: Evidence, commit: int) -> bool:
    """Whether a commit, or a merge, has the files of its first parent."""
    tree = evidence.trees.get(commit)
    return tree is not None and any(evidence.trees.get(each) == tree for each in graph.parents[commit][:1])


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
    return found if by is None else Return(found.commit, Back.PICKED, by, certain=False)


def _reverted(graph: Graph, clues: Clues, found: Return) -> Return:
    """The same, unless what brought it back was reverted on main, and that was not reverted again."""
    if found.verdict not in {Back.MERGED, Back.PICKED, Back.SQUASHED} or found.by is None:
        return found
    for commit in dict.fromkeys([found.by, found.commit]):
        last, times = commit, 0
        while (by := _reverted_by(graph, clues, last)) is not None:
            last, times = by, times + 1
        if times % 2:
            return Return(found.commit, Back.REVERTED, last)
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


_OPEN_TO_STATEMENTS = frozenset({Back.MISSING, Back.INCONCLUSIVE, Back.DROPPED, Back.REVERTED})
_WORST_FIRST = (
    Back.MISSING, Back.DROPPED, Back.REVERTED, Back.INCONCLUSIVE, Back.SQUASHED, Back.PICKED, Back.MERGED,
)  # fmt: skip
