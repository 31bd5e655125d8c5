"""The gate, from the event to the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calling import Called, ddlint
from history import History

IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n  tag: {}\n"
BAD, GOOD = IMAGE.format("2.10"), IMAGE.format("v1.2.3")
POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: api, namespace: flux-system}
spec: {imageRepositoryRef: {name: api}, policy: {semver: {range: '>=1.0.0'}}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: api, namespace: flux-system}
spec: {image: eu.gcr.io/acme/api, interval: 1m}
"""
MARKED = 'image:\n  repository: eu.gcr.io/acme/api\n  tag: v1.2.3 # {"$imagepolicy": "flux-system:api:tag"}\n'


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config")
    return found.write("old.yaml", BAD).write("good.yaml", GOOD).commit("feat: a").branch("topic")


def gate(history: History, *words: str, base: str = "main", **variables: str) -> Called:
    return ddlint("ci", "--base", base, "--format", "concise", *words, folder=history.path, **variables)


def codes(called: Called) -> list[str]:
    return [line.split(" ")[2] for line in called.out.splitlines()]


def test_what_the_change_introduces_fails(history: History) -> None:
    history.write("new.yaml", IMAGE.format("3.10")).commit("feat: b")
    called = gate(history)
    assert called.code == 1
    assert codes(called) == ["DDT002"]
    assert called.out.startswith("new.yaml:3:8: error")
    assert "1 introduced by this change; 0 were there before" in called.err


def test_what_was_there_does_not(history: History) -> None:
    history.write("old.yaml", f"# moved\n\n{BAD}").commit("feat: b")
    called = gate(history)
    assert (called.code, called.out) == (0, "")
    assert "0 introduced by this change; 1 were there before, 0 of them" in called.err


def test_a_line_that_is_written_anew_is_counted_as_touched(history: History) -> None:
    history.write("old.yaml", f"{BAD.rstrip()}  # why\n").commit("feat: b")
    called = gate(history)
    assert called.code == 0
    assert "1 were there before, 1 of them on lines that it writes" in called.err


def test_a_second_finding_of_a_kind_is_new(history: History) -> None:
    history.write("new.yaml", BAD).commit("feat: b")
    assert gate(history).code == 1


def test_a_renamed_file_brings_nothing_new(history: History) -> None:
    history.git("mv", "old.yaml", "renamed.yaml")
    history.commit("refactor: b")
    assert gate(history).code == 0


def test_files_are_read_from_git_and_not_from_the_work_tree(history: History) -> None:
    history.write("new.yaml", BAD.replace("2.10", "3.10")).commit("feat: b")
    (history.path / "new.yaml").write_text(GOOD)
    (history.path / "ddlint.toml").write_text('ignore = ["all"]\n')
    assert gate(history).code == 1


def test_the_head_may_be_another_branch(history: History) -> None:
    history.write("new.yaml", BAD.replace("2.10", "3.10")).commit("feat: b").checkout("main")
    assert gate(history, "--head", "topic").code == 1
    assert gate(history).code == 0


def test_what_a_change_breaks_in_another_file_is_found(history: History) -> None:
    history.checkout("main").write("policy.yaml", POLICY).write("app.yaml", MARKED).commit("feat: b")
    history.branch("next").write("policy.yaml", POLICY.replace("name: api, ", "name: api2, ", 1)).commit(
        "feat: c"
    )
    called = gate(history)
    assert "app.yaml:3:15: error DDR001 policy-not-defined" in called.out


def test_commits_and_the_title_are_judged(history: History, tmp_path: Path) -> None:
    history.write("good.yaml", f"# a\n{GOOD}").commit("Oops")
    called = pull_request(history, tmp_path, "No title either")
    assert codes(called) == ["DDC001", "DDC001"]
    assert "title: the header has no `type: `" in called.out


