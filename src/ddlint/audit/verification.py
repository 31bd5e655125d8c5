"""Comparing a report with what it was made of: the same, moved since, or tampered with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ddlint.audit.seal import Sealed
from ddlint.git.published_refs import digest, leads_to, published_refs
from ddlint.git.refs import HEADS, TAGS
from ddlint.git.repository import Repository

_SHOWN = 12  # refs of a kind that are named one by one


class State(StrEnum):
    """What became of one thing that the manifest tells."""

    SAME = "same"
    MOVED_ON = "moved on"
    """Something was added, or went forward: the report still tells the truth about its moment."""
    MOVED = "moved"
    """What the report was made of is no longer there, or something else stands in its place."""
    TAMPERED = "tampered"
    """The report is not what ddlint wrote."""
    UNKNOWN = "not compared"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one thing, in words.

    Attributes:
        state: in short.
        about: `report`, `tool`, `rules`, `configuration`, or a repository by its name.
        text: in full.
    """

    state: State
    about: str
    text: str


def of_report(sealed: Sealed) -> Verdict:
    """Whether the report is as ddlint wrote it."""
    if not sealed.is_whole:
        return Verdict(State.TAMPERED, "report", "its evidence manifest was changed after it was written")
    if sealed.kind == "ledger":
        text = "a ledger holds no digest of its own: compare its SHA-256 with the in-toto statement"
        return Verdict(State.UNKNOWN, "report", text)
    if not sealed.recorded:
        return Verdict(State.TAMPERED, "report", "the digest over the rest of the report is not there")
    if sealed.recorded != sealed.found:
        text = (
            f"changed after it was written: its digest is {sealed.found[:16]}, and was {sealed.recorded[:16]}"
        )
        return Verdict(State.TAMPERED, "report", text)
    return Verdict(State.SAME, "report", f"as it was written (sha256 {sealed.found[:16]})")


def of_tool(sealed: Sealed, version: str, rules: Mapping[str, str]) -> Iterator[Verdict]:
    """Whether this ddlint is the one that made the report, with the same rules.

    Args:
        sealed: the report.
        version: of this ddlint.
        rules: in force here and now (`ddlint.audit.evidence.rules_in_force`).
    """
    made = _text(sealed.evidence, "tool", "version")
    if made == version:
        yield Verdict(State.SAME, "tool", f"ddlint {version}")
    else:
        yield Verdict(State.MOVED_ON, "tool", f"ddlint {made} made it, and this is ddlint {version}")
    told = _table(sealed.evidence, "rules").get("in_force")
    recorded = {str(name): str(text) for name, text in told.items()} if isinstance(told, dict) else {}
    texts = [*_rules(recorded, rules)]
    if texts:
        yield Verdict(State.MOVED_ON, "rules", "; ".join(texts))
    else:
        yield Verdict(State.SAME, "rules", f"all {len(rules)} rules")


def of_configuration(sealed: Sealed, found: str, *, is_named: bool) -> Verdict:
    """Whether the settings in force are those of the report.

    Args:
        sealed: the report.
        found: the digest of those here and now.
        is_named: whether there is a configuration at all: without it, a difference means nothing.
    """
    recorded = _text(sealed.evidence, "configuration", "sha256")
    if recorded == found:
        return Verdict(State.SAME, "configuration", f"the settings in force (sha256 {found[:16]})")
    if not is_named:
        return Verdict(State.UNKNOWN, "configuration", "no configuration here: name it with --config")
    return Verdict(State.MOVED_ON, "configuration", "the settings in force here are others")


