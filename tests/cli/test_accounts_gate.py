"""The gate on accounts: what a pull request does to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import ddlint
from history import History

CONFIG = '[accounts]\nfiles = ["accounts/{account}/**"]\nregistry = "accounts.list"\n'
BACKEND = """\
image:
  repository: eu.gcr.io/acme/backend
  tag: TAG # {"$imagepolicy": "flux-system:backend:tag"}
"""


def listed(**uat: bool) -> str:
    return json.dumps([{"code": code, "is_uat": value} for code, value in uat.items()], indent=1)


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config").write("ddlint.toml", CONFIG)
    found.write("accounts.list", listed(acme=False))
    return running(found, "v1.4.2").commit("feat: a").branch("topic")


def running(history: History, tag: str, account: str = "acme") -> History:
    return history.write(f"accounts/{account}/a.yaml", BACKEND.replace("TAG", tag))


def codes(history: History) -> list[str]:
    called = ddlint("ci", "--base=main", "--select=accounts", "--format=concise", folder=history.path)
    assert called.code in {0, 1}, called.err
    return [line.split(" ")[2] for line in called.out.splitlines()]


def test_a_candidate_for_production_fails(history: History) -> None:
    running(history, "v1.5.0-rc.1").commit("feat: b")
    assert codes(history) == ["DDA010"]


def test_an_account_that_is_marked_and_supplied_in_one_change_fails(history: History) -> None:
    history.write("accounts.list", listed(acme=True))
    running(history, "v1.5.0-rc.1").commit("feat: b")
    assert codes(history) == ["DDA016"]


def test_marking_alone_is_fine(history: History) -> None:
    history.write("accounts.list", listed(acme=True)).commit("feat: b")
    assert codes(history) == []


def test_a_new_uat_account_with_a_candidate_is_fine(history: History) -> None:
    history.write("accounts.list", listed(acme=False, pilot=True))
    running(history, "v1.5.0-rc.1", "pilot").commit("feat: b")
    assert codes(history) == []


def test_an_account_that_becomes_production_fails_for_what_it_runs(history: History) -> None:
    history.checkout("main").write("accounts.list", listed(acme=True))
    running(history, "v1.5.0-rc.1").commit("feat: c").branch("other")
    history.write("accounts.list", listed(acme=False)).commit("feat: d")
    assert codes(history) == ["DDA010"]


def turned(history: History) -> list[str]:
    called = ddlint(
        "ci", "--base=main", "--select=accounts", "--select=changes", "--format=concise", folder=history.path
    )
    return [line.split(" ")[2] for line in called.out.splitlines()]


def test_an_account_that_is_marked_is_told(history: History) -> None:
    history.write("accounts.list", listed(acme=True)).commit("feat: b")
    assert turned(history) == ["DDX008"]


def test_an_account_that_is_marked_and_supplied_is_told_once(history: History) -> None:
    history.write("accounts.list", listed(acme=True))
    running(history, "v1.5.0-rc.1").commit("feat: b")
    assert [code for code in turned(history) if code != "DDX003"] == ["DDA016"]


@pytest.mark.parametrize(("tag", "found"), [("v1.4.2", "DDX008"), ("v1.5.0-rc.1", "DDA010")])
def test_an_account_that_becomes_production_is_told_once(history: History, tag: str, found: str) -> None:
    history.checkout("main").write("accounts.list", listed(acme=True))
    running(history, tag).commit("feat: c").branch("other")
    history.write("accounts.list", listed(acme=False)).commit("feat: d")
    assert turned(history) == [found]


@pytest.mark.parametrize(("old", "new"), [("false", "true"), ("true", "false"), ('"yes"', "true")])
def test_an_account_that_admin_turns_is_told(history: History, old: str, new: str) -> None:
    config = '[accounts]\nfiles = ["accounts/{account}/**"]\nadmin = "accounts/{account}/account.yaml"\n'
    history.checkout("main").write("ddlint.toml", config)
    history.write("accounts/acme/account.yaml", f"name: acme\nis_uat: {old}\n").commit("feat: b")
    history.branch("next").write("accounts/acme/account.yaml", f"is_uat: {new}\nname: acme\n").commit(
        "feat: c"
    )
    assert turned(history) == ["DDX008"]
