"""What is gathered of a release tag, in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.lines import lines_of
from ddlint.engine.releases_seen import release_seen
from ddlint.git.repository import open_repository
from ddlint.model.releases.bump import Bump
from ddlint.model.releases.release_seen import ReleaseSeen
from history import History


@pytest.fixture
def story(tmp_path: Path) -> History:
    """Main with the releases v1.0.0 and v1.1.0, and a hotfix of the first on its branch."""
    made = History(tmp_path / "repo").write("a", "1\n").commit("feat: start").tag("v1.0.0")
    made.branch("release-v1.0.1").write("a", "2\n").commit("fix: a").tag("v1.0.1")
    return made.checkout("main").commits("feat: b").tag("v1.1.0")


def seen(story: History, name: str) -> ReleaseSeen:
    repository = open_repository(story.path, story.environ)
    settings = Settings()
    lines = lines_of(repository, settings, "")
    tag = next(tag for tag in lines.releases.tags if tag.name == name)
    return release_seen(repository, lines, tag, settings)


def test_a_hotfix_follows_its_line_and_not_the_highest(story: History) -> None:
    found = seen(story, "v1.0.1")
    assert found.base is not None
    assert (found.base.name, found.raised, found.asked, found.above) == (
        "v1.0.0", Bump.PATCH, Bump.PATCH, None,
    )  # fmt: skip


def test_the_next_release_does_not_count_the_hotfix_again(story: History) -> None:
    story.merge("release-v1.0.1").commits("docs: c").tag("v1.2.0")
    found = seen(story, "v1.2.0")
    assert found.required is not None
    assert [reason.why for reason in found.required.reasons] == ["fix, as a lower release has it"]


def test_the_first_release_has_no_base(story: History) -> None:
    found = seen(story, "v1.0.0")
    assert (found.base, found.raised, found.asked, found.gap) == (None, None, None, None)


def test_what_a_release_contains_that_is_higher(story: History) -> None:
    found = seen(story.commits("fix: c").tag("v1.0.2"), "v1.0.2")
    assert found.above is not None
    assert found.above.name == "v1.1.0"
    assert seen(story, "v1.0.1").above is None


def test_a_version_left_out_unless_somebody_works_on_it(story: History) -> None:
    story.commits("fix: c").tag("v1.1.2")
    assert str(seen(story, "v1.1.2").gap) == "1.1.1"
    story.branch("release-v1.1.1", "v1.1.0").checkout("main")
    assert seen(story, "v1.1.2").gap is None


def test_a_version_left_out_that_had_candidates(story: History) -> None:
    story.commits("fix: c").tag("v1.1.1-rc.1").commits("fix: d").tag("v1.1.2")
    assert seen(story, "v1.1.2").gap_was_tried


def test_the_right_version_may_be_out(story: History) -> None:
    story.branch("release-v1.0.2", "v1.0.1").commits("feat: c").tag("v1.0.2")
    found = seen(story, "v1.0.2")
    assert (str(found.right), found.right_is_taken) == ("1.1.0", True)


def test_candidates_are_counted_from_the_last_final(story: History) -> None:
    story.commits("feat!: c").tag("v2.0.0-rc.1").commits("fix: d").tag("v2.0.0-rc.3")
    found = seen(story, "v2.0.0-rc.3")
    assert (found.asked, found.raised) == (Bump.MAJOR, Bump.MAJOR)


def test_the_text_of_the_commits_is_there_for_labels(story: History) -> None:
    story.commits("feat: c").tag("v1.1.1")
    found = seen(story, "v1.1.1")
    assert found.required is not None
    (reason,) = found.required.deciding
    assert reason.change.message.text == "feat: c"
