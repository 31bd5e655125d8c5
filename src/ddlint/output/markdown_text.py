"""Any text as a piece of Markdown that shows it and does nothing else.

Text of a repository may hold what a forge acts on: HTML, links, images, the pipes of a table, `@name`, which
sends mail to people, and `#12`, which leaves a mark on an issue. The latter two are found in the rendered
text, where no backslash is left; an empty comment in between breaks them.
"""

from __future__ import annotations

import re

from ddlint.output.safe import safe

_NOTHING = "<!-- -->"
_SPECIAL = re.compile(
    r"""[\\`*_{}\[\]()<>~|&]|^(?:[-+=]|[0-9]+[.)])|[@#!$%](?=\w)|(?<=:)//|(?<=www)\.""", re.IGNORECASE
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_REFERENCES = frozenset("@#!$%")
_CODE = re.compile(r"`([^`]+)`")
_TICKS = re.compile(r"`+")


def text(shown: str) -> str:
    """`shown` on one line. What stands between backquotes is shown as code."""
    parts = _CODE.split(safe(shown))
    return "".join(code(part) if at % 2 else _SPECIAL.sub(_plain, part) for at, part in enumerate(parts))


def code(shown: str) -> str:
    """`shown` as code on one line, to stand in a table too."""
    shown = safe(shown)
    if not shown.strip():
        return "` `"
    longest = max(map(len, _TICKS.findall(shown)), default=0)
    fence, pad = "`" * (longest + 1), " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}".replace("|", r"\|")


def block(lines: list[str]) -> str:
    """`lines` as a block of code."""
    longest = max((len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *map(safe, lines), fence]) + "\n"


def _plain(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ENTITIES:
        return _ENTITIES[found]
    if found in _REFERENCES:
        return f"{found}{_NOTHING}" if found != "!" else f"\\!{_NOTHING}"
    if found in {"//", "."}:
        return f"{_NOTHING}{found}"
    return f"{found[:-1]}\\{found[-1]}"
