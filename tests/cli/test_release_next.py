"""What `ddlint release next` says comes next: hotfixes, reverts, picks and candidates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calling import ddlint
from ddlint.git.process import Git, Stream
from history import History


@pytest.fixture
def story(tmp_path: Path) -> History:
    """Main with the release v1.42.1."""
    made = History(tmp_path / "repo").write("a", "1\n").commit("feat: start")
    return made.tag("v1.42.1")


def answer(story: History, *words: str, code: int = 0) -> dict[str, Any]:
    call = ddlint("release", "next", "--format", "json", *words, folder=story.path)
    assert call.code == code, (call.out, call.err)
    found: dict[str, Any] = json.loads(call.out)
    return found


def tag(story: History, *words: str) -> str:
    """The next tag; empty where there is nothing to release."""
    call = ddlint("release", "next", "--format", "tag", *words, folder=story.path)
    assert (call.code, bool(call.out)) in {(0, True), (1, False)}, call.err
    return call.out.strip()


def hotfix(story: History, message: str = "fix: mend a", name: str = "release-v1.42.2") -> History:
    """A commit on a hotfix branch of v1.42.1; the branch stays checked out."""
    return story.branch(name, "v1.42.1").write("a", "mended\n").commit(message)


@pytest.mark.parametrize(
    ("messages", "next_"),
    [
        (["fix: a"], "v1.42.2"),
        (["chore: a"], "v1.42.2"),
        (["feat: a", "fix: b"], "v1.43.0"),
        (["feat!: a"], "v2.0.0"),
        (["fix: a\n\nBREAKING CHANGE: b"], "v2.0.0"),
        (["docs: a"], ""),
        (["Update a"], ""),
        ([], ""),
    ],
)
def test_on_main(story: History, messages: list[str], next_: str) -> None:
    assert tag(story.commits(*messages)) == next_


def test_the_text_has_the_tag_first_and_then_the_commits(story: History) -> None:
    story.commits("fix: b", "feat(api): answer in pages", "Say more")
    call = ddlint("release", "next", folder=story.path)
    assert call.out.splitlines() == [
        "v1.43.0",
        "  minor on main: 3 commits since v1.42.1",
        f"  minor {story.oid('HEAD~1')[:10]} feat(api): answer in pages",
        "  patch 1 commit",
        "  none  1 commit not conventional: nothing is known of them",
    ]


def test_nothing_to_release_says_why(story: History) -> None:
    call = ddlint("release", "next", folder=story.path)
    assert (call.code, call.out) == (1, "")
    assert call.err == "ddlint: nothing to release: there is no commit since v1.42.1\n"
    story.commits("docs: a")
    call = ddlint("release", "next", folder=story.path)
    assert call.err == "ddlint: nothing to release: no commit since v1.42.1 asks for a release\n"
    call = ddlint("release", "next", folder=story.commits("Say more").path)
    assert call.err.endswith("asks for a release (1 not conventional)\n")
    assert answer(story, code=1)["version"] is None


def test_the_first_release(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").commits("docs: start")
    assert tag(story) == "v0.1.0"
    (tmp_path / "ddlint.toml").write_text('[versions]\nfirst = "1.0.0"\n')
    assert tag(story, "--config", str(tmp_path / "ddlint.toml")) == "v1.0.0"
    assert tag(story, "--pre", "rc") == "v0.1.0-rc.1"


def test_a_commit_of_a_merged_hotfix_is_counted_there(story: History) -> None:
    hotfix(story).tag("v1.42.2").checkout("main").merge("release-v1.42.2")
    assert tag(story) == ""
    assert tag(story.commits("fix: more")) == "v1.42.3"


def test_a_hotfix_that_is_not_merged_back_has_its_version(story: History) -> None:
    hotfix(story).tag("v1.42.2").checkout("main").commits("fix: other")
    assert tag(story) == "v1.42.3"
    assert tag(story.commits("feat: new")) == "v1.43.0"


def test_the_version_of_an_open_hotfix_is_left_to_it(story: History) -> None:
    hotfix(story).checkout("main").commits("fix: other")
    found = answer(story)
    assert (found["tag"], found["notes"]) == ("v1.42.3", ["1.42.2 is what a hotfix branch is called by"])


def pick(story: History) -> None:
    story.git("cherry-pick", "v1.42.2")


def pick_and_reword(story: History) -> None:
    story.git("cherry-pick", "-n", "v1.42.2")
    story.commit("feat: said in other words")


def pick_with_conflict(story: History) -> None:
    story.git("cherry-pick", "-n", "v1.42.2")
    story.write("a", "resolved\n")
    story.git("commit", "-q", "-C", "v1.42.2")


def pick_with_trailer(story: History) -> None:
    oid = story.oid("v1.42.2^{commit}")
    story.write("a", "other\n").commit(f"feat: another way\n\n(cherry picked from commit {oid})")


@pytest.mark.parametrize("bring", [pick, pick_and_reword, pick_with_conflict, pick_with_trailer])
def test_a_change_that_a_hotfix_released_is_counted_once(
    story: History, bring: Callable[[History], None]
) -> None:
    hotfix(story, "feat: mend a").tag("v1.42.2").checkout("main").commits("docs: b")
    bring(story)
    found = answer(story, code=1)
    assert [each["as"] for each in found["released"]] == [story.oid("v1.42.2^{commit}")]


def test_another_change_of_the_same_subject_counts(story: History) -> None:
    hotfix(story, "feat: mend a").tag("v1.42.2").checkout("main")
    assert tag(story.write("b", "new\n").commit("feat: mend a")) == "v1.43.0"


def test_what_a_hotfix_took_back_is_not_released(story: History) -> None:
    hotfix(story, "feat: mend a")
    story.git("revert", "--no-edit", "HEAD")
    story.tag("v1.42.2").checkout("main").commits("docs: b")
    story.git("cherry-pick", "v1.42.2^")
    assert tag(story) == "v1.43.0"


def test_what_a_hotfix_took_back_and_gave_back_is_released(story: History) -> None:
    hotfix(story, "feat: mend a")
    story.git("revert", "--no-edit", "HEAD")
    story.git("revert", "--no-edit", "HEAD")
    story.tag("v1.42.2").checkout("main").commits("docs: b")
    story.git("cherry-pick", "v1.42.2~2")
    assert tag(story) == ""


def test_of_several_picks_that_of_the_last_release_counts(story: History) -> None:
    hotfix(story).tag("v1.42.2").checkout("main").commits("feat: b").tag("v1.43.0")
    story.branch("release-v1.43.1").commits("docs: c")
    story.git("cherry-pick", "v1.42.2")
    story.tag("v1.43.1").checkout("main").commits("docs: d")
    story.git("cherry-pick", "v1.42.2")
    assert tag(story) == ""


def test_a_reverted_feature_is_none(story: History) -> None:
    story.write("b", "new\n").commit("feat!: b").commits("fix: c")
    story.git("revert", "--no-edit", "HEAD~1")
    assert tag(story) == "v1.42.2"
    story.git("revert", "--no-edit", "HEAD")
    assert tag(story) == "v2.0.0"


def test_a_revert_of_what_is_released_is_a_patch(story: History) -> None:
    story.write("b", "new\n").commit("feat: b").tag("v1.43.0")
    story.git("revert", "--no-edit", "HEAD")
    assert tag(story) == "v1.43.1"


def test_a_reverted_merge_takes_back_what_it_brought(story: History) -> None:
    story.branch("topic").write("b", "new\n").commit("feat!: b").checkout("main").commits("fix: c")
    story.merge("topic")
    story.git("revert", "--no-edit", "-m", "1", "HEAD")
    assert tag(story) == "v1.42.2"


def test_a_merge_says_something_only_where_it_is_conventional(story: History) -> None:
    story.branch("topic").commits("wip").checkout("main").merge("topic")
    assert tag(story) == ""
    story.branch("more").commits("wip").checkout("main").merge("more", message="feat: bring more (#3)")
    assert tag(story) == "v1.43.0"


def test_on_a_hotfix_branch_it_is_the_next_patch(story: History) -> None:
    story.commits("feat: not ready")
    found = answer(hotfix(story))
    assert (found["tag"], found["line"], found["branch"]) == ("v1.42.2", "hotfix", "release-v1.42.2")
    assert found["warnings"] == []


def test_a_feature_on_a_hotfix_branch_is_warned_of(story: History) -> None:
    call = ddlint("release", "next", folder=hotfix(story, "feat: sneak in").path)
    assert call.out.startswith("v1.42.2\n")
    assert call.err == "ddlint: the commits ask for 1.43.0, and a hotfix is a patch\n"


def test_a_hotfix_branch_that_is_checked_out_by_its_commit(story: History) -> None:
    hotfix(story, "feat: x")
    story.git("checkout", "-q", "--detach")
    assert answer(story)["branch"] == "release-v1.42.2"


def test_a_hotfix_branch_without_commits_does_not_make_main_one(story: History) -> None:
    story.commits("feat: a").branch("release-v1.42.2")
    story.git("checkout", "-q", "--detach", "main")
    assert answer(story)["line"] == "main"


def test_a_hotfix_of_a_hotfix(story: History) -> None:
    hotfix(story).tag("v1.42.2").branch("release-v1.42.3").commits("fix: again")
    assert tag(story) == "v1.42.3"


def test_more_commits_on_a_branch_that_was_released(story: History) -> None:
    found = answer(hotfix(story).tag("v1.42.2").commits("fix: again"))
    assert found["tag"] == "v1.42.3"
    assert found["warnings"] == ["1.42.2 is released already: a new hotfix gets a branch of its own"]


def test_a_branch_called_by_the_wrong_version(story: History) -> None:
    found = answer(hotfix(story, name="release-v1.42.5"))
    assert found["tag"] == "v1.42.2"
    assert found["warnings"] == ["the branch is called by 1.42.5, and the release below it is v1.42.1"]


def test_what_the_last_release_lacks_of_a_lower_one_is_a_patch(story: History) -> None:
    hotfix(story, "feat: x").tag("v1.42.2").checkout("main").commits("feat: b").tag("v1.43.0")
    assert tag(story) == ""
    story.merge("release-v1.42.2")
    found = answer(story)
    assert (found["tag"], found["commits"][0]["why"]) == ("v1.43.1", "feat, as a lower release has it")


def test_a_pick_of_what_only_a_lower_line_released_is_a_patch(story: History) -> None:
    hotfix(story, "fix: x").tag("v1.42.2").checkout("main").commits("feat: b").tag("v1.43.0")
    story.git("cherry-pick", "v1.42.2")
    assert tag(story) == "v1.43.1"
    story.git("revert", "--no-edit", "HEAD")
    assert tag(story) == ""


def test_a_candidate_of_another_line_is_no_concern(story: History) -> None:
    story.commits("feat: a").tag("v1.43.0-rc.1")
    assert answer(hotfix(story))["warnings"] == []


def test_an_old_line_stays_below_the_next(story: History) -> None:
    story.branch("1.42", "v1.42.1").commits("fix: a").tag("v1.42.2").checkout("main")
    story.commits("feat: b").tag("v1.43.0").checkout("1.42").commits("feat: c")
    found = answer(story)
    assert (found["line"], found["tag"], found["previous"]) == ("line", "v1.42.3", "v1.42.2")
    assert found["warnings"] == ["the commits ask for 1.43.0, and v1.43.0 is released already"]


def test_a_feature_that_a_lower_line_has_is_new_to_another(story: History) -> None:
    story.branch("1.42", "v1.42.1").commits("fix: a").tag("v1.42.2")
    story.checkout("main").commits("feat: b").tag("v1.43.0")
    story.branch("1.43").commits("fix: c").tag("v1.43.1")
    story.checkout("1.42").write("d", "new\n").commit("feat: d").tag("v1.42.3").checkout("1.43")
    story.git("cherry-pick", "v1.42.3")
    assert tag(story) == "v1.44.0"


def test_candidates(story: History) -> None:
    story.commits("feat: a")
    assert tag(story, "--pre", "rc") == "v1.43.0-rc.1"
    story.tag("v1.43.0-rc.1")
    assert tag(story, "--pre", "rc") == ""
    assert tag(story) == "v1.43.0"
    story.commits("fix: b")
    assert tag(story, "--pre", "rc") == "v1.43.0-rc.2"
    story.tag("v1.43.0-rc.2").commits("feat!: c")
    assert tag(story, "--pre", "rc") == "v2.0.0-rc.1"
    story.tag("v2.0.0-rc.1").tag("v2.0.0").commits("fix: d")
    assert tag(story, "--pre", "rc") == "v2.0.1-rc.1"


def test_ten_candidates_are_counted_as_numbers(story: History) -> None:
    story.commits("feat: a")
    for number in range(1, 11):
        story.tag(f"v1.43.0-rc.{number}")
    assert tag(story.commits("fix: b"), "--pre", "rc") == "v1.43.0-rc.11"


def test_a_candidate_that_sorts_above_is_warned_of(story: History) -> None:
    story.commits("feat: a").tag("v1.43.0-rc9").commits("fix: b")
    found = answer(story, "--pre", "rc")
    assert found["warnings"] == ["v1.43.0-rc9 exists and sorts above 1.43.0-rc.1"]


def test_a_candidate_of_a_version_that_is_no_longer_asked_for(story: History) -> None:
    story.write("b", "new\n").commit("feat!: b").tag("v2.0.0-rc.1")
    story.git("revert", "--no-edit", "HEAD")
    found = answer(story.commits("fix: c"))
    assert found["tag"] == "v1.42.2"
    assert found["warnings"] == [
        "the candidate v2.0.0-rc.1 is higher and was never released: who takes it keeps it"
    ]


def test_below_one(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").commits("feat: start").tag("v0.3.1").commits("feat!: b")
    found = answer(story)
    assert found["notes"] == ["below 1.0.0 a major change raises the minor version ([versions] zero)"]
    assert found["tag"] == "v0.4.0"


def test_configuration(story: History) -> None:
    (story.path / "ddlint.toml").write_text(
        '[versions]\ntag = "shop-{version}"\n[versions.bump]\ndocs = "minor"\n'
        '[versions.exempt]\nauthors = ["*bot*"]\n'
    )
    bot = {"GIT_AUTHOR_NAME": "a bot", "GIT_AUTHOR_EMAIL": "x@example.org"}
    story.tag("shop-1.0.0").commits("docs: a").commit("feat!: by a bot", **bot)
    found = answer(story)
    assert (found["tag"], len(found["ignored"])) == ("shop-1.1.0", 1)


def test_another_ref(story: History) -> None:
    hotfix(story).checkout("main")
    assert answer(story, "--ref", "release-v1.42.2")["branch"] == "release-v1.42.2"
    assert ddlint("release", "next", "--ref", "nowhere", folder=story.path).code == 2
    assert ddlint("release", "next", "--ref=--all", folder=story.path).code == 2


def test_a_cut_history_is_never_answered(story: History, tmp_path: Path) -> None:
    clone = story.commits("feat: a").clone(tmp_path / "clone", "--depth", "1")
    call = ddlint("release", "next", folder=clone.path, GITHUB_ACTIONS="true")
    assert (call.code, call.out) == (3, "")
    assert "fetch-depth: 0" in call.err


def test_a_clone_without_tags_may_lack_them(story: History, tmp_path: Path) -> None:
    clone = story.commits("feat: a").clone(tmp_path / "clone", "--no-tags")
    call = ddlint("release", "next", folder=clone.path)
    assert (call.code, call.out) == (3, "")
    assert "git fetch --tags" in call.err
    assert tag(clone, "--first") == "v0.1.0"


def test_a_clone_without_files_is_judged_by_what_messages_tell(story: History, tmp_path: Path) -> None:
    hotfix(story, "feat: mend a").tag("v1.42.2").checkout("main").commits("fix: b")
    pick_with_conflict(story)
    story.git("config", "uploadpack.allowFilter", "true")
    clone = story.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    assert tag(clone) == "v1.42.3"


def test_the_number_of_processes_does_not_grow_with_the_tags(
    story: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    stream = Git.stream

    def counting(git: Git, *args: Any, **options: Any) -> Stream:
        started.append(args)
        return stream(git, *args, **options)

    monkeypatch.setattr(Git, "stream", counting)
    hotfix(story).tag("v1.42.2").checkout("main").commits("fix: b")
    tag(story)
    few = len(started)
    started.clear()
    for number in range(3, 30):
        story.commits("fix: c").tag(f"v1.42.{number}")
    tag(story.commits("fix: b"))
    assert 0 < len(started) <= few


def test_without_a_commit(tmp_path: Path) -> None:
    call = ddlint("release", "next", folder=History(tmp_path / "repo").path)
    assert (call.code, "there is no commit yet" in call.err) == (2, True)


def test_tags_that_are_no_releases_are_passed_over(story: History) -> None:
    tree = story.oid("HEAD^{tree}")
    for name, target in (
        ("v9.0.0", tree),
        (f"v{'9' * 40}.0.0", "HEAD"),
        ("v3", "HEAD"),
        ("v1.43.0+b", "HEAD"),
    ):
        story.tag(name, target, annotated=False)
    assert tag(story.commits("fix: a")) == "v1.42.2"
