"""The HTML report of 100,000 deployments: its size, and how soon Debian's Chromium lets a reader use it.

The ledger and the driver of the browser are those of the tests (`tests/audit/report`).
"""

from __future__ import annotations

import resource
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.frame import Row

DEPLOYMENTS, FINDINGS = 100_000, 20_000
SIZE, PATIENCE = 15.0, 2.0  # MB, seconds
ROUNDS = 5
#: From the beginning of the navigation until the page has drawn its tables and taken a filter.
_USED = """
(async () => {
  const field = document.getElementById('deployments-account');
  field.value = 'account-07';
  field.dispatchEvent(new Event('change'));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() / 1000;
})()
"""


def rows() -> Iterable[Row]:
    """Size, writing, opening, scrolling."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from audit.report.chromium import Browser, program

    with TemporaryDirectory(prefix="ddlint-report-") as name:
        path = Path(name) / "report.html"
        seconds = _write(path)
        size = path.stat().st_size / 1e6
        yield Row(f"{DEPLOYMENTS:,} deployments, size", f"{size:.1f} MB", f"{SIZE:g} MB", size / SIZE, 1)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        yield Row("the same, writing it", f"{seconds:.1f} s", "", None, note=f"{memory:.0f} MB resident")
        if program() is None:
            yield Row("the same, until it can be used", "", "", None, note="no chromium on this machine")
            return
        with Browser(Path(name) / "profile") as browser:
            opening = []
            for _ in range(ROUNDS):
                with browser.page() as tab:
                    tab.open(path.as_uri())
                    opening.append(tab.js(_USED))
            used = statistics.median(opening)
        note = "a filter chosen and drawn"
        yield Row(
            "the same, until it can be used", f"{used:.2f} s", f"{PATIENCE:g} s", used / PATIENCE, 1, note
        )


def _write(path: Path) -> float:
    """Write the report; returns the processor time that took, without making the ledger."""
    from audit.report.synthetic import fill
    from ddlint.audit.report.write import write_report
    from ddlint.audit.store_file import opened

    with opened(None) as store, path.open("w", encoding="utf-8", newline="\n") as stream:
        fill(store, DEPLOYMENTS, FINDINGS)
        begun = process_time()
        write_report(store.connection, {"clock": "2026-09-21T14:13:20Z"}, stream)
        return process_time() - begun
