"""A snapshot holds what a revision holds, and nothing leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ddlint.git import tree
from ddlint.git.grep import holding
from ddlint.git.repository import Repository, open_repository
from ddlint.git.snapshot import snapshot
from ddlint.git.worktree import WorkTree
from history import History


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "home" / "config")


def opened(history: History) -> Repository:
    return open_repository(history.path, history.environ, here=True)


def held(top: str) -> set[str]:
    return {
        os.path.relpath(os.path.join(folder, name), top)
        for folder, _, names in os.walk(top)
        for name in names
    }


def test_it_holds_the_revision_and_not_the_work_tree(history: History) -> None:
    history.write("a.yaml", "old\n").write("b/c.yaml", "x\n").commit("feat: a")
    first = history.oid()
    history.write("a.yaml", "new\n").commit("feat: b")
    (history.path / "a.yaml").write_text("in the work tree\n")
    with snapshot(opened(history), first, lambda _: True, limit=100) as found:
        assert found.work_tree
        assert held(found.work_tree) == {"a.yaml", "b/c.yaml"}
        assert (Path(found.work_tree) / "a.yaml").read_text() == "old\n"
        assert [entry.path for entry in tree.tracked(found)] == ["a.yaml", "b/c.yaml"]
        assert [entry.path for entry in tree.tracked(found, ["b"])] == ["b/c.yaml"]
        assert list(tree.untracked(found)) == []
        assert holding(found, ["old"]) == ["a.yaml"]
    assert not os.path.exists(found.work_tree)


def test_bytes_are_those_of_the_blob(history: History) -> None:
    history.write(".gitattributes", "*.yaml text eol=crlf ident\n").write("a.yaml", "x: $Id$\n").commit(
        "feat: a"
    )
    with snapshot(opened(history), history.oid(), lambda _: True, limit=100) as found:
        assert (Path(found.work_tree or "") / "a.yaml").read_bytes() == b"x: $Id$\n"


def test_trusted_files_stand_for_those_of_the_revision(history: History) -> None:
    history.write("ddlint.toml", "a\n").write("b.toml", "b\n").commit("feat: a")
    trusted = {"ddlint.toml": b"trusted\n", "b.toml": None, "c/d.toml": b"d\n"}
    with snapshot(opened(history), history.oid(), lambda _: True, limit=100, trusted=trusted) as found:
        top = Path(found.work_tree or "")
        assert (top / "ddlint.toml").read_text() == "trusted\n"
        assert held(str(top)) == {"ddlint.toml", "c/d.toml"}


def test_symlinks_and_submodules_are_not_written(history: History) -> None:
    os.symlink("/etc/passwd", history.path / "a.yaml")
    history.git("add", "a.yaml")
    history.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    history.commit("feat: a")
    with snapshot(opened(history), history.oid(), lambda _: True, limit=100) as found:
        assert held(found.work_tree or "") == set()


def test_a_file_that_is_too_large_is_so_in_the_snapshot(history: History) -> None:
    history.write("a.yaml", "x" * 1000).commit("feat: a")
    with snapshot(opened(history), history.oid(), lambda _: True, limit=100) as found:
        with WorkTree(found.work_tree or "") as files:
            read = files.read("a.yaml", 100)
        assert isinstance(read, tree.Unread)
        assert read.reason == "too large"


@pytest.mark.parametrize("name", [b"..", b".git", b"."])
def test_a_tree_that_names_a_path_outside_of_itself_is_not_followed(history: History, name: bytes) -> None:
    history.write("a.yaml", "x\n").commit("feat: a")
    blob = history.git("rev-parse", "HEAD:a.yaml").strip().decode()
    inner = history.git("mktree", "-z", data=f"100644 blob {blob}\tescaped.yaml".encode() + b"\0").strip()
    entry = b"40000 " + name + b"\0" + bytes.fromhex(inner.decode())
    outer = (
        history.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", data=entry).strip().decode()
    )
    with snapshot(opened(history), outer, lambda _: True, limit=100) as found:
        top = found.work_tree or ""
        assert held(os.path.dirname(top)) == set()


def test_ways_out_of_the_work_tree_lead_to_the_same(history: History) -> None:
    history.write("a.yaml", "x\n").commit("feat: a")
    for name in ("home/policies", "other"):
        folder = history.path.parent.parent / name
        folder.mkdir(parents=True)
        (folder / "p.yaml").write_text(name)
    beside = ["../policies/p.yaml", "../../other", "flux", "../none"]
    with snapshot(opened(history), history.oid(), lambda _: True, limit=100, beside=beside) as found:
        top = Path(found.work_tree or "")
        assert (top / "../policies/p.yaml").resolve().read_text() == "home/policies"
        assert (top / "../../other/p.yaml").resolve().read_text() == "other"


def test_files_of_another_snapshot_that_are_the_same_are_shared(history: History) -> None:
    history.write("same.yaml", "s\n").write("a.yaml", "old\n").write("gone.yaml", "g\n").commit("feat: a")
    first = history.oid()
    history.git("rm", "-q", "gone.yaml")
    history.write("a.yaml", "new\n").write("b.yaml", "b\n").commit("feat: b")
    repository = opened(history)
    with (
        snapshot(repository, first, lambda _: True, limit=100) as before,
        snapshot(repository, history.oid(), lambda _: True, limit=100, like=before) as after,
    ):
        old, new = Path(before.work_tree or ""), Path(after.work_tree or "")
        assert held(str(new)) == {"same.yaml", "a.yaml", "b.yaml"}
        assert (new / "a.yaml").read_text() == "new\n"
        assert (new / "same.yaml").samefile(old / "same.yaml")
        assert (old / "a.yaml").read_text() == "old\n"


def test_trusted_files_are_not_shared_with_what_the_revision_says(history: History) -> None:
    history.write("ddlint.toml", "mine\n").commit("feat: a")
    repository, trusted = opened(history), {"ddlint.toml": b"trusted\n"}
    with (
        snapshot(repository, history.oid(), lambda _: True, limit=100) as before,
        snapshot(repository, history.oid(), lambda _: True, limit=100, trusted=trusted, like=before) as after,
    ):
        assert (Path(after.work_tree or "") / "ddlint.toml").read_text() == "trusted\n"
