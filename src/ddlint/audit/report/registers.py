"""The smaller tables of a ledger, as columns: repositories, releases, hotfixes, findings, waivers."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ddlint.audit.report.times import shown
from ddlint.audit.report.words import Words
from ddlint.engine.locate import Location
from ddlint.output.sink import Provenance
from ddlint.output.web import address

Cell = int | str | None
Columns = dict[str, list[Cell]]
_NO_COMMIT = "0" * 40
_TEXTS = {
    "releases": "service tag version commit_oid tagger",
    "hotfixes": "service version tag branch base fork_oid state merged_oid",
    "findings": "code name severity verdict message help kind place route introduced_oid introduced_by"
    " fixed_oid fixed_by waiver",
    "waivers": "place rules until owner ref reason",
}
_NUMBERS = {
    "releases": "is_prerelease is_hotfix",
    "hotfixes": "",
    "findings": "line",
    "waivers": "line used",
}
_TIMES = {
    "releases": "commit_time tagged_time",
    "hotfixes": "merged_time",
    "findings": "introduced_time fixed_time",
    "waivers": "",
}


def repositories(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Each repository with the beginnings of the addresses under which its forge shows commits and files."""
    asked = "SELECT name, url, role, service, ref, head, commits FROM repositories ORDER BY role, name"
    return [
        {
            "name": name,
            "url": url,
            "role": role,
            "service": service,
            "ref": ref,
            "head": head,
            "commits": commits,
            **_addresses(url, head),
        }
        for name, url, role, service, ref, head, commits in connection.execute(asked)
    ]


def columns(connection: sqlite3.Connection, table: str, words: Words, places: Mapping[str, int]) -> Columns:
    """One of the tables above. Texts are numbers of words; a time or number that is not known is None."""
    texts, numbers, times = _TEXTS[table].split(), _NUMBERS[table].split(), _TIMES[table].split()
    found: Columns = {name: [] for name in ("repository", *texts, *numbers, *times)}
    names = ", ".join(("repository", *texts, *numbers, *times))
    for row in connection.execute(f"SELECT {names} FROM {table} ORDER BY id"):
        cells = dict(zip(found, row, strict=True))
        found["repository"].append(places.get(cells["repository"], -1))
        for name in texts:
            found[name].append(words.number(cells[name]))
        for name in numbers:
            found[name].append(cells[name])
        for name in times:
            found[name].append(None if cells[name] is None else shown(cells[name]))
    return found


def findings(connection: sqlite3.Connection, words: Words, places: Mapping[str, int]) -> Columns:
    """The findings, each with a name that is its own (`id`) and the marked value that it is about (or -1)."""
    found = columns(connection, "findings", words, places)
    prints = [text for (text,) in connection.execute("SELECT fingerprint FROM findings ORDER BY id")]
    ids = "SELECT id FROM marked_values ORDER BY id"
    value_at = {number: at for at, (number,) in enumerate(connection.execute(ids))}
    about = connection.execute("SELECT value FROM findings ORDER BY id")
    found["id"] = [words.number(each) for each in _unlike(prints)]
    found["value"] = [value_at.get(number, -1) for (number,) in about]
    return found


def _unlike(prints: Iterable[str]) -> Iterable[str]:
    """The fingerprints; the second of the same gets `-2`."""
    seen: Counter[str] = Counter()
    for text in prints:
        seen[text] += 1
        yield text if seen[text] == 1 else f"{text}-{seen[text]}"


def _addresses(url: str, head: str) -> dict[str, str]:
    """What stands before the id of a commit, and before a path; empty where the forge is not known."""
    commit = address(Provenance(url), Location("commit", _NO_COMMIT, 1, 1, 1, 1))
    file = address(Provenance(url, head), Location("file", "", 1, 1, 1, 1))
    return {"commit": commit.removesuffix(_NO_COMMIT), "file": file.removesuffix("#L1")}