def of_repository(told: Mapping[str, Any], repository: Repository) -> Iterator[Verdict]:
    """What became of a repository's history and refs.

    Args:
        told: what the manifest says of it.
        repository: a clone of it.
    """
    name = str(told.get("name", ""))
    now = published_refs(repository)
    yield _history(name, told, repository, now)
    recorded = _table(told, "refs")
    if recorded.get("sha256") == digest(now):
        yield Verdict(State.SAME, name, f"all {len(now)} branches and tags")
        return
    listed = recorded.get("listed")
    if not isinstance(listed, dict):
        yield Verdict(State.MOVED, name, "branches or tags are others; the manifest does not list them")
        return
    before = {str(ref): str(oid) for ref, oid in listed.items()}
    if digest(before) != recorded.get("sha256"):
        yield Verdict(State.TAMPERED, name, "the refs that the manifest lists are not those of its digest")
    yield from _refs(name, repository, before, now)


def not_looked_at(told: Mapping[str, Any]) -> Verdict:
    """A repository of the manifest of which no clone was named."""
    where = told.get("url") or "the manifest knows no address"
    return Verdict(State.UNKNOWN, str(told.get("name", "")), f"name a clone of it to compare it ({where})")


def _history(name: str, told: Mapping[str, Any], repository: Repository, now: Mapping[str, str]) -> Verdict:
    """Whether the commit up to which the audit read is still in the history of its ref."""
    head, ref = str(told.get("head", "")), str(told.get("ref", ""))
    tip = now.get(ref) or now.get(HEADS + ref) or repository.head() or ""
    if head == tip:
        return Verdict(State.SAME, name, f"{_short(ref)} is at {head[:10]}, up to which it was read")
    leads = leads_to(repository, head, tip)
    if leads:
        return Verdict(State.MOVED_ON, name, f"{_short(ref)} went on from {head[:10]} to {tip[:10]}")
    if leads is None and repository.is_shallow:
        text = f"{head[:10]}, up to which it was read: this clone is cut (git fetch --unshallow)"
        return Verdict(State.UNKNOWN, name, text)
    if leads is None:
        return Verdict(State.MOVED, name, f"{head[:10]}, up to which it was read, is not known to this clone")
    text = f"{_short(ref)} was rewritten: {head[:10]}, up to which it was read, is no longer in its history"
    return Verdict(State.MOVED, name, text)


def _refs(
    name: str, repository: Repository, before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[Verdict]:
    """The refs that were added, are gone, or moved, those that say the same in one line."""
    moved = [ref for ref in before if ref in now and before[ref] != now[ref]]
    forward = [ref for ref in moved if ref.startswith(HEADS) and leads_to(repository, before[ref], now[ref])]
    groups = (
        (State.MOVED, "moved", [_from_to(ref, before, now) for ref in moved if ref not in forward]),
        (State.MOVED, "gone", [_short(ref) for ref in before if ref not in now and ref.startswith(TAGS)]),
        (State.MOVED_ON, "gone", [_short(ref) for ref in before if ref not in now and ref.startswith(HEADS)]),
        (State.MOVED_ON, "went on", [_from_to(ref, before, now) for ref in forward]),
        (State.MOVED_ON, "added", [_short(ref) for ref in now if ref not in before]),
    )
    for state, word, refs in groups:
        if refs:
            yield Verdict(state, name, f"{word}: {_listed(refs)}")


def _rules(recorded: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    changed = [name for name in recorded if name in now and recorded[name] != now[name]]
    groups = (
        ("changed", changed),
        ("no longer there, or off", [name for name in recorded if name not in now]),
        ("new, or on", [name for name in now if name not in recorded]),
    )
    for word, names in groups:
        if names:
            yield f"{word}: {_listed(names)}"


def _from_to(ref: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    return f"{_short(ref)} ({before[ref][:10]} to {now[ref][:10]})"


def _short(ref: str) -> str:
    for prefix, noun in ((HEADS, ""), (TAGS, "tag ")):
        if ref.startswith(prefix):
            return noun + ref.removeprefix(prefix)
    return ref


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more


def _table(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = told.get(key)
    return found if isinstance(found, dict) else {}


def _text(told: Mapping[str, Any], table: str, key: str) -> str:
    return str(_table(told, table).get(key, ""))
