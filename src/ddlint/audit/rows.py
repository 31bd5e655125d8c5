"""The rows of the simple tables of the ledger, as values. Fields are the columns but `id`, in any order."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class RepositoryRow:
    """See the table `repositories`."""

    name: str
    path: str
    url: str
    role: str
    service: str
    ref: str
    head: str
    refs_digest: str
    commits: int


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """See the table `releases`."""

    repository: str
    service: str
    tag: str
    version: str
    is_prerelease: bool
    is_hotfix: bool
    commit_oid: str
    commit_time: int
    tagged_time: int | None
    tagger: str


@dataclass(frozen=True, slots=True)
class HotfixRow:
    """See the table `hotfixes`."""

    repository: str
    service: str
    version: str
    tag: str
    branch: str
    base: str
    fork_oid: str
    state: str
    merged_oid: str
    merged_time: int | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """See the table `findings`."""

    repository: str
    fingerprint: str
    code: str
    name: str
    severity: str
    verdict: str
    message: str
    help: str
    url: str
    kind: str
    place: str
    line: int | None = None
    route: str = ""
    value: int | None = None
    introduced_oid: str = ""
    introduced_time: int | None = None
    introduced_by: str = ""
    fixed_oid: str = ""
    fixed_time: int | None = None
    fixed_by: str = ""
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """See the table `waivers`."""

    repository: str
    place: str
    line: int | None
    rules: str
    until: str
    owner: str
    ref: str
    reason: str
    used: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """See the table `coverage`."""

    repository: str
    code: str
    name: str
    passed: int
    found: int
    waived: int
    grandfathered: int
    not_available: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """See the table `gaps`."""

    repository: str
    what: str
    reason: str
    remedy: str
    asked: bool


Row = RepositoryRow | ReleaseRow | HotfixRow | FindingRow | WaiverRow | CoverageRow | GapRow

#: Which table holds the rows of a type.
TABLE_OF: dict[type[Any], str] = {
    RepositoryRow: "repositories",
    ReleaseRow: "releases",
    HotfixRow: "hotfixes",
    FindingRow: "findings",
    WaiverRow: "waivers",
    CoverageRow: "coverage",
    GapRow: "gaps",
}


def columns(kind: type[Any]) -> tuple[str, ...]:
    """The columns that rows of `kind` fill."""
    return tuple(field.name for field in dataclasses.fields(kind))


def booleans(kind: type[Any]) -> tuple[bool, ...]:
    """Which of `columns` hold true or false, which SQLite keeps as 1 and 0."""
    hints = get_type_hints(kind)
    return tuple(hints[name] is bool for name in columns(kind))
