"""`github`: workflow commands that GitHub Actions turns into annotations.

Grammar and escapes: actions/runner, `ActionCommand.cs` (data: `%`, CR, LF; properties also `:` and `,`).
GitHub shows at most ten annotations of each kind for a step; the log has them all.
"""

from __future__ import annotations

from typing import TextIO

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.locate import Location
from ddlint.output.concise import SILENT
from ddlint.output.names import position
from ddlint.output.safe import safe
from ddlint.output.sink import About, Manner

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class Github:
    """See the module. What a run could not look at is annotated too, at its end."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write

    def begin(self) -> None:
        """Nothing stands before the entries."""

    def entry(self, entry: Entry) -> None:
        """Write one annotation."""
        if entry.verdict in SILENT:
            return
        found = entry.verdict is Verdict.FOUND
        level = _LEVELS[entry.severity] if found else "warning"
        title = f"{entry.code} {entry.name}" if found else f"{entry.code} {entry.name} not available"
        self._write(_command(level, title, _text(entry), entry.location))

    def paste(self, written: str) -> None:
        """Write entries that were written elsewhere."""
        self._write(written)

    def end(self, ledger: Ledger, exit_code: int) -> None:  # noqa: ARG002 - a Sink
        """Annotate gaps and crashes."""
        for gap in dict.fromkeys(ledger.gaps):
            self._write(_command("error", "ddlint is incomplete", _lines(gap.reason, gap.remedy)))
        for crash in ledger.crashes:
            last = crash.traceback.strip().rpartition("\n")[2]
            message = _lines(f"rule {crash.code} {crash.name} crashed on {crash.subject}", last)
            self._write(_command("error", "ddlint is incomplete", message))


def _text(entry: Entry) -> str:
    """What is wrong; what happened in a file is annotated there, all else has to be named."""
    location = entry.location
    where = f"{position(location)}: " if location and location.kind != "file" else ""
    return _lines(f"{where}{entry.message}", entry.help, entry.url)


def _lines(*texts: str) -> str:
    return "\n".join(safe(line) for text in texts if text for line in text.split("\n"))


def _command(level: str, title: str, text: str, location: Location | None = None) -> str:
    properties = {**(_place(location) if location else {}), "title": title}
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{level} {written}::{text.translate(_DATA)}\n"


def _place(location: Location) -> dict[str, str]:
    if location.kind != "file":
        return {}
    lines = {"file": safe(location.name), "line": str(location.line), "endLine": str(location.end_line)}
    if location.end_line != location.line:
        return lines  # GitHub refuses columns of a span over several lines
    return {
        **lines,
        "col": str(location.column),
        "endColumn": str(max(location.column, location.end_column - 1)),
    }
