"""What messages tell of commits that came back to main: whom they name, and what they are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ddlint.model.releases.graph import Graph
from ddlint.model.releases.trunk import Trunk

_NUMBER = " (#"
_VERSION = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?![0-9.]*[0-9])", re.ASCII)
_ID = re.compile(r"[0-9a-f]{7,64}", re.ASCII)
_LEAST_SUBJECT = 12  # characters: `wip` and `fix` stand in front of too many commits to tell anything


@dataclass(slots=True)
class Clues:
    """The commits of main by what a pick of them would share.

    Attributes:
        by_author: by who wrote the change, and when: a cherry-pick keeps both.
        by_subject: by the first line of the message, without the number of a pull request.
        by_source: the commits that say they were picked, by the first seven digits of what from.
        by_reverted: the commits that revert, by the first seven digits of what.
        by_version: main's own commits, by each version in the first line of the message.
        by_statement: the commits that say they stand for something (`Merged-back:`): by its name, or the
            first seven digits of its id.
    """

    by_author: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_subject: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_source: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_reverted: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_version: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_statement: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @staticmethod
    def of(graph: Graph, trunk: Trunk, wanted: Iterable[int]) -> Clues:
        """The clues about the commits `wanted` in what `trunk` holds."""
        found = Clues()
        asked = list(wanted)
        authors = {graph.authors[commit] for commit in asked}
        subjects = {plain(graph.subjects[commit]) for commit in asked}
        for commit in range(len(graph.oids)):
            if trunk.step(commit) is None or graph.is_merge(commit):
                continue
            if graph.authors[commit] in authors:
                found.by_author[graph.authors[commit]].append(commit)
            subject = plain(graph.subjects[commit])
            if len(subject) >= _LEAST_SUBJECT and subject in subjects:
                found.by_subject[subject].append(commit)
        found._read_texts(graph, trunk)
        return found

    def _read_texts(self, graph: Graph, trunk: Trunk) -> None:
        for index, told in ((self.by_source, graph.picked), (self.by_reverted, graph.reverted)):
            for commit, ids in told.items():
                if trunk.step(commit) is not None:
                    for oid in ids:
                        index[oid[:7]].append(commit)
        self._read_statements(graph, trunk)
        for commit in trunk.since(-1):
            if not graph.is_merge(commit):
                for version in _VERSION.findall(graph.subjects[commit]):
                    self.by_version[version].append(commit)

    def _read_statements(self, graph: Graph, trunk: Trunk) -> None:
        for commit, names in graph.stated.items():
            if trunk.step(commit) is not None:
                for name in names:
                    self.by_statement[name[:7] if _ID.fullmatch(name) else name].append(commit)

    def alike(self, graph: Graph, commit: int) -> list[int]:
        """The commits of main that share author and time, or the subject, with `commit`."""
        same = self.by_author.get(graph.authors[commit], [])
        named = self.by_subject.get(plain(graph.subjects[commit]), [])
        return [each for each in dict.fromkeys([*same, *named]) if each != commit]


def plain(subject: str) -> str:
    """A subject without the numbers of pull requests that squashing and picking add behind it."""
    while subject.endswith(")") and (at := subject.rfind(_NUMBER)) > 0 and subject[at + 3 : -1].isdecimal():
        subject = subject[:at]
    return subject
