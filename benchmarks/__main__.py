"""`python -m benchmarks [NAME...]`: run the benchmarks and print one table."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.frame import Row, table

#: Each module offers `rows() -> Iterable[Row]`.
BENCHMARKS = (
    "commit_msg",
    "commits",
    "history_stream",
    "yaml_reading",
    "check",
    "start_up",
    "flux_select",
    "commit_lookup",
    "references",
    "release",
    "branches",
    "accounts",
    "audit",
    "report",
)


def main(names: list[str]) -> int:
    """Run the benchmarks called `names` (all without any) and return 1 where a limit is not met."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark is called {unknown[0]}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    found: list[Row] = []
    for name in names or BENCHMARKS:
        print(f"running {name} ...", file=sys.stderr)
        found += import_module(f"benchmarks.{name}").rows()
    print(table(found))
    return int(any(row.met == "NO" for row in found))


sys.exit(main(sys.argv[1:]))
