"""Files of the index, of a revision and of the work tree, and their content."""

import os
from pathlib import Path

import pytest

from ddlint.git.repository import Repository, open_repository
from ddlint.git.tree import Entry, Unread, contents, tracked, tree, untracked
from ddlint.git.worktree import WorkTree
from history import History

LIMIT = 1000


def opened(history: History) -> Repository:
    return open_repository(history.path, history.environ)


def names(entries: object) -> list[str]:
    assert hasattr(entries, "__iter__")
    return [entry.path for entry in entries]


def test_tracked_files_come_with_mode_and_id(repo: History) -> None:
    repo.write("b.yaml", "b").write("a/a.yaml", "a")
    (repo.path / "b.yaml").chmod(0o755)
    repo.git("add", "b.yaml")
    first, second = tracked(opened(repo))
    assert (first.path, first.mode, first.oid) == ("a/a.yaml", "100644", repo.oid(":a/a.yaml"))
    assert (second.path, second.mode) == ("b.yaml", "100755")
    assert first.skip is None


def test_odd_names_survive(repo: History) -> None:
    odd = ["a b", 'quo"te', "tab\there", "new\nline", "-x", "é", "*", ":(top)x"]
    for name in odd:
        repo.place(name, name)
    (repo.path / os.fsdecode(b"latin-\xe9")).write_text("latin")
    repo.git("add", "-A")
    found = sorted(names(tracked(opened(repo))))
    assert found == sorted([*odd, "latin-\udce9"])
    with WorkTree(str(repo.path)) as files:
        assert files.read("latin-\udce9", LIMIT) == b"latin"
        assert files.read("new\nline", LIMIT) == b"new\nline"


def test_paths_are_taken_literally(repo: History) -> None:
    for name in ("a1.yaml", "a*.yaml", "d/x.yaml", ":(exclude)d"):
        repo.place(name)
    repo.git("add", "-A")
    assert names(tracked(opened(repo), ["a*.yaml"])) == ["a*.yaml"]
    assert names(tracked(opened(repo), ["d"])) == ["d/x.yaml"]
    assert names(tracked(opened(repo), [":(exclude)d"])) == [":(exclude)d"]


def test_symlinks_and_submodules_are_named_skips(repo: History, tmp_path: Path) -> None:
    inner = History(tmp_path / "inner").commit("inside")
    os.symlink("/etc/passwd", repo.path / "p.yaml")
    repo.commit("a").git("submodule", "--quiet", "add", f"file://{inner.path}", "sub")
    repo.git("add", "p.yaml")
    found = {entry.path: entry.skip for entry in tracked(opened(repo))}
    assert found == {
        ".gitmodules": None,
        "p.yaml": Unread("p.yaml", "symlink"),
        "sub": Unread("sub", "submodule"),
    }


def test_a_conflict_is_one_entry(repo: History) -> None:
    repo.write("a", "1").commit("a").branch("side").write("a", "2").commit("b")
    repo.checkout("main").write("a", "3").commit("c")
    with pytest.raises(AssertionError):
        repo.merge("side")
    assert [(entry.path, entry.unmerged) for entry in tracked(opened(repo))] == [("a", True)]


def test_untracked_files_are_those_git_does_not_ignore(repo: History) -> None:
    repo.write(".gitignore", "*.log\n").place("a.log").place("b.yaml").place("d/c.yaml")
    History(repo.path / "inner").commit("a")
    found = {entry.path: entry.skip for entry in untracked(opened(repo))}
    assert found == {"b.yaml": None, "d/c.yaml": None, "inner/": Unread("inner/", "embedded repository")}
    assert names(untracked(opened(repo), ["d"])) == ["d/c.yaml"]


def test_a_revision_has_its_own_files(repo: History) -> None:
    repo.write("d/a.yaml", "1").commit("a").write("d/a.yaml", "2").write("b.yaml").commit("b")
    found = list(tree(opened(repo), repo.oid("HEAD~1")))
    assert found == [Entry("d/a.yaml", "100644", repo.oid("HEAD~1:d/a.yaml"))]


