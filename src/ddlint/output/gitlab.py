"""`gitlab`: a Code Quality report, which GitLab shows in a merge request and beside the changed lines.

Source: docs.gitlab.com, "Code Quality report format" (`description`, `check_name`, `fingerprint`, `severity`,
`location.path`, `location.lines.begin`): an array, of which GitLab takes what has a file. A commit and a ref
get a path under `.git/`, where no tracked file can be. GitLab compares fingerprints: what is on the target
branch too is not shown as new.
"""

from __future__ import annotations

import hashlib
from typing import TextIO

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.output.concise import SILENT
from ddlint.output.json_text import Json, dumps
from ddlint.output.names import position
from ddlint.output.safe import safe
from ddlint.output.sarif_places import path_of
from ddlint.output.sink import About, Manner

#: GitLab's words; it knows `major` too.
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_NOWHERE = ".git"


class Gitlab:
    """See the module. What a run could not look at is reported too: GitLab shows no exit code."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write
        self._separator = "\n"

    def begin(self) -> None:
        """Open the array."""
        self._write("[")

    def entry(self, entry: Entry) -> None:
        """Write one issue."""
        if entry.verdict not in SILENT:
            self._add(dumps(_issue(entry)))

    def paste(self, written: str) -> None:
        """Write issues that were written elsewhere; they begin as the first ones of an array do."""
        if written:
            self._add(written[1:])

    def _add(self, rows: str) -> None:
        self._write(self._separator + rows)
        self._separator = ",\n"

    def end(self, ledger: Ledger, exit_code: int) -> None:  # noqa: ARG002 - a Sink
        """Report gaps and crashes, and close the array."""
        for gap in dict.fromkeys(ledger.gaps):
            self._add(dumps(_incomplete("ddlint/incomplete", f"not looked at: {gap.reason}", gap.remedy)))
        for crash in ledger.crashes:
            reason = crash.traceback.strip().rpartition("\n")[2]
            what = f"{crash.name} crashed on {crash.subject}"
            self._add(dumps(_incomplete(f"ddlint/{crash.code}", what, reason)))
        self._write("\n]\n")


def _issue(entry: Entry) -> dict[str, Json]:
    place = entry.location
    looked = entry.verdict is Verdict.FOUND
    named = f"{position(place)}: " if place and place.kind != "file" else ""
    message = entry.message if looked else f"not available: {entry.message}"
    return {
        "description": _text(f"{named}{message}", entry.help),
        "check_name": f"{entry.code} {entry.name}",
        "fingerprint": entry.fingerprint or _digest(entry.code, entry.message),
        "severity": _SEVERITIES[entry.severity if looked else Severity.WARNING],
        "location": {
            "path": safe(path_of(place)) if place else _NOWHERE,
            "lines": {"begin": place.line, "end": place.end_line} if place else {"begin": 1},
        },
    }


def _incomplete(check: str, *texts: str) -> dict[str, Json]:
    return {
        "description": _text(*texts),
        "check_name": check,
        "fingerprint": _digest(check, *texts),
        "severity": "blocker",
        "location": {"path": _NOWHERE, "lines": {"begin": 1}},
    }


def _text(*texts: str) -> str:
    """One line: GitLab shows no others."""
    return " ".join(safe(line.strip()) for text in texts for line in text.splitlines() if line.strip())


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
