"""The settings that let findings stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ddlint.config.limits import AtLeast, Judged, Shape
from ddlint.model.waivers.waiver import date_fault

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
Day = Annotated[str, Shape(_DAY, "a day such as 2026-01-31"), Judged(_DAY, "a day", date_fault)]
Until = Annotated[str, Judged(rf"(?:{_DAY})?", "a day such as 2026-01-31", date_fault)]


@dataclass(frozen=True, slots=True)
class WaiverSetting:
    """Findings that may stand, where no comment and no trailer can say so: on refs, commits and files."""

    #: The rules that are waived, by name or code.
    rules: Annotated[tuple[str, ...], AtLeast(1)]
    #: Why.
    reason: Annotated[str, Shape(r"(?:.|\n)*\S(?:.|\n)*", "a reason")]
    #: Refs: tags and branches by their short names, or full ones (patterns, `*` stands for any text).
    refs: tuple[str, ...] = ()
    #: Files (patterns from the top of the repository, `**` spans folders).
    paths: tuple[str, ...] = ()
    #: Commits, by their ids or the first seven digits of them and more.
    commits: tuple[Annotated[str, Shape(r"[0-9a-f]{7,64}", "a commit id")], ...] = ()
    #: The last day on which it counts, such as 2027-01-31; empty: it does not end.
    until: Until = ""
    #: Who answers for it.
    owner: str = ""
    #: Where it was decided: a ticket, a pull request.
    ref: str = ""
