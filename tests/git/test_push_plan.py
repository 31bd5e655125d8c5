"""The plan of a push, from git's lines and from pre-commit's variables."""

import pytest

from ddlint.errors import DdlintError
from ddlint.git.push_plan import check_format, from_lines, from_pre_commit, lines_of
from ddlint.git.repository import Repository, open_repository
from ddlint.model.ref_update import Change, PlannedUpdate
from history import History

A, B, ZERO = "a" * 40, "b" * 40, "0" * 40


def planned(line: str) -> PlannedUpdate:
    (update,) = from_lines([line], "standard input")
    return update


def opened(repo: History) -> Repository:
    return open_repository(repo.path, repo.environ)


@pytest.mark.parametrize(
    ("line", "change"),
    [
        (f"refs/heads/main {A} refs/heads/main {ZERO}", Change.CREATE),
        (f"refs/heads/main {A} refs/heads/main {B}", Change.UPDATE),
        (f"(delete) {ZERO} refs/heads/main {B}", Change.DELETE),
        (f"refs/heads/main {A} refs/heads/main {A}", Change.NONE),
        (f"refs/heads/main {'a' * 64} refs/heads/main {'0' * 64}", Change.CREATE),
        (f"(delete) {'0' * 64} refs/tags/v1 {'b' * 64}", Change.DELETE),
    ],
)
def test_what_a_line_does(line: str, change: Change) -> None:
    assert planned(line).change is change


def test_what_is_pushed_may_be_written_with_blanks() -> None:
    update = planned(f"HEAD@{{2 days ago}} {A} refs/heads/main {B}")
    assert (update.local, update.new, update.remote, update.old) == (
        "HEAD@{2 days ago}", A, "refs/heads/main", B,
    )  # fmt: skip


@pytest.mark.parametrize(
    "ref", ["refs/heads/--output=x", "refs/tags/a;rm -rf", "refs/heads/\udcff", "refs/heads/ü"]
)
def test_odd_names_stay_what_they_are(ref: str) -> None:
    name = ref.replace(" ", "_")
    data = f"{name} {A} {name} {ZERO}\n".encode("utf-8", "surrogateescape")
    (update,) = from_lines(lines_of(data), "standard input")
    assert update.remote == name


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("garbage", "has 1 of the 4 fields"),
        (f"refs/heads/main {A} refs/heads/main", "has 3 of the 4 fields"),
        (f"refs/heads/main {A[:7]} refs/heads/main {B}", "is not a full object id"),
        (f"refs/heads/main {A.upper()} refs/heads/main {B}", "is not a full object id"),
        (f"refs/heads/main {A} refs/heads/main {'b' * 64}", "one id is SHA-1"),
        (f"refs/heads/main {A} main {B}", "is not the full name of a ref"),
        (f"refs/heads/main {A} refs/ {B}", "is not the full name of a ref"),
        (f"refs/heads/main {ZERO} refs/heads/main {ZERO}", "both ids are zero"),
        ("x" * 100_000, "longer than any ref name"),
    ],
)
def test_a_line_of_another_form_is_named(line: str, message: str) -> None:
    with pytest.raises(DdlintError, match="standard input, line 2: ") as caught:
        from_lines([f"refs/heads/x {A} refs/heads/x {ZERO}", line], "standard input")
    assert message in caught.value.message


def test_a_ref_that_is_there_twice_is_refused() -> None:
    line = f"refs/heads/x {A} refs/heads/x {ZERO}"
    with pytest.raises(DdlintError, match="line 3: refs/heads/x is there twice"):
        from_lines([line, "", line], "standard input")


def test_ids_of_another_object_format_are_refused(repo: History) -> None:
    repo.commit("feat: a")
    updates = from_lines([f"refs/heads/x {'a' * 64} refs/heads/x {'0' * 64}"], "standard input")
    with pytest.raises(DdlintError, match="is not an id of this sha1 repository"):
        check_format(updates, opened(repo))


def test_pre_commit_on_a_branch_that_is_there(repo: History) -> None:
    repo.commits("feat: a", "feat: b")
    told = {
        "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
        "PRE_COMMIT_FROM_REF": repo.oid("HEAD~1"), "PRE_COMMIT_TO_REF": repo.oid(),
        "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_URL": "https://example.org/x",
    }  # fmt: skip
    plan = from_pre_commit(opened(repo), told)
    assert plan is not None
    (update,) = plan.updates
    assert (plan.remote, update.change, update.old) == ("origin", Change.UPDATE, repo.oid("HEAD~1"))


def test_pre_commit_on_the_first_push_names_the_branch_alone(repo: History) -> None:
    repo.commit("feat: a")
    told = {"PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main"}
    plan = from_pre_commit(opened(repo), told)
    assert plan is not None
    (update,) = plan.updates
    assert (update.new, update.change) == (repo.oid(), Change.CREATE)


def test_pre_commit_does_not_tell_what_the_remote_has_of_a_new_tag(repo: History) -> None:
    """`PRE_COMMIT_FROM_REF` is the parent of the first new commit then: no moved tag."""
    repo.commits("feat: a", "feat: b").tag("v1.0.0")
    told = {
        "PRE_COMMIT_LOCAL_BRANCH": "refs/tags/v1.0.0", "PRE_COMMIT_REMOTE_BRANCH": "refs/tags/v1.0.0",
        "PRE_COMMIT_FROM_REF": repo.oid("HEAD~1"), "PRE_COMMIT_TO_REF": repo.oid("v1.0.0"),
    }  # fmt: skip
    plan = from_pre_commit(opened(repo), told)
    assert plan is not None
    (update,) = plan.updates
    assert (update.old, update.change) == (None, Change.CREATE)


def test_pre_commit_tells_it_of_an_annotated_tag_that_is_there(repo: History) -> None:
    repo.commit("feat: a").tag("v1.0.0").commit("feat: b")
    old = repo.oid("v1.0.0")
    repo.git("tag", "--force", "--annotate", "--message", "again", "v1.0.0")
    told = {
        "PRE_COMMIT_LOCAL_BRANCH": "refs/tags/v1.0.0", "PRE_COMMIT_REMOTE_BRANCH": "refs/tags/v1.0.0",
        "PRE_COMMIT_FROM_REF": old, "PRE_COMMIT_TO_REF": repo.oid("v1.0.0"),
    }  # fmt: skip
    plan = from_pre_commit(opened(repo), told)
    assert plan is not None
    assert plan.updates[0].old == old


def test_a_variable_that_names_nothing_is_named(repo: History) -> None:
    repo.commit("feat: a")
    told = {"PRE_COMMIT_LOCAL_BRANCH": "--output=x", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/x"}
    with pytest.raises(DdlintError, match="PRE_COMMIT_LOCAL_BRANCH is '--output=x'"):
        from_pre_commit(opened(repo), told)


def test_without_pre_commit_it_tells_nothing(repo: History) -> None:
    repo.commit("feat: a")
    assert from_pre_commit(opened(repo), {}) is None