def pull_request(history: History, tmp_path: Path, title: str = "feat: b", **more: Any) -> Called:
    base, head = history.oid("main"), history.oid("topic")
    repository = {"full_name": "acme/config"}
    event = {
        "pull_request": {
            "number": 7,
            "title": title,
            "user": {"login": "ada"},
            "base": {"sha": base, "ref": "main", "repo": repository},
            "head": {"sha": head, "ref": "topic", "repo": repository},
            **more,
        }
    }
    (tmp_path / "event.json").write_text(json.dumps(event))
    variables = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"}
    path = str(tmp_path / "event.json")
    return ddlint("ci", "--format", "concise", folder=history.path, **variables, GITHUB_EVENT_PATH=path)


def test_a_pull_request_is_told_and_judged(history: History, tmp_path: Path) -> None:
    history.write("new.yaml", GOOD).commit("feat: b")
    called = pull_request(history, tmp_path)
    assert called.code == 0
    assert called.err.splitlines()[0] == "ddlint: pull request #7 by ada (GitHub Actions)"


CONFIG = 'ignore = ["tag-not-a-string"]\n'


def test_the_configuration_is_that_of_the_base(history: History) -> None:
    history.write("ddlint.toml", CONFIG).write("new.yaml", IMAGE.format("3.10")).commit("feat: b")
    called = gate(history)
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX001"]
    assert "the configuration is added" in called.out


@pytest.mark.parametrize("name", ["ddlint.toml", "pyproject.toml"])
def test_a_head_that_deletes_the_configuration_is_judged_by_it(history: History, name: str) -> None:
    text = 'severity = { tag-not-a-string = "info" }\n'
    text = text if name == "ddlint.toml" else f"[tool.ddlint]\n{text}"
    history.checkout("main").write(name, text).commit("feat: b")
    history.branch("next").write("new.yaml", IMAGE.format("3.10"))
    history.git("rm", "-q", name)
    history.commit("feat: c")
    called = gate(history)
    assert called.code == 0
    assert sorted(codes(called)) == ["DDT002", "DDX001"]


def test_a_waiver_counts_when_it_is_merged(history: History) -> None:
    waived = f"{IMAGE.format('3.10').rstrip()} # ddlint: allow[tag-not-a-string] -- why\n"
    history.write("new.yaml", waived).commit("feat: b")
    called = gate(history)
    assert called.code == 1
    assert "a waiver of tag-not-a-string is added" in called.out
    history.checkout("main").merge("topic")
    history.branch("next").write("new.yaml", f"# a comment\n{waived}").commit("feat: c")
    called = gate(history)
    assert (called.code, called.out) == (0, "")


def test_a_baseline_of_the_base_holds(history: History) -> None:
    history.checkout("main").write("ddlint.toml", 'baseline = "known"\n').commit("feat: b")
    ddlint("baseline", "write", folder=history.path)
    history.git("add", "known")
    history.commit("chore: baseline")
    history.branch("next").write("known", "# nothing\n").write("old.yaml", f"# x\n{BAD}").commit("feat: c")
    called = gate(history)
    assert called.code == 0
    assert codes(called) == ["DDX001", "DDX021"]


def test_sources_outside_of_the_repository_are_found(history: History) -> None:
    folder = history.path.parent / "policies"
    folder.mkdir()
    (folder / "all.yaml").write_text(POLICY)
    history.checkout("main").write("ddlint.toml", '[flux]\npolicies = ["../policies"]\n').commit("feat: b")
    history.branch("next").write("app.yaml", MARKED.replace("system:api", "system:apis")).commit("feat: c")
    assert "DDR001" in codes(gate(history))


def test_a_shallow_clone_is_incomplete_and_says_how_to_mend_it(history: History, tmp_path: Path) -> None:
    history.write("new.yaml", GOOD).commit("feat: b").commit("feat: c")
    clone = history.clone(tmp_path / "clone", "--depth", "1", "--no-local")
    called = gate(clone, base="origin/main", GITHUB_ACTIONS="true")
    assert called.code == 3
    assert "fetch-depth: 0" in called.err


def test_histories_that_share_nothing_are_told(history: History) -> None:
    history.orphan("other").commit("feat: z")
    called = gate(history)
    assert called.code == 2
    assert "share no commit" in called.err


