"""Hotfixes in clones that lack something, and in repositories that hold what nobody expects."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from calling import Called, ddlint
from ddlint.git.process import Stream
from history import START, History


def picked_beside_another_change(path: Path) -> History:
    """A hotfix that came back as a pick whose files are others than those of the hotfix."""
    story = History(path / "repo").write("a", "one\ntwo\nthree\nfour\n").commit("feat: start").tag("v1.0.0")
    story.write("a", "ONE\ntwo\nthree\nfour\n").commit("feat: not ready")
    story.branch("release-v1.0.1", "v1.0.0").write("a", "one\ntwo\nthree\nFOUR\n").commit(
        "fix: the fourth line"
    )
    story.tag("v1.0.1").checkout("main")
    return story.write("a", "ONE\ntwo\nthree\nFOUR\n").commit("fix: the fourth line")


def not_back(path: Path) -> History:
    story = History(path / "repo").write("a", "1\n").commit("feat: start").tag("v1.0.0")
    story.branch("release-v1.0.1").write("a", "2\n").commit("fix: mend it").tag("v1.0.1")
    return story.checkout("main").write("c").commit("feat: not ready")


def hotfix(folder: Path) -> dict[str, Any]:
    call = ddlint("branches", "--format", "json", folder=folder)
    assert call.code == 0, call.err
    (found,) = json.loads(call.out)["hotfixes"]
    return dict(found)


def lint(folder: Path, *words: str) -> tuple[Called, list[tuple[str, str]]]:
    call = ddlint("branch", "--all", "--format", "json", *words, folder=folder)
    return call, [(each["code"], each["verdict"]) for each in json.loads(call.out)["findings"]]


def test_it_is_proven_where_all_files_are_there(tmp_path: Path) -> None:
    story = picked_beside_another_change(tmp_path)
    (commit,) = hotfix(story.path)["commits"]
    assert (commit["verdict"], commit["certain"]) == ("picked", True)


@pytest.mark.parametrize("kept", ["blob:none", "tree:0"])
def test_a_partial_clone_proves_nothing(tmp_path: Path, kept: str) -> None:
    story = picked_beside_another_change(tmp_path)
    story.git("config", "uploadpack.allowFilter", "true")
    clone = story.clone(tmp_path / "clone", f"--filter={kept}", "--bare").path
    found = hotfix(clone)
    (commit,) = found["commits"]
    assert (found["merged_back"], commit["why"]) == ("inconclusive", "this clone does not hold the files")
    call, outcomes = lint(clone)
    assert (call.code, outcomes) == (3, [("DDB009", "not_available")])
    assert "git fetch --refetch --no-filter" in call.out


def test_a_partial_clone_still_knows_what_needs_no_files(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    story.git("config", "uploadpack.allowFilter", "true")
    clone = story.clone(tmp_path / "clone", "--filter=blob:none", "--bare").path
    call, outcomes = lint(clone)
    assert (call.code, outcomes) == (1, [("DDB009", "found")])


def test_a_clone_without_main_is_no_answer_and_is_told_how_to_fetch_it(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    clone = story.clone(tmp_path / "clone", "--single-branch", "--branch", "release-v1.0.1").path
    call = ddlint("branch", folder=clone)
    assert (call.code, "refs/remotes/origin/*" in call.err) == (3, True)


@pytest.mark.parametrize("command", ["branches", "branch"])
def test_a_missing_commit_is_no_answer(tmp_path: Path, command: str) -> None:
    story = not_back(tmp_path)
    oid = story.oid("v1.0.0^{commit}")
    (story.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    call = ddlint(command, *(["--all"] if command == "branch" else []), folder=story.path)
    assert call.code == 3
    assert "could not read an object" in call.err
    assert "Traceback" not in call.err


def test_a_missing_folder_proves_nothing(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    oid = story.oid("v1.0.1^{tree}")
    (story.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert hotfix(story.path)["merged_back"] == "inconclusive"


def test_a_replaced_commit_changes_nothing(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    before = hotfix(story.path)
    story.git("replace", "--graft", story.oid("v1.0.1^{commit}"))
    assert hotfix(story.path) == before


def test_a_graft_changes_nothing(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    before = hotfix(story.path)
    grafts = story.path / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(story.oid("v1.0.1^{commit}") + "\n")
    assert hotfix(story.path) == before


def test_tags_on_trees_blobs_and_tags_of_tags_are_read_for_what_they_are(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    story.git("tag", "v1.0.9", "HEAD^{tree}")
    story.git("tag", "-a", "-m", "x", "v1.0.8", "HEAD:a")
    story.git("tag", "-a", "-m", "x", "v1.0.1-again", "v1.0.1")
    assert hotfix(story.path)["version"] == "1.0.1"


def test_a_version_of_forty_digits_is_one(tmp_path: Path) -> None:
    digits = "9" * 40
    story = not_back(tmp_path).branch(f"release-v1.0.{digits}", "v1.0.1").write("b").commit("fix: b")
    call, outcomes = lint(story.checkout("main").path)
    assert ("DDB004", "found") in outcomes
    assert f"and the next patch of that is 1.0.2, not 1.0.{digits}" in call.out


def test_a_version_of_thousands_of_digits_is_none(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    names = (f"{kind}1.0.{'9' * 5000}" for kind in ("refs/heads/release-v", "refs/tags/v"))
    packed = "".join(f"{story.oid()} {name}\n" for name in names)
    (story.path / ".git" / "packed-refs").write_text(packed)
    assert lint(story.path)[0].code in {0, 1}


@pytest.mark.parametrize(
    "name", ["--output=x", "-v1.0.2", "release-v1.0.2-$(touch x)", "release-v1.0.2-`id`"]
)
def test_a_branch_that_looks_like_an_option_or_a_command_is_a_branch(tmp_path: Path, name: str) -> None:
    story = not_back(tmp_path)
    (story.path / ".git" / "refs" / "heads" / name).write_text(story.oid("v1.0.1^{commit}") + "\n")
    call, _ = lint(story.path)
    assert call.code == 1
    assert not (story.path / "x").exists()
    assert ddlint("branches", folder=story.path).code == 0


def test_a_branch_name_of_odd_bytes_is_shown_safely(tmp_path: Path) -> None:
    story = not_back(tmp_path)
    path = os.fsencode(story.path / ".git" / "refs" / "heads") + b"/hotfix-1.0.2-\xff\xc3\xa9"
    with open(path, "wb") as file:
        file.write(story.oid("v1.0.1^{commit}").encode() + b"\n")
    for form in ("full", "json", "sarif", "concise"):
        call = ddlint("branch", "--all", "--format", form, folder=story.path)
        assert call.code == 1, call.err
        assert "DDB001" in call.out
        call.out.encode("utf-8")


def test_a_clock_that_was_slow_does_not_hide_the_base(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").write("a", "1\n").commit("feat: start").tag("v1.0.0")
    old = "1000000000 +0000"
    story.branch("release-v1.0.1").write("a", "2\n")
    story.commit("fix: mend it", GIT_AUTHOR_DATE=old, GIT_COMMITTER_DATE=old)
    call, outcomes = lint(story.checkout("main").path)
    assert (call.code, outcomes) == (0, [])


def test_a_clock_that_was_fast_does_not_age_the_hotfix(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").write("a", "1\n").commit("feat: start").tag("v1.0.0")
    story.branch("release-v1.0.1").write("a", "2\n")
    late = f"{START + 10**8} +0000"
    story.commit("fix: mend it", GIT_AUTHOR_DATE=late, GIT_COMMITTER_DATE=late).tag("v1.0.1").checkout("main")
    story.merge("release-v1.0.1").git("branch", "-d", "release-v1.0.1")
    story.write("b").commit("feat: more").tag("v1.1.0")
    _, outcomes = lint(story.path)
    assert "DDB005" not in [code for code, _ in outcomes]


def test_processes_do_not_grow_with_branches_and_tags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    real = Stream._spawn

    def counting(stream: Stream, *rest: Any) -> int:
        started.append(rest)
        return real(stream, *rest)

    monkeypatch.setattr(Stream, "_spawn", counting)
    story = picked_beside_another_change(tmp_path)
    ddlint("branches", folder=story.path)
    few = len(started)
    for number in range(2, 12):
        story.branch(f"release-v1.0.{number}", f"v1.0.{number - 1}")
        story.write("a", f"{number}\n").commit(f"fix: number {number} is mended").tag(f"v1.0.{number}")
    story.checkout("main").write("a", "2\nmore\n").commit("fix: number 2 is mended")
    started.clear()
    ddlint("branches", folder=story.path)
    assert len(started) - few <= 6, "one more lane for each core, whatever there is to look at"
    assert len(started) <= 30
