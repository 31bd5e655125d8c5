"""What a range means, and that a range which is not all here never passes."""

from pathlib import Path

import pytest

from ddlint.errors import DdlintError, Incomplete
from ddlint.git.history import commits
from ddlint.git.ranges import Range, resolve
from ddlint.git.repository import open_repository
from history import History

ZERO = "0" * 40


def resolved(history: History, text: str | None = None, *, whole: bool = False, main: str = "") -> Range:
    repository = open_repository(history.path, history.environ)
    return resolve(repository, text, history.environ, whole=whole, main=main)


def messages(history: History, text: str | None = None, *, whole: bool = False, main: str = "") -> list[str]:
    found = resolved(history, text, whole=whole, main=main)
    repository = open_repository(history.path, history.environ)
    return [commit.message for commit in commits(repository, found.include, found.exclude)]


@pytest.fixture
def forked(repo: History) -> History:
    """main: a b c, and a branch work from b: x y."""
    repo.commits("a", "b").branch("work").commits("x", "y")
    return repo.checkout("main").commit("c").checkout("work")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("main..work", ["y", "x"]),
        ("main..", ["y", "x"]),
        ("work..main", ["c"]),
        ("..main", ["c"]),
        ("main...work", ["y", "x", "c"]),
        ("work", ["y", "x", "b", "a"]),
        ("work~1", ["x", "b", "a"]),
        ("work^!", ["y"]),
        ("work~1^-", ["x"]),
        ("main..main", []),
        (f"{ZERO}..work", ["y", "x"]),
        ("refs/heads/main..refs/heads/work", ["y", "x"]),
    ],
)
def test_a_range_means_what_git_log_means(forked: History, text: str, expected: list[str]) -> None:
    assert sorted(messages(forked, text)) == sorted(expected)


def test_without_a_range_it_is_what_is_not_on_main(forked: History) -> None:
    assert messages(forked) == ["y", "x"]
    assert resolved(forked).label == "main..HEAD"


def test_the_main_of_the_remote_counts_before_the_local_one(forked: History, tmp_path: Path) -> None:
    clone = forked.checkout("main").clone(tmp_path / "clone").commit("unpushed")
    assert messages(clone) == ["unpushed"]
    assert resolved(clone).label == "origin/main..HEAD"


def test_the_whole_history_is_all_of_head(forked: History) -> None:
    assert messages(forked, whole=True) == ["y", "x", "b", "a"]


def test_the_configured_main_branch_counts(forked: History) -> None:
    forked.git("branch", "develop", "work~1")
    assert messages(forked, main="develop") == ["y"]


def test_annotated_tags_stand_for_their_commits(forked: History) -> None:
    forked.tag("v1.0.0", "work~1")
    assert messages(forked, "v1.0.0..work") == ["y"]


@pytest.mark.parametrize(
    "text", ["wrok", "main..wrok", "wrok..main", "wrok^!", "main...wrok", "", "--all", "HEAD:"]
)
def test_a_mistyped_name_could_not_run(forked: History, text: str) -> None:
    with pytest.raises(DdlintError) as caught:
        resolved(forked, text)
    assert caught.value.exit_code == 2


def test_a_mistyped_name_is_answered_with_the_nearest(forked: History) -> None:
    forked.tag("v1.2.3")
    for typed, meant in (("wrok", "work"), ("1.2.3", "v1.2.3")):
        with pytest.raises(DdlintError, match=f"{typed} is not a commit") as caught:
            resolved(forked, f"main..{typed}")
        assert caught.value.hint == f"Did you mean {meant}?"


def test_a_deleted_branch_is_said_to_be_deleted(forked: History) -> None:
    with pytest.raises(DdlintError, match="deleted"):
        resolved(forked, f"main..{ZERO}")


@pytest.mark.parametrize("text", [None, "HEAD", "HEAD^!"])
def test_a_repository_without_a_commit_says_so(repo: History, text: str | None) -> None:
    with pytest.raises(DdlintError, match="no commit yet") as caught:
        resolved(repo, text)
    assert caught.value.exit_code == 2


def test_no_main_branch_at_all_is_asked_for(repo: History) -> None:
    repo.commit("a")
    repo.git("branch", "-m", "main", "elsewhere")
    with pytest.raises(DdlintError, match="no main branch") as caught:
        resolved(repo)
    assert caught.value.exit_code == 2
    assert "--all" in caught.value.hint


def test_a_main_branch_that_is_configured_and_not_here_is_named(repo: History) -> None:
    repo.commit("a")
    with pytest.raises(DdlintError, match="the main branch production is not in this clone"):
        resolved(repo, main="production")


def test_unrelated_histories_have_no_difference(forked: History) -> None:
    forked.orphan("other").commit("z")
    with pytest.raises(DdlintError, match="share no commit") as caught:
        resolved(forked, "main..other")
    assert caught.value.exit_code == 2
    assert messages(forked, "other") == ["z"]


# Where the clone does not hold the answer ----


@pytest.fixture
def shallow(repo: History, tmp_path: Path) -> History:
    """The scenario in which three linters pass without having looked.

    A branch of two commits, the first of them bad; both tips fetched with depth 1, so that `main..HEAD` shows
    one commit, and it is good.
    """
    repo.commit("feat: start").branch("work").commits("this one is bad", "fix: this one is good")
    repo.checkout("main").commit("chore: go on")
    return repo.clone(tmp_path / "shallow", "--depth=1", "--no-single-branch", "--branch=work")


