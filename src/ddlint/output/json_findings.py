"""`json`: findings, one a line, and counts, as `schemas/findings.schema.json` describes them."""

from __future__ import annotations

from typing import TextIO

from ddlint.engine.finding import Fix, Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.locate import Location
from ddlint.model.waivers.waiver import Waiver
from ddlint.output.json_text import Json, dumps
from ddlint.output.sealed_json import Digest
from ddlint.output.sink import About, Manner

VERSION = "1"
_NAME_KEYS = {"file": "path", "commit": "commit", "ref": "ref"}


class JsonFindings:
    """See the module. Every entry is there: what it became is its `verdict`."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write
        self._about = about
        self._separator = "\n"
        self._digest = Digest() if about.evidence else None

    def begin(self) -> None:
        """Open the document."""
        about = self._about
        for text in (dumps(VERSION), dumps(tool(about)), dumps(repository(about))):
            self._take(text)
        self._write(f'{{"version": "{VERSION}",\n"tool": {dumps(tool(about))},\n')
        self._write(f'"repository": {dumps(repository(about))},\n"findings": [')

    def entry(self, entry: Entry) -> None:
        """Write one finding."""
        text = dumps(finding(entry))
        self._take(text)
        self._write(self._separator + text)
        self._separator = ",\n"

    def paste(self, written: str) -> None:
        """Write findings that were written elsewhere; they begin as the first ones of a list do."""
        if written:
            self._take(written)
            self._write(self._separator[:-1] + written)
            self._separator = ",\n"

    def end(self, ledger: Ledger, exit_code: int) -> None:
        """Close the list and the document."""
        text = dumps(summary(ledger, exit_code))
        self._take(text)
        self._write(f'\n],\n"summary": {text}')
        if self._about.evidence and self._digest:
            found = self._about.evidence(self._digest.hex, ledger, exit_code)
            self._write(f',\n"evidence": {dumps(found)}')
        self._write("}\n")

    def _take(self, lines: str) -> None:
        """Take what was written into the digest over the report, where somebody asks for that."""
        if self._digest:
            self._digest.add_lines(lines)


def tool(about: About) -> dict[str, Json]:
    """What ran, as an object of the schema's `tool`."""
    return {"name": "ddlint", "version": about.version, "rules": [rule.code for rule in about.rules]}


def repository(about: About) -> dict[str, Json]:
    """What was looked at, as an object of the schema's `repository`."""
    where = about.repository
    return {"uri": where.uri, "revision": where.revision, "branch": where.branch}


def finding(entry: Entry) -> dict[str, Json]:
    """`entry` as an object of the schema's `finding`."""
    return {
        "verdict": _key(entry.verdict),
        "code": entry.code,
        "name": entry.name,
        "severity": entry.severity.word,
        "message": entry.message,
        "location": place(entry.location) if entry.location else None,
        "label": entry.label,
        "related": [{"location": place(where), "label": label} for where, label in entry.related],
        "help": entry.help,
        "fix": _fix(entry.fix) if entry.fix else None,
        "fingerprint": entry.fingerprint,
        "url": entry.url,
        "waiver": waiver(entry.waiver) if entry.waiver else None,
    }


def waiver(found: Waiver) -> dict[str, Json]:
    """`found` as an object of the schema's `waiver`."""
    return {
        "where": found.where,
        "rules": list(found.rules),
        "reason": found.reason,
        "until": str(found.until) if found.until else None,
        "owner": found.owner,
        "ref": found.ref,
    }


def place(location: Location) -> dict[str, Json]:
    """`location` as an object of the schema's `location`."""
    name = {_NAME_KEYS[location.kind]: location.name} if location.kind in _NAME_KEYS else {}
    return {
        "kind": location.kind,
        **name,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "route": location.route,
    }


def summary(ledger: Ledger, exit_code: int) -> dict[str, Json]:
    """The counts of the whole run, as an object of the schema's `summary`."""
    return {
        "exit_code": exit_code,
        "complete": not ledger.incomplete,
        "checked": dict(sorted(ledger.checked.items())),
        "found": {severity.word: ledger.severities[severity] for severity in reversed(Severity)},
        "fixed": ledger.fixed,
        "fixable": {"safe": ledger.fixable[True], "unsafe": ledger.fixable[False]},
        "rules": _by_rule(ledger),
        "exempt": [
            {"noun": noun, "setting": setting, "count": count}
            for (noun, setting), count in sorted(ledger.exempt.items())
        ],
        "skipped": [{"name": skip.name, "reason": skip.reason} for skip in ledger.skipped],
        "gaps": [{"reason": gap.reason, "remedy": gap.remedy} for gap in ledger.gaps],
        "crashes": [
            {"code": it.code, "name": it.name, "subject": it.subject, "traceback": it.traceback}
            for it in ledger.crashes
        ],
    }


def _by_rule(ledger: Ledger) -> dict[str, Json]:
    codes = sorted({code for code, _ in ledger.verdicts})
    return {code: {_key(verdict): ledger.verdicts[code, verdict] for verdict in Verdict} for code in codes}


def _key(verdict: Verdict) -> str:
    return verdict.value.replace(" ", "_")


def _fix(fix: Fix) -> dict[str, Json]:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [
            {"path": edit.path, "start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits
        ],
    }
