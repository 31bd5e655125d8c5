"""Reading deployments back out of the ledger: value by value, or tag by tag."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step, Track
from ddlint.model.deployments.tag_use import Use
from ddlint.model.marker import Form

_VALUE = "path, route, policy, form, marked_values.image, account, environment, service"
_DEPLOYED = "oid, time, author, committer, subject, by_bot, position, old, new, tag, digest, line"
_TRACK = (
    f"SELECT deployments.id, {_DEPLOYED} FROM deployments CROSS JOIN commits ON commits.id = commit_"
    " WHERE value = ? ORDER BY deployments.id"
)
_USES = (
    f"SELECT value, {_DEPLOYED} FROM deployments"
    " JOIN commits ON commits.id = commit_ JOIN marked_values ON marked_values.id = value"
    " WHERE tag <> ''"
    " ORDER BY marked_values.image, iif(marked_values.image = '', policy, ''), tag, time, deployments.id"
)


def values(connection: sqlite3.Connection, repository: str) -> Iterator[tuple[int, MarkedValue]]:
    """The marked values of a repository with their numbers, in the order of those."""
    asked = f"SELECT number, {_VALUE} FROM marked_values WHERE repository = ? ORDER BY number"
    for counted, *found in connection.execute(asked, (repository,)):
        yield counted, _value(found)


def tracks(connection: sqlite3.Connection, repository: str) -> Iterator[tuple[list[int], Track]]:
    """What each marked value held, with the ids of its deployments. One value is in memory at a time."""
    asked = f"SELECT id, is_whole, {_VALUE} FROM marked_values WHERE repository = ? ORDER BY number"
    for value, is_whole, *found in connection.execute(asked, (repository,)):
        rows = connection.execute(_TRACK, (value,)).fetchall()
        if rows:
            deployed = tuple(_deployed(row[1:]) for row in rows)
            yield [row[0] for row in rows], Track(_value(found), deployed, bool(is_whole))


def uses(connection: sqlite3.Connection) -> Iterator[Use]:
    """Every tag that was deployed anywhere, sorted by image and tag, then by time.

    Those of an unknown image stand together by their policy.
    """
    asked = f"SELECT id, repository, {_VALUE} FROM marked_values"
    known = {value: (name, _value(found)) for value, name, *found in connection.execute(asked)}
    for value, *deployed in connection.execute(_USES):
        yield Use(*known[value], _deployed(deployed))


def _value(row: Sequence[Any]) -> MarkedValue:
    path, route, policy, form, image, account, environment, service = row
    return MarkedValue(path, route, policy, Form(form), image, account, environment, service)


def _deployed(row: Sequence[Any]) -> Deployed:
    oid, time, author, committer, subject, by_bot, position, *rest = row
    return Deployed(Step(oid, time, author, committer, subject, bool(by_bot), position), *rest)
