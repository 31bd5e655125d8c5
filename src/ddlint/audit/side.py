"""One side of a comparison of two audits: a ledger or a report in JSON, as far as the two can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ddlint.audit.rows import FindingRow
from ddlint.audit.store import Store
from ddlint.audit.store_file import reading
from ddlint.engine.finding import Severity
from ddlint.errors import DdlintError

_DATABASE = b"SQLite format 3\0"
_HINT = "name two ledgers (`--ledger FILE.sqlite`), or two reports in JSON (`--output json=FILE`)"
_SEVERITIES = frozenset(severity.word for severity in Severity)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, as an audit told it.

    Attributes:
        repository: by its name in the audit; empty in JSON, which does not say.
        fingerprint: what it is about.
        code, name: of the rule.
        severity: `error`, `warning` or `info`.
        verdict: `found`, `waived`, `grandfathered`.
        message: what is wrong.
        place: where, for people.
        introduced: when, in seconds since 1970; None where that is not known.
        introduced_by: by whom; empty where that is not known.
        fixed: it was there, and is no more.
    """

    repository: str
    fingerprint: str
    code: str
    name: str
    severity: str
    verdict: str
    message: str
    place: str
    introduced: int | None = None
    introduced_by: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One audit.

    Attributes:
        path: of the file.
        findings: those that the audit tells, by repository and fingerprint.
        evidence: its manifest; empty where it has none.
        is_ledger: whether it holds deployments.
        ended: when the newest commit was made that it tells of; None where that is not known.
    """

    path: str
    findings: Mapping[tuple[str, str], Told]
    evidence: Mapping[str, Any]
    is_ledger: bool
    ended: int | None = None
    rules: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Read what the manifest says of the rules."""
        told = self.evidence.get("rules")
        named = told.get("in_force") if isinstance(told, dict) else None
        rules = {str(name).partition(" ")[0]: str(text) for name, text in (named or {}).items()}
        object.__setattr__(self, "rules", rules)

    @property
    def is_complete(self) -> bool:
        """Whether the audit looked at all that it was asked for, as far as is known."""
        outcome = self.evidence.get("outcome")
        return not isinstance(outcome, dict) or outcome.get("complete") is not False

    def refs(self) -> dict[str, dict[str, str]]:
        """Branches and tags with their ids, by repository; those that are not listed are left out."""
        found = {}
        for each in self.evidence.get("repositories", ()):
            listed = each.get("refs", {}).get("listed") if isinstance(each, dict) else None
            if isinstance(listed, dict):
                found[str(each.get("name", ""))] = {str(ref): str(oid) for ref, oid in listed.items()}
        return found


def side(path: str) -> Side:
    """The audit that is in the file `path`.

    Raises:
        DdlintError: it is neither a ledger nor a report in JSON, or cannot be read.
    """
    try:
        content = Path(path).read_bytes()
        if content.startswith(_DATABASE):
            with reading(path) as store:
                return _of_ledger(path, store)
        return _of_json(path, json.loads(content))
    except OSError as error:
        raise DdlintError(f"cannot read {path}: {error.strerror or error}", _HINT) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DdlintError(f"{path} is no audit that can be compared", _HINT) from error


def _of_ledger(path: str, store: Store) -> Side:
    found = {(row.repository, row.fingerprint): _of_row(row) for row in store.rows(FindingRow)}
    evidence = json.loads(store.meta().get("evidence", "{}"))
    return Side(path, found, evidence, is_ledger=True, ended=_newest(store, _clock(evidence)))


def _newest(store: Store, clock: int | None) -> int | None:
    """The time of the newest commit that a ledger tells of; commits of the future do not count."""
    (found,) = store.connection.execute(
        "SELECT max(time) FROM (SELECT time FROM commits UNION ALL SELECT introduced_time FROM findings)"
        " WHERE time <= ?",
        (2**62 if clock is None else clock,),
    ).fetchone()
    return int(found) if found is not None else clock


def _of_row(row: FindingRow) -> Told:
    place = f"{row.place}:{row.line}" if row.line else row.place
    return Told(
        row.repository, row.fingerprint, row.code, row.name, row.severity, row.verdict, row.message, place,
        row.introduced_time, row.introduced_by, bool(row.fixed_oid or row.fixed_time),
    )  # fmt: skip


def _of_json(path: str, document: Mapping[str, Any]) -> Side:
    found = {("", told.fingerprint): told for told in map(_of_finding, document["findings"])}
    evidence = document.get("evidence", {})
    _clock(evidence)
    return Side(path, found, evidence, is_ledger=False)


def _of_finding(found: Mapping[str, Any]) -> Told:
    location = found.get("location") or {}
    name = next((str(location[key]) for key in ("path", "commit", "ref") if key in location), "")
    place = f"{name}:{location['line']}" if "path" in location else name
    keys = ("fingerprint", "code", "name", "severity", "verdict", "message")
    fingerprint, code, rule, severity, verdict, message = (str(found[key]) for key in keys)
    if severity not in _SEVERITIES:
        raise ValueError(severity)
    return Told("", fingerprint, code, rule, severity, verdict.replace("_", " "), message, place)


def _clock(evidence: Mapping[str, Any]) -> int | None:
    said = evidence.get("clock")
    return int((datetime.fromisoformat(said) - _EPOCH).total_seconds()) if isinstance(said, str) else None
