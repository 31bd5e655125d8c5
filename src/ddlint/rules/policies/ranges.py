"""What the rules on version ranges share: which files have one, and how a range is shown."""

from __future__ import annotations

_LONGEST = 60


def shown(text: str) -> str:
    """A range in a message, shortened where it is long."""
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= _LONGEST else f"`{line[:_LONGEST]}...`"
