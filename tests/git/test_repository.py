"""Which repository a folder means, and what is known about it."""

import os
from pathlib import Path

import pytest

from ddlint.errors import DdlintError
from ddlint.git import place
from ddlint.git.failure import GitError, NotARepository
from ddlint.git.repository import Repository, open_repository
from ddlint.git.tree import tracked
from history import History


def opened(history: History, below: str = "") -> Repository:
    return open_repository(history.path / below, history.environ)


def test_a_folder_deep_in_the_work_tree_means_the_repository(repo: History) -> None:
    repo.write("a/b/c.yaml").commit("a")
    found = opened(repo, "a/b")
    assert found.work_tree == str(repo.path)
    assert found.git_dir == found.common_dir == str(repo.path / ".git")
    assert (found.is_bare, found.is_shallow, found.is_partial) == (False, False, False)
    assert (found.object_format, found.id_length) == ("sha1", 40)


def test_a_file_means_the_repository_it_is_in(repo: History) -> None:
    repo.write("a/b.yaml")
    assert opened(repo, "a/b.yaml").work_tree == str(repo.path)


def test_a_bare_repository_is_opened_when_it_is_named(tmp_path: Path) -> None:
    bare = History(tmp_path / "bare.git", bare=True)
    found = opened(bare)
    assert found.is_bare
    assert found.git_dir == str(bare.path)
    assert found.head() is None


def test_a_folder_inside_a_bare_repository_is_not_one(tmp_path: Path) -> None:
    bare = History(tmp_path / "bare.git", bare=True)
    with pytest.raises(NotARepository):
        opened(bare, "refs")


