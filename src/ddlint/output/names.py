"""How a place is called in text for people: short, on one line, safe to print."""

from __future__ import annotations

from ddlint.engine.locate import Location
from ddlint.model.waivers.waiver import Waiver
from ddlint.output.safe import safe

SHORT_COMMIT = 10


def name(location: Location) -> str:
    """The file's path, the commit's short id, the ref's full name, or `message`.

    A path that begins like a command to GitHub's runner (`::error::`) gets a `./` in front; so does one of a
    single colon, which a line number would complete.
    """
    if location.kind == "commit":
        return location.name[:SHORT_COMMIT]
    if location.kind == "message":
        return "message"
    shown = safe(location.name)
    return f"./{shown}" if shown.lstrip().startswith(":") else shown


def position(location: Location) -> str:
    """The name with line and column, as editors and terminals make them clickable; a ref has neither."""
    if location.kind == "ref":
        return name(location)
    shown = f"{name(location)}:{location.line}:{location.column}"
    return f"commit {shown}" if location.kind == "commit" else shown


def described(waiver: Waiver) -> str:
    """What a waiver says, in one line: `until 2027-01-31, by platform, OPS-7: moves to releases`."""
    until = f"until {waiver.until}" if waiver.until else ""
    owner = f"by {waiver.owner}" if waiver.owner else ""
    head = ", ".join(filter(None, (until, owner, waiver.ref)))
    return f"{head}: {waiver.reason}" if head else waiver.reason
