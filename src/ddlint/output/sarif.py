"""`sarif`: SARIF 2.1.0, as code scanning and editors read it; one result a line.

The results stand before the invocation, so that they can be written as they come. What could not be looked
at, was skipped or crashed is told too: in notifications of the invocation, which then did not succeed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TextIO

from ddlint.engine.finding import Fix
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.locate import Location
from ddlint.engine.rule import Rule
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, EXIT_INCOMPLETE
from ddlint.output.json_text import Json, dumps
from ddlint.output.names import described
from ddlint.output.sarif_limit import MOST_PLACES, Room
from ddlint.output.sarif_places import ROOT, artifact, location
from ddlint.output.sarif_rules import LEVELS, descriptor
from ddlint.output.sink import About, Manner, Provenance
from ddlint.output.summary import counted

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/deepdesk/ddlint"

_EXITS = {
    EXIT_CLEAN: "nothing found that fails the run",
    EXIT_FOUND: "found what fails the run",
    EXIT_INCOMPLETE: "incomplete: not all that was asked for was looked at",
}
_SUPPRESSED = frozenset({Verdict.WAIVED, Verdict.GRANDFATHERED})


class Sarif:
    """See the module."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._write = stream.write
        self._about = about
        self._indexes = {rule.code: index for index, rule in enumerate(about.rules)}
        self._separator = "\n"
        self._room: Room | None = None

    def begin(self) -> None:
        """Open the log and the run. Limits count from here on: a twin, whose rows are pasted, has none."""
        self._room = Room()
        about = self._about
        driver: dict[str, Json] = {
            "name": "ddlint",
            "version": about.version,
            "semanticVersion": about.version,
            "informationUri": HOME,
            "rules": [descriptor(rule) for rule in about.rules],
        }
        self._write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n')
        self._write(f'"tool": {dumps({"driver": driver})},\n')
        self._write(f'"columnKind": "unicodeCodePoints",\n"originalUriBaseIds": {dumps(_bases())},\n')
        provenance = _provenance(about.repository)
        if provenance:
            self._write(f'"versionControlProvenance": {dumps([provenance])},\n')
        self._write('"results": [')

    def entry(self, entry: Entry) -> None:
        """Write one result. A check that could not be made is none: the end tells how many there were."""
        if entry.location is not None:
            self._add(dumps(self._result(entry, entry.location)))

    def paste(self, written: str) -> None:
        """Write results that were written elsewhere; they begin as the first ones of a list do."""
        if written:
            self._add(written[1:])

    def _add(self, rows: str) -> None:
        rows = self._room.fitting(rows) if self._room else rows
        if rows:
            self._write(self._separator + rows)
            self._separator = ",\n"

    @property
    def remark(self) -> str:
        """What does not stand in the file, in words; empty where all does."""
        return self._room.remark if self._room else ""

    def _described(self, ledger: Ledger, exit_code: int) -> str:
        if exit_code == EXIT_CLEAN and not (ledger.checked.total() and self._about.rules):
            return "nothing was checked"
        return _EXITS.get(exit_code, "could not run")

    def end(self, ledger: Ledger, exit_code: int) -> None:
        """Close the results, tell how the run went, and close the log."""
        notifications = [*_unavailable(ledger, self._about.rules), *_notifications(ledger)]
        if self.remark:
            notifications.append(_notification("warning", "left-out", self.remark))
        invocation: dict[str, Json] = {
            "executionSuccessful": exit_code in {EXIT_CLEAN, EXIT_FOUND} and not ledger.incomplete,
            "exitCode": exit_code,
            "exitCodeDescription": self._described(ledger, exit_code),
            "toolExecutionNotifications": notifications,
        }
        counts: dict[str, Json] = {
            "checked": dict(sorted(ledger.checked.items())),
            "complete": not ledger.incomplete,
        }
        self._write(f'\n],\n"invocations": {dumps([invocation])},\n"properties": {dumps(counts)}}}]}}\n')

    def _result(self, entry: Entry, place: Location) -> dict[str, Json]:
        result: dict[str, Json] = {
            **self._rule(entry.code),
            "level": LEVELS[entry.severity],
            "message": {"text": _message(entry)},
            "locations": [location(place, entry.label)],
            "partialFingerprints": _fingerprints(entry, place),
        }
        if entry.related:
            result["relatedLocations"] = [
                location(other, label, number)
                for number, (other, label) in enumerate(entry.related[:MOST_PLACES], 1)
            ]
        if entry.fix:
            result["fixes"] = [_fix(entry.fix)]
        if entry.verdict in _SUPPRESSED:
            result["suppressions"] = [_suppression(entry)]
        return result

    def _rule(self, code: str) -> dict[str, Json]:
        index = self._indexes.get(code)
        return {"ruleId": code} if index is None else {"ruleId": code, "ruleIndex": index}