def test_a_linked_work_tree_has_its_own_git_dir(repo: History, tmp_path: Path) -> None:
    repo.commit("a").git("worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    found = open_repository(tmp_path / "linked", repo.environ)
    assert found.work_tree == str(tmp_path / "linked")
    assert found.git_dir == str(repo.path / ".git" / "worktrees" / "linked")
    assert found.common_dir == str(repo.path / ".git")
    assert found.head_ref() == "refs/heads/side"


def test_a_submodule_is_a_repository_of_its_own(repo: History, tmp_path: Path) -> None:
    inner = History(tmp_path / "inner").commit("inside")
    repo.commit("a").git("submodule", "--quiet", "add", f"file://{inner.path}", "sub")
    found = opened(repo, "sub")
    assert found.work_tree == str(repo.path / "sub")
    assert found.git_dir == str(repo.path / ".git" / "modules" / "sub")
    assert found.head() == inner.oid()


def test_a_repository_of_sha256_ids(tmp_path: Path) -> None:
    made = History(tmp_path / "repo", create=False)
    made.path.mkdir()
    made.git("init", "-q", "-b", "main", "--object-format=sha256")
    found = opened(made.commit("a"))
    assert found.id_length == len(found.head() or "") == 64


def test_outside_any_repository(tmp_path: Path, repo: History) -> None:
    with pytest.raises(NotARepository) as caught:
        open_repository(tmp_path, repo.environ)
    assert caught.value.exit_code == 2


def test_a_folder_that_does_not_exist(repo: History) -> None:
    with pytest.raises(DdlintError, match="does not exist"):
        opened(repo, "nowhere/at/all")


def test_a_current_folder_that_is_gone(repo: History, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = repo.path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(DdlintError, match="gone"):
        open_repository(os.curdir, repo.environ)


def test_git_that_is_not_installed(repo: History) -> None:
    with pytest.raises(DdlintError, match="git is not installed"):
        open_repository(repo.path, {**repo.environ, "PATH": str(repo.home)})


def test_a_path_with_a_line_break_is_refused_and_not_misread(tmp_path: Path) -> None:
    odd = History(tmp_path / "odd\nname").commit("a")
    with pytest.raises(GitError, match="line break"):
        opened(odd)


def test_head_of_a_branch_and_detached(repo: History) -> None:
    repo.commits("a", "b")
    assert opened(repo).head_ref() == "refs/heads/main"
    repo.checkout(repo.oid("HEAD~1"))
    assert opened(repo).head_ref() is None
    assert opened(repo).head() == repo.oid()


def test_a_shallow_clone_knows_where_it_is_cut(repo: History, tmp_path: Path) -> None:
    clone = repo.commits("a", "b").clone(tmp_path / "clone", "--depth=1")
    assert opened(clone).is_shallow
    assert opened(clone).shallow_commits() == {repo.oid()}
    assert opened(repo).shallow_commits() == frozenset()


def test_a_partial_clone_is_known_as_one(repo: History, tmp_path: Path) -> None:
    repo.commit("a").git("config", "uploadpack.allowFilter", "true")
    assert opened(repo.clone(tmp_path / "clone", "--filter=blob:none")).is_partial


# What a hook exports ----


def test_here_without_a_work_tree_is_what_git_exported(
    repo: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a home folder kept in a bare repository: `git --git-dir=... --work-tree=... commit`."""
    repo.write("a.yaml").commit("a")
    elsewhere = repo.home / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    exported = {"GIT_DIR": str(repo.path / ".git"), "GIT_WORK_TREE": str(repo.path)}
    found = open_repository(os.curdir, {**repo.environ, **exported}, here=True)
    assert found.work_tree == str(repo.path)
    with pytest.raises(NotARepository):
        open_repository(elsewhere, {**repo.environ, **exported})


@pytest.mark.parametrize("index", [".git/index", ".git/next-index-1.lock", "{git}/index.lock"])
def test_here_reads_the_index_that_git_is_about_to_commit(
    repo: History, monkeypatch: pytest.MonkeyPatch, index: str
) -> None:
    repo.write("a.yaml").commit("a").write("staged.yaml")
    index = index.format(git=repo.path / ".git")
    target = repo.path / index
    if not target.exists():
        (repo.path / ".git" / "index").rename(target)
    monkeypatch.chdir(repo.path)
    found = open_repository(
        os.curdir, {**repo.environ, "GIT_INDEX_FILE": index, "GIT_DIR": ".git"}, here=True
    )
    assert [entry.path for entry in tracked(found)] == ["a.yaml", "staged.yaml"]


def test_another_repository_is_not_read_through_the_index_of_a_hook(repo: History, tmp_path: Path) -> None:
    service = History(tmp_path / "service").write("service.yaml").commit("a")
    repo.write("a.yaml").commit("a")
    exported = {"GIT_DIR": str(repo.path / ".git"), "GIT_INDEX_FILE": str(repo.path / ".git" / "index")}
    found = open_repository(service.path, {**repo.environ, **exported})
    assert [entry.path for entry in tracked(found)] == ["service.yaml"]
    assert found.head() == service.oid()


# Paths a person types ----


def test_paths_are_relative_to_where_the_user_is(repo: History) -> None:
    repo.write("a/b.yaml").write("c.yaml")
    found = opened(repo)
    assert found.relative(["b.yaml", "../c.yaml", ".", ".."], repo.path / "a") == [
        "a/b.yaml",
        "c.yaml",
        "a",
        ".",
    ]
    assert found.relative([repo.path / "c.yaml"], "/") == ["c.yaml"]


def test_a_folder_reached_through_a_symlink_is_the_same_folder(repo: History, tmp_path: Path) -> None:
    repo.write("a/b.yaml")
    os.symlink(repo.path, tmp_path / "link")
    found = open_repository(tmp_path / "link", repo.environ)
    assert found.work_tree == str(repo.path)
    assert found.relative(["a/b.yaml"], tmp_path / "link") == ["a/b.yaml"]


def test_a_symlink_itself_is_not_followed(repo: History) -> None:
    os.symlink("/etc/passwd", repo.path / "p.yaml")
    assert opened(repo).relative(["p.yaml"], repo.path) == ["p.yaml"]


@pytest.mark.parametrize("path", ["..", "../other", "/etc/passwd"])
def test_a_path_outside_the_repository_is_an_error(repo: History, path: str) -> None:
    with pytest.raises(DdlintError, match="outside the repository"):
        opened(repo).relative([path], repo.path)


def test_a_name_that_begins_with_two_dots_is_inside(repo: History) -> None:
    assert opened(repo).relative(["..a.yaml"], repo.path) == ["..a.yaml"]


def test_a_bare_repository_has_no_paths(tmp_path: Path) -> None:
    with pytest.raises(DdlintError, match="bare"):
        opened(History(tmp_path / "b", bare=True)).relative(["a"], tmp_path)


# Without a process ----


@pytest.mark.parametrize("below", ["", "a/b"])
def test_the_git_dir_is_found_without_git(repo: History, below: str) -> None:
    repo.write("a/b/c.yaml")
    assert place.find_git_dir(str(repo.path / below), {}) == str(repo.path / ".git")


def test_the_git_dir_of_a_linked_work_tree_is_its_own(repo: History, tmp_path: Path) -> None:
    repo.commit("a").git("worktree", "add", "-q", str(tmp_path / "linked"))
    expected = str(repo.path / ".git" / "worktrees" / "linked")
    assert place.find_git_dir(str(tmp_path / "linked"), {}) == expected


def test_the_exported_git_dir_counts_first(repo: History) -> None:
    assert place.find_git_dir(str(repo.path), {"GIT_DIR": "/elsewhere/.git"}) == "/elsewhere/.git"
    assert place.find_git_dir(str(repo.path), {"GIT_DIR": ".git"}) == str(repo.path / ".git")


def test_there_is_no_git_dir_outside_a_repository(tmp_path: Path) -> None:
    assert place.find_git_dir(str(tmp_path), {}) is None
