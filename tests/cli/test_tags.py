"""`ddlint tags record` and `ddlint tags verify`."""

from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

LEDGER = ".ddlint/tags"


@pytest.fixture
def repo(tmp_path: Path) -> History:
    """Three releases, and other tags."""
    made = History(tmp_path / "repository").commit("feat: a").tag("v1.0.0")
    made.commit("fix: b").tag("v1.0.1", annotated=False).tag("latest")
    return made.commit("feat: c").tag("v1.1.0")


def tags(repo: History, *words: str, **variables: str) -> Called:
    return ddlint("tags", *words, folder=repo.path, **variables)


def record(repo: History, *words: str) -> Called:
    called = tags(repo, "record", *words)
    assert called.code == 0, called
    return called


def committed(repo: History) -> History:
    """With the ledger recorded and committed."""
    record(repo)
    repo.git("add", LEDGER)
    return repo.commit("chore: record the tags")


def verify(repo: History, *words: str) -> Called:
    return tags(repo, "verify", "--format", "concise", *words)


def lines(repo: History) -> list[str]:
    text = (repo.path / LEDGER).read_text()
    return [line for line in text.splitlines() if not line.startswith("#")]


def codes(called: Called) -> set[str]:
    return {line.split(" ")[2] for line in called.out.splitlines()}


def test_release_tags_are_recorded_sorted(repo: History) -> None:
    record(repo)
    found = [line.split("\t") for line in lines(repo)]
    assert found == [
        ["refs/tags/v1.0.0", repo.oid("v1.0.0"), repo.oid("v1.0.0^{}"), "2027-01-15T08:00:00Z"],
        ["refs/tags/v1.0.1", repo.oid("v1.0.1"), repo.oid("v1.0.1"), "2027-01-15T08:00:00Z"],
        ["refs/tags/v1.1.0", repo.oid("v1.1.0"), repo.oid("v1.1.0^{}"), "2027-01-15T08:00:00Z"],
    ]


def test_recording_twice_changes_nothing(repo: History) -> None:
    record(repo)
    before = (repo.path / LEDGER).read_bytes()
    assert "recorded 0 new tags" in record(repo).err
    assert (repo.path / LEDGER).read_bytes() == before


def test_what_was_recorded_is_verified(repo: History) -> None:
    called = verify(committed(repo))
    assert (called.code, called.out) == (0, "")
    assert "checked" in called.err


def test_a_moved_tag(repo: History) -> None:
    committed(repo).git("tag", "--force", "v1.0.1", "HEAD")
    called = verify(repo)
    assert (called.code, codes(called)) == (1, {"DDG007"})
    assert tags(repo, "record").code == 1
    assert repo.oid("v1.0.1") not in (repo.path / LEDGER).read_text()


def test_a_tag_made_anew_on_its_commit(repo: History) -> None:
    committed(repo).git("tag", "--force", "--annotate", "--message", "again", "v1.0.0", "v1.0.0^{}")
    called = verify(repo)
    assert (called.code, codes(called)) == (0, {"DDG007"})
    assert verify(repo, "--fail-on", "warning").code == 1


def test_a_tag_that_is_gone_and_comes_back(repo: History) -> None:
    old = repo.oid("v1.0.1")
    committed(repo).git("tag", "--delete", "v1.0.1")
    assert codes(verify(repo)) == {"DDG008"}
    assert "1 tag as gone" in record(repo, "--gone").err
    assert verify(repo).out == ""
    repo.git("tag", "v1.0.1", old)
    assert codes(verify(repo)) == {"DDG007"}
    assert verify(repo).code == 0
    repo.git("tag", "--force", "v1.0.1", "HEAD")
    assert verify(repo).code == 1


def test_a_tag_that_is_not_recorded(repo: History) -> None:
    committed(repo).tag("v1.2.0").tag("nightly")
    called = verify(repo)
    assert (called.code, codes(called)) == (0, {"DDG009"})
    assert "v1.2.0" in called.out
    assert "nightly" not in called.out


