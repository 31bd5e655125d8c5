"""The manifest of an audit: what was looked at, with what, and what came of it. Same audit, same manifest.

It holds no time but the clock that the audit was given, no folder, and no password. Which rules there were,
how severe, and of what source, is in it rule by rule, so that a later look can say what is different.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ddlint.audit.answer import iso
from ddlint.config.settings import Settings
from ddlint.engine.rule import Rule
from ddlint.engine.selection import Selection
from ddlint.git.origin import origin
from ddlint.git.published_refs import digest, published_refs
from ddlint.git.repository import Repository
from ddlint.output.json_text import Json, dumps

VERSION = "1"
_LISTED = 20_000  # refs of one repository that are told by name; of more there is the digest alone


@dataclass(frozen=True, slots=True)
class Audited:
    """A repository that took part.

    Attributes:
        name: in the audit.
        role: `config` or `service`.
        url: of its `origin`, fit to be published.
        ref: that was followed.
        head: its commit.
        refs: branches and tags with their ids (`ddlint.git.published_refs`).
        commits: how many of the main line were read.
    """

    name: str
    role: str
    url: str
    ref: str
    head: str
    refs: Mapping[str, str]
    commits: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is known of an audit.

    Attributes:
        tool: the version of ddlint.
        rules: severity and digest of each rule that is on, by its code and name (`rules_in_force`).
        configuration: the digest of the settings in force (`settings_digest`).
        repositories: that took part.
        clock: seconds since 1970 that the audit took for now; None where nobody said.
        exit_code: of the audit.
        complete: whether all that was asked for was looked at, and nobody interrupted it.
        since, until: the range that was asked for, as it was asked for; empty for none.
        counts: how much of what was looked at and found.
    """

    tool: str
    rules: Mapping[str, str]
    configuration: str
    repositories: tuple[Audited, ...]
    clock: int | None
    exit_code: int
    complete: bool
    since: str = ""
    until: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self, report: str = "") -> dict[str, Json]:
        """The manifest, sealed; `report` is the digest over the rest of the report, empty for none."""
        sealed: dict[str, Json] = {"report": {"sha256": report}} if report else {}
        told: dict[str, Json] = {
            "version": VERSION,
            "tool": {"name": "ddlint", "version": self.tool},
            "rules": {"sha256": rules_digest(self.rules), "in_force": dict(sorted(self.rules.items()))},
            "configuration": {"sha256": self.configuration},
            "repositories": [_repository(each) for each in self.repositories],
            "range": {"since": self.since, "until": self.until},
            "clock": None if self.clock is None else iso(self.clock),
            "counts": dict(sorted(self.counts.items())),
            "outcome": {"exit_code": self.exit_code, "complete": self.complete},
            **sealed,
        }
        return told | {"seal": seal_of(told)}

    def facts(self) -> dict[str, str]:
        """What the ledger says of how it was made: rows of its table `meta`."""
        clock = {} if self.clock is None else {"clock": iso(self.clock)}
        partial = {} if self.complete else {"partial": "the audit was incomplete (table `gaps`)"}
        return {
            "tool": f"ddlint {self.tool}",
            "since": self.since,
            "until": self.until,
            "exit_code": str(self.exit_code),
            "evidence": dumps(self.as_json()),
            **clock,
            **partial,
        }


def seal_of(told: Mapping[str, Json]) -> str:
    """SHA-256 over a manifest, as JSON without its `seal`."""
    return hashlib.sha256(dumps({key: told[key] for key in told if key != "seal"}).encode()).hexdigest()


def audited(repository: Repository, name: str, role: str, ref: str, head: str, commits: int) -> Audited:
    """A repository as it takes part, with its address and its refs as they are now."""
    return Audited(name, role, origin(repository), ref, head, published_refs(repository), commits)


def rules_in_force(rules: Iterable[Rule], selection: Selection) -> dict[str, str]:
    """The rules that are on, by code and name: the severity in force, and a digest of the rule's source."""
    found = {}
    for rule in rules:
        decision = selection.decide(rule)
        if decision.on:
            severity = decision.severity or rule.severity
            found[f"{rule.code} {rule.name}"] = f"{severity.word} {_source_digest(rule)}"
    return found


def rules_digest(rules: Mapping[str, str]) -> str:
    """SHA-256 over the rules in force, a line each, sorted."""
    lines = "".join(f"{name} {told}\n" for name, told in sorted(rules.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def settings_digest(settings: Settings) -> str:
    """SHA-256 over the settings in force, wherever each comes from."""
    return hashlib.sha256(dumps(_plain(settings)).encode()).hexdigest()


def _source_digest(rule: Rule) -> str:
    """16 digits of the SHA-256 of the module that the rule is."""
    path = sys.modules[rule.check.__module__].__file__
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16] if path else ""


def _repository(found: Audited) -> dict[str, Json]:
    listed: dict[str, Json] = {"listed": dict(found.refs)} if len(found.refs) <= _LISTED else {}
    return {
        "name": found.name,
        "role": found.role,
        "url": found.url,
        "ref": found.ref,
        "head": found.head,
        "commits": found.commits,
        "refs": {"sha256": digest(found.refs), "count": len(found.refs), **listed},
    }


def _plain(value: object) -> Json:
    """A setting as JSON: dataclasses and mappings by their keys, in order."""
    if dataclasses.is_dataclass(value):
        names = sorted(each.name for each in dataclasses.fields(value))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)
