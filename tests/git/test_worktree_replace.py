"""Writing a fixed file: whole or not at all, mode kept, nothing followed, nothing overwritten unseen."""

import os
from pathlib import Path

import pytest

from ddlint.errors import DdlintError
from ddlint.git.worktree import WorkTree


def test_the_content_is_replaced_and_the_mode_stays(tmp_path: Path) -> None:
    file = tmp_path / "apps" / "a.yaml"
    file.parent.mkdir()
    file.write_bytes(b"old")
    file.chmod(0o751)
    with WorkTree(str(tmp_path)) as tree:
        tree.replace("apps/a.yaml", b"old", b"new content")
    assert file.read_bytes() == b"new content"
    assert file.stat().st_mode & 0o777 == 0o751
    assert [each.name for each in file.parent.iterdir()] == ["a.yaml"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"someone else's work")
    with WorkTree(str(tmp_path)) as tree, pytest.raises(DdlintError, match="changed while"):
        tree.replace("a.yaml", b"old", b"new")
    assert (tmp_path / "a.yaml").read_bytes() == b"someone else's work"


def test_a_symlink_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"old")
    (tmp_path / "a.yaml").symlink_to("outside")
    with WorkTree(str(tmp_path)) as tree, pytest.raises(DdlintError):
        tree.replace("a.yaml", b"old", b"new")
    assert (tmp_path / "outside").read_bytes() == b"old"


def test_an_interrupt_leaves_the_file_as_it_was_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.yaml").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", interrupted)
    with WorkTree(str(tmp_path)) as tree, pytest.raises(KeyboardInterrupt):
        tree.replace("a.yaml", b"old", b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.yaml", b"old")]
