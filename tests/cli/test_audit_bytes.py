"""An audit of the same gives the same bytes; one that goes on tells what one that begins anew tells."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from calling import ddlint
from history import History

#: What an audit that goes on may tell otherwise: ids, and ddlint's own state.
_SAME = (
    """SELECT at, service, tag, from_, to_, kind, author, subject, commit_, position, path, route, line
FROM deployment_log ORDER BY position, path""",
    """SELECT fingerprint, code, verdict, message, place, line, introduced_oid, introduced_time, fixed_oid
FROM findings ORDER BY 1, 2, 5, 7""",
    """SELECT name, head, commits, refs_digest FROM repositories""",
    """SELECT code, found, waived, passed FROM coverage ORDER BY code""",
    """SELECT key, value FROM meta WHERE key <> 'evidence' ORDER BY key""",
)


def deploy(history: History, tag: str, message: str = "chore: deploy") -> History:
    marker = '# {"$imagepolicy": "flux-system:backend:tag"}'
    return history.write("a.yaml", f"image:\n  repository: r/backend\n  tag: {tag} {marker}\n").commit(
        message
    )


@pytest.fixture
def repository(tmp_path: Path) -> History:
    history = History(tmp_path / "config")
    for tag in ("v1.0.0", "v1.1.0", "v1.0.0"):
        deploy(history, tag)
    return history.commit("no header").tag("v1.0.0")


def audit(history: History, folder: Path, *words: str) -> None:
    folder.mkdir(exist_ok=True)
    outputs = [f"--ledger={folder}/{name}" for name in ("a.sqlite", "a.csv", "all/")]
    outputs += [f"--output=json={folder}/a.json", f"--output=in-toto={folder}/a.intoto.json"]
    found = ddlint("audit", *outputs, *words, folder=history.path)
    assert found.code in {0, 1}, found.err


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> list[list[object]]:
    with closing(sqlite3.connect(folder / "a.sqlite")) as connection:
        return [connection.execute(question).fetchall() for question in _SAME]


def test_the_same_audit_gives_the_same_bytes(repository: History, tmp_path: Path) -> None:
    audit(repository, tmp_path / "one")
    audit(repository, tmp_path / "two")
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_an_audit_of_nothing_new_gives_the_same_bytes(repository: History, tmp_path: Path) -> None:
    audit(repository, tmp_path / "one")
    before = (tmp_path / "one/a.sqlite").read_bytes()
    audit(repository, tmp_path / "one")
    assert (tmp_path / "one/a.sqlite").read_bytes() == before


def test_an_audit_that_goes_on_tells_the_same(repository: History, tmp_path: Path) -> None:
    audit(repository, tmp_path / "on")
    deploy(repository, "v1.2.0").commit("no header either").tag("v1.2.0")
    deploy(repository, "v1.3.0", "bad")
    audit(repository, tmp_path / "on")
    audit(repository, tmp_path / "anew")
    assert contents(tmp_path / "on") == contents(tmp_path / "anew")


def test_verify_and_diff_of_what_an_audit_wrote(repository: History, tmp_path: Path) -> None:
    audit(repository, tmp_path / "one")
    words = (f"{tmp_path}/one/a.json", ".", "--statement", f"{tmp_path}/one/a.intoto.json")
    verified = ddlint("audit", "verify", *words, folder=repository.path)
    assert (verified.code, verified.err) == (0, ""), verified.out
    deploy(repository, "v1.2.0", "another without header")
    audit(repository, tmp_path / "two")
    names = (f"{tmp_path}/one/a.sqlite", f"{tmp_path}/two/a.sqlite")
    told = json.loads(ddlint("audit", "diff", *names, "--format", "json", folder=repository.path).out)
    assert [each["place"] for each in told["new"] if each["code"] == "DDC001"] == [repository.oid()]
    assert (told["unrecorded"], told["vanished"]) == ([], [])
    assert [each["ref"] for each in told["refs"]] == ["refs/heads/main"]
    assert ddlint("audit", "verify", f"{tmp_path}/one/a.json", ".", folder=repository.path).code == 1


def test_a_rewritten_history_is_seen_by_diff(repository: History, tmp_path: Path) -> None:
    audit(repository, tmp_path / "one")
    repository.git("reset", "-q", "--hard", "HEAD~2")
    repository.git("tag", "-d", "v1.0.0")
    deploy(repository, "v1.5.0", "chore: other")
    audit(repository, tmp_path / "two")
    names = (f"{tmp_path}/one/a.sqlite", f"{tmp_path}/two/a.sqlite")
    told = json.loads(ddlint("audit", "diff", *names, "--format", "json", folder=repository.path).out)
    assert [each["what"] for each in told["vanished"]] == ["v1.0.0"]
