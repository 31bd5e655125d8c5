"""Which commits of a main line a gate has seen, told from what gates recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ddlint.model.changes.landing import Way
from ddlint.model.gate.record import CLEAN, Record


@dataclass(frozen=True, slots=True)
class OnMain:
    """A commit of a main line.

    Attributes:
        oid: the full id.
        parents: the full ids of its parents, the one on the line first.
    """

    oid: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of git, where it matters.

    Attributes:
        contains: whether the second commit has the first one in its history.
        merges_cleanly: whether the merge of these two parents, without a person's hand, is this commit.
        patches: what stands for the change of each commit, by full id; nothing for those that change nothing.
    """

    contains: Callable[[str, str], bool]
    merges_cleanly: Callable[[OnMain], bool]
    patches: Callable[[Sequence[OnMain]], Mapping[str, str]]


def ways(line: Sequence[OnMain], found: Iterable[Record], since: str, ask: Asking) -> dict[str, Way]:
    """How each commit of a line came there, by full id.

    Args:
        line: the commits, oldest first.
        found: all records of gates on changes.
        since: the full id of the commit before the first.
        ask: what is asked of git.
    """
    by_object: defaultdict[str, list[Record]] = defaultdict(list)
    for record in sorted(found, key=lambda each: each.outcome != CLEAN):
        by_object[record.object].append(record)
    told: dict[str, Way] = {}
    _itself(line, by_object, since, ask, told)
    merges = [commit for commit in line if len(commit.parents) > 1 and commit.oid not in told]
    for commit in merges:
        told[commit.oid] = _merge(commit, by_object, ask)
    used = {parent for commit in merges for parent in commit.parents[1:]}
    rest = [commit for commit in line if commit.oid not in told]
    _copies(line, rest, [each for oid in by_object.keys() - used for each in by_object[oid]], ask, told)
    return {commit.oid: told.get(commit.oid, Way.PUSHED) for commit in line}


def _way(record: Record) -> Way:
    return Way.GATED if record.outcome == CLEAN else Way.OVERRULED


def _itself(
    line: Sequence[OnMain], by_object: Mapping[str, Sequence[Record]], since: str, ask: Asking,
    told: dict[str, Way],
) -> None:  # fmt: skip
    """Commits that are the head of what a gate judged, and those of the line below, down to its base."""
    places = {commit.oid: number for number, commit in enumerate(line)}
    for number, commit in enumerate(line):
        for record in by_object.get(commit.oid, ()):
            if record.base in places:
                start = places[record.base] + 1
            else:
                start = 0 if record.base and ask.contains(record.base, since) else number
            for each in line[start : number + 1]:
                told.setdefault(each.oid, _way(record))


def _merge(commit: OnMain, by_object: Mapping[str, Sequence[Record]], ask: Asking) -> Way:
    """A merge brings what a gate saw where that began on the line, and adds nothing itself."""
    first, second, *more = commit.parents
    seen = [
        record for record in by_object.get(second, ()) if record.base and ask.contains(record.base, first)
    ]
    if more or not seen:
        return Way.UNSEEN
    return _way(seen[0]) if ask.merges_cleanly(commit) else Way.OWN_CONTENT


def _copies(
    line: Sequence[OnMain], rest: Sequence[OnMain], found: Sequence[Record], ask: Asking,
    told: dict[str, Way],
) -> None:  # fmt: skip
    """Squashed and rebased changes: each record stands for one of them."""
    if not rest or not found:
        return
    patches = ask.patches(rest)
    squashed = {record.patch: record for record in reversed(found) if record.patch}
    for commit in rest:
        record = squashed.pop(patches.get(commit.oid, ""), None)
        if record is not None:
            told[commit.oid] = _way(record)
    for record in found:
        if len(record.patches) > 1 and record.patch in squashed:
            _rebased(line, record, patches, told)


def _rebased(
    line: Sequence[OnMain], record: Record, patches: Mapping[str, str], told: dict[str, Way]
) -> None:
    count = len(record.patches)
    for start in range(len(line) - count + 1):
        part = line[start : start + count]
        if all(
            each.oid not in told and patches.get(each.oid) == wanted
            for each, wanted in zip(part, record.patches, strict=True)
        ):
            told.update((each.oid, _way(record)) for each in part)
            return
