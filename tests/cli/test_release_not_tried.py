"""Releases in production that UAT never had: what the history of the repository says about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calling import ddlint
from history import History

CONFIG = """\
select = ["DDA017"]
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
uat_first = true
"""
REGISTRY = '[{"code": "acme", "is_uat": false}, {"code": "pilot", "is_uat": true}]'
PATH = "accounts/pilot/backend.yaml"


def release(tag: str, policy: str = "backend") -> str:
    marker = f' # {{"$imagepolicy": "flux-system:{policy}:tag"}}' if policy else ""
    return f"image:\n  repository: eu.gcr.io/acme/backend\n  tag: {tag}{marker}\n"


@pytest.fixture
def repo(tmp_path: Path) -> History:
    made = History(tmp_path / "config").write("ddlint.toml", CONFIG).write("accounts.json", REGISTRY)
    made.write("accounts/acme/backend.yaml", release("v1.4.0")).write(PATH, release("v1.2.0"))
    return made.commit("chore: begin")


def pilot_had(repo: History, text: str) -> History:
    """A commit that gives the UAT account something, and one that takes it back."""
    before = (repo.path / PATH).read_text("utf-8")
    return repo.write(PATH, text).commit("feat: try").write(PATH, before).commit("revert: try")


def check(folder: Path, *words: str) -> tuple[int, Any]:
    called = ddlint("check", "--format=json", "--fail-on=warning", *words, folder=folder)
    return called.code, json.loads(called.out)


def found(repo: History) -> list[str]:
    _, report = check(repo.path)
    return [each["location"]["path"] for each in report["findings"]]


def test_a_release_that_uat_never_had_is_found(repo: History) -> None:
    assert found(repo) == ["accounts/acme/backend.yaml"]


def test_nobody_is_asked_unless_it_is_configured(repo: History) -> None:
    repo.write("ddlint.toml", CONFIG.replace("uat_first = true\n", ""))
    assert found(repo) == []


@pytest.mark.parametrize("tag", ["v1.4.0-rc.1", "v1.4.0", "v1.5.0-rc.1", "'v1.4.0-rc.2'"])
def test_a_release_that_uat_had_once_is_none(repo: History, tag: str) -> None:
    assert found(pilot_had(repo, release(tag))) == []


@pytest.mark.parametrize(
    "text",
    [
        release("v1.3.0"),
        release("v1.5.0-rc.1", "engine"),
        "image: eu.gcr.io/acme/engine:v2.0.0\n",
        "chart: {version: 2.0.0}\n",
        release("v2.0.0", ""),
    ],
)
def test_what_the_history_says_of_others_does_not_count(repo: History, text: str) -> None:
    assert found(pilot_had(repo, text)) == ["accounts/acme/backend.yaml"]


@pytest.mark.parametrize("text", [release("v1.4.0-rc.1", ""), "image: eu.gcr.io/acme/backend:v1.9.0\n"])
def test_markers_are_not_needed(repo: History, text: str) -> None:
    assert found(pilot_had(repo, text)) == []


def test_a_candidate_that_came_and_went_on_a_branch_that_was_merged_counts(repo: History) -> None:
    repo.branch("try")
    pilot_had(repo, release("v1.4.0-rc.1")).checkout("main").commit("chore: else").merge("try")
    assert found(repo) == []


def test_a_service_that_no_uat_account_runs_is_ahead_of_nothing(repo: History) -> None:
    repo.write(PATH, release("v1.2.0").replace("backend", "engine"))
    assert found(repo) == []


def test_a_shallow_clone_that_does_not_hold_it_says_what_to_do(repo: History, tmp_path: Path) -> None:
    pilot_had(repo, release("v1.4.0-rc.1")).commit("chore: more")
    repo.git("clone", "-q", "--depth=1", repo.path.as_uri(), str(tmp_path / "shallow"))
    code, report = check(tmp_path / "shallow")
    [entry] = report["findings"]
    assert (code, entry["verdict"]) == (3, "not_available")
    assert "shallow" in entry["message"]
    assert "--unshallow" in entry["help"]


def test_a_shallow_clone_that_holds_it_is_enough(repo: History, tmp_path: Path) -> None:
    pilot_had(repo, release("v1.4.0-rc.1"))
    repo.git("clone", "-q", "--depth=2", repo.path.as_uri(), str(tmp_path / "shallow"))
    assert check(tmp_path / "shallow")[0] == 0


def test_names_that_git_quotes_are_found(repo: History) -> None:
    odd = "accounts/pilot/bäck end.yaml"
    repo.git("mv", PATH, odd)
    repo.write(odd, release("v1.4.0-rc.1")).commit("feat: odd").write(odd, release("v1.2.0")).commit(
        "fix: it"
    )
    assert found(repo) == []


def test_a_repository_without_commits_has_no_past(tmp_path: Path) -> None:
    made = History(tmp_path / "config").write("ddlint.toml", CONFIG).write("accounts.json", REGISTRY)
    made.write("accounts/acme/backend.yaml", release("v1.4.0")).write(PATH, release("v1.2.0"))
    assert found(made) == ["accounts/acme/backend.yaml"]
