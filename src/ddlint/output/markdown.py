"""`markdown`: for people who do not know ddlint, on a job's summary page or in a comment on a pull request.

The worst findings come first. All of it has at most 60,000 bytes, since GitHub takes comments of 65,536
characters; what does not fit is counted. The first line is a comment by which a bot finds its own again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.output.concise import SILENT
from ddlint.output.markdown_text import block, code, text
from ddlint.output.names import SHORT_COMMIT, name
from ddlint.output.sink import About, Manner, Provenance
from ddlint.output.summary import counted, summary
from ddlint.output.web import address

MARK = "<!-- ddlint -->"
LARGEST = 60_000  # bytes
_CLOSING = 8_000  # of them for what was checked
_ROWS = LARGEST - _CLOSING - 1_000
_UNAVAILABLE = Verdict.NOT_AVAILABLE.value
#: Which rows come first.
_KINDS = (Severity.ERROR.word, Severity.WARNING.word, _UNAVAILABLE, Severity.INFO.word)
_HEAD = "\n| | Where | What |\n| --- | --- | --- |\n"


@dataclass(slots=True)
class _Rows:
    """The first rows of one kind, as many as may find room, and how many there were in all."""

    kept: list[str] = field(default_factory=list)
    size: int = 0
    count: int = 0

    def add(self, row: str) -> None:
        self.count += 1
        self.size += len(row.encode())
        if self.size <= _ROWS:
            self.kept.append(row)


class Markdown:
    """See the module. It keeps what it will write, which is bounded."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:
        self._write = stream.write
        self._about = about
        self._manner = manner
        self._rows: dict[str, _Rows] | None = None

    def begin(self) -> None:
        """Begin to collect: a twin, whose rows are pasted, writes them at once."""
        self._rows = {kind: _Rows() for kind in _KINDS}

    def entry(self, entry: Entry) -> None:
        """Keep one row."""
        if entry.verdict not in SILENT:
            kind = entry.severity.word if entry.verdict is Verdict.FOUND else _UNAVAILABLE
            self._keep(kind, _row(kind, entry, self._about.repository))

    def _keep(self, kind: str, row: str) -> None:
        if self._rows is None:
            self._write(f"{kind}\t{row}")
        else:
            self._rows[kind].add(row)

    def paste(self, written: str) -> None:
        """Keep rows that were written elsewhere."""
        for line in written.splitlines(keepends=True):
            kind, _, row = line.partition("\t")
            self._keep(kind, row)

    def end(self, ledger: Ledger, exit_code: int) -> None:  # noqa: ARG002 - a Sink
        """Write all of it."""
        rows = self._rows or {}
        self._write(f"{MARK}\n### ddlint: {_title(ledger, self._about)}\n")
        shown = list(_fitting(rows))
        if shown:
            self._write(_HEAD + "".join(shown))
        left = sum(each.count for each in rows.values()) - len(shown)
        if left:
            self._write(f"\n**{counted(left, 'more row')} did not fit here**; the log has them all.\n")
        self._write(_aside(ledger))
        self._write(_closing(summary(ledger, self._about, self._manner), opened=ledger.incomplete))


def _fitting(rows: dict[str, _Rows]) -> Iterator[str]:
    room = _ROWS
    for each in rows.values():
        for row in each.kept:
            room -= len(row.encode())
            if room < 0:
                return
            yield row


def _title(ledger: Ledger, about: About) -> str:
    if not (ledger.checked.total() and about.rules):
        return "nothing was checked"
    found = [
        counted(ledger.severities[each], each.word)
        for each in (Severity.ERROR, Severity.WARNING)
        if ledger.severities[each]
    ]
    if ledger.severities[Severity.INFO]:
        found.append(f"{ledger.severities[Severity.INFO]:,} info")
    said = ", ".join(found) or "found nothing"
    return f"incomplete ({said})" if ledger.incomplete else said


def _aside(ledger: Ledger) -> str:
    """How much is let stand: the rows do not show it."""
    before, waived = ledger.total(Verdict.GRANDFATHERED), ledger.total(Verdict.WAIVED)
    told = [f"{before:,} that {_were(before)} there before"] if before else []
    told += [f"{waived:,} that somebody waived, with a reason"] if waived else []
    return f"\nNot counted: {' and '.join(told)}.\n" if told else ""


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _row(kind: str, entry: Entry, repository: Provenance) -> str:
    return f"| {kind} | {_where(entry, repository)} | {_what(entry)} |\n"


def _where(entry: Entry, repository: Provenance) -> str:
    place = entry.location
    if place is None:
        return ""
    shown = code(
        {"commit": place.name[:SHORT_COMMIT], "file": f"{name(place)}:{place.line}"}.get(
            place.kind, name(place)
        )
    )
    link = address(repository, place)
    return f"[{shown}]({link})" if link else shown


def _what(entry: Entry) -> str:
    """What is wrong, how to mend it, and the rule's page."""
    lines = [text(entry.message), *map(_help, entry.help.split("\n") if entry.help else ())]
    rule = text(f"{entry.code} {entry.name}")
    return "<br>".join([*lines, f"[{rule}]({entry.url})" if entry.url else rule])


def _help(line: str) -> str:
    """A line that is indented is one to copy."""
    return code(line.strip()) if line[:1] == " " else text(line)


def _closing(lines: Sequence[str], *, opened: bool) -> str:
    """What was checked and what was not; open to see where the run is incomplete."""
    kept: list[str] = []
    room = _CLOSING - 500
    for line in lines:
        room -= len(line.encode("utf-8", "backslashreplace")) + 1
        if room < 0:
            kept.append("... (the log has the rest)")
            break
        kept.append(line)
    if not kept:
        return ""
    state = " open" if opened else ""
    return f"\n<details{state}><summary>What was checked</summary>\n\n{block(kept)}\n</details>\n"
