"""What a change asks of the next version where no configuration says otherwise. Imports nothing."""

#: By type; `breaking` is any breaking change, `other` any type that is not named.
DEFAULT_BUMPS = {
    "breaking": "major", "feat": "minor", "fix": "patch", "perf": "patch", "revert": "patch",
    "chore": "patch", "other": "none",
}  # fmt: skip