def test_blobs_are_read_in_order_and_large_ones_are_not(repo: History) -> None:
    os.symlink("x", repo.path / "c-link")
    repo.write("a", b"\0binary\n\n").write("b-large", "x" * (LIMIT + 1)).write("d-fits", "y" * LIMIT)
    repo.write("e-empty").git("add", "-A")
    found = [content for _, content in contents(opened(repo), tracked(opened(repo)), LIMIT)]
    assert found == [
        b"\0binary\n\n",
        Unread("b-large", "too large", "1001 bytes, the limit is 1000"),
        Unread("c-link", "symlink"),
        b"y" * LIMIT,
        b"",
    ]


def test_a_blob_that_is_missing_is_said_to_be(repo: History) -> None:
    repo.write("a", "1").write("b", "2")
    blob = repo.oid(":a")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    found = [content for _, content in contents(opened(repo), tracked(opened(repo)), LIMIT)]
    assert found == [Unread("a", "missing object", blob), b"2"]


def test_no_files_need_no_process(repo: History) -> None:
    assert list(contents(opened(repo), [], LIMIT)) == []
    assert list(tracked(opened(repo))) == []


# Files of the work tree ----


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files, links and other things to read."""
    root = tmp_path / "root"
    (root / "d" / "e").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (root / "a.yaml").write_text("a")
    (root / "d" / "b.yaml").write_text("b")
    (root / "d" / "e" / "c.yaml").write_text("c")
    (root / "large").write_text("x" * (LIMIT + 1))
    (root / "link").symlink_to(tmp_path / "secret")
    (root / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(root / "pipe")
    return root


def test_files_are_read_from_any_folder_in_any_order(folder: Path) -> None:
    asked = ["d/e/c.yaml", "a.yaml", "d/b.yaml", "d/e/c.yaml", "d/b.yaml", "a.yaml"]
    with WorkTree(str(folder)) as files:
        assert [files.read(path, LIMIT) for path in asked] == [b"c", b"a", b"b", b"c", b"b", b"a"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("link", "symlink"),
        ("linked/secret", "symlink"),
        ("d/../link", "unsafe path"),
        ("../secret", "unsafe path"),
        ("/etc/passwd", "unsafe path"),
        ("", "unsafe path"),
        ("d//b.yaml", "unsafe path"),
        ("a.yaml/x", "not in the work tree"),
        ("gone", "not in the work tree"),
        ("d/gone/x", "not in the work tree"),
        ("d", "not a regular file"),
        ("pipe", "not a regular file"),
        ("large", "too large"),
        ("x" * 300, "unreadable"),
        ("a\0b", "unsafe path"),
    ],
)
def test_what_is_not_a_plain_file_inside_is_a_named_skip(folder: Path, path: str, reason: str) -> None:
    with WorkTree(str(folder)) as files:
        files.read("d/e/c.yaml", LIMIT)
        found = files.read(path, LIMIT)
        assert isinstance(found, Unread)
        assert (found.path, found.reason) == (path, reason)
        assert files.read("d/b.yaml", LIMIT) == b"b"


def test_no_descriptor_is_left_open(folder: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    with WorkTree(str(folder)) as files:
        for path in ("d/e/c.yaml", "gone", "d", "linked/secret", "large"):
            files.read(path, LIMIT)
    after = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    assert after == before


def test_a_file_that_grows_while_it_is_read_is_still_capped(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    real = os.fstat

    class Small:
        st_size = 1

        def __init__(self, descriptor: int) -> None:
            self.st_mode = real(descriptor).st_mode

    with WorkTree(str(folder)) as files:
        monkeypatch.setattr("ddlint.git.worktree.os.fstat", Small)
        found = files.read("large", LIMIT)
    assert isinstance(found, Unread)
    assert found.reason == "too large"
