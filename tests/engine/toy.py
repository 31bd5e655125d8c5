"""A toy subject and rules for tests of the engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from ddlint.config.settings import Settings
from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import EVERY_MOMENT, Check, Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True)
class Note:
    noun: ClassVar[str] = "note"
    text: str
    path: str = "a.txt"

    @property
    def title(self) -> str:
        return self.path

    def text_at(self, place: Place) -> str:
        return self.text


def find_bad(note: Note, context: Context) -> Iterable[Outcome]:
    start = note.text.find("bad")
    while start >= 0:
        yield Finding("bad word", FileSpan(note.path, start, start + 3, "word"))
        start = note.text.find("bad", start + 1)


def crash(note: Note, context: Context) -> Iterable[Outcome]:
    raise KeyError(note.text)


def cannot_look(note: Note, context: Context) -> Iterable[Outcome]:
    yield NotAvailable("there is no dictionary", "install one")


def rule(check: Check, code: str = "DDX001", name: str = "bad-word", **more: Any) -> Rule:
    return Rule(code, name, "toys", "0.1.0", Note, Severity.ERROR, check, **more)


def run(
    *rules: Rule, settings: Settings | None = None, moment: Moment = Moment.HOOK
) -> tuple[Run, list[Entry]]:
    settings = settings or Settings()
    entries: list[Entry] = []
    return Run(rules, Selection(rules, settings), Context(settings, moment), entries.append), entries


__all__ = ["EVERY_MOMENT", "Note", "cannot_look", "crash", "find_bad", "rule", "run"]
