"""`ddlint release check`: in CI on a tag, on a GitHub release, and over all releases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calling import Called, ddlint
from history import History


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "backend").commit("feat: a").tag("v1.0.0")
    return found.commit("feat: b").tag("v1.1.0-rc.1").tag("v1.1.0")


def check(history: History, *words: str, **variables: str) -> Called:
    return ddlint("release", "check", "--format", "concise", *words, folder=history.path, **variables)


def codes(called: Called) -> list[str]:
    return [line.split(" ")[2] for line in called.out.splitlines()]


def event(tmp_path: Path, **release: Any) -> str:
    path = tmp_path / "event.json"
    author = {"login": "ada"}
    known = {"tag_name": "v1.1.0", "prerelease": False, "draft": False, "author": author}
    path.write_text(json.dumps({"action": "published", "release": {**known, **release}}))
    return str(path)


def test_a_release_in_order_is_clean(history: History) -> None:
    called = check(history, "v1.1.0")
    assert (called.code, called.out) == (0, "")
    assert "1 release, 1 release tag" in called.err


@pytest.mark.parametrize(
    "variables",
    [
        {"GITHUB_REF": "refs/tags/v1.1.0"},
        {"CI_COMMIT_TAG": "v1.1.0"},
        {"TAG_NAME": "v1.1.0"},
        {"BITBUCKET_TAG": "v1.1.0"},
        {"BUILD_SOURCEBRANCH": "refs/tags/v1.1.0"},
    ],
)
def test_the_ci_names_the_tag(history: History, variables: dict[str, str]) -> None:
    assert check(history, **variables).code == 0


@pytest.mark.parametrize(
    "variables", [{}, {"GITHUB_REF": "refs/heads/main"}, {"BUILD_SOURCEBRANCH": "refs/heads/x"}]
)
def test_nothing_is_guessed(history: History, variables: dict[str, str]) -> None:
    called = check(history, **variables)
    assert called.code == 2
    assert "nobody said which release" in called.err


def test_the_event_names_the_release_and_says_what_it_is(history: History, tmp_path: Path) -> None:
    assert check(history, "--github-event", event(tmp_path)).code == 0
    called = check(history, "--github-event", event(tmp_path, prerelease=True))
    assert codes(called) == ["DDV020"]
    path = event(tmp_path, tag_name="v1.1.0-rc.1")
    assert codes(check(history, GITHUB_EVENT_PATH=path, GITHUB_EVENT_NAME="release")) == ["DDV020"]


def test_a_draft_is_not_judged(history: History, tmp_path: Path) -> None:
    called = check(history, "--github-event", event(tmp_path, draft=True, prerelease=True))
    assert called.code == 0
    assert "is a draft" in called.err


def test_a_draft_hides_no_other_release(history: History, tmp_path: Path) -> None:
    history.commit("fix: c").git("tag", "v1.0.5")
    path = event(tmp_path, draft=True)
    assert check(history, "v1.0.5", "--github-event", path).code == 2
    assert codes(check(history, "--all", "--github-event", path)) == ["DDV003"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", "no object"),
        (b'{"release": {}}', "release.tag_name is missing"),
        (
            b'{"release": {"tag_name": "v1.1.0", "prerelease": "yes"}}',
            "release.prerelease is not true or false",
        ),
        (b'{"release": {"tag_name": "v1.1.0", "published_at": "now"}}', "release.published_at is no time"),
        (b'{"action": "deleted", "release": {"tag_name": "v1.1.0"}}', "no event of a release"),
        (b'{"ref": "refs/heads/main"}', "no event of a release"),
    ],
)
def test_an_event_that_cannot_be_used_is_told(
    history: History, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "event.json").write_bytes(content)
    called = check(history, "--github-event", str(tmp_path / "event.json"))
    assert called.code == 2
    assert said in called.err


def test_an_event_about_another_release_is_refused(history: History, tmp_path: Path) -> None:
    called = check(history, "v1.0.0", "--github-event", event(tmp_path))
    assert called.code == 2
    assert "about v1.1.0, not v1.0.0" in called.err


def test_an_event_of_something_else_is_no_matter(history: History, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text('{"ref": "refs/tags/v1.1.0"}')
    variables = {"GITHUB_EVENT_PATH": str(tmp_path / "event.json"), "GITHUB_EVENT_NAME": "push"}
    assert check(history, GITHUB_REF="refs/tags/v1.1.0", **variables).code == 0


def test_the_forge_s_author_counts_before_the_tagger(history: History, tmp_path: Path) -> None:
    (history.path / "ddlint.toml").write_text('[versions]\napprovers = ["*@example.org", "grace"]\n')
    assert check(history, "v1.1.0").code == 0
    assert codes(check(history, "--github-event", event(tmp_path))) == ["DDV021"]
    assert check(history, "--github-event", event(tmp_path, author={"login": "grace"})).code == 0


def test_the_bump_and_the_hotfix_are_judged_too(history: History) -> None:
    history.branch("release-v1.1.1").commit("feat: not a fix").tag("v1.1.1")
    called = check(history, "v1.1.1")
    assert {"DDV010", "DDB006"} & set(codes(called))
    assert "DDV010" in codes(called)


def test_all_releases_are_judged_at_once(history: History) -> None:
    history.git("tag", "v1.2")
    history.commit("fix: c").git("tag", "v1.0.5")
    called = check(history, "--all")
    assert sorted(codes(called)) == ["DDV001", "DDV003"]
    assert "5 release tags" in called.err


def test_names_that_only_look_like_options_or_refs_are_refused(history: History) -> None:
    for name in ("--output=x", "v1.1.0^{}", "HEAD", "../v1.1.0", "v1.1.0\x1b"):
        assert check(history, "--", name).code == 2


def test_a_number_that_no_version_has_is_told(history: History) -> None:
    history.git("tag", f"v1.2.{'9' * 40}")
    called = check(history, f"v1.2.{'9' * 40}")
    assert codes(called) == ["DDV001"]


@pytest.mark.parametrize("kind", ["HEAD^{tree}", "HEAD:a"])
def test_a_tag_on_no_commit_is_found(history: History, kind: str) -> None:
    history.write("a", "b").commit("fix: c").git("tag", "v1.1.1", kind)
    assert codes(check(history, "v1.1.1")) == ["DDV009"]


def test_a_tag_of_a_tag_is_followed(history: History) -> None:
    history.commit("fix: c").git("tag", "-a", "-m", "x", "inner")
    history.git("tag", "-a", "-m", "x", "v1.1.1", "inner")
    assert check(history, "v1.1.1").code == 0


def test_a_shallow_clone_is_incomplete(history: History, tmp_path: Path) -> None:
    clone = history.clone(tmp_path / "clone", "--depth", "1", "--no-local", "--branch", "v1.1.0")
    called = check(clone, "v1.1.0", GITHUB_ACTIONS="true")
    assert called.code == 3
    assert "fetch-depth: 0" in called.err


def test_a_tag_that_was_not_fetched_is_incomplete_in_ci(history: History) -> None:
    assert check(history, "v9.9.9", GITLAB_CI="true").code == 3
    assert check(history, "v9.9.9").code == 2


def test_no_tags_and_no_commits_are_told(tmp_path: Path) -> None:
    empty = History(tmp_path / "empty")
    assert check(empty, "--all").code == check(empty, "v1.0.0").code == 3
    empty.commit("feat: a")
    called = check(empty, "--all")
    assert called.code == 3
    assert "git fetch --tags" in called.err
    assert check(empty, "v1.0.0").code == 3


def test_a_detached_head_and_skewed_clocks_are_no_matter(history: History) -> None:
    history.commit("fix: c", GIT_COMMITTER_DATE="@1 +0000", GIT_AUTHOR_DATE="@2000000000 +0000").tag("v1.1.1")
    history.git("checkout", "-q", "--detach")
    assert check(history, "v1.1.1").code == 0


def test_a_replacement_does_not_hide_what_is_there(history: History) -> None:
    plain = history.oid("v1.0.0^{commit}")
    history.commit("fix: c").tag("v1.0.5")
    history.git("replace", history.oid(), plain)
    assert codes(check(history, "v1.0.5")) == ["DDV003"]
