"""Whether to colour, and how: plain ANSI, decided once."""

from __future__ import annotations

from collections.abc import Mapping

_CODES = {
    "error": "1;31", "warning": "1;33", "info": "1;36",
    "frame": "1;34", "help": "1;32", "strong": "1", "quiet": "2",
}  # fmt: skip


def wanted(choice: str, variables: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to colour.

    Args:
        choice: `always`, `never` or `auto` (`--color`); the first two have the last word.
        variables: the environment; a `NO_COLOR` that is not empty says no (no-color.org) and wins over
            `FORCE_COLOR`, which says yes unless it is empty or `0`; `TERM=dumb` says no.
        terminal: whether the stream is one.
    """
    if choice != "auto":
        return choice == "always"
    if variables.get("NO_COLOR"):
        return False
    if variables.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return terminal and variables.get("TERM") != "dumb"


def paint(text: str, style: str) -> str:
    """`text` in the colour of `style`; an empty style leaves it as it is."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if style and text else text


def plain(text: str, style: str) -> str:  # noqa: ARG001 - stands in for `paint`
    """`text` as it is."""
    return text
