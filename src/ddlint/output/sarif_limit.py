"""How many results fit into a SARIF file that code scanning takes.

Source: GitHub's documentation of SARIF support: an upload with more than 25,000 results in a run, or of more
than 10 MB after gzip, is refused as a whole; of what it takes, the 5,000 most severe are kept. Of a result's
places it shows 100, of a rule's tags ten, and of a description 1,024 characters (`sarif_rules.py`).
"""

from __future__ import annotations

import re
from collections import Counter

MOST = 25_000
#: Results come one by one, so that errors cannot go first: the last places are kept free for them.
ROOM = {"error": MOST, "warning": MOST - 5_000, "note": MOST - 10_000}
#: Further places of a result.
MOST_PLACES = 100
LEAST = min(ROOM.values())
#: Characters. Our results shrink to a tenth or less.
LARGEST = 80_000_000
_LEVEL = re.compile(r'"level": "(\w+)"')
_SEPARATOR = ",\n"


class Room:
    """Counts the results of a run and leaves out those that do not fit.

    Attributes:
        left_out: how many of each level were.
    """

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self._taken = 0
        self._characters = 0

    def fitting(self, rows: str) -> str:
        """Those of `rows` (each a result on a line of its own, a comma between) for which there is room."""
        count = rows.count("\n") + 1
        if self._taken + count > LEAST or self._characters + len(rows) > LARGEST:
            return _SEPARATOR.join(row for row in rows.split(_SEPARATOR) if self._fits(row))
        self._taken += count
        self._characters += len(rows)
        return rows

    def _fits(self, row: str) -> bool:
        match = _LEVEL.search(row)
        level = match.group(1) if match else "error"
        if self._taken >= ROOM.get(level, MOST) or self._characters + len(row) > LARGEST:
            self.left_out[level] += 1
            return False
        self._taken += 1
        self._characters += len(row)
        return True

    @property
    def remark(self) -> str:
        """What was left out, and what to do, in words; empty where all fits."""
        if not self.left_out:
            return ""
        counts = ", ".join(
            f"{self.left_out[level]:,} of level {level}" for level in ROOM if self.left_out[level]
        )
        return (
            f"results left out because code scanning takes {MOST:,} a run at most: {counts}; "
            "lint less at once, or turn rules off, and see the other formats for all of them"
        )
