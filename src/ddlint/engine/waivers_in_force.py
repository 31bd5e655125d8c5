"""The waivers of a run as subjects: which rules they name, and what they were good for."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ddlint.engine.rule import Rule
from ddlint.engine.waivers import Waivers
from ddlint.model.waivers.in_force import WaiverInForce
from ddlint.model.waivers.waiver import Waiver
from ddlint.model.waivers.written import NAME, in_file
from ddlint.model.yaml_file import YamlFile


@dataclass(frozen=True, slots=True)
class Waiving:
    """A file with waivers in it: what is kept of it until the run ends."""

    path: str
    text: str


def collect(file: YamlFile) -> Iterable[Waiving]:
    """`file`, where it holds a waiver."""
    if NAME in file.text and any(True for _ in in_file(file.path, file.text)):
        yield Waiving(file.path, file.text)


def written(files: Iterable[Waiving]) -> Iterator[tuple[Waiver, str]]:
    """Each waiver in `files`, with the text that it stands in."""
    for file in files:
        for reach in in_file(file.path, file.text):
            yield reach.waiver, file.text


@dataclass(frozen=True, slots=True)
class Judge:
    """What is known at the end of a run.

    Attributes:
        waivers: what may waive at all.
        known: all rules there are.
        ran: those that ran.
        used: how many findings each waiver let stand (see `Ledger.waivers`).
        whole: whether they ran on everything, so that what waived nothing is of no use.
    """

    waivers: Waivers
    known: tuple[Rule, ...]
    ran: tuple[Rule, ...]
    used: Counter[tuple[str, str]]
    whole: bool

    def in_force(self, waiver: Waiver, text: str) -> WaiverInForce:
        """`waiver`, which stands in `text`, as the rules see it."""
        named = {word: self._rule(word) for word in waiver.rules}
        unknown = tuple((word, self._near(word)) for word, rule in named.items() if rule is None)
        rules = {word: rule for word, rule in named.items() if rule is not None}
        held = tuple(word for word, rule in rules.items() if not self.waivers.may_waive(rule))
        ran = {rule.code for rule in self.ran} if self.whole else set()
        unused = tuple(
            word
            for word, rule in rules.items()
            if rule.code in ran and word not in held and not self.used[waiver.where, rule.code]
        )
        return WaiverInForce(waiver, text, () if waiver.fault else unknown, held, unused)

    def _rule(self, word: str) -> Rule | None:
        return next((rule for rule in self.known if word in (rule.name, rule.code)), None)

    def _near(self, word: str) -> str:
        names = [each for rule in self.known for each in (rule.name, rule.code)]
        return next(iter(difflib.get_close_matches(word, names, 1)), "")
