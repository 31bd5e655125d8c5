"""The sample of a config repository is clean; one mistake is planted for each rule: just that is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from account_sample import Files, edited, registered, sample, shared_build, shared_candidate
from calling import ddlint
from history import History

PLANTED = [
    ("DDA001", "accounts/nl-03/account.yaml", registered("nl-03")),
    ("DDA002", "accounts.json", registered("nl-99")),
    ("DDA003", "accounts.json", registered("nl-03", active=False)),
    ("DDA004", "accounts.json", registered("NL_03")),
    ("DDA005", "accounts/nl-03/account.yaml", edited("accounts/nl-03/account.yaml", "false", "'no'")),
    ("DDA006", "accounts.json", edited("accounts/nl-03/account.yaml", "false", "true")),
    ("DDA007", "accounts.json", registered("nl-03", active="no")),
    (
        "DDA010",
        "accounts/nl-03/backend.yaml",
        edited("accounts/nl-03/backend.yaml", "v1.42.2", "v1.43.0-rc.2"),
    ),
    ("DDA010", "pilot/backend.yaml", shared_candidate),
    ("DDA011", "accounts/nl-03/backend.yaml", edited("accounts/nl-03/backend.yaml", "-prod", "-uat")),
    ("DDA012", "accounts/nl-00/backend.yaml", edited("accounts/nl-00/backend.yaml", "-uat:", "-prod:")),
    ("DDA013", "accounts/uk-00/engine.yaml", edited("accounts/uk-00/engine.yaml", "v3.8.1", "v3.7.9")),
    (
        "DDA014",
        "accounts/no-00/backend.yaml",
        edited("accounts/no-00/backend.yaml", "v1.43.0-rc.2", "v1.42.2-rc.1"),
    ),
    ("DDA015", "base/engine.yaml", shared_build),
]


def found(tmp_path: Path, files: Files) -> list[tuple[str, str]]:
    repo = History(tmp_path / "config")
    for path, text in files.items():
        repo.place(path, text)
    repo.git("add", "-A")
    called = ddlint("check", "--select=accounts", "--format=json", folder=repo.path)
    assert called.code in {0, 1}, called.err
    return [(each["code"], each["location"]["path"]) for each in json.loads(called.out)["findings"]]


def test_the_sample_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, sample()) == []


@pytest.mark.parametrize(("code", "path", "plant"), PLANTED, ids=[f"{row[0]}-{row[1]}" for row in PLANTED])
def test_a_planted_mistake_is_found_and_nothing_else(
    tmp_path: Path, code: str, path: str, plant: Callable[[Files], None]
) -> None:
    files = sample()
    plant(files)
    assert found(tmp_path, files) == [(code, path)]


def test_a_hotfix_that_reaches_production_first_leaves_uat_ahead_of_it(tmp_path: Path) -> None:
    """v1.42.3 is below the candidate of v1.43.0 that UAT tries: nothing is behind."""
    files = {path: text.replace("v1.42.2 #", "v1.42.3 #") for path, text in sample().items()}
    assert found(tmp_path, files) == []
