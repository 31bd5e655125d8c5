"""`jsonl`: one JSON object a line, as `schemas/finding-lines.schema.json` describes them.

The first line is the `run`, then each `finding`, then the `summary`: a reader needs no more than a line at a
time, and a report that breaks off in the middle is known by the line that is missing at its end.
"""

from __future__ import annotations

from typing import TextIO

from ddlint.engine.ledger import Entry, Ledger
from ddlint.output.json_findings import VERSION, finding, repository, summary, tool
from ddlint.output.json_text import Json, dumps
from ddlint.output.sink import About, Manner


class JsonLines:
    """See the module. What stands under each key is what `json` has under the same name."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write
        self._about = about

    def begin(self) -> None:
        """Say what ran, on what."""
        run: dict[str, Json] = {
            "version": VERSION, "tool": tool(self._about), "repository": repository(self._about),
        }  # fmt: skip
        self._line("run", run)

    def entry(self, entry: Entry) -> None:
        """Write one finding."""
        self._line("finding", finding(entry))

    def paste(self, written: str) -> None:
        """Write findings that were written elsewhere."""
        self._write(written)

    def end(self, ledger: Ledger, exit_code: int) -> None:
        """Write the counts."""
        self._line("summary", summary(ledger, exit_code))

    def _line(self, key: str, value: Json) -> None:
        self._write(f"{dumps({key: value})}\n")
