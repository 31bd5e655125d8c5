"""What `ddlint branches` says of hotfixes: where they left, and whether they came back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calling import ddlint
from history import History


def released(path: Path) -> History:
    """Main with a release v1.0.0 and a commit after it that is not ready."""
    story = History(path / "repo").write("a", "1\n").write("b", "1\n").commit("feat: start")
    story.git("tag", "v1.0.0")
    return story.write("c", "new\n").commit("feat: not ready")


def hotfix(story: History, start: str = "v1.0.0") -> History:
    """The same with the hotfix v1.0.1 on its branch, released there; main is checked out again."""
    story.branch("release-v1.0.1", start).write("a", "mended\n").commit("fix: mend what is broken in a")
    story.git("tag", "v1.0.1")
    return story.checkout("main")


def states(story: History) -> dict[str, dict[str, Any]]:
    """The answer by version."""
    call = ddlint("branches", "--format", "json", folder=story.path)
    assert call.code == 0, call.err
    return {each["version"]: each for each in json.loads(call.out)["hotfixes"]}


def merge(story: History) -> None:
    story.git("merge", "-q", "--no-ff", "-m", "Merge branch 'release-v1.0.1'", "release-v1.0.1")


def merge_ours(story: History) -> None:
    story.git("merge", "-q", "-s", "ours", "-m", "Merge branch 'release-v1.0.1'", "release-v1.0.1")


def pick(story: History) -> None:
    story.git("cherry-pick", "v1.0.1")


def pick_with_trailer(story: History) -> None:
    oid = story.git("rev-parse", "v1.0.1").decode().strip()
    story.write("a", "mended otherwise\n").commit(f"fix: another way\n\n(cherry picked from commit {oid})")


def pick_and_reword(story: History) -> None:
    story.git("cherry-pick", "-n", "v1.0.1")
    story.git("commit", "-q", "-C", "v1.0.1")
    story.git("commit", "-q", "--amend", "-m", "fix: said in other words")


def squash(story: History) -> None:
    story.git("merge", "-q", "--squash", "release-v1.0.1")
    story.commit("fix: bring back 1.0.1 (#12)")


def same_subject_other_change(story: History) -> None:
    story.write("a", "something else\n").commit("fix: mend what is broken in a")


def merge_and_revert(story: History) -> None:
    merge(story)
    oid = story.git("rev-parse", "v1.0.1").decode().strip()
    story.write("a", "1\n").commit(f'Revert "fix: mend"\n\nThis reverts commit {oid}.')


def merge_and_revert_twice(story: History) -> None:
    merge_and_revert(story)
    oid = story.git("rev-parse", "HEAD").decode().strip()
    story.write("a", "mended\n").commit(f'Reapply "fix: mend"\n\nThis reverts commit {oid}.')


def pick_beside_another_change(story: History) -> None:
    """The line before the mended one is another one on main: with lines of context, the patches differ."""
    story.write("long", "one\nTWO\nthree\nfour\n").commit("feat: two")
    story.write("long", "one\nTWO\nTHREE\nfour\n").commit("fix: three, said otherwise")


def squash_under_another_name(story: History) -> None:
    story.git("merge", "-q", "--squash", "release-v1.0.1")
    story.commit("fix: what customers saw (#12)")


def squash_as_git_words_it(story: History) -> None:
    story.git("merge", "-q", "--squash", "release-v1.0.1")
    message = (story.path / ".git" / "SQUASH_MSG").read_text()
    story.write("a", "mended otherwise\n").commit(message)


def statement(story: History) -> None:
    story.commit(f"chore: main has this\n\nMerged-back: {story.oid('v1.0.1')[:10]}")


def statement_of_the_release(story: History) -> None:
    story.commit("chore: main has this\n\nMerged-back: v1.0.1")


def statement_of_another_release(story: History) -> None:
    story.commit("chore: main has that\n\nMerged-back: v1.0.2")


def drop_and_pick(story: History) -> None:
    pick(story)
    merge_ours(story)


def drop_one_of_two_files(story: History) -> None:
    """A merge that takes something of the hotfix, and for `a` what main has."""
    story.git("merge", "-q", "--no-commit", "--no-ff", "release-v1.0.1")
    story.git("checkout", "main", "--", "a")
    story.write("more", "x\n").commit("Merge branch 'release-v1.0.1'")


def merge_and_state_before_the_revert(story: History) -> None:
    statement_of_the_release(story)
    merge_and_revert(story)


def merge_revert_and_state(story: History) -> None:
    merge_and_revert(story)
    statement_of_the_release(story)


def nothing(story: History) -> None:
    pass


@pytest.mark.parametrize(
    ("come_back", "verdict"),
    [
        (merge, "merged"),
        (merge_ours, "dropped"),
        (pick, "picked"),
        (pick_with_trailer, "picked"),
        (pick_and_reword, "picked"),
        (squash, "squashed"),
        (same_subject_other_change, "inconclusive"),
        (merge_and_revert, "reverted"),
        (merge_and_revert_twice, "merged"),
        (squash_under_another_name, "picked"),
        (squash_as_git_words_it, "squashed"),
        (statement, "picked"),
        (statement_of_the_release, "picked"),
        (statement_of_another_release, "missing"),
        (drop_and_pick, "merged"),
        (drop_one_of_two_files, "dropped"),
        (merge_and_state_before_the_revert, "reverted"),
        (merge_revert_and_state, "picked"),
        (nothing, "missing"),
    ],
)
def test_whether_it_came_back(tmp_path: Path, come_back: Callable[[History], None], verdict: str) -> None:
    story = hotfix(released(tmp_path))
    come_back(story)
    found = states(story)["1.0.1"]
    assert (found["merged_back"], found["fork"]) == (verdict, {"kind": "tag", "base": "v1.0.0"})


def test_a_squash_of_several_commits_is_found_by_its_change_alone(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path)).checkout("release-v1.0.1")
    story.git("tag", "-d", "v1.0.1")
    story.write("b", "mended\n").commit("fix: and b").tag("v1.0.1").checkout("main")
    squash_under_another_name(story)
    found = states(story)["1.0.1"]
    assert found["merged_back"] == "squashed"
    assert {each["by"] for each in found["commits"]} == {story.oid()}


def test_a_merge_into_a_file_that_main_changed_too_dropped_nothing(tmp_path: Path) -> None:
    story = released(tmp_path).write("long", "1\n2\n3\n4\n5\n6\n7\n").commit("feat: long").tag("v1.1.0")
    story.branch("release-v1.1.1", "v1.1.0").write("long", "1\n2\n3\n4\n5\n6\nSEVEN\n").commit("fix: seven")
    story.tag("v1.1.1").checkout("main").write("long", "ONE\n2\n3\n4\n5\n6\n7\n").commit("feat: one")
    story.merge("release-v1.1.1")
    assert states(story)["1.1.1"]["merged_back"] == "merged"


def test_what_the_hotfix_itself_reverts_need_not_come_back(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path)).checkout("release-v1.0.1")
    story.write("b", "tried\n").commit("fix: try something with b")
    story.git("revert", "--no-edit", "HEAD")
    story.git("tag", "-f", "v1.0.1")
    pick_of = story.oid("HEAD~2")
    story.checkout("main").git("cherry-pick", pick_of)
    found = states(story)["1.0.1"]
    assert (found["merged_back"], [each["verdict"] for each in found["commits"]]) == (
        "picked",
        ["empty", "empty", "picked"],
    )


def test_lines_of_context_make_no_difference(tmp_path: Path) -> None:
    story = released(tmp_path).write("long", "one\ntwo\nthree\nfour\n").commit("feat: long").tag("v1.1.0")
    story.branch("release-v1.1.1", "v1.1.0").write("long", "one\ntwo\nTHREE\nfour\n").commit("fix: three")
    story.tag("v1.1.1").checkout("main")
    pick_beside_another_change(story)
    (commit,) = states(story)["1.1.1"]["commits"]
    assert (commit["verdict"], commit["certain"], commit["by"]) == ("picked", True, story.oid())


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("fix: mend it (cherry-pick #7 for 1.0) (#9)", "picked"),
        ("fix: mend it (#7) (#9)", "picked"),
        ("fix: mend it (#5 and #7) (#9)", "picked"),
        ("fix: mend it (fixes #7) (#9)", "missing"),
        ("fix: mend it (#9)\n\nBackport of #7", "picked"),
        ("fix: mend what #7 broke (#9)", "missing"),
        ('Revert "fix: mend what is broken (#7)" (#9)', "missing"),
        ("fix: mend it (#9)\n\nBackports nodejs/node#7", "missing"),
    ],
)
def test_the_number_of_a_pull_request_tells(tmp_path: Path, message: str, verdict: str) -> None:
    story = released(tmp_path).write("a", "mended on main\n").commit("fix: mend what is broken (#7)")
    story.branch("release-v1.0.1", "v1.0.0").write("a", "mended\n").commit(message).tag("v1.0.1")
    (commit,) = states(story.checkout("main"))["1.0.1"]["commits"]
    assert commit["verdict"] == verdict


def test_a_fast_forward_is_a_merge(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").write("a", "1\n").commit("feat: start")
    story.git("tag", "v1.0.0")
    hotfix(story).git("merge", "-q", "--ff-only", "release-v1.0.1")
    found = states(story)["1.0.1"]
    assert (found["merged_back"], found["fork"]["kind"]) == ("merged", "tag")


def test_a_hotfix_that_left_from_main_says_so(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path), start="main")
    base = story.git("rev-parse", "main").decode().strip()
    story.write("d").commit("feat: main goes on")
    assert states(story)["1.0.1"]["fork"] == {"kind": "main", "base": base}


def test_main_merged_into_the_hotfix_is_foreign(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path)).checkout("release-v1.0.1")
    story.git("tag", "-d", "v1.0.1")
    story.git("merge", "-q", "--no-ff", "-m", "Merge branch 'main'", "main")
    story.git("tag", "v1.0.1")
    story.checkout("main")
    found = states(story)["1.0.1"]
    assert (found["foreign"], found["fork"]["base"]) == (1, "v1.0.0")


def test_what_came_in_by_a_pull_request_of_the_hotfix_is_not_foreign(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.branch("mend-b", "v1.0.0").write("b", "mended\n").commit("fix: mend b")
    story.checkout("release-v1.0.1").git("tag", "-d", "v1.0.1")
    story.git("merge", "-q", "--no-ff", "-m", "Merge pull request #3 from o/mend-b", "mend-b")
    story.git("tag", "v1.0.1")
    story.checkout("main")
    found = states(story)["1.0.1"]
    assert (found["foreign"], len(found["commits"])) == (0, 2)


def test_a_hotfix_of_a_hotfix_left_from_its_tag(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.branch("release-v1.0.2", "v1.0.1").write("b", "mended\n").commit("fix: mend b")
    story.git("tag", "v1.0.2")
    story.checkout("main")
    found = states(story)["1.0.2"]
    assert (found["fork"]["base"], len(found["commits"])) == ("v1.0.1", 1)


def test_a_branch_that_is_gone_is_known_by_its_tag(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("branch", "-q", "-D", "release-v1.0.1")
    found = states(story)["1.0.1"]
    assert (found["branch"], found["tag"], found["merged_back"]) == (None, "v1.0.1", "missing")


def test_a_hotfix_without_a_tag_is_open(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("tag", "-d", "v1.0.1")
    found = states(story)["1.0.1"]
    assert (found["branch"], found["tag"], found["merged_back"]) == ("release-v1.0.1", None, "open")


def test_a_changelog_need_not_come_back(tmp_path: Path) -> None:
    story = released(tmp_path).branch("release-v1.0.1", "v1.0.0")
    story.write("CHANGELOG.md", "1.0.1\n").commit("chore: release 1.0.1")
    story.git("tag", "v1.0.1")
    story.checkout("main")
    found = states(story)["1.0.1"]
    assert [each["verdict"] for each in found["commits"]] == ["bookkeeping"]
    assert found["merged_back"] == "merged"


def test_a_tag_on_the_merge_that_turned_the_line_round_is_its_base(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path)).checkout("release-v1.0.1")
    story.git("tag", "-d", "v1.0.1")
    story.branch("local", "release-v1.0.1").write("b", "local\n").commit("fix: b, here")
    story.checkout("release-v1.0.1").write("d", "there\n").commit("fix: d, there")
    story.checkout("local")
    story.git(
        "merge", "-q", "--no-ff", "-m", "Merge branch 'release-v1.0.1' of https://x/y", "release-v1.0.1"
    )
    story.git("tag", "v1.0.1")
    story.git("branch", "-q", "-f", "release-v1.0.1", "local")
    story.checkout("release-v1.0.1").write("e").commit("fix: e")
    story.git("tag", "v1.0.2")
    story.checkout("main")
    assert states(story)["1.0.2"]["fork"] == {"kind": "tag", "base": "v1.0.1"}


def test_branch_names_with_a_context_and_with_something_else(tmp_path: Path) -> None:
    story = released(tmp_path)
    for name in ("release-v1.0.1-login", "release-1.0.2", "release-v1.0", "release-v2.0.0-rc.1"):
        story.git("branch", name, "v1.0.0")
    assert [each["branch"] for each in states(story).values()] == [
        "release-v1.0.1-login",
        "release-v2.0.0-rc.1",
    ]


def test_text_names_what_is_missing(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    call = ddlint("branches", folder=story.path)
    assert "1.0.1: missing, release-v1.0.1, forked from tag v1.0.0" in call.out
    assert " missing (nothing on main tells of it): fix: mend what is broken in a" in call.out
    assert "1 hotfix, main is main" in call.err


def test_a_shallow_clone_is_no_answer(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    clone = tmp_path / "clone"
    story.git("clone", "-q", "--depth", "1", f"file://{story.path}", str(clone))
    call = ddlint("branches", folder=clone)
    assert call.code == 3
    assert "history of this clone is cut" in call.err


def test_without_releases_there_is_nothing_to_tell(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").commit("feat: start")
    assert states(story) == {}


def test_tags_on_trees_and_blobs_are_passed_over(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("tag", "v1.0.9", "HEAD^{tree}")
    story.git("tag", "-a", "-m", "x", "v1.0.8", "HEAD:a")
    assert list(states(story)) == ["1.0.1"]


def test_a_branch_that_is_gone_is_known_by_the_merge_that_names_it(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("tag", "-d", "v1.0.1")
    merge(story)
    story.git("branch", "-q", "-D", "release-v1.0.1")
    found = states(story)["1.0.1"]
    assert (found["branch"], found["tag"], found["merged_back"]) == (None, None, "merged")


def test_a_branch_that_prepared_a_release_and_is_gone_is_no_hotfix(tmp_path: Path) -> None:
    story = released(tmp_path).branch("release-v1.1.0").write("d").commit("chore: release 1.1.0")
    story.checkout("main").merge("release-v1.1.0").git("branch", "-q", "-D", "release-v1.1.0")
    assert states(story) == {}


def test_two_branches_of_one_version_are_two_hotfixes_and_one_has_the_tag(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.branch("release-v1.0.1-search", "v1.0.0").write("b", "mended\n").commit("fix: mend b")
    call = ddlint("branches", "--format", "json", folder=story.checkout("main").path)
    found = [(each["branch"], each["tag"]) for each in json.loads(call.out)["hotfixes"]]
    assert sorted(found) == [("release-v1.0.1", "v1.0.1"), ("release-v1.0.1-search", None)]


def test_a_tag_behind_the_merge_back_is_not_taken_for_the_hotfix(tmp_path: Path) -> None:
    story = hotfix(released(tmp_path))
    story.git("tag", "-d", "v1.0.1")
    merge(story)
    found = states(story.tag("v1.0.1"))["1.0.1"]
    assert (found["fork"]["base"], len(found["commits"])) == ("v1.0.0", 1)