def _suppression(entry: Entry) -> dict[str, Json]:
    """Why the finding stands, in the words of whoever said so."""
    waiver = entry.waiver
    if entry.verdict is Verdict.GRANDFATHERED:
        return {"kind": "external", "justification": "grandfathered: older than the rule"}
    if waiver is None:
        return {"kind": "external", "justification": "waived: off for this path in the configuration"}
    beside = entry.location is not None and waiver.where.startswith(f"{entry.location.name}:")
    return {"kind": "inSource" if beside else "external", "justification": described(waiver)}


def _bases() -> dict[str, Json]:
    return {ROOT: {"description": {"text": "The top of the repository."}}}


def _provenance(repository: Provenance) -> dict[str, Json]:
    """What was looked at; SARIF wants at least the address."""
    if not repository.uri:
        return {}
    known = {"revisionId": repository.revision, "branch": repository.branch}
    return {
        "repositoryUri": repository.uri,
        **{key: value for key, value in known.items() if value},
        "mappedTo": {"uriBaseId": ROOT},
    }


def _fingerprints(entry: Entry, place: Location) -> dict[str, Json]:
    """Ours; where there is no file whose lines GitHub's uploader can hash, under GitHub's name as well."""
    found: dict[str, Json] = {"ddlint/v1": entry.fingerprint}
    if place.kind != "file":
        found["primaryLocationLineHash"] = entry.fingerprint
    return found


def _message(entry: Entry) -> str:
    """What is wrong and how to mend it; no text of a repository becomes a link in a viewer."""
    return _joined(entry.message, entry.help).replace("](", "] (")


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _fix(fix: Fix) -> dict[str, Json]:
    by_path = groupby(sorted(fix.edits, key=attrgetter("path", "start", "end")), key=attrgetter("path"))
    changes: list[Json] = [
        {
            "artifactLocation": artifact(path),
            "replacements": [
                {
                    "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
                    "insertedContent": {"text": edit.text},
                }
                for edit in edits
            ],
        }
        for path, edits in by_path
    ]
    safe = "" if fix.safe else " (unsafe: it can change what was meant)"
    return {"description": {"text": f"{fix.title}{safe}"}, "artifactChanges": changes}


def _unavailable(ledger: Ledger, rules: Sequence[Rule]) -> Iterator[dict[str, Json]]:
    names = {rule.code: f"{rule.code} {rule.name}" for rule in rules}
    for (code, verdict), count in sorted(ledger.verdicts.items()):
        if verdict is Verdict.NOT_AVAILABLE and count:
            text = f"{names.get(code, code)} could not look at {counted(count, 'subject')}"
            yield {**_notification("warning", "not-available", text), "associatedRule": {"id": code}}


def _notifications(ledger: Ledger) -> Iterator[dict[str, Json]]:
    for gap in dict.fromkeys(ledger.gaps):
        yield _notification("error", "gap", _joined(f"not looked at: {gap.reason}", gap.remedy))
    for skip in ledger.skipped:
        yield _notification("note", "skipped", f"{skip.name}: {skip.reason}")
    for (noun, setting), count in sorted(ledger.exempt.items()):
        yield _notification("note", "exempt", f"{counted(count, noun)} exempt by {setting}")
    for crash in ledger.crashes:
        last = crash.traceback.strip().rpartition("\n")[2]
        kind, _, reason = last.partition(": ")
        yield {
            **_notification("error", "crash", f"rule {crash.code} {crash.name} crashed on {crash.subject}"),
            "associatedRule": {"id": crash.code},
            "exception": {"kind": kind, "message": reason},
            "properties": {"traceback": crash.traceback},
        }


def _notification(level: str, identity: str, text: str) -> dict[str, Json]:
    return {"descriptor": {"id": identity}, "level": level, "message": {"text": text}}
