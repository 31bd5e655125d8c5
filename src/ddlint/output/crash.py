"""What a crash looks like: a block that can be pasted into a report as it is."""

from __future__ import annotations

import sys

from ddlint.output.safe import safe_line


def report(what: str, traceback: str, *facts: str) -> list[str]:
    """The lines that ask for a report of a crash.

    Args:
        what: crashed, on what; safe to print.
        traceback: as Python formats it.
        facts: lines that stand before it, safe to print: versions, the system.
    """
    return [
        f"{what}; please report it with these lines:",
        "  ----8<----",
        *(f"  {fact}" for fact in facts),
        *(f"  {safe_line(line)}".rstrip() for line in traceback.splitlines()),
        "  ---->8----",
    ]


def system() -> str:
    """Python and the system: `Python 3.12.1, linux`."""
    return f"Python {'.'.join(map(str, sys.version_info[:3]))}, {sys.platform}"
