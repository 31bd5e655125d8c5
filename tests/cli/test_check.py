"""`ddlint check` as a person meets it: what it looks at, what it says, what it changes, how it exits."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from calling import ddlint
from ddlint.engine.finding import Finding
from ddlint.rules.markers import marker_extra_text
from history import History

GOOD = 'tag: v1.0.0 # {"$imagepolicy": "flux-system:backend:tag"}\n'
BROKEN = "tag: v1.0.0 # {'$imagepolicy': 'flux-system:backend:tag'}\n" + GOOD.replace("tag:", "other:")
NUMBER = 'image:\n  repository: backend\n  tag: 1.10 # {"$imagepolicy": "flux-system:backend:tag"}\n'


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "config").write("good.yaml", GOOD).commit("feat: good")


def test_a_clean_tree_is_clean_and_says_what_was_looked_at(repo: History) -> None:
    called = ddlint("check", folder=repo.path)
    assert called.code == 0
    assert "1 file" in called.out + called.err
    assert "1 marker" in called.out + called.err


def test_a_finding_is_shown_at_its_place_and_fails(repo: History) -> None:
    repo.write("broken.yaml", BROKEN)
    called = ddlint("check", "--format", "concise", folder=repo.path)
    assert called.code == 1
    assert called.out.startswith("broken.yaml:1:13: error DDM001 ")


def test_exit_zero_hides_findings_only(repo: History) -> None:
    repo.write("broken.yaml", BROKEN)
    assert ddlint("check", "--exit-zero", folder=repo.path).code == 0
    assert ddlint("check", "--exit-zero", "nowhere.yaml", folder=repo.path).code == 2


def test_untracked_files_are_looked_at_when_asked_for(repo: History) -> None:
    repo.place("new/broken.yaml", BROKEN)
    assert ddlint("check", folder=repo.path).code == 0
    assert ddlint("check", "--all-files", folder=repo.path).code == 1
    assert ddlint("check", "new/broken.yaml", folder=repo.path).code == 1


def test_paths_are_relative_to_where_the_user_is(repo: History) -> None:
    repo.write("apps/x/broken.yaml", BROKEN)
    called = ddlint("check", "--format", "concise", "x", folder=repo.path / "apps")
    assert called.code == 1
    assert called.out.startswith("apps/x/broken.yaml:")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere.yaml",), "no file or folder nowhere.yaml"),
        (("untracked",), "nothing under untracked is tracked"),
        (("readme.md",), "none of the named files is YAML"),
        (("--select", "nonsense"), "nonsense"),
        (("--output", "sarif"), "FORMAT=PATH"),
        (("--diff", "--format", "json"), "makes no report"),
        (("--diff", "--output", "json=x"), "makes no report"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_2(repo: History, words: tuple[str, ...], says: str) -> None:
    repo.place("untracked/x.txt").write("readme.md", "x").commit("docs: readme")
    called = ddlint("check", *words, folder=repo.path)
    assert called.code == 2
    assert says in called.err


def test_outside_of_a_repository_it_says_so(tmp_path: Path) -> None:
    called = ddlint("check", folder=tmp_path)
    assert called.code == 2
    assert "not in a git repository" in called.err


def test_a_tree_without_yaml_is_not_called_clean(tmp_path: Path) -> None:
    called = ddlint("check", folder=History(tmp_path / "r").commit("feat: x").path)
    assert called.code == 0
    assert "nothing was checked" in called.out + called.err


def test_what_is_not_looked_at_is_named_with_the_reason(repo: History) -> None:
    repo.place("target.yaml", GOOD)
    (repo.path / "link.yaml").symlink_to("target.yaml")
    repo.write("big.yaml", "a: 1\n" * 100).write("vendor/x.yaml", BROKEN)
    repo.git("add", "link.yaml")
    repo.write("ddlint.toml", '[files]\nmax_bytes = 300\nexclude = ["vendor/"]\n')
    called = ddlint("check", "-v", folder=repo.path)
    assert called.code == 0
    said = called.out + called.err
    assert "link.yaml: symlink" in said
    assert "big.yaml: too large" in said
    assert "vendor/x.yaml: excluded" in said


def test_fix_makes_the_safe_fixes_and_a_second_run_is_clean(repo: History) -> None:
    repo.write("number.yaml", NUMBER.replace("\n", "\r\n"))
    first = ddlint("check", "--fix", folder=repo.path)
    assert first.code == 0, first.out
    assert "fixed 1 finding" in first.out + first.err
    changed = NUMBER.replace("1.10", '"1.10"').replace("\n", "\r\n").encode()
    assert (repo.path / "number.yaml").read_bytes() == changed
    second = ddlint("check", "--format", "concise", "--ignore=files", "--ignore=references", folder=repo.path)
    assert second.out == ""


def test_diff_shows_the_fixes_and_changes_nothing(repo: History) -> None:
    repo.write("number.yaml", NUMBER)
    called = ddlint("check", "--diff", folder=repo.path)
    assert called.code == 1
    assert '+  tag: "1.10" #' in called.out
    assert (repo.path / "number.yaml").read_text() == NUMBER


def test_a_diff_can_be_applied_by_git(repo: History) -> None:
    repo.write("number.yaml", NUMBER.rstrip("\n"))
    diff = ddlint("check", "--diff", folder=repo.path).out
    repo.git("apply", "-", data=diff.encode())
    assert '"1.10"' in (repo.path / "number.yaml").read_text()


def test_several_processes_say_exactly_what_one_says(repo: History) -> None:
    for number in range(40):
        repo.place(f"apps/{number:02}.yaml", BROKEN if number % 3 else NUMBER)
    repo.git("add", "-A")
    one = ddlint("check", "--format", "json", "--jobs", "1", folder=repo.path)
    four = ddlint("check", "--format", "json", "--jobs", "4", folder=repo.path)
    assert one == four
    fingerprints = [finding["fingerprint"] for finding in json.loads(one.out)["findings"]]
    assert len(set(fingerprints)) == len(fingerprints) == 41  # one says that no policy is known


def test_the_configuration_is_found_from_a_folder_below(repo: History) -> None:
    repo.write("apps/broken.yaml", BROKEN).write("ddlint.toml", 'ignore = ["markers"]\n')
    assert ddlint("check", folder=repo.path / "apps").code == 0
    assert ddlint("check", "--no-config", folder=repo.path / "apps").code == 1


def test_markers_are_listed_with_their_state(repo: History) -> None:
    repo.write("broken.yaml", BROKEN)
    called = ddlint("flux", "markers", "--format", "json", folder=repo.path)
    assert called.code == 0
    found = {(each["path"], each["line"]): each for each in json.loads(called.out)["markers"]}
    assert found["good.yaml", 1]["live"] is True
    assert found["good.yaml", 1]["policy"] == "flux-system:backend"
    assert found["good.yaml", 1]["form"] == "tag"
    assert found["good.yaml", 1]["route"] == "tag"
    assert found["good.yaml", 1]["column"] == 13
    assert found["broken.yaml", 1]["live"] is False
    assert found["broken.yaml", 1]["reason"]


def test_a_rule_that_crashes_while_fixes_are_shown_makes_the_run_incomplete(
    repo: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> list[Finding]:
        raise RuntimeError("planted")

    monkeypatch.setattr(marker_extra_text, "RULE", replace(marker_extra_text.RULE, check=crash))
    repo.write("broken.yaml", BROKEN)
    called = ddlint("check", "--diff", folder=repo.path)
    assert called.code == 3
    assert "1 of 2 files would change" in called.err
    assert "RuntimeError: planted" in called.err
    assert "+tag:" in called.out


def test_what_the_fixes_could_not_look_at_is_told(repo: History) -> None:
    (repo.path / "link.yaml").symlink_to("good.yaml")
    repo.git("add", "link.yaml")
    called = ddlint("check", "--diff", folder=repo.path)
    assert called.code == 0
    assert "0 of 1 file would change\nskipped 1, not looked at" in called.err


@pytest.fixture
def guarded(repo: History, monkeypatch: pytest.MonkeyPatch) -> History:
    """A file that cannot be read, and one that cannot be written (rights alone do not stop root)."""
    repo.write("secret.yaml", BROKEN).write("locked/broken.yaml", BROKEN).write("open.yaml", BROKEN)
    opening, replacing = os.open, os.replace

    def refuse_to_open(path: bytes | str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == b"secret.yaml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opening(path, flags, mode, dir_fd=dir_fd)

    def refuse_to_replace(old: bytes, new: bytes, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        if new == b"broken.yaml":
            raise PermissionError(errno.EACCES, "Permission denied")
        replacing(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    monkeypatch.setattr("ddlint.git.worktree.os.open", refuse_to_open)
    monkeypatch.setattr("ddlint.git.worktree.os.replace", refuse_to_replace)
    return repo


def test_a_file_that_cannot_be_read_makes_the_run_incomplete(guarded: History) -> None:
    called = ddlint("check", "--format", "concise", "--ignore=references", folder=guarded.path)
    assert called.code == 3
    assert "not looked at: secret.yaml cannot be read: Permission denied" in called.err
    assert {line.split(":")[0] for line in called.out.splitlines()} == {"open.yaml", "locked/broken.yaml"}
    assert ddlint("flux", "markers", folder=guarded.path).code == 3
    assert ddlint("check", "--diff", folder=guarded.path).code == 3


def test_a_file_that_cannot_be_written_keeps_no_other_from_being_fixed(guarded: History) -> None:
    called = ddlint("check", "--fix", "--format", "concise", "locked", "open.yaml", folder=guarded.path)
    assert called.code == 3
    assert "fixed 1 finding" in called.err
    assert "locked/broken.yaml cannot be written: Permission denied" in called.err
    assert called.out.startswith("locked/broken.yaml:1:13: error DDM001 ")
    assert (guarded.path / "locked/broken.yaml").read_text() == BROKEN
    assert "'" not in (guarded.path / "open.yaml").read_text()


def test_rules_asked_for_that_do_not_run_here_are_a_mistake(repo: History) -> None:
    called = ddlint("check", "--select", "commits", folder=repo.path)
    assert (called.code, called.out) == (2, "")
    assert "--select names no rule that runs here" in called.err


@pytest.mark.parametrize("number", ["-1", "many", ""])
def test_a_number_of_processes_is_one(repo: History, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        ddlint("check", f"--jobs={number}", folder=repo.path)
    assert raised.value.code == 2
    assert f"a number of processes is needed, not '{number}'" in capsys.readouterr().err
