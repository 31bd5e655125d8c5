"""The table of accounts as JSON: one account a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ddlint.model.accounts.account import Account, Said
from ddlint.model.accounts.deployment import Deployment
from ddlint.model.accounts.reach import Reach
from ddlint.model.accounts.running import Untold
from ddlint.output.json_text import dumps

Rows = Iterable[tuple[Account, Sequence[Deployment], Sequence[Untold]]]


def json_lines(rows: Rows) -> Iterator[str]:
    """The document, in pieces that end with a line break."""
    yield '{"version": 1, "accounts": [\n'
    before = ""
    for account, deployments, untold in rows:
        yield f"{before}{dumps(described(account, deployments, untold))}"
        before = ",\n"
    yield "\n]}\n" if before else "]}\n"


def described(
    account: Account, deployments: Sequence[Deployment], untold: Sequence[Untold]
) -> dict[str, Any]:
    """One account, with what it runs."""
    return {
        "code": account.code,
        "is_uat": account.is_uat,
        "said": [_said(each) for each in account.said],
        "active": account.active.value if account.active is not None else None,
        "files": account.files,
        "deployments": [_deployment(each) for each in deployments],
        "not_followed": [{"path": each.span.path, "reason": each.reason} for each in untold],
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "by": str(said.side),
        "is_uat": said.value,
        "path": said.span.path or None,
        "line": said.line or None,
        "fault": said.fault or None,
    }


def _deployment(row: Deployment) -> dict[str, Any]:
    return {
        "service": row.service,
        "image": row.image or None,
        "tag": row.tag or None,
        "is_prerelease": row.release.is_candidate if row.release is not None else None,
        "unknown": row.unknown or None,
        "own": row.is_own,
        "object": row.object,
        "path": row.span.path,
        "line": row.line,
        "route": row.span.route,
        "through": [each.path for each in row.way],
        "marker": row.writer.marker.setter if row.writer is not None else None,
        "marker_is_live": row.writer.live if row.writer is not None else None,
        "policies": [_policy(each, row.tag) for each in row.writer.policies]
        if row.writer is not None
        else [],
    }


def _policy(reach: Reach, tag: str) -> dict[str, Any]:
    examples = reach.examples
    return {
        "name": reach.name,
        "path": reach.span.path,
        "selects": reach.words,
        "next": reach.after(tag) or None,
        "prerelease": examples.prerelease or None,
        "never_a_prerelease": examples.never,
        "unknown": reach.unknown or None,
    }
