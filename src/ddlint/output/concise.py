"""`concise`: one line for each finding, `path:line:column: severity CODE name: message`."""

from __future__ import annotations

from typing import TextIO

from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.output.names import name
from ddlint.output.safe import safe
from ddlint.output.sink import About, Manner

SILENT = frozenset({Verdict.WAIVED, Verdict.GRANDFATHERED})


class Concise:
    """See the module. Waived and grandfathered findings are shown only when asked for (verbose)."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write
        self._silent = frozenset[Verdict]() if manner.verbose else SILENT

    def begin(self) -> None:
        """Nothing stands before the entries."""

    def entry(self, entry: Entry) -> None:
        """Write one line."""
        if entry.verdict not in self._silent:
            self._write(line(entry))

    def paste(self, written: str) -> None:
        """Write entries that were written elsewhere."""
        self._write(written)

    def end(self, ledger: Ledger, exit_code: int) -> None:
        """Nothing stands after the entries: the counts go to stderr."""


def line(entry: Entry) -> str:
    """The line for `entry`, with its line end."""
    word = entry.severity.word if entry.verdict is Verdict.FOUND else entry.verdict.value
    what = f"{word} {entry.code} {entry.name}: {safe(entry.message)}\n"
    place = entry.location
    return f"{name(place)}:{place.line}:{place.column}: {what}" if place else f"-: {what}"
