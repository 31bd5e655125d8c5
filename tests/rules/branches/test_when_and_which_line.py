"""What was out when a hotfix was begun, how sure that is, and what old lines are held to."""

from __future__ import annotations

from pathlib import Path

import pytest

from history import History
from rules.branches.test_branch_pages import judged

DAY = 86_400


def found(story: History, later: int = 0, **options: str) -> list[tuple[str, str]]:
    return [(each["code"], each["severity"]) for each in judged(story, later, options)]


def from_an_old_release(path: Path, *, annotated: bool) -> History:
    """v1.0.2 was begun at v1.0.0 a minute after v1.0.1 was released."""
    story = History(path / "repo").write("a").commit("feat: start").tag("v1.0.0", annotated=annotated)
    story.branch("release-v1.0.1").write("b").commit("fix: b").tag("v1.0.1", annotated=annotated)
    return story.branch("release-v1.0.2", "v1.0.0").write("c").commit("fix: c")


@pytest.mark.parametrize(("annotated", "severity"), [(True, "error"), (False, "warning")])
def test_a_tag_that_does_not_say_when_it_was_made_gives_a_warning(
    tmp_path: Path, annotated: bool, severity: str
) -> None:
    assert found(from_an_old_release(tmp_path, annotated=annotated)) == [("DDB003", severity)]


def test_a_first_commit_that_was_made_anew_since_gives_a_warning(tmp_path: Path) -> None:
    story = from_an_old_release(tmp_path, annotated=True)
    story.git("commit", "-q", "--amend", "--no-edit", "--date", "1600000000 +0000")
    assert found(story) == [("DDB003", "warning")]


def test_a_release_that_came_later_does_not_age_a_hotfix(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").write("a").commit("feat: start").tag("v1.0.0")
    story.branch("release-v1.0.1").write("b").commit("fix: b").checkout("main")
    story.write("c").commit("feat: c").tag("v1.1.0")
    assert found(story) == []


def test_a_hotfix_that_is_empty_yet_is_begun_now(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").write("a").commit("feat: start").tag("v1.0.0").write("c")
    story.commit("feat: c").tag("v1.1.0").branch("release-v1.0.1", "v1.0.0")
    assert found(story) == [("DDB005", "warning")]


@pytest.mark.parametrize(
    ("old_lines", "codes"),
    [("never", ["DDB005", "DDB009"]), ("merged-back", ["DDB009"]), ("separate", [])],
)
def test_hotfixes_of_old_lines_follow_their_own_policy(
    tmp_path: Path, old_lines: str, codes: list[str]
) -> None:
    story = History(tmp_path / "repo").write("a").commit("feat: start").tag("v1.0.0").write("c")
    story.commit("feat: c").tag("v1.1.0").branch("release-v1.0.1", "v1.0.0").write("b").commit("fix: b")
    story.tag("v1.0.1").checkout("main")
    assert [code for code, _ in found(story, 30 * DAY, old_lines=old_lines)] == codes


@pytest.mark.parametrize(("within", "codes"), [("24h", ["DDB009"]), ("2d", ["DDB009"]), ("1w", [])])
def test_the_time_to_merge_back_counts_from_the_release(
    tmp_path: Path, within: str, codes: list[str]
) -> None:
    story = History(tmp_path / "repo").write("a").commit("feat: start").tag("v1.0.0")
    story.branch("release-v1.0.1").write("b").commit("fix: b").tag("v1.0.1").checkout("main")
    assert [code for code, _ in found(story, 3 * DAY, merge_back_within=within)] == codes


def test_what_came_back_late_is_told_and_no_more(tmp_path: Path) -> None:
    story = History(tmp_path / "repo").write("a").commit("feat: start").tag("v1.0.0")
    story.branch("release-v1.0.1").write("b").commit("fix: b").tag("v1.0.1").checkout("main")
    story.clock += 10 * DAY
    story.merge("release-v1.0.1").git("branch", "-d", "release-v1.0.1")
    assert found(story) == [("DDB009", "info")]
