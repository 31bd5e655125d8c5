"""The transcript in the README: some of what `ddlint demo --run demo` prints, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

COMMAND = ("demo", "--run", "demo")
_BLOCK = re.compile(r"(<!-- transcript[^\n]*-->\n```text\n).*?(```\n)", re.DOTALL)
#: Which findings are shown: the first of each of these rules.
_SHOWN = ("DDM010", "DDA010", "DDC007")
_COMMAND_LINE = re.compile(r"^(\$ .*\n)", re.MULTILINE)
_LEFT_OUT = "...\n"


def refreshed(readme: str, printed: str) -> str:
    """`readme` with its transcript taken from `printed`, the output of `COMMAND`."""
    return _BLOCK.sub(lambda match: f"{match[1]}{excerpt(printed)}{match[2]}", readme)


def excerpt(printed: str) -> str:
    """The commands, the chosen findings and the counts out of `printed`, with `...` for what lies between."""
    lines: list[str] = []
    for kept in _kept(printed):
        if kept:
            lines.append(kept)
        elif lines and lines[-1] != _LEFT_OUT:
            lines.append(_LEFT_OUT)
    return "".join(lines).lstrip()


def _kept(printed: str) -> Iterator[str]:
    """Paragraph by paragraph what is kept; an empty string for one that is left out."""
    waiting = set(_SHOWN)
    for paragraph in _COMMAND_LINE.sub(r"\n\1\n", printed).split("\n\n")[1:]:
        first = paragraph.strip().partition("\n")[0]
        if first.startswith("$ "):
            yield f"\n{first}\n"
            continue
        code = next((code for code in waiting if f"[{code}]" in first), "")
        waiting.discard(code)
        yield f"{paragraph.rstrip()}\n" if code or first.startswith("checked ") else ""
