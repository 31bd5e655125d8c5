"""What a change asks of the next version where no configuration says otherwise."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal["major", "minor", "patch", "none"]

#: By type; `breaking` is any breaking change, `other` any type that is not named.
DEFAULT_BUMPS: Final[dict[str, Level]] = {
    "breaking": "major", "feat": "minor", "fix": "patch", "perf": "patch", "revert": "patch",
    "chore": "patch", "other": "none",
}  # fmt: skip
