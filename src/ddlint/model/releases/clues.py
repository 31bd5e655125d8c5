"""What messages tell of commits that came back to main: whom they name, and what they are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ddlint.model.releases.graph import Graph
from ddlint.model.releases.trunk import Trunk

_NUMBER = " (#"
_PULLED = re.compile(r"\((#\d{1,9}(?:(?:,| and|,? &) #\d{1,9})*)\)", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_MERGED_PULL = re.compile(r"Merge pull request #(\d{1,9}) from ", re.ASCII)
_VERSION = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?![0-9.]*[0-9])", re.ASCII)
_ID = re.compile(r"[0-9a-f]{7,64}", re.ASCII)
_REVERT = re.compile(r"revert\b", re.IGNORECASE)
_LEAST_SUBJECT = 12  # characters: `wip` and `fix` stand in front of too many commits to tell anything

#: "Backport of #12", "(cherry-pick #12 for 1.4)": the pull request that a commit says it is a pick of.
SAYS_PULL = re.compile(
    r"(?:back-?port|cherry[- ]?pick)(?:s|ed|ing)?:?(?: of| from| for)?(?: pr| pull request)? \(?#(\d{1,9})\b",
    re.IGNORECASE | re.ASCII,
)


def _lists() -> defaultdict[str, list[int]]:
    return defaultdict(list)


@dataclass(slots=True)
class Clues:
    """The commits of main by what a pick of them would share.

    Attributes:
        by_author: by who wrote the change, and when: a cherry-pick keeps both.
        by_subject: by the first line of the message, without the number of a pull request.
        by_source: the commits that say they were picked, by the first seven digits of what from.
        by_squashed: the squashes that name their commits, by the first seven digits of each.
        by_reverted: the commits that revert, by the first seven digits of what.
        by_version: main's own commits, by each version in the first line of the message.
        by_pull: main's own commits, by the number of the pull request that they are.
        by_statement: the commits that say they stand for something (`Merged-back:`): by its name, or the
            first seven digits of its id.
    """

    by_author: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_subject: dict[str, list[int]] = field(default_factory=_lists)
    by_source: dict[str, list[int]] = field(default_factory=_lists)
    by_squashed: dict[str, list[int]] = field(default_factory=_lists)
    by_reverted: dict[str, list[int]] = field(default_factory=_lists)
    by_version: dict[str, list[int]] = field(default_factory=_lists)
    by_pull: dict[str, int] = field(default_factory=dict)
    by_statement: dict[str, list[int]] = field(default_factory=_lists)
    _alike: dict[int, list[int]] = field(default_factory=dict)

    @staticmethod
    def of(graph: Graph, trunk: Trunk, wanted: Iterable[int]) -> Clues:
        """The clues about the commits `wanted` in what `trunk` holds."""
        found = Clues()
        asked = list(wanted)
        found._read_subjects(graph, trunk, asked)
        for index, told in (
            (found.by_source, graph.picked),
            (found.by_squashed, graph.squashed),
            (found.by_reverted, graph.reverted),
        ):
            for commit, ids in told.items():
                if trunk.step(commit) is not None:
                    for oid in ids:
                        index[oid[:7]].append(commit)
        found._read_statements(graph, trunk)
        found._read_own(graph, trunk)
        return found

    def _read_subjects(self, graph: Graph, trunk: Trunk, asked: Iterable[int]) -> None:
        authors = {graph.authors[commit] for commit in asked}
        subjects = {plain(graph.subjects[commit]) for commit in asked}
        for commit in trunk.held_commits():
            if graph.is_merge(commit):
                continue
            if graph.authors[commit] in authors:
                self.by_author[graph.authors[commit]].append(commit)
            subject = plain(graph.subjects[commit])
            if subject in subjects and len(subject) >= _LEAST_SUBJECT:
                self.by_subject[subject].append(commit)

    def _read_statements(self, graph: Graph, trunk: Trunk) -> None:
        for commit, names in graph.stated.items():
            if trunk.step(commit) is not None:
                for name in names:
                    self.by_statement[name[:7] if _ID.fullmatch(name) else name].append(commit)

    def _read_own(self, graph: Graph, trunk: Trunk) -> None:
        for commit in trunk.since(-1):
            subject = graph.subjects[commit]
            if graph.is_merge(commit):
                merged = _MERGED_PULL.match(subject)
                if merged:
                    self.by_pull.setdefault(merged[1], commit)
                continue
            if subject.endswith(")") and (pulls := _PULLED.findall(subject)):
                self.by_pull.setdefault(pulls[-1].rpartition("#")[2], commit)
            if "." in subject:
                for version in _VERSION.findall(subject):
                    self.by_version[version].append(commit)

    def alike(self, graph: Graph, commit: int) -> list[int]:
        """The commits of main that share author and time, or the subject, with `commit`."""
        found = self._alike.get(commit)
        if found is None:
            same = self.by_author.get(graph.authors[commit], [])
            named = self.by_subject.get(plain(graph.subjects[commit]), [])
            found = [each for each in dict.fromkeys([*same, *named]) if each != commit]
            self._alike[commit] = found
        return found

    def pulled(self, graph: Graph, commit: int) -> int | None:
        """The pull request on main that `commit` says it is a pick of: by a word for it, or its number."""
        subject = graph.subjects[commit]
        if _REVERT.match(subject):
            return None
        listed = (number for group in _PULLED.findall(subject) for number in _DIGITS.findall(group))
        said = [*SAYS_PULL.findall(subject), *listed, *graph.pulls.get(commit, ())]
        return next((self.by_pull[number] for number in said if number in self.by_pull), None)


def plain(subject: str) -> str:
    """A subject without the numbers of pull requests that squashing and picking add behind it."""
    while subject.endswith(")") and (at := subject.rfind(_NUMBER)) > 0 and subject[at + 3 : -1].isdecimal():
        subject = subject[:at]
    return subject
