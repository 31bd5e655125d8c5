"""Which commits of a range take back others of it, so that both count for nothing.

Looked at from the newest: a revert that was reverted itself takes nothing back. Of a commit that an earlier
release has, the revert stays: it changes what was released.

Sources: git's `sequencer.c` (`This reverts commit`, `Reapply`), GitHub's button (`Revert "title (#1)"` and
`Reverts owner/name#1`), Conventional Commits 1.0.0 (`revert:` with `Refs:`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ddlint.model.releases.change import Change

_REVERTS = re.compile(r"\bThis reverts commits?\s+((?:[0-9a-f]{7,64}(?:,\s*|\s+and\s+)?)+)", re.IGNORECASE)
_OF_PULL = re.compile(r"^Reverts (?:[\w.-]+/[\w.-]+)?[#!]([0-9]{1,9})\b", re.MULTILINE)
_REFS = re.compile(r"\b[0-9a-f]{7,64}\b")
_NUMBER = re.compile(r" \([#!]([0-9]{1,9})\)$")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A revert and what it takes back.

    Attributes:
        revert: the commit that reverts.
        reverted: the commits it reverts, all of the same range.
    """

    revert: Change
    reverted: tuple[Change, ...]


def is_revert(change: Change) -> bool:
    """Whether a commit takes others back: by git's words, by a forge's title, or by its type."""
    header = change.subject
    return (
        change.message.type == "revert"
        or header.startswith(('Revert "', 'Reapply "'))
        or _REVERTS.search(change.message.text) is not None
    )


def taken_back(
    changes: Sequence[Change],
    released: Callable[[str], bool] = lambda _: False,
    merged: Mapping[str, Sequence[str]] | None = None,
    kept: frozenset[str] = frozenset(),
) -> list[TakenBack]:
    """The reverts of `changes` that take back others of them.

    Args:
        changes: the commits of the range, the newest first.
        released: whether an id, often abbreviated, is that of a commit of an earlier release.
        merged: what each reverted merge had brought, by the id of the merge: full ids of the range.
        kept: commits of the range that an earlier release has under another id.

    Returns:
        The pairs, the newest revert first. No commit is in two of them.
    """
    range_ = _Range(changes, released, merged or {})
    gone: set[str] = set()
    found = []
    for at, change in enumerate(changes):
        if change.oid in gone or change.merge or not is_revert(change):
            continue
        targets = range_.targets(change, at, gone)
        if targets and (change.oid in kept or kept.isdisjoint(each.oid for each in targets)):
            gone |= {change.oid, *(each.oid for each in targets)}
            found.append(TakenBack(change, tuple(targets)))
    return found


class _Range:
    """The commits of a range, found by id, by subject and by the number of their pull request."""

    def __init__(
        self, changes: Sequence[Change], released: Callable[[str], bool], merged: Mapping[str, Sequence[str]]
    ) -> None:
        self._changes = changes
        self._released = released
        self._merged = merged
        self._places = {change.oid: at for at, change in enumerate(changes)}
        self._short: dict[str, list[str]] = {}
        self._titled: dict[str, list[int]] = {}
        self._numbered: dict[str, list[int]] = {}
        for oid in {**self._places, **self._merged}:
            self._short.setdefault(oid[:7], []).append(oid)
        for at, change in enumerate(changes):
            for title in {change.subject, _NUMBER.sub("", change.subject)}:
                self._titled.setdefault(title, []).append(at)
            if number := _NUMBER.search(change.subject):
                self._numbered.setdefault(number[1], []).append(at)

    def targets(self, revert: Change, at: int, gone: set[str]) -> list[Change]:
        """What `revert` takes back, where all of it is in the range and still there; else nothing."""
        names = named_ids(revert)
        found: list[Change] = []
        for name in names:
            oids = self._full(name)
            if not oids and (self._released(name) or len(names) > 1):
                return []
            found += [self._changes[self._places[oid]] for oid in oids if oid not in gone]
        if not found and (not names or not any(map(self._full, names))):
            found = self._by_title(revert, at, gone)
        return found

    def _full(self, name: str) -> list[str]:
        """The commits of the range that an id stands for: one, or those that a merge brought."""
        oids = [oid for oid in self._short.get(name[:7], ()) if oid.startswith(name)]
        if len(oids) != 1:
            return []
        brought = self._merged.get(oids[0], ())
        return [oid for oid in (*brought, *oids) if oid in self._places]

    def _by_title(self, revert: Change, at: int, gone: set[str]) -> list[Change]:
        """The nearest older commit whose pull request the revert names, or whose subject it quotes."""
        number = _OF_PULL.search(revert.message.text)
        found = [self._numbered.get(number[1], [])] if number else []
        found += [self._titled.get(title, []) for title in reverted_titles(revert)]
        for places in found:
            for place in places[bisect_right(places, at) :]:
                if self._changes[place].oid not in gone:
                    return [self._changes[place]]
        return []


def named_ids(change: Change) -> list[str]:
    """The ids that a revert says it takes back, as it writes them."""
    text = change.message.text
    found = [name for each in _REVERTS.finditer(text) for name in _REFS.findall(each[1])]
    if not found and change.message.type == "revert":
        for footer in change.message.footers:
            if footer.token.lower() in {"refs", "ref", "reverts", "revert"}:
                found += _REFS.findall(footer.value)
    return list(dict.fromkeys(found))


def reverted_titles(change: Change) -> list[str]:
    """The subjects that a revert may mean by its own, the surest first."""
    header = change.subject
    if header.startswith('Reapply "'):
        inner = _unquoted(header.removeprefix("Reapply "))
        return [f'Revert "{inner}"'] if inner else []
    if header.startswith('Revert "'):
        inner = _unquoted(header.removeprefix("Revert "))
    elif change.message.type == "revert":
        description = change.message.description
        inner = _unquoted(description) or description
    else:
        return []
    return [*dict.fromkeys(title for title in (inner, _NUMBER.sub("", inner)) if title)]


def _unquoted(text: str) -> str:
    """What stands between the first and the last quote; empty where it is not quoted."""
    text = _NUMBER.sub("", text)
    return text[1:-1] if len(text) > 2 and text.startswith('"') and text.endswith('"') else ""