def test_the_remote_is_asked_once_and_tells_its_own(repo: History, tmp_path: Path) -> None:
    committed(repo)
    server = History(tmp_path / "server.git", bare=True)
    repo.git("remote", "add", "origin", str(server.path))
    repo.git("push", "-q", "origin", "main", "v1.0.0", "v1.1.0")
    repo.git("push", "-q", "origin", "HEAD:refs/tags/v1.0.1")
    assert verify(repo).code == 0
    called = verify(repo, "--remote", "origin")
    assert (called.code, codes(called)) == (1, {"DDG007"})
    assert "in origin" in called.out
    server.git("tag", "--delete", "v1.0.0")
    called = verify(repo, "--remote", "origin")
    assert codes(called) == {"DDG007", "DDG008"}


def test_a_remote_that_does_not_answer_is_not_called_fine(repo: History, tmp_path: Path) -> None:
    committed(repo).git("remote", "add", "origin", str(tmp_path / "nowhere"))
    called = verify(repo, "--remote", "origin")
    assert called.code == 3
    assert "origin did not tell its tags" in called.err


@pytest.mark.parametrize("url", ["ext::sh -c 'touch {made}'", "--upload-pack=touch {made}"])
def test_a_remote_starts_no_program(repo: History, tmp_path: Path, url: str) -> None:
    made = tmp_path / "made"
    committed(repo).git("config", "remote.bad.url", url.replace("{made}", str(made)))
    assert verify(repo, "--remote", "bad").code == 3
    assert not made.exists()


def test_a_remote_is_not_asked_by_a_program_that_the_repository_names(repo: History, tmp_path: Path) -> None:
    server = History(tmp_path / "server.git", bare=True)
    committed(repo).git("remote", "add", "origin", str(server.path))
    repo.git("push", "-q", "--tags", "origin", "main")
    made = tmp_path / "made"
    repo.git("config", "remote.origin.uploadpack", f"touch {made}; git-upload-pack")
    repo.git("config", "core.sshCommand", f"touch {made}")
    assert verify(repo, "--remote", "origin").code == 0
    repo.git("config", "remote.origin.url", "ssh://127.0.0.1:1/x")
    assert verify(repo, "--remote", "origin").code == 3
    assert not made.exists()


def test_ssh_is_what_the_user_says(repo: History, tmp_path: Path) -> None:
    server = History(tmp_path / "server.git", bare=True)
    committed(repo).git("push", "-q", "--tags", str(server.path), "main")
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\nexec git-upload-pack '{server.path}'\n")
    ssh.chmod(0o755)
    repo.git("remote", "add", "origin", "ssh://example.org/x")
    called = tags(repo, "verify", "--remote", "origin", GIT_SSH_COMMAND=str(ssh))
    assert called.code == 0, called


def test_an_unknown_remote(repo: History) -> None:
    committed(repo).git("remote", "add", "origin", "x")
    called = verify(repo, "--remote", "orgin")
    assert (called.code, "Did you mean origin?" in called.err) == (2, True)
    assert verify(repo, "--remote=--upload-pack=x").code == 2


def test_a_bad_line_is_named_with_its_number(repo: History) -> None:
    record(repo)
    repo.place(LEDGER, "# fine\n<<<<<<< HEAD\n")
    for action in ("record", "verify"):
        called = tags(repo, action)
        assert called.code == 2
        assert f"{LEDGER}, line 2: is the mark of a merge conflict" in called.err


def test_a_lost_line_is_found_in_the_history(repo: History) -> None:
    committed(repo)
    kept = [
        line for line in (repo.path / LEDGER).read_text().splitlines(keepends=True) if "v1.0.1" not in line
    ]
    repo.write(LEDGER, "".join(kept)).commit("chore: tidy up")
    culprit = repo.oid()
    committed(repo)
    called = verify(repo)
    assert (called.code, codes(called)) == (1, {"DDG010"})
    assert called.out.startswith(culprit[:10])
    assert "v1.0.1" in called.out


def test_a_changed_line_that_is_not_committed(repo: History) -> None:
    committed(repo)
    text = (repo.path / LEDGER).read_text()
    repo.place(LEDGER, text.replace("2027-01-15", "2026-01-15", 1))
    called = verify(repo)
    assert (called.code, codes(called)) == (1, {"DDG010"})


def test_a_ledger_that_was_begun_anew(repo: History) -> None:
    committed(repo).git("rm", "-q", LEDGER)
    repo.commit("chore: no ledger")
    culprit = repo.oid()
    called = verify(committed(repo))
    assert (called.code, codes(called)) == (1, {"DDG010"})
    assert called.out.startswith(culprit[:10])


