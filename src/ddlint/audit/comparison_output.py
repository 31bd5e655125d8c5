"""A comparison of two audits, for people and as JSON."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from ddlint.audit.answer import day
from ddlint.audit.comparison import Comparison, Moved
from ddlint.audit.side import Told
from ddlint.git.refs import TAGS
from ddlint.output.json_text import Json, dumps
from ddlint.output.safe import safe

VERSION = "1"
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST = 100  # lines of a part
_SHOWN = 20  # of what is not a finding: refs, deployments


def full(comparison: Comparison) -> Iterator[str]:
    """The lines for people: a part for each kind of difference, and the counts."""
    yield from _part("new findings", map(_finding, comparison.new))
    for why in dict.fromkeys(why for _, why in comparison.unrecorded):
        late = (_finding(told) for told, its in comparison.unrecorded if its == why)
        yield from _part(f"findings that the old audit does not have: {why}", late)
    yield from _part("changed findings", (_changed(*pair) for pair in comparison.changed))
    yield from _part("fixed findings", map(_finding, comparison.fixed))
    yield from _part("findings that nobody looks for any more", map(_finding, comparison.unasked))
    yield from _refs(comparison.moved)
    vanished = (
        f"{each.at}  {each.place}  {each.service} {each.what}  (commit {each.commit[:10]}, {each.author})"
        for each in comparison.vanished[:_SHOWN]
    )
    yield from _part("deployments that the history tells no more", vanished, comparison.vanished_count)
    yield _counts(comparison)


def json(comparison: Comparison) -> str:
    """The same as one JSON object."""
    told: dict[str, Json] = {
        "version": VERSION,
        "new": [_plain(each) for each in comparison.new],
        "unrecorded": [{**_plain(each), "why": why} for each, why in comparison.unrecorded],
        "changed": [
            {"before": _plain(before), "after": _plain(after)} for before, after in comparison.changed
        ],
        "fixed": [_plain(each) for each in comparison.fixed],
        "unasked": [_plain(each) for each in comparison.unasked],
        "refs": [dataclasses.asdict(each) for each in comparison.moved],
        "vanished": [dataclasses.asdict(each) for each in comparison.vanished],
        "vanished_count": comparison.vanished_count,
        "notes": list(comparison.notes),
    }
    return dumps(told) + "\n"


def _plain(told: Told) -> dict[str, Json]:
    return dataclasses.asdict(told)


def _part(title: str, lines: Iterable[str], count: int | None = None) -> Iterator[str]:
    every = list(lines)
    if every:
        shown, total = every[:_MOST], len(every) if count is None else count
        yield f"{title} ({total})"
        yield from (f"  {line}" for line in shown)
        if total > len(shown):
            yield f"  and {total - len(shown)} more: --format json has them"
        yield ""


def _finding(told: Told) -> str:
    by = f" by {safe(told.introduced_by)}" if told.introduced_by else ""
    since = f" (since {day(told.introduced)}{by})" if told.introduced is not None else ""
    verdict = "" if told.verdict == "found" else f" [{told.verdict}]"
    name = f"{told.code} {told.name}"
    place = told.place[:10] if _ID.fullmatch(told.place) else told.place
    return f"{told.severity:7}  {safe(name)}{verdict}  {safe(place)}: {safe(told.message)}{since}"


def _changed(before: Told, after: Told) -> str:
    names = ("severity", "verdict", "place", "message")
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    told = "; ".join(f"{name}: {safe(old)} -> {safe(new)}" for name, old, new in pairs if old != new)
    return f"{_finding(after)}\n    {told}"


def _refs(moved: Sequence[Moved]) -> Iterator[str]:
    """Tags first: those do not move where all is well."""
    for noun, are_tags in (("tags", True), ("branches", False)):
        kind = [each for each in moved if each.ref.startswith(TAGS) == are_tags]
        groups = (
            ("that moved", [each for each in kind if each.before and each.after]),
            ("that are gone", [each for each in kind if not each.after]),
            ("that were added", [each for each in kind if not each.before]),
        )
        for word, refs in groups:
            yield from _part(f"{noun} {word}", map(_ref, refs[:_SHOWN]), len(refs))


def _ref(moved: Moved) -> str:
    ids = " -> ".join(oid[:10] for oid in (moved.before, moved.after) if oid)
    return f"{safe(moved.repository)}: {safe(moved.ref)} ({ids})"


def _counts(comparison: Comparison) -> str:
    counts = (
        (len(comparison.new), "new"),
        (len(comparison.unrecorded), "unrecorded"),
        (len(comparison.changed), "changed"),
        (len(comparison.fixed), "fixed"),
        (len(comparison.unasked), "no longer looked for"),
        (len(comparison.moved), "refs moved"),
        (comparison.vanished_count, "deployments vanished"),
    )
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    return told or "nothing is different"
