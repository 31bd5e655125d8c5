"""What is different between two audits: findings, refs, deployments."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ddlint.audit.side import Side, Told
from ddlint.audit.store_file import reading

_LISTED = 1_000  # deployments that vanished
_SHOWN = "found"
#: What is not a finding: a rule could not look.
_NOTHING = "not available"
#: The same deployment in both: by commit, file, policy and what it became.
_VANISHED = """
SELECT DISTINCT at, coalesce(nullif(account, ''), nullif(environment, ''), path), service, to_, commit_,
  author
FROM main.deployment_log WHERE (repository, commit_, path, policy, form, to_) IN (
    SELECT repository, commit_, path, policy, form, to_ FROM main.deployment_log WHERE at >= ?
    EXCEPT SELECT repository, commit_, path, policy, form, to_ FROM new.deployment_log
  ) AND repository IN (SELECT name FROM new.repositories)
ORDER BY time, id
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """A ref that is not what it was; `before` or `after` is empty where it was not there."""

    repository: str
    ref: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """A deployment that the history tells no more: it was rewritten."""

    at: str
    place: str
    service: str
    what: str
    commit: str
    author: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different.

    Attributes:
        new: findings that came since.
        unrecorded: findings of before, which the old audit does not have, each with why.
        fixed: findings that are no more.
        unasked: findings that nobody looks for any more: the rule is off, or gone.
        changed: findings that both have, with another severity, verdict, message or place.
        moved: refs.
        vanished: deployments, up to a thousand.
        vanished_count: how many they are.
        notes: what the reader must know to read it right.
    """

    new: tuple[Told, ...]
    unrecorded: tuple[tuple[Told, str], ...]
    fixed: tuple[Told, ...]
    unasked: tuple[Told, ...]
    changed: tuple[tuple[Told, Told], ...]
    moved: tuple[Moved, ...]
    vanished: tuple[Vanished, ...]
    vanished_count: int
    notes: tuple[str, ...]


def compared(old: Side, new: Side) -> Comparison:
    """What is different between two audits.

    Raises:
        DdlintError: a ledger cannot be read.
    """
    by_name = old.is_ledger and new.is_ledger
    before, after = _open(old, by_name=by_name), _open(new, by_name=by_name)
    came = [told for key, told in after.items() if key not in before]
    late = {told: _why(told, old, new) for told in came}
    gone = [told for key, told in before.items() if key not in after]
    vanished = [*_vanished(old, new)] if by_name else []
    return Comparison(
        new=tuple(told for told in came if not late[told]),
        unrecorded=tuple((told, late[told]) for told in came if late[told]),
        fixed=tuple(told for told in gone if not _is_unasked(told, new)),
        unasked=tuple(told for told in gone if _is_unasked(told, new)),
        changed=tuple(
            (before[key], told) for key, told in after.items() if key in before and _differ(before[key], told)
        ),
        moved=tuple(_moved(old, new)),
        vanished=tuple(vanished[:_LISTED]),
        vanished_count=len(vanished),
        notes=tuple(_notes(old, new)),
    )


def _open(one: Side, *, by_name: bool) -> dict[tuple[str, str], Told]:
    """The findings that stand, by what tells them apart in both audits."""
    return {
        (name if by_name else "", fingerprint): told
        for (name, fingerprint), told in one.findings.items()
        if told.verdict != _NOTHING and not told.fixed
    }


def _why(told: Told, old: Side, new: Side) -> str:
    """Why the old audit does not have a finding of before; empty for one that came since."""
    if told.introduced is None or old.ended is None or told.introduced > old.ended:
        return ""
    if any(key[1] == told.fingerprint and each.fixed for key, each in old.findings.items()):
        return ""
    if old.rules and told.code not in old.rules:
        return "the rule was not there, or off"
    if old.rules and old.rules[told.code] != new.rules.get(told.code):
        return "the rule is another one now"
    if not old.is_complete:
        return "the old audit was incomplete"
    return "its commit is older than that audit: it was merged later, or the history was rewritten"


def _is_unasked(told: Told, new: Side) -> bool:
    return bool(new.rules) and told.code not in new.rules


def _differ(before: Told, after: Told) -> bool:
    return (before.severity, before.verdict, before.message, before.place) != (
        after.severity, after.verdict, after.message, after.place,
    )  # fmt: skip


def _moved(old: Side, new: Side) -> Iterator[Moved]:
    before, after = old.refs(), new.refs()
    for name in before.keys() & after.keys():
        for ref in sorted(before[name].keys() | after[name].keys()):
            pair = before[name].get(ref, ""), after[name].get(ref, "")
            if pair[0] != pair[1]:
                yield Moved(name, ref, *pair)


def _vanished(old: Side, new: Side) -> Iterator[Vanished]:
    told = new.evidence.get("range")
    since = str(told.get("since", "")) if isinstance(told, dict) else ""
    with reading(old.path) as store:
        uri = f"{Path(os.path.realpath(new.path)).as_uri()}?mode=ro"
        store.connection.execute("ATTACH ? AS new", (uri,))
        for row in store.connection.execute(_VANISHED, (since,)):
            yield Vanished(*map(str, row))


def _clock(one: Side) -> str:
    """When an audit was made, as a text that sorts; empty where that is not known."""
    return str(one.evidence.get("clock") or "")


def _notes(old: Side, new: Side) -> Iterator[str]:
    if _clock(old) > _clock(new):
        yield "the old audit was made after the new one: are they the wrong way round?"
    if not new.is_complete:
        yield "the new audit is incomplete: what is told as fixed may only not have been looked at"
    if not (old.evidence and new.evidence):
        yield "an audit without a manifest: refs and rules cannot be compared"
    names = [
        {str(each.get("name", "")) for each in one.evidence.get("repositories", ())} for one in (old, new)
    ]
    for only, which in ((names[0] - names[1], "old"), (names[1] - names[0], "new")):
        if only and all(names):
            yield f"only the {which} audit looked at {', '.join(sorted(only))}"
