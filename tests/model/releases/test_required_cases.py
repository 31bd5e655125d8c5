"""Recorded lists of messages with the bump they ask for, of tables and of real releases.

Their labels follow the specification: `chore` asks for nothing there.
"""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from ddlint.model.message import Message
from ddlint.model.releases.bump import Bump, Levels
from ddlint.model.releases.change import Change
from ddlint.model.releases.required import Required, required
from support import cases_dir

SPEC = Levels.of({"chore": "none"})
#: A revert of what an earlier release has asks for a patch, as these were released; the label has none.
REVERTS = {"b01334", "b01459", "b01822", "b01824"}


def of(row: dict[str, Any]) -> Required:
    oids = row.get("hashes") or [f"{at:040x}" for at in range(len(row["messages"]))]
    changes = [Change(oid, Message(text)) for oid, text in zip(oids, row["messages"], strict=True)]
    return required(changes, SPEC)


def test_the_table() -> None:
    with (cases_dir() / "commits" / "bump_table.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = {row["id"]: row["ref"] for row in rows}
    labels["b00011"] = "patch"  # a revert and what it reverts, told by their ids, which the label has not
    wrong = {row["id"]: of(row).bump.word for row in rows if word(of(row)) != labels[row["id"]]}
    assert (len(rows), wrong) == (41, {})


def test_sampled_messages_and_real_releases() -> None:
    with gzip.open(cases_dir() / "commits" / "bumps.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][41:]
    wrong = {row["id"]: word(of(row)) for row in rows if word(of(row)) != row["ref"]}
    assert len(rows) > 1000
    assert wrong == dict.fromkeys(REVERTS, "patch")


@pytest.mark.parametrize("id_", sorted(REVERTS))
def test_reverts_were_released_as_patches(id_: str) -> None:
    with gzip.open(cases_dir() / "commits" / "bumps.jsonl.gz", "rt", encoding="utf-8") as lines:
        row = next(row for row in map(json.loads, lines) if row["id"] == id_)
    assert (row["actual"], of(row).bump) == ("patch", Bump.PATCH)


def word(found: Required) -> str | None:
    return found.bump.word if found.bump else None
