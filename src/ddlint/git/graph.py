"""Loading the commits of a repository into a `Graph`, in one walk."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.git import objects
from ddlint.git.history import walk
from ddlint.git.repository import Repository
from ddlint.model.releases.clues import SAYS_PULL
from ddlint.model.releases.graph import Graph

_PICKED = re.compile(rb"cherry[ -]picked from (?:commit )?([0-9a-f]{7,64})\b")
_SQUASHED = re.compile(rb"^commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)$", re.MULTILINE)
_STATED = re.compile(rb"^Merged-back:[ \t]*([0-9A-Za-z._+/-]+)", re.MULTILINE | re.IGNORECASE)
_REVERTED = re.compile(rb"[Tt]his reverts commit ([0-9a-f]{7,64})\b")


def load(repository: Repository, tips: Iterable[str]) -> Graph:
    """All commits that are reached from `tips`.

    Args:
        repository: where to look.
        tips: full ids of commits.

    Raises:
        GitError: git failed.
        ObjectMissing: a commit of the walk is not in this clone.
    """
    graph = Graph()
    wanted = sorted(set(tips))
    if wanted:
        with walk(repository.git, wanted) as stream:
            for batch in objects.records(stream):
                for oid, raw in batch:
                    _add(graph, oid, raw)
    return graph


def _add(graph: Graph, oid: bytes, raw: bytes) -> None:
    number = graph.number_of(oid.decode("ascii"))
    end = raw.find(b"\n\n")
    end = len(raw) if end < 0 else end
    author = raw.find(b"\nauthor ", 0, end) + 1
    above = raw[:author].split(b"\n")[1:-1]
    graph.parents[number] = tuple(graph.number_of(line[7:].decode("ascii")) for line in above)
    committer = raw.find(b"\n", author) + 1
    graph.authors[number] = hash(raw[author : committer - 1])
    graph.times[number] = _time(raw[committer : raw.find(b"\n", committer)])
    graph.subjects[number] = _subject(raw, end + 2)
    if raw.find(b"pick", end) >= 0 or raw.find(b"ackport", end) >= 0:
        _add_picks(graph, number, raw, end)
    if raw.find(b"his reverts commit ", end) >= 0:
        graph.reverted[number] = _ids(_REVERTED, raw, end)
    if raw.find(b"Squashed commit of the following", end) >= 0:
        graph.squashed[number] = _ids(_SQUASHED, raw, end)
    if raw.find(b"-back:", end) >= 0:
        graph.stated[number] = _ids(_STATED, raw, end)


def _add_picks(graph: Graph, number: int, raw: bytes, end: int) -> None:
    if found := _ids(_PICKED, raw, end):
        graph.picked[number] = found
    body = raw.find(b"\n", end + 2)
    if body >= 0 and (pulls := SAYS_PULL.findall(raw[body:].decode("utf-8", "replace"))):
        graph.pulls[number] = tuple(pulls)


def _time(committer: bytes) -> int:
    time = committer.rpartition(b"> ")[2].partition(b" ")[0]
    return int(time) if time.isdigit() and len(time) < 20 else 0


def _subject(raw: bytes, start: int) -> str:
    end = raw.find(b"\n", start)
    return raw[start : end if end >= 0 else len(raw)].decode("utf-8", "replace").strip()


def _ids(pattern: re.Pattern[bytes], raw: bytes, start: int) -> tuple[str, ...]:
    return tuple(found.decode("ascii") for found in pattern.findall(raw, start))