def test_a_base_that_was_forced_away_is_told(history: History, tmp_path: Path) -> None:
    event = {"ref": "refs/heads/main", "before": "1" * 40, "after": history.oid("main")}
    (tmp_path / "event.json").write_text(json.dumps(event))
    words = ("ci", "--event", str(tmp_path / "event.json"))
    called = ddlint(*words, folder=history.path, GITHUB_EVENT_NAME="push")
    assert called.code == 3
    assert "forced push" in called.err


@pytest.mark.parametrize(
    ("event", "said"), [(None, "cannot read the event"), (b"{", "no JSON"), (b"{}", "no known event")]
)
def test_an_event_that_cannot_be_used_is_told(
    history: History, tmp_path: Path, event: bytes | None, said: str
) -> None:
    if event is not None:
        (tmp_path / "event.json").write_bytes(event)
    called = ddlint("ci", "--event", str(tmp_path / "event.json"), folder=history.path)
    assert called.code == 2
    assert said in called.err


def test_nothing_is_guessed(history: History) -> None:
    called = ddlint("ci", folder=history.path)
    assert called.code == 2
    assert "--base origin/main" in called.err


def test_what_is_understood_can_be_asked_alone(history: History) -> None:
    called = gate(history, "--explain", base="nonsense")
    assert (called.code, called.err) == (0, "ddlint: change\nddlint: from nonsense to HEAD\n")


def push(history: History, tmp_path: Path, event: dict[str, Any]) -> Called:
    (tmp_path / "event.json").write_text(json.dumps(event))
    words = ("ci", "--format", "concise", "--event", str(tmp_path / "event.json"))
    return ddlint(*words, folder=history.path, GITHUB_EVENT_NAME="push")


def test_a_tag_is_judged_as_its_push_would_be(history: History, tmp_path: Path) -> None:
    history.checkout("main").tag("v1.0.0")
    event = {"ref": "refs/tags/v1.0.0", "before": "0" * 40, "after": history.oid("v1.0.0")}
    assert push(history, tmp_path, event).code == 0
    history.commit("feat: b")
    history.git("tag", "-f", "-a", "-m", "again", "v1.0.0")
    moved = {"ref": "refs/tags/v1.0.0", "before": event["after"], "after": history.oid("v1.0.0")}
    assert "DDG001" in push(history, tmp_path, moved).out
    gone = {"ref": "refs/tags/v1.0.0", "before": event["after"], "after": "0" * 40, "deleted": True}
    assert "DDG002" in push(history, tmp_path, gone).out


def test_a_hotfix_branch_is_judged_too(history: History) -> None:
    history.checkout("main").tag("v1.0.0").commit("feat: b")
    history.branch("release-v1.0.1").commit("fix: c")
    variables = {"GITLAB_CI": "true", "CI_COMMIT_SHA": history.oid(), "CI_MERGE_REQUEST_IID": "7"}
    variables |= {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "release-v1.0.1",
    }
    called = ddlint("ci", "--format", "concise", folder=history.path, **variables)
    assert "DDB" in called.out


ACCOUNTS = '[accounts]\nfiles = ["accounts/{account}/**"]\nregistry = "accounts.json"\n'


def test_a_branch_that_is_older_than_the_registry_is_judged_by_that_of_the_base(history: History) -> None:
    history.write("accounts/acme/a.yaml", GOOD).commit("feat: b").checkout("main")
    history.write("ddlint.toml", ACCOUNTS).write("accounts.json", '[{"code": "acme", "is_uat": true}]\n')
    history.commit("feat: c")
    called = gate(history, "--head", "topic")
    assert called.code in {0, 1}, called.err
    assert "accounts.json" not in called.err


def test_a_registry_that_the_change_deletes_is_missed(history: History) -> None:
    history.checkout("main").write("ddlint.toml", ACCOUNTS)
    history.write("accounts/acme/a.yaml", GOOD).write("accounts.json", '[{"code": "acme", "is_uat": true}]\n')
    history.commit("feat: c").branch("next").git("rm", "-q", "accounts.json")
    history.commit("feat: d")
    called = gate(history)
    assert called.code == 2
    assert "accounts.json" in called.err
