"""The sections that need no program to be read: summary and coverage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from ddlint.audit.report.html import Child, Markup, joined, table, tag
from ddlint.audit.report.numbers import Figure
from ddlint.audit.report.verdict import Conclusion

_MOST_GAPS = 200
_SPARK_HEIGHT = 24
_STATES = {
    "error": "Errors are open",
    "warning": "Warnings are open",
    "clean": "Nothing is open",
    "nothing": "Nothing was checked",
}


def partial(conclusion: Conclusion) -> Markup:
    """The notice at the very top of a report that is not whole; else nothing."""
    if not conclusion.partial:
        return Markup("")
    lines = (tag("p", line) for line in conclusion.partial)
    return tag("div", tag("strong", "This report is partial."), *lines, class_="partial", role="alert")


def verdict(conclusion: Conclusion) -> Markup:
    """The verdict, in words and as a mark."""
    mark = tag("strong", _STATES[conclusion.state], class_=f"verdict {conclusion.state}")
    return tag("p", mark, " ", conclusion.sentence, class_="lead")


def cards(figures: Iterable[Figure]) -> Markup:
    """The numbers of the summary."""
    return tag("dl", *(_card(figure) for figure in figures), class_="cards")


def audited(connection: sqlite3.Connection) -> Markup:
    """What was audited: each repository, up to which commit."""
    asked = "SELECT name, role, service, url, ref, head, commits FROM repositories ORDER BY role, name"
    rows = (
        (
            name,
            role + (f" of {service}" if service else ""),
            url,
            ref,
            tag("code", head[:12], title=head),
            f"{commits:,}",
        )
        for name, role, service, url, ref, head, commits in connection.execute(asked)
    )
    return table("What was audited", ("Repository", "Role", "Address", "Ref", "Up to", "Commits read"), rows)


def coverage(connection: sqlite3.Connection) -> Markup:
    """Every rule: how often it passed, found something, or could not look."""
    asked = (
        "SELECT code, name, sum(passed), sum(found), sum(waived), sum(grandfathered), sum(not_available)"
        " FROM coverage GROUP BY code, name ORDER BY sum(found) > 0 DESC, sum(not_available) > 0 DESC, code"
    )
    rows = [
        (
            tag("span", code, " ", tag("span", name, class_="quiet")),
            *(_count(each) for each in counts),
            _state(*counts),
        )
        for code, name, *counts in connection.execute(asked)
    ]
    heads = "Rule", "Passed", "Found", "Waived", "Grandfathered", "Could not look", "Comes to"
    return table("What was checked, rule by rule", heads, rows, "numbers", "tall" if len(rows) > 15 else "")


def gaps(connection: sqlite3.Connection) -> Markup:
    """What could not be looked at, and what would help."""
    (count,) = connection.execute("SELECT count(*) FROM gaps").fetchone()
    if not count:
        return tag("p", "Nothing was left out.", class_="empty")
    asked = "SELECT what, repository, reason, remedy, asked FROM gaps ORDER BY asked DESC, id LIMIT ?"
    rows = [
        (what, repository, reason, remedy, "yes" if missed else "no")
        for what, repository, reason, remedy, missed in connection.execute(asked, (_MOST_GAPS,))
    ]
    heads = "What", "Repository", "Why", "What would help", "Makes the report partial"
    shown = table("What could not be looked at", heads, rows)
    left = count - len(rows)
    return joined((shown, tag("p", f"{left:,} more are in the ledger (table gaps)." if left else "")))


def _card(figure: Figure) -> Markup:
    return tag(
        "div",
        tag("dt", figure.label),
        tag("dd", f"{figure.value:,}", class_="figure"),
        tag("dd", *_trend(figure), class_="trend"),
        tag("dd", figure.note, class_="quiet"),
        class_="card",
    )


def _trend(figure: Figure) -> Iterator[Child]:
    if figure.before is None:
        return
    change = figure.value - figure.before
    kind = "" if not change or not figure.more_is else "worse" if change > 0 else "better"
    words = (
        "as 30 days before"
        if not change
        else f"{'▲' if change > 0 else '▼'} {abs(change):,} vs. 30 days before"
    )
    yield tag("span", words, class_=kind or None)
    yield spark(figure.points)


def spark(points: Sequence[int]) -> Markup:
    """A small column for each of the points, the last one full; it is drawn for the eye only."""
    most = max(points, default=0) or 1
    bars = (
        tag(
            "rect",
            x=7 * at,
            y=f"{_SPARK_HEIGHT - height:.1f}",
            width=5,
            height=f"{height:.1f}",
            class_="last" if at == len(points) - 1 else None,
        )
        for at, height in enumerate(max(1.0, _SPARK_HEIGHT * point / most) for point in points)
    )
    box = f"0 0 {7 * len(points)} {_SPARK_HEIGHT}"
    return tag("svg", *bars, viewBox=box, class_="spark", aria_hidden="true")


def _count(number: int) -> Markup:
    return tag("span", f"{number:,}", class_=None if number else "quiet")


def _state(passed: int, found: int, waived: int, grandfathered: int, away: int) -> Markup:
    if found:
        return tag("span", "found", class_="word found")
    if away:
        return tag("span", "could not look everywhere" if passed else "could not look", class_="word away")
    if waived or grandfathered:
        return tag("span", "let stand", class_="word waived")
    return tag(
        "span", "passed" if passed else "nothing to look at", class_="word passed" if passed else "quiet"
    )
