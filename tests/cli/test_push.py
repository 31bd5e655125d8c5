"""`ddlint push` as git's own pre-push hook: real pushes to a bare repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History
from support import ROOT

HOOK = (
    f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m ddlint push "$@" --format concise\n'
)


class Pushing(History):
    """A clone with `ddlint push` as its hook, and a bare repository to push to."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.server = History(path.parent / "server.git", bare=True)
        self.git("remote", "add", "origin", str(self.server.path))
        hook = path / ".git/hooks/pre-push"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(HOOK)
        hook.chmod(0o755)

    def push(self, *words: str) -> tuple[int, str]:
        """Push; the exit code and what the hook said."""
        done = subprocess.run(
            ["git", "push", "--quiet", *words],
            cwd=self.path, env=self.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def has(self, ref: str) -> str:
        """What the server has."""
        return self.server.git("for-each-ref", "--format=%(objectname)", ref).decode().strip()


@pytest.fixture
def repo(tmp_path: Path) -> Pushing:
    """One commit on main, pushed."""
    made = Pushing(tmp_path / "clone")
    made.commit("feat: a")
    code, said = made.push("origin", "main")
    assert code == 0, said
    return made


def test_the_first_push_brings_the_whole_history(tmp_path: Path) -> None:
    repo = Pushing(tmp_path / "clone")
    repo.commit("Add a").commit("feat: b")
    code, said = repo.push("origin", "main")
    assert code == 1
    assert "DDC001" in said
    assert "checked 2 commits" in said
    assert not repo.has("refs/heads/main")


def test_a_branch_brings_its_new_commits_only(repo: Pushing) -> None:
    repo.commit("feat: b")
    code, said = repo.push("origin", "main")
    assert code == 0, said
    assert "checked 1 commit," in said


def test_what_is_pushed_counts_and_not_what_is_checked_out(repo: Pushing) -> None:
    repo.branch("bad").commit("Add b").branch("good", "main").commit("feat: b")
    code, said = repo.push("origin", "bad")
    assert (code, "malformed-header" in said) == (1, True)
    code, said = repo.push("origin", "good")
    assert code == 0, said
    assert repo.push("origin", "HEAD~0:refs/heads/other")[0] == 0


def test_unfinished_work_may_go_to_a_topic_branch_but_not_to_main(repo: Pushing) -> None:
    repo.commit("fixup! feat: a")
    assert repo.push("origin", "HEAD:refs/heads/topic")[0] == 0
    repo.commit("fixup! feat: c")
    code, said = repo.push("origin", "main")
    assert (code, "DDC009" in said) == (1, True)


def test_a_new_tag_on_a_commit_that_is_there(repo: Pushing) -> None:
    repo.tag("v1.0.0")
    code, said = repo.push("origin", "v1.0.0")
    assert code == 0, said
    assert "checked 1 ref" in said


@pytest.mark.parametrize("annotated", [True, False])
def test_a_moved_tag_is_refused_though_it_moves_forward(repo: Pushing, annotated: bool) -> None:
    repo.tag("v1.0.0", annotated=annotated)
    assert repo.push("origin", "v1.0.0")[0] == 0
    before = repo.has("refs/tags/v1.0.0")
    repo.commit("fix: b")
    repo.git("tag", "--force", "v1.0.0", *(("--annotate", "--message", "x") if annotated else ()))
    code, said = repo.push("--force", "origin", "main", "v1.0.0")
    assert (code, "DDG001" in said) == (1, True)
    assert repo.has("refs/tags/v1.0.0") == before
    assert repo.push("--force", "--no-verify", "origin", "v1.0.0")[0] == 0


def test_a_tag_made_anew_on_its_commit_is_told(repo: Pushing) -> None:
    repo.tag("v1.0.0")
    assert repo.push("origin", "v1.0.0")[0] == 0
    repo.git("tag", "--force", "--annotate", "--message", "again", "v1.0.0", "v1.0.0^{}")
    code, said = repo.push("--force", "origin", "v1.0.0")
    assert (code, "DDG003" in said, "DDG001" in said) == (0, True, False)


def test_a_moved_tag_whose_old_commit_is_not_here(repo: Pushing, tmp_path: Path) -> None:
    other = repo.server.clone(tmp_path / "other").commit("feat: elsewhere").tag("v1.0.0")
    other.git("push", "-q", "origin", "main", "v1.0.0")
    repo.tag("v1.0.0")
    code, said = repo.push("--force", "origin", "v1.0.0")
    assert code == 1
    assert "which this clone does not have" in said


def test_a_deleted_release_is_refused_and_another_tag_is_not(repo: Pushing) -> None:
    repo.tag("v1.0.0").tag("latest")
    assert repo.push("origin", "v1.0.0", "latest")[0] == 0
    code, said = repo.push("--delete", "origin", "v1.0.0")
    assert (code, "DDG002" in said) == (1, True)
    assert repo.push("--delete", "origin", "latest")[0] == 0
    assert repo.has("refs/tags/v1.0.0")


def test_three_refs_at_once_are_all_looked_at(repo: Pushing) -> None:
    repo.commit("feat: b").tag("v1.1.0").tag("V2.0.0").branch("topic").commit("Add c")
    code, said = repo.push("origin", "main", "v1.1.0", "V2.0.0", "topic")
    assert code == 1
    assert "checked 2 commits, 4 refs" in said
    assert ("DDG004" in said, "DDC001" in said) == (True, True)


def test_a_forced_branch_brings_what_is_new_on_it(repo: Pushing) -> None:
    repo.branch("topic").commit("feat: b")
    assert repo.push("origin", "topic")[0] == 0
    repo.git("reset", "-q", "--hard", "main")
    repo.commit("Add b")
    code, said = repo.push("--force", "origin", "topic")
    assert (code, "DDC001" in said) == (1, True)


def test_a_version_below_one_that_it_contains_is_refused(repo: Pushing) -> None:
    repo.tag("v1.5.0").commit("fix: b").tag("v1.4.1")
    code, said = repo.push("origin", "main", "v1.4.1")
    assert code == 1
    assert "release tag v1.4.1 is lower than v1.5.0" in said


def test_the_highest_of_what_a_merge_contains_counts(repo: Pushing) -> None:
    repo.tag("v1.0.0").branch("side").commit("feat: b").tag("v3.0.0").checkout("main").commit("fix: c").tag(
        "v1.0.1"
    )
    repo.merge("side", message="feat: merge").commit("fix: d").tag("v2.0.0")
    code, said = repo.push("origin", "main", "v2.0.0")
    assert code == 1
    assert "release tag v2.0.0 is lower than v3.0.0" in said


def test_what_another_remote_has_is_new_to_this_one(repo: Pushing, tmp_path: Path) -> None:
    other = History(tmp_path / "other.git", bare=True)
    repo.git("remote", "add", "other", str(other.path))
    repo.commit("Add b").git("push", "-q", "--no-verify", "other", "main")
    code, said = repo.push("origin", "main")
    assert (code, "DDC001" in said) == (1, True)


def test_a_hotfix_of_an_older_line_is_fine(repo: Pushing) -> None:
    repo.tag("v1.4.0").commit("feat: b").tag("v1.5.0")
    repo.branch("release-v1.4.1", "v1.4.0").commit("fix: c").tag("v1.4.1")
    code, said = repo.push("origin", "main", "release-v1.4.1", "--tags")
    assert code == 0, said
    assert "found nothing" in said


def test_candidate_and_release_on_one_commit_may_go_together(repo: Pushing) -> None:
    repo.tag("v1.0.0-rc.1").tag("v1.0.0")
    code, said = repo.push("origin", "--tags")
    assert code == 0, said
    assert "found nothing" in said


def test_a_tag_beside_a_higher_one_that_is_there_already(repo: Pushing) -> None:
    repo.tag("v2.0.0")
    assert repo.push("origin", "v2.0.0")[0] == 0
    repo.tag("v2.0.0-rc.1").tag("v1.9.0")
    code, said = repo.push("origin", "v2.0.0-rc.1", "v1.9.0")
    assert code == 1
    assert "release tag v1.9.0 is lower than v2.0.0" in said
    assert "tag v2.0.0-rc.1" not in said


def test_a_release_from_a_topic_branch_is_refused(repo: Pushing) -> None:
    repo.branch("topic").commit("feat: b").tag("v1.1.0")
    code, said = repo.push("origin", "topic", "v1.1.0")
    assert code == 1
    assert "neither on the main branch nor on a release branch" in said


def test_a_release_from_a_main_that_is_not_pushed_is_told(repo: Pushing) -> None:
    repo.commit("feat: b").tag("v1.1.0")
    code, said = repo.push("origin", "v1.1.0")
    assert (code, "DDG006" in said) == (0, True)
    code, said = repo.push("origin", "main")
    assert code == 0, said


def test_a_release_tag_on_a_tree_is_refused(repo: Pushing) -> None:
    repo.tag("v1.0.0", "HEAD^{tree}")
    code, said = repo.push("origin", "v1.0.0")
    assert code == 1
    assert "is on a tree" in said


def test_notes_are_no_commits_of_people(repo: Pushing) -> None:
    repo.git("notes", "add", "--message", "a note")
    code, said = repo.push("origin", "refs/notes/commits")
    assert code == 0, said
    assert "skipped 1" in said


def test_a_branch_called_like_an_option(repo: Pushing) -> None:
    repo.commit("feat: b")
    repo.git("update-ref", "refs/heads/--output=x", "HEAD")
    code, said = repo.push("origin", "refs/heads/--output=x:refs/heads/--output=x")
    assert code == 0, said
    assert not (repo.path / "x").exists()


def test_a_push_by_address_knows_what_was_fetched(repo: Pushing) -> None:
    repo.commit("feat: b")
    code, said = repo.push(str(repo.server.path), "HEAD:refs/heads/topic")
    assert code == 0, said
    assert "checked 1 commit," in said


def test_in_a_shallow_clone_no_version_is_called_the_highest(repo: Pushing, tmp_path: Path) -> None:
    repo.commits("feat: b", "feat: c")
    repo.push("origin", "main")
    shallow = repo.server.clone(tmp_path / "shallow", "--depth=1").commit("feat: d").tag("v2.0.0")
    shallow.branch("release-v1.0.1", "origin/main").commit("fix: e").tag("v1.0.1")
    line = f"refs/tags/v1.0.1 {shallow.oid('v1.0.1')} refs/tags/v1.0.1 {'0' * 40}"
    called = ddlint("push", "--update", line, folder=shallow.path)
    assert called.code == 3, called
    assert "the history below the tag is cut" in called.out


def test_a_range_that_is_cut_is_not_called_fine(repo: Pushing, tmp_path: Path) -> None:
    repo.commit("feat: b")
    repo.push("origin", "main")
    shallow = repo.server.clone(tmp_path / "shallow", "--depth=1")
    shallow.git("remote", "remove", "origin")
    line = f"refs/heads/main {shallow.oid()} refs/heads/main {'0' * 40}"
    called = ddlint("push", "--update", line, folder=shallow.path)
    assert called.code == 3, called
    assert "the history of this clone is cut" in called.err


def call(repo: Pushing, *words: str, **variables: str) -> Called:
    return ddlint("push", *words, folder=repo.path, **variables)


def test_nobody_said_what_is_pushed(repo: Pushing) -> None:
    called = call(repo)
    assert called.code == 2
    assert "nobody said what is pushed" in called.err
    assert "<local ref> <local oid> <remote ref> <remote oid>" in called.err


def test_nothing_to_push_is_said(repo: Pushing) -> None:
    called = call(repo, "origin", str(repo.server.path))
    assert (called.code, called.err) == (0, "ddlint: the push changes nothing\n")


def test_refs_as_arguments(repo: Pushing) -> None:
    repo.commit("Add b")
    called = call(repo, "--update", f"HEAD {repo.oid()} refs/heads/main {repo.oid('HEAD~1')}")
    assert (called.code, "DDC001" in called.out) == (1, True)
    assert call(repo, "--update", "HEAD").code == 2


def test_what_the_remote_has_is_known_from_the_plan_alone(repo: Pushing) -> None:
    repo.commits("Add b", "fix: c").git("remote", "remove", "origin")
    called = call(repo, "--update", f"HEAD {repo.oid()} refs/heads/main {repo.oid('HEAD~1')}")
    assert called.code == 0, called
    assert "checked 1 commit, 1 ref" in called.out + called.err


def test_an_id_that_is_not_here_leaves_the_run_incomplete(repo: Pushing) -> None:
    called = call(repo, "--update", f"x {'a' * 40} refs/tags/v1.0.0 {'0' * 40}")
    assert called.code == 3
    assert "is not in this clone" in called.out


def test_what_pre_commit_does_not_tell_is_said(repo: Pushing) -> None:
    repo.commit("feat: b").tag("v1.0.0")
    told = {
        "PRE_COMMIT_LOCAL_BRANCH": "refs/tags/v1.0.0", "PRE_COMMIT_REMOTE_BRANCH": "refs/tags/v1.0.0",
        "PRE_COMMIT_FROM_REF": repo.oid("HEAD~1"), "PRE_COMMIT_TO_REF": repo.oid("v1.0.0"),
        "PRE_COMMIT_REMOTE_NAME": "origin",
    }  # fmt: skip
    called = call(repo, **told)
    assert called.code == 0, called
    assert "the value that the remote has: pre-commit does not tell it" in called.out
    assert "checked 1 commit, 1 ref" in called.out


def test_an_unborn_repository_has_nothing_to_push(tmp_path: Path) -> None:
    History(tmp_path / "empty")
    assert ddlint("push", "origin", "x", folder=tmp_path / "empty").code == 0


def test_the_number_of_processes_does_not_grow_with_the_tags(repo: Pushing, tmp_path: Path) -> None:
    def processes() -> int:
        trace = tmp_path / "trace"
        lines = [
            f"{name} {oid} {name} {'0' * 40}"
            for name, oid in (
                line.split(" ")
                for line in repo.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/tags")
                .decode()
                .splitlines()
            )
        ]
        words = [word for line in lines for word in ("--update", line)]
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
        (folder / "git").write_text(f'#!/bin/sh\necho >>"{trace}"\nexec "{real}" "$@"\n')
        (folder / "git").chmod(0o755)
        trace.write_text("")
        called = call(repo, *words, PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")
        assert called.code == 0, called
        return len(trace.read_text().splitlines())

    repo.tag("v1.0.0").tag("v1.0.1")
    before = processes()
    for number in range(2, 20):
        repo.tag(f"v1.0.{number}")
    assert processes() == before
