"""The deployments of a ledger, with their commits and marked values, as columns of numbers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

from ddlint.audit.report.times import shown
from ddlint.audit.report.words import Words

Columns = dict[str, list[int]]
#: What a tag is; the report draws each in its own shape.
BUILD, FINAL, CANDIDATE, HOTFIX = range(4)
#: In the column `from`: what the value held before. In `to`: the tag.
_SAME = -1
_RELEASE = re.compile(
    r"(?:.*[-/])?v?\d+\.\d+\.\d+(?:-((?:rc|alpha|beta|pre)\b.*|(?:rc|alpha|beta|pre)\d+))?", re.ASCII
)
_COMMITS = (
    "SELECT id, repository, oid, time, author, committer, subject, by_bot FROM commits"
    " WHERE id IN (SELECT commit_ FROM deployments) ORDER BY id"
)
_VALUES = (
    "SELECT id, repository, path, route, policy, image, service, environment, account, is_uat"
    " FROM marked_values ORDER BY id"
)
_DEPLOYMENTS = (
    "SELECT value, commit_, old, new, tag, digest, kind, line, service FROM deployments"
    " JOIN marked_values ON marked_values.id = value ORDER BY deployments.id"
)


def commits(
    connection: sqlite3.Connection, words: Words, places: dict[str, int]
) -> tuple[list[str], Columns]:
    """The ids of the commits that deployed something, and what else is known of each.

    Args:
        connection: of the ledger.
        words: where texts get their numbers.
        places: the number of each repository.
    """
    names = "repository", "time", "author", "committer", "subject", "by_bot"
    columns: Columns = {name: [] for name in names}
    oids: list[str] = []
    for _, repository, oid, time, author, committer, subject, by_bot in connection.execute(_COMMITS):
        oids.append(oid)
        row = (
            places.get(repository, -1),
            shown(time),
            words.number(author),
            words.number(committer),
            words.number(subject),
            by_bot,
        )
        _append(columns, names, row)
    return oids, columns


def values(connection: sqlite3.Connection, words: Words, places: dict[str, int]) -> Columns:
    """The marked values."""
    texts = "path", "route", "policy", "image", "service", "environment", "account"
    names = ("repository", *texts, "uat")
    columns: Columns = {name: [] for name in names}
    for _, repository, *told, uat in connection.execute(_VALUES):
        row = places.get(repository, -1), *map(words.number, told), -1 if uat is None else uat
        _append(columns, names, row)
    return columns


def deployments(connection: sqlite3.Connection, words: Words) -> Columns:
    """What was deployed, in the order of the ledger. Values and commits are numbered as in their columns."""
    names = "value", "commit", "from", "to", "tag", "digest", "kind", "what", "line"
    columns: Columns = {name: [] for name in names}
    value_at = _positions(connection.execute("SELECT id FROM marked_values ORDER BY id"))
    commit_at = _positions(
        connection.execute("SELECT id FROM commits WHERE id IN (SELECT commit_ FROM deployments) ORDER BY id")
    )
    known = _releases(connection)
    held: dict[int, str] = {}
    for value, commit, old, new, name, digest, kind, line, service in connection.execute(_DEPLOYMENTS):
        before = _SAME if held.get(value, "") == old else words.number(old)
        held[value] = new
        row = (
            value_at[value],
            commit_at[commit],
            before,
            _SAME if new == name else words.number(new),
            words.number(name),
            words.number(digest),
            words.number(kind),
            _what(name, service, known),
            line,
        )
        _append(columns, names, row)
    return columns


def _append(columns: Columns, names: Iterable[str], row: Iterable[int]) -> None:
    for name, value in zip(names, row, strict=True):
        columns[name].append(value)


def _positions(rows: Iterator[tuple[int]]) -> dict[int, int]:
    return {found: position for position, (found,) in enumerate(rows)}


def _releases(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """What each release of a service is, by its tag and by its version."""
    found: dict[tuple[str, str], int] = {}
    asked = "SELECT service, tag, version, is_prerelease, is_hotfix FROM releases"
    for service, name, version, is_candidate, is_hotfix in connection.execute(asked):
        what = CANDIDATE if is_candidate else HOTFIX if is_hotfix else FINAL
        found[service, name] = found[service, version] = what
    return found


def _what(name: str, service: str, known: dict[tuple[str, str], int]) -> int:
    """What a tag is: as the releases of the service tell, else as its form does."""
    told = known.get((service, name))
    if told is not None:
        return told
    form = _RELEASE.fullmatch(name)
    if form is None:
        return BUILD
    return CANDIDATE if form[1] else FINAL
