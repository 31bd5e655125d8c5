"""`ddlint branch`: which branch is meant, wherever it runs, and what it comes to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calling import Called, ddlint
from history import History


def released(path: Path) -> History:
    """Main with a release v1.0.0 and a commit after it that is not ready."""
    story = History(path / "repo").write("a", "1\n").commit("feat: start").tag("v1.0.0")
    return story.write("c", "new\n").commit("feat: not ready")


def hotfix(story: History, start: str = "v1.0.0", name: str = "release-v1.0.1") -> History:
    return story.branch(name, start).write("a", "mended\n").commit("fix: mend what is broken")


def judged(story: History, *words: str, **variables: str) -> tuple[Called, list[dict[str, Any]]]:
    call = ddlint("branch", *words, "--format", "json", folder=story.path, **variables)
    return call, json.loads(call.out)["findings"] if call.out else []


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [each["code"] for each in found]


def test_the_branch_one_is_on_is_judged_and_no_other(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path), start="main")
    hotfix(story, "main", "release-v1.0.2").checkout("main").write("d").commit("feat: main goes on")
    call, found = judged(story.checkout("release-v1.0.1"))
    assert (call.code, codes(found)) == (1, ["DDB002"])
    assert "release-v1.0.1" in found[0]["message"]


def test_a_good_hotfix_passes(tmp_path: Path) -> None:
    call, found = judged(hotfix(released(tmp_path)))
    assert (call.code, found) == (0, [])


def test_another_branch_is_no_hotfix_and_passes_without_a_look_at_history(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").commit("feat: no release yet").branch("topic")
    call = ddlint("branch", folder=story.path)
    assert call.code == 0
    assert "no hotfix branch" in call.out + call.err


def test_a_misnamed_branch_is_judged_by_what_it_means(tmp_path: Path) -> None:
    call, found = judged(hotfix(released(tmp_path), name="hotfix/1.0.1"))
    assert (call.code, codes(found)) == (0, ["DDB001"])
    assert "release-v1.0.1" in found[0]["help"]


@pytest.mark.parametrize("name", ["release-v1.0.1", "v1.0.1", "1.0.1", "refs/heads/release-v1.0.1"])
def test_a_hotfix_is_named_by_branch_tag_or_version(tmp_path: Path, name: str) -> None:
    story = hotfix(released(tmp_path), start="main").tag("v1.0.1").checkout("main").write("d")
    call, found = judged(story.commit("feat: main goes on"), name)
    assert (call.code, codes(found)) == (1, ["DDB002", "DDB009"])


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    call = ddlint("branch", "release-v9.9.9", folder=released(tmp_path).path)
    assert (call.code, "no hotfix 'release-v9.9.9'" in call.err) == (2, True)


def test_a_patch_release_of_main_is_no_hotfix(tmp_path: Path) -> None:
    story = released(tmp_path).write("a", "2\n").commit("feat!: on main").tag("v1.0.1")
    call, found = judged(story, "--all")
    assert (call.code, found) == (0, [])


def test_a_merge_of_main_that_is_under_way_is_told_before_it_is_made(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("merge", "-q", "--no-ff", "--no-commit", "main")
    call, found = judged(story)
    assert (call.code, codes(found)) == (1, ["DDB006"])
    assert story.oid("main")[:10] in found[0]["message"]


def test_what_pre_commit_says_is_pushed_counts(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path), start="main", name="topic").checkout("main").write("d")
    story.commit("feat: main goes on")
    pushed = {
        "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/release-v1.0.1",
        "PRE_COMMIT_TO_REF": story.oid("topic"),
    }
    call, found = judged(story, **pushed)
    assert (call.code, codes(found)) == (1, ["DDB002"])


@pytest.mark.parametrize(
    "variables",
    [
        {"GITHUB_ACTIONS": "true", "GITHUB_HEAD_REF": "release-v1.0.1", "GITHUB_REF": "refs/pull/7/merge"},
        {"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/release-v1.0.1"},
        {"GITLAB_CI": "true", "CI_COMMIT_BRANCH": "release-v1.0.1"},
        {"TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/heads/release-v1.0.1"},
    ],
)
def test_a_ci_says_which_branch_its_commit_is_of(tmp_path: Path, variables: dict[str, str]) -> None:
    story = hotfix(released(tmp_path), start="main").checkout("main").write("d").commit("feat: goes on")
    story.git("checkout", "-q", "--detach", "release-v1.0.1")
    call, found = judged(story, **variables)
    assert (call.code, codes(found)) == (1, ["DDB002"])


def test_while_a_branch_is_rebased_it_is_the_one_that_is_meant(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path), start="main").checkout("main").write("d").commit("feat: goes on")
    with pytest.raises(AssertionError):  # it stops at the command that fails
        story.checkout("release-v1.0.1").git("rebase", "-q", "--exec", "false", "HEAD~1")
    call, found = judged(story)
    assert (call.code, codes(found)) == (1, ["DDB002"])


def test_a_detached_head_is_no_answer(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("checkout", "-q", "--detach")
    call = ddlint("branch", folder=story.path)
    assert (call.code, "name it: ddlint branch NAME" in call.err) == (3, True)


def test_a_branch_without_a_commit_is_no_answer(tmp_path: Path) -> None:
    story = History(tmp_path / "repo")
    story.git("symbolic-ref", "HEAD", "refs/heads/release-v1.0.1")
    call = ddlint("branch", folder=story.path)
    assert (call.code, "release-v1.0.1 has no commit yet" in call.err) == (3, True)


def test_a_clone_without_tags_is_no_answer(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    clone = story.clone(tmp_path / "clone", "--no-tags")
    call = ddlint("branch", "--all", folder=clone.path)
    assert (call.code, "git fetch --tags" in call.err) == (3, True)


def test_a_shallow_clone_is_no_answer_and_is_told_the_lines_of_its_ci(tmp_path: Path) -> None:
    clone = hotfix(released(tmp_path)).clone(tmp_path / "clone", "--depth", "1", "--no-single-branch")
    call = ddlint("branch", "--all", folder=clone.path, GITHUB_ACTIONS="true")
    assert (call.code, "fetch-depth: 0" in call.err) == (3, True)


def test_inconclusive_names_the_trailer_that_settles_it(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path)).tag("v1.0.1").checkout("main")
    story.write("a", "mended otherwise\n").commit("fix: mend what is broken")
    call, found = judged(story, "--all")
    assert call.code == 3
    assert [(each["code"], each["verdict"]) for each in found] == [("DDB009", "not_available")]
    assert f"Merged-back: {story.oid('release-v1.0.1')[:10]}" in json.dumps(found)
