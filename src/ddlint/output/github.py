"""`github`: annotations of GitHub Actions, and for what GitHub would drop, plain lines in the log.

GitHub shows ten annotations of each level for a step and drops the rest without a word. So the ten that
matter first are annotated, at the end of the run: what it could not look at, what it found, what could not be
decided, each in the order in which it came. The rest is listed in a group of the log and counted in a notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.output import concise
from ddlint.output.github_command import MOST, annotation
from ddlint.output.names import position
from ddlint.output.safe import safe
from ddlint.output.sink import About, Manner

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
#: What was found comes before what could not be decided.
_FOUND, _OPEN = "found", "open"
#: Gaps and crashes that come before the findings, so that those have places left.
_MOST_TROUBLES = 5


class _Row(NamedTuple):
    """What is written for one entry, as a command or as a line of the log; none has a tab or a line end."""

    level: str
    rank: str
    command: str
    plain: str


class Github:
    """See the module. It keeps what it will annotate, which is bounded."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write
        self._summarized = manner.summarized
        self._kept: dict[tuple[str, str], list[_Row]] | None = None
        self._listed: Counter[str] = Counter()

    def begin(self) -> None:
        """Begin to collect: a twin, whose rows are pasted, writes them at once."""
        self._kept = {(level, rank): [] for level in _LEVELS.values() for rank in (_FOUND, _OPEN)}

    def entry(self, entry: Entry) -> None:
        """Keep one annotation, or list it where its level has ten."""
        if entry.verdict not in concise.SILENT:
            self._keep(_row(entry))

    def _keep(self, row: _Row) -> None:
        if self._kept is None:
            self._write("\t".join(row) + "\n")
            return
        same = self._kept[row.level, row.rank]
        if len(same) < MOST:
            same.append(row)
        else:
            self._list(row)

    def _list(self, row: _Row) -> None:
        if not self._listed:
            self._write(f"::group::ddlint: beyond the {MOST} of each level that GitHub annotates\n")
        self._listed[row.level] += 1
        self._write(f"{row.plain}\n")

    def paste(self, written: str) -> None:
        """Keep rows that were written elsewhere."""
        for line in written.split("\n")[:-1]:
            self._keep(_Row(*line.split("\t")))

    def end(self, ledger: Ledger, exit_code: int) -> None:  # noqa: ARG002 - a Sink
        """Annotate what matters first, and count the rest."""
        rows = self._in_order(ledger)
        if self._listed or any(len(level) > MOST for level in rows.values()):
            for level, found in rows.items():
                room = MOST - 1 if level == "notice" else MOST  # the count is a notice too
                for row in found[room:]:
                    self._list(row)
                del found[room:]
            self._write("::endgroup::\n")
        self._write("".join(f"{row.command}\n" for level in rows.values() for row in level))
        if self._listed:
            self._write(annotation("notice", "ddlint: more than GitHub annotates", self._rest()) + "\n")

    def _in_order(self, ledger: Ledger) -> dict[str, list[_Row]]:
        """What may be annotated, by level, what matters first at the front."""
        kept = self._kept or {}
        rows = {level: [*kept[level, _FOUND], *kept[level, _OPEN]] for level in _LEVELS.values()}
        troubles = [_trouble(*each) for each in _troubles(ledger)]
        rows["error"] = [*troubles[:_MOST_TROUBLES], *rows["error"], *troubles[_MOST_TROUBLES:]]
        return rows

    def _rest(self) -> str:
        """How many are not annotated, and where they are."""
        levels = (level for level in _LEVELS.values() if self._listed[level])
        counts = ", ".join(f"{self._listed[level]:,} {level}s" for level in levels)
        where = "The job's summary and the log of this step have" if self._summarized else "Its log has"
        return f"not annotated: {counts}. GitHub shows {MOST} of each level for a step. {where} all."


def _row(entry: Entry) -> _Row:
    found = entry.verdict is Verdict.FOUND
    level = _LEVELS[entry.severity] if found else "warning"
    title = f"{entry.code} {entry.name}" if found else f"{entry.code} {entry.name} not available"
    location = entry.location
    # what happened in a file is annotated there, all else has to be named
    where = f"{position(location)}: " if location and location.kind != "file" else ""
    text = "\n".join(filter(None, (f"{where}{entry.message}", entry.help)))
    command = annotation(level, title, text, location, entry.url)
    return _Row(level, _FOUND if found else _OPEN, command, concise.line(entry).rstrip("\n"))


def _troubles(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """What makes the run incomplete, and what may be done about it."""
    for gap in dict.fromkeys(ledger.gaps):
        yield gap.reason, gap.remedy
    for crash in ledger.crashes:
        last = crash.traceback.strip().rpartition("\n")[2]
        yield f"rule {crash.code} {crash.name} crashed on {crash.subject}", last


def _trouble(what: str, more: str) -> _Row:
    command = annotation("error", "ddlint is incomplete", "\n".join(filter(None, (what, more))))
    return _Row("error", _FOUND, command, f"incomplete: {safe(what)}")