def test_the_scenario_hides_the_bad_commit_from_git_itself(shallow: History) -> None:
    seen = shallow.git("log", "--format=%s", "origin/main..HEAD").decode().split("\n")
    assert seen == ["fix: this one is good", ""]


@pytest.mark.parametrize("text", [None, "origin/main..HEAD", "origin/main...HEAD", "HEAD", "HEAD^!"])
def test_a_range_cut_by_a_shallow_clone_is_incomplete(shallow: History, text: str | None) -> None:
    with pytest.raises(Incomplete) as caught:
        resolved(shallow, text)
    assert caught.value.exit_code == 3
    assert "git fetch --unshallow origin" in caught.value.hint


def test_the_whole_history_of_a_shallow_clone_is_incomplete(shallow: History) -> None:
    with pytest.raises(Incomplete, match="cut at"):
        resolved(shallow, whole=True)


def test_after_the_advice_is_followed_the_bad_commit_is_seen(shallow: History) -> None:
    with pytest.raises(Incomplete) as caught:
        resolved(shallow)
    for line in caught.value.hint.splitlines()[1:]:
        shallow.git(*line.replace("'", "").split()[1:])
    assert messages(shallow) == ["fix: this one is good", "this one is bad"]


def test_a_shallow_clone_that_holds_the_whole_range_is_enough(repo: History, tmp_path: Path) -> None:
    repo.commits("a", "b", "c", "d", "e").branch("work").commits("x", "y")
    clone = repo.clone(tmp_path / "clone", "--depth=4", "--no-single-branch")
    assert messages(clone, "origin/main..HEAD") == ["y", "x"]


def test_a_base_that_was_cut_below_a_whole_branch_is_incomplete(repo: History, tmp_path: Path) -> None:
    repo.commits("a", "b").branch("work").commits("x").checkout("main").commits("c", "d")
    clone = repo.clone(tmp_path / "clone", "--depth=1", "--branch=main")
    clone.git("fetch", "-q", "--depth=9", "origin", "work:refs/remotes/origin/work")
    with pytest.raises(Incomplete):
        resolved(clone, "origin/main..origin/work")


def test_a_base_whose_side_branch_is_cut_is_incomplete(repo: History) -> None:
    """What is cut is only on the excluded side, and makes git show a commit that is on main."""
    repo.commit("r").branch("old").commit("o1").branch("work").checkout("old").commit("o2")
    repo.checkout("main").commit("m").merge("old", message="M")
    repo.checkout("work").commit("w1").merge("main^1", message="w2")
    assert messages(repo) == ["w2\n", "w1"]
    (repo.path / ".git" / "shallow").write_text(repo.oid("old") + "\n")
    assert b"o1" in repo.git("log", "--format=%s", "main..work")
    with pytest.raises(Incomplete, match="cut at"):
        resolved(repo)


@pytest.mark.parametrize("text", ["origin/main..HEAD", "1" * 40 + "..HEAD", "origin/nowhere"])
def test_a_base_that_was_never_fetched_is_incomplete(forked: History, text: str) -> None:
    with pytest.raises(Incomplete) as caught:
        resolved(forked, text)
    assert "git fetch origin '+refs/heads/*:refs/remotes/origin/*'" in caught.value.hint
    assert "unshallow" not in caught.value.hint


CI_LINES = [
    ("GITHUB_ACTIONS", "true", ["- uses: actions/checkout@v4", "with: { fetch-depth: 0 }"]),
    ("GITLAB_CI", "true", ["variables:", 'GIT_DEPTH: "0"']),
    ("BITBUCKET_BUILD_NUMBER", "7", ["clone:", "depth: full"]),
    ("TF_BUILD", "True", ["- checkout: self", "fetchDepth: 0"]),
    (
        "BUILDER_OUTPUT",
        "/builder/outputs",
        ["- name: gcr.io/cloud-builders/git", "args: [fetch, --unshallow,"],
    ),
]


@pytest.mark.parametrize(("sign", "value", "lines"), CI_LINES)
@pytest.mark.parametrize("text", [None, "mian..HEAD", "origin/main..HEAD"])
def test_each_ci_gets_its_own_two_lines(
    shallow: History, sign: str, value: str, lines: list[str], text: str | None
) -> None:
    shallow.environ[sign] = value
    with pytest.raises(Incomplete) as caught:
        resolved(shallow, text)
    assert all(line in caught.value.hint for line in lines)


def test_a_checkout_of_one_commit_without_its_main_branch_is_incomplete(
    repo: History, tmp_path: Path
) -> None:
    repo.commit("a").branch("work").commit("b")
    clone = repo.clone(tmp_path / "clone", "--depth=1", "--single-branch", "--branch=work")
    clone.git("update-ref", "-d", "refs/remotes/origin/HEAD")
    with pytest.raises(Incomplete, match="no main branch"):
        resolved(clone)


def test_a_partial_clone_has_all_its_commits(forked: History, tmp_path: Path) -> None:
    forked.git("config", "uploadpack.allowFilter", "true")
    clone = forked.clone(tmp_path / "clone", "--filter=tree:0", "--no-checkout")
    assert messages(clone, "origin/main..origin/work") == ["y", "x"]


def test_a_branch_named_like_an_option_is_a_branch(forked: History) -> None:
    forked.git("update-ref", "refs/heads/--output=x", "work")
    assert messages(forked, "main..refs/heads/--output=x") == ["y", "x"]
    assert messages(forked, "main..--output=x") == ["y", "x"]
    assert messages(forked, "--output=x^!") == ["y"]
    assert not (forked.path / "x").exists()
