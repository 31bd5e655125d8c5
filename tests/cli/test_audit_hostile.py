"""`ddlint audit` on what no repository should be: it completes with what can be read, and names the rest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History


def release(tag: str) -> str:
    return f'spec:\n  image:\n    tag: {tag} # {{"$imagepolicy": "flux-system:backend:tag"}}\n'


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "config")


def audited(path: Path) -> tuple[Called, list[tuple[str, str, str]]]:
    """The call, and what was deployed: path, from, to."""
    ledger = path.parent / "l.sqlite"
    called = ddlint("audit", str(path), "--no-config", "--ledger", str(ledger), folder=path.parent)
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute("SELECT path, from_, to_ FROM deployment_log ORDER BY id").fetchall()
    return called, rows


def test_merges_that_cross_deploy_what_the_main_line_says(repo: History) -> None:
    repo.write("a.yaml", release("v1")).commit("feat: a").branch("side")
    repo.write("b.yaml", release("v1")).commit("feat: b").checkout("main")
    repo.write("a.yaml", release("v2")).commit("feat: c")
    main = repo.oid()
    repo.merge("side", message="Merge side").checkout("side")
    repo.git("merge", "-q", "-m", "Merge main", main)
    repo.write("b.yaml", release("v3")).commit("feat: d").checkout("main")
    repo.merge("side", message="Merge side again")
    called, rows = audited(repo.path)
    assert called.code == 0, called.err
    assert rows == [
        ("a.yaml", "", "v1"), ("a.yaml", "v1", "v2"), ("b.yaml", "", "v1"), ("b.yaml", "v1", "v3"),
    ]  # fmt: skip


def test_a_second_root_deploys_what_its_merge_brings(repo: History) -> None:
    repo.write("a.yaml", release("v1")).commit("feat: a").orphan("other")
    repo.write("z.yaml", release("v9")).commit("feat: another root").checkout("main")
    repo.git("merge", "-q", "--allow-unrelated-histories", "-m", "Merge another root", "other")
    called, rows = audited(repo.path)
    assert called.code == 0, called.err
    assert rows == [("a.yaml", "", "v1"), ("z.yaml", "", "v9")]


@pytest.mark.parametrize("time", [-86_400, 4_102_444_800, 99_999_999_999_999])
def test_any_time_is_told(repo: History, time: int) -> None:
    repo.write("a.yaml", release("v1")).commit("feat: a")
    tree = repo.oid("HEAD^{tree}")
    who = f"A <a@example.org> {time} +0000"
    repo.raw_commit(f"tree {tree}\nauthor {who}\ncommitter {who}\n\nfeat: odd\n".encode())
    called, _ = audited(repo.path)
    assert called.code == 0, called.err
    with closing(sqlite3.connect(repo.path.parent / "l.sqlite")) as connection:
        assert connection.execute("SELECT time FROM commits").fetchall() == [(time,)]


def test_a_partial_clone_is_audited_as_far_as_it_goes(repo: History, tmp_path: Path) -> None:
    for tag in ("v1", "v2"):
        repo.write("a.yaml", release(tag)).commit(f"no convention {tag}")
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--bare", "--filter=blob:none", f"file://{repo.path}", str(tmp_path / "partial"))
    called, rows = audited(tmp_path / "partial")
    assert (called.code, rows) == (3, [])
    assert "malformed-header" in called.out  # the messages are there, and are linted
    assert "could not be replayed" in called.out


def test_a_damaged_pack_is_a_gap(repo: History, tmp_path: Path) -> None:
    for tag in ("v1", "v2", "v3"):
        repo.write("a.yaml", release(tag)).commit(f"feat: {tag}")
    bare = repo.clone(tmp_path / "bare", "--bare", "--no-local")
    (pack,) = (bare.path / "objects" / "pack").glob("*.pack")
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 255
    pack.chmod(0o644)
    pack.write_bytes(content)
    called, _ = audited(bare.path)
    assert called.code == 3
    assert "is corrupt" in called.out + called.err


def test_a_line_without_end_is_no_burden(repo: History) -> None:
    repo.write("a.yaml", release("v1")).commit("feat: a")
    repo.write("big.yaml", 'x: "' + "y" * 30_000_000 + '"\n').commit("feat: big")
    repo.write("a.yaml", release("v2")).commit("feat: b")
    called, rows = audited(repo.path)
    assert called.code == 0, called.err
    assert rows == [("a.yaml", "", "v1"), ("a.yaml", "v1", "v2")]
