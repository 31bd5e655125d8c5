"""What a gate records of a run: a line of JSON, in a git note or in a file. Nobody signs it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields

VERSION = 1
CLEAN, FOUND = "clean", "found"
_LONGEST = 1 << 20  # characters of a line


@dataclass(frozen=True, slots=True)
class Record:
    """One run of the gate.

    Attributes:
        kind: what was judged, as `Kind` says it, or `since`.
        outcome: `clean`, or `found` where the gate failed.
        object: the full id of what was judged: the commit at the head, or the object of a tag.
        base: the commit that the change was to go to; empty for a tag.
        fork: the commit where the change left; empty for a tag.
        patch: what stands for all that the change does; empty where it does nothing.
        patches: the same of each of its commits, oldest first, without merges.
        ref: the full name of a tag; else empty.
        number: of the pull request; empty for none.
        ddlint: the version.
        policy: SHA-256 over the files that make the policy.
        time: seconds since 1970.
    """

    kind: str
    outcome: str
    object: str
    base: str = ""
    fork: str = ""
    patch: str = ""
    patches: tuple[str, ...] = ()
    ref: str = ""
    number: str = ""
    ddlint: str = ""
    policy: str = ""
    time: int = 0

    def line(self) -> str:
        """The record as it is written, with the break at its end."""
        return json.dumps({"record": VERSION, **asdict(self)}, separators=(",", ":")) + "\n"


def records(lines: Iterable[str]) -> Iterator[Record]:
    """The records among `lines`; what is none is passed over: it stands for no gate."""
    for line in lines:
        if found := _record(line):
            yield found


def _record(line: str) -> Record | None:
    if len(line) > _LONGEST or not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("record") != VERSION:
        return None
    patches, time = found.get("patches", []), found.get("time", 0)
    words = {each.name: found.get(each.name, "") for each in fields(Record)}
    words |= {"patches": "", "time": ""}
    fine = isinstance(patches, list) and type(time) is int
    if not fine or not all(isinstance(each, str) for each in (*patches, *words.values())):
        return None
    if found.get("outcome") not in {CLEAN, FOUND} or not found.get("object"):
        return None
    return Record(**{**words, "patches": tuple(patches), "time": time})