def test_a_ledger_that_was_deleted(repo: History) -> None:
    committed(repo)
    (repo.path / LEDGER).unlink()
    called = verify(repo)
    assert called.code == 1
    assert codes(called) == {"DDG009", "DDG010"}


def test_lines_that_only_move_are_not_lost(repo: History) -> None:
    committed(repo)
    text = (repo.path / LEDGER).read_text().splitlines(keepends=True)
    repo.write(LEDGER, "".join(text[:1] + text[:0:-1])).commit("chore: another order")
    assert verify(repo).code == 0


def test_a_merge_that_drops_the_lines_of_one_side(repo: History) -> None:
    committed(repo).branch("side").tag("v1.2.0")
    committed(repo).checkout("main")
    repo.commit("feat: d").git("merge", "-q", "--no-edit", "-s", "ours", "side")
    called = verify(repo)
    assert "DDG010" in codes(called)
    assert "v1.2.0" in called.out


def test_a_merge_that_keeps_both_sides_is_fine(repo: History) -> None:
    repo.write(".gitattributes", f"{LEDGER} merge=union\n").commit("chore: attributes")
    committed(repo).branch("side").tag("v1.2.0")
    committed(repo).checkout("main").tag("v1.3.0")
    record(repo)
    text = "".join(
        line + "\n" for line in (repo.path / LEDGER).read_text().splitlines() if "v1.2.0" not in line
    )
    repo.write(LEDGER, text).commit("chore: record the tags")
    repo.merge("side")
    called = verify(repo)
    assert (called.code, called.out) == (0, "")


def test_attributes_of_the_repository_hide_nothing(repo: History) -> None:
    committed(repo)
    repo.write(".gitattributes", "* -diff\n.ddlint/* binary\n").write(LEDGER, "").commit("chore: empty it")
    committed(repo)
    assert "DDG010" in codes(verify(repo))


def test_no_ledger_yet(repo: History) -> None:
    called = verify(repo)
    assert (called.code, "`ddlint tags record` begins one" in called.err) == (2, True)


def test_a_clone_without_tags_is_not_called_fine(repo: History, tmp_path: Path) -> None:
    committed(repo)
    clone = repo.clone(tmp_path / "clone", "--no-tags")
    called = verify(clone)
    assert called.code == 3
    assert "git fetch --tags" in called.err


def test_a_shallow_clone_does_not_know_the_history_of_the_ledger(repo: History, tmp_path: Path) -> None:
    committed(repo).commit("feat: later")
    clone = repo.clone(tmp_path / "clone", "--depth=1")
    clone.git("fetch", "-q", "--depth=1", "origin", "refs/tags/*:refs/tags/*")
    called = verify(clone)
    assert called.code == 3, called


def test_another_place_and_another_form(repo: History) -> None:
    repo.place("ddlint.toml", '[tags]\nledger = "release/ledger.tsv"\n[versions]\ntag = "late{version}"\n')
    repo.tag("late1.0.0")
    record(repo)
    assert (repo.path / "release/ledger.tsv").read_text().count("refs/tags/") == 1


@pytest.mark.parametrize("path", ["../out", "/etc/x", "a/../../b", "./a", "a/", ""])
def test_a_ledger_outside_the_repository_is_refused(repo: History, path: str) -> None:
    repo.place("ddlint.toml", f'[tags]\nledger = "{path}"\n')
    assert tags(repo, "record").code == 2


def test_a_link_does_not_lead_out_of_the_repository(repo: History, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (repo.path / ".ddlint").symlink_to(tmp_path / "outside")
    assert tags(repo, "record").code == 2
    assert not list((tmp_path / "outside").iterdir())


def test_tags_on_trees_and_tags_of_tags(repo: History) -> None:
    repo.tag("v2.0.0", "HEAD^{tree}").tag("v3.0.0", "v1.0.0")
    committed(repo)
    values = {line.split("\t")[0]: line.split("\t")[2] for line in lines(repo)}
    assert values["refs/tags/v3.0.0"] == repo.oid("v1.0.0^{commit}")
    assert verify(repo).code == 0


def test_an_unborn_repository(tmp_path: Path) -> None:
    empty = History(tmp_path / "empty")
    assert tags(empty, "record").code == 3
    assert tags(empty, "verify").code == 2
