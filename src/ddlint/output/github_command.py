"""Workflow commands: lines of the log by which GitHub Actions is told something.

Source: actions/runner, `ActionCommand.cs` (grammar and escapes: in data `%`, CR, LF; in properties also `:`
and `,`) and `ExecutionContext.cs` (ten annotations of each level for a step, 4,096 units of UTF-16 each).
"""

from __future__ import annotations

from ddlint.engine.locate import Location
from ddlint.output.safe import safe

#: Annotations of each level that GitHub shows for a step; it drops later ones.
MOST = 10
LONGEST = 4096
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotation(level: str, title: str, text: str, location: Location | None = None, last: str = "") -> str:
    """The command for an annotation: a line, without its end.

    Args:
        level: `error`, `warning` or `notice`.
        title: what stands above it.
        text: may have several lines; cut where GitHub would cut it.
        location: where it belongs; only files have lines that GitHub can show.
        last: a line below the text that is never cut.
    """
    properties = {**(_place(location) if location else {}), "title": title}
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{level} {written}::{_cut(lines(text), lines(last)).translate(_DATA)}"


def lines(*texts: str) -> str:
    """All lines of `texts`, each safe to print."""
    return "\n".join(safe(line) for text in texts if text for line in text.split("\n"))


def _cut(text: str, last: str) -> str:
    end = f"\n{last}" if last else ""
    if _units(text) + _units(end) <= LONGEST:
        return f"{text}{end}"
    end = f"...{end}"
    room = max(0, LONGEST - _units(end))
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + end


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _place(location: Location) -> dict[str, str]:
    if location.kind != "file":
        return {}
    rows = {"file": safe(location.name), "line": str(location.line), "endLine": str(location.end_line)}
    if location.end_line != location.line:
        return rows  # GitHub refuses columns of a span over several lines
    return {
        **rows,
        "col": str(location.column),
        "endColumn": str(max(location.column, location.end_column - 1)),
    }
