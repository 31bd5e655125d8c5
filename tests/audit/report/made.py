"""Reports made of synthetic ledgers, for several tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from audit.report.synthetic import fill
from ddlint.audit.report.write import write_report
from ddlint.audit.store import Store
from ddlint.audit.store_file import opened

MANIFEST: Mapping[str, Any] = {
    "tool": {"name": "ddlint", "version": "0.1.0"},
    "clock": "2026-09-21T14:13:20Z",
    "rules": {"count": 150, "digest": "ab" * 32},
    "repositories": [{"name": "config", "url": "https://github.com/example/config", "refs": "ef" * 32}],
    "range": {"since": None, "until": None},
    "outcome": {"exit_code": 3, "complete": False},
}


def page_of(store: Store, manifest: Mapping[str, Any] = MANIFEST) -> str:
    """The report of a ledger."""
    stream = io.StringIO()
    write_report(store.connection, manifest, stream)
    return stream.getvalue()


def made(deployments: int = 3_000, findings: int = 300) -> str:
    """The report of a synthetic ledger."""
    with opened(None) as store:
        fill(store, deployments, findings)
        return page_of(store)
