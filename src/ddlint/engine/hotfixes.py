"""The state of every hotfix: git's answers gathered in a fixed number of processes, judged by the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.config.patterns import matches_any
from ddlint.config.release_settings import BranchSettings
from ddlint.engine.lines import Lines
from ddlint.git.failure import ObjectMissing
from ddlint.git.objects import sizes_here
from ddlint.git.patches import Pair, changes, patch_ids
from ddlint.git.repository import Repository
from ddlint.model.releases.clues import Clues
from ddlint.model.releases.evidence import (
    Evidence,
    Span,
    first_asked,
    left_main,
    merged_sides,
    patches_asked,
    searched,
    span,
)
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.merged_back import returns, unexplained, verdict
from ddlint.model.releases.returned import Back, Return

EVERYTHING = 1_000_000
_NO_FILE = frozenset({"000000", "160000"})


@dataclass(frozen=True, slots=True)
class State:
    """A hotfix and what became of it.

    Attributes:
        hotfix: the hotfix.
        back: what became of it as a whole.
        returns: what became of each of its commits.
    """

    hotfix: Hotfix
    back: Back
    returns: Sequence[Return]


def states(
    repository: Repository, lines: Lines, every: Sequence[Hotfix], settings: BranchSettings,
    most: int = EVERYTHING,
) -> list[State]:  # fmt: skip
    """What became of the hotfixes `every`, in their order.

    Args:
        repository: where to look at what commits changed.
        lines: its lines of releases.
        every: the hotfixes.
        settings: what need not come back.
        most: with how many of main's last commits changes are compared that no message leads to.
    """
    graph, trunk = lines.graph, lines.trunk
    clues = Clues.of(graph, trunk, (commit for each in every for commit in each.own))
    open_ = [unexplained(graph, trunk, clues, each) for each in every]
    gathering = _Gathering(repository, lines, clues, Evidence(), settings)
    gathering.gather(every, open_, most)
    found = []
    for each in every:
        came = returns(graph, trunk, clues, gathering.evidence, each)
        found.append(State(each, verdict(each, came), came))
    return found


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Asks git for what the model wants to know, all of one kind at once."""

    repository: Repository
    lines: Lines
    clues: Clues
    evidence: Evidence
    settings: BranchSettings
    kept: dict[str, bool] = field(default_factory=dict)

    def gather(self, every: Sequence[Hotfix], open_: Sequence[Sequence[int]], most: int) -> None:
        """Fill the evidence about `every` hotfix, of which the commits `open_` are not explained yet."""
        graph, trunk, clues = self.lines.graph, self.lines.trunk, self.clues
        starts = [left_main(graph, trunk, each) for each, left in zip(every, open_, strict=True) if left]
        search = searched(trunk, graph, min(starts), most) if starts else []
        asked = {span(graph, each) for each in search}
        for each, left in zip(every, open_, strict=True):
            asked |= first_asked(graph, trunk, clues, each, left)
        try:
            self.read_changes(asked)
            self.read_changes({s for each in every for s in merged_sides(graph, trunk, self.evidence, each)})
        except ObjectMissing:
            self.evidence.lacking = True
            return
        self.evidence.index(graph, search)
        pairs = zip(every, open_, strict=True)
        self.read_patches(
            group
            for each, left in pairs
            for group in patches_asked(graph, trunk, clues, self.evidence, each, left)
        )

    def read_changes(self, spans: Iterable[Span]) -> None:
        """Read which files lie between the commits of `spans`."""
        wanted = sorted(set(spans) - self.evidence.changes.keys())
        for each, change in zip(wanted, changes(self.repository, self._pairs(wanted)), strict=True):
            needed = {path: what for path, what in change.items() if not self._is_kept(path)}
            self.evidence.changes[each] = needed
            if change and not needed:
                self.evidence.kept.add(each)

    def read_patches(self, asked: Iterable[Sequence[Span]]) -> None:
        """Read the patch ids of what is asked for: groups of a change and those that it may be equal to.

        Where files become longer or shorter by another length, the lines that change are others: git need not
        read them. That costs a third of reading them, and a partial clone is told on the way.
        """
        groups = [*asked]
        length = self._growths({each for group in groups for each in group})
        wanted = set()
        for first, *others in groups:
            if first in length:
                alike = [each for each in others if length.get(each) == length[first]]
                wanted |= {first, *alike} if alike else set()
        self._read_patches(sorted(wanted))

    def _read_patches(self, wanted: Sequence[Span]) -> None:
        single = dict(wanted)
        once, again = [*single.items()], [each for each in wanted if single[each[0]] != each[1]]
        for group in (once, again):
            pairs = dict(zip(self._pairs(group), group, strict=True))
            for pair, patch in patch_ids(self.repository, pairs).items():
                self.evidence.patches[pairs[pair]] = patch

    def _growths(self, spans: Iterable[Span]) -> dict[Span, list[tuple[str, int | None]]]:
        """By how much each path of `spans` grows; those whose files the clone lacks are noted."""
        every = [*spans]
        changes = self.evidence.changes
        files = sorted({oid for each in every for what in changes[each].values() for oid in _files(what)})
        size = sizes_here(self.repository, files)
        found = {}
        for each in every:
            grown = {path: _growth(what, size) for path, what in changes[each].items()}
            if None in grown.values():
                self.evidence.unread.add(each)
            else:
                found[each] = sorted(grown.items())
        return found

    def _pairs(self, spans: Iterable[Span]) -> list[Pair]:
        oids = self.lines.graph.oids
        return [(oids[commit], oids[base] if base >= 0 else "") for commit, base in spans]

    def _is_kept(self, path: str) -> bool:
        kept = self.kept.get(path)
        if kept is None:
            kept = self.kept[path] = matches_any(self.settings.bookkeeping, path)
        return kept


def _files(what: str) -> list[str]:
    """The ids of a file before and after; none for one that is not there, nor for a submodule."""
    before, after, old, new, _ = what[1:].split(" ")
    return [oid for mode, oid in ((before, old), (after, new)) if mode not in _NO_FILE]


def _growth(what: str, size: Mapping[str, int | None]) -> int | None:
    """By how many bytes a file grows; None where the clone lacks it."""
    before, after, old, new, _ = what[1:].split(" ")
    lengths = [0 if mode in _NO_FILE else size[oid] for mode, oid in ((before, old), (after, new))]
    return None if None in lengths else (lengths[1] or 0) - (lengths[0] or 0)
