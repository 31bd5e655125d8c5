"""The commit-msg hook under the real git, in all the ways a commit is made."""

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from history import History
from support import ROOT

COMMENT = "# a comment\n"
SCISSORS = "# ------------------------ >8 ------------------------\n"


@pytest.fixture
def repo(tmp_path: Path) -> History:
    """A repository with a commit, whose hook is ddlint."""
    made = History(tmp_path / "repository").write("a", "1").commit("chore: start")
    return hooked(made, made.path / ".git")


def hooked(repo: History, git_dir: Path) -> History:
    hook = git_dir / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    source = shlex.quote(str(ROOT / "src"))
    python = shlex.quote(sys.executable)
    hook.write_text(f'#!/bin/sh\nPYTHONPATH={source} exec {python} -m ddlint commit-msg "$1"\n')
    hook.chmod(0o755)
    return repo


def git(repo: History, *args: str, folder: Path | None = None, **variables: str) -> tuple[bool, str]:
    """Whether git did it, and what it said."""
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *args],
        cwd=folder or repo.path,
        env={**repo.environ, "GIT_EDITOR": "false", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def editor(repo: History, text: str) -> str:
    """An editor that writes `text` in front of what git put into the file."""
    script = repo.home / "editor"
    (repo.home / "text").write_text(text)
    words = f"cat {shlex.quote(str(repo.home / 'text'))}"
    script.write_text(f'#!/bin/sh\n{{ {words}; cat "$1"; }} > "$1.new" && mv "$1.new" "$1"\n')
    script.chmod(0o755)
    return str(script)


def last(repo: History, folder: Path | None = None) -> str:
    return git(repo, "log", "-1", "--format=%B", folder=folder)[1].strip()


def commit(repo: History, *options: str, edited: str | None = None) -> tuple[bool, str]:
    script = "false" if edited is None else editor(repo, edited)
    return git(repo, "commit", "--allow-empty", *options, GIT_EDITOR=script)


def test_a_good_message_is_committed(repo: History) -> None:
    assert commit(repo, "-m", "feat: x")[0]


def test_a_bad_message_is_refused_and_not_lost(repo: History) -> None:
    done, said = commit(repo, "-m", "Add a thing", "-m", "A long story.")
    assert not done
    assert "feat: Add a thing" in said
    [command] = [line.strip() for line in said.splitlines() if " --file " in line]
    words = shlex.split(command.partition("   (")[0])
    assert git(repo, *words[1:], "--allow-empty", GIT_EDITOR="sed -i 1s/Add/feat:/")[0]
    assert last(repo) == "feat: a thing\n\nA long story."


def test_a_bad_message_with_a_diff_is_taken_up_again_without_the_diff(repo: History) -> None:
    repo.write("a", "2")
    done, said = git(repo, "commit", "--verbose", GIT_EDITOR=editor(repo, "Add a thing\n"))
    assert not done
    [command] = [line.strip() for line in said.splitlines() if " --file " in line]
    words = shlex.split(command.partition("   (")[0])
    assert git(repo, *words[1:], GIT_EDITOR="sed -i 1s/Add/feat:/")[0]
    assert last(repo) == "feat: a thing"


def test_comments_are_not_looked_at_where_git_drops_them(repo: History) -> None:
    assert commit(repo, edited=f"feat: x\n{COMMENT}")[0]


def test_comment_lines_of_a_message_that_was_not_edited_stay_and_count(repo: History) -> None:
    done, said = commit(repo, "-m", f"feat: x\n{COMMENT}")
    assert not done
    assert "DDC006" in said


def test_another_comment_character_counts(repo: History) -> None:
    repo.git("config", "core.commentChar", ";")
    assert commit(repo, edited="feat: x\n; a comment\n")[0]
    assert not commit(repo, edited=f"feat: x\n{COMMENT}")[0]


def test_a_comment_character_given_on_the_command_line_counts(repo: History) -> None:
    script = editor(repo, "feat: x\n; a comment\n")
    assert git(repo, "-c", "core.commentChar=;", "commit", "--allow-empty", GIT_EDITOR=script)[0]


def test_an_automatic_comment_character_counts(repo: History) -> None:
    repo.git("config", "core.commentChar", "auto")
    assert commit(repo, edited="feat: x\n")[0]


@pytest.mark.parametrize("mode", ["strip", "whitespace", "verbatim", "scissors", "default"])
def test_every_cleanup_mode_takes_a_good_message(repo: History, mode: str) -> None:
    repo.git("config", "commit.cleanup", mode)
    assert commit(repo, "-m", "feat: x\n\nbody\n")[0]


def test_what_follows_the_scissors_is_not_looked_at(repo: History) -> None:
    repo.git("config", "commit.cleanup", "scissors")
    assert commit(repo, edited=f"feat: x\n\nbody\n{SCISSORS}breaking change: y\n")[0]
    assert last(repo) == "feat: x\n\nbody"


def test_the_diff_of_a_verbose_commit_is_not_looked_at(repo: History) -> None:
    repo.write("a", "BREAKING CHANGES: many\n")
    assert git(repo, "commit", "--verbose", GIT_EDITOR=editor(repo, "feat: x\n"))[0]


def test_an_amended_message_is_looked_at(repo: History) -> None:
    assert not commit(repo, "--amend", "-m", "Amend it")[0]
    assert commit(repo, "--amend", "-m", "fix: amend it")[0]


def test_a_template_is_no_message(repo: History) -> None:
    repo.place("template", "# type: why\n")
    repo.git("config", "commit.template", "template")
    assert commit(repo, edited="feat: x\n")[0]
    assert not commit(repo, edited="x\n")[0]


def diverged(repo: History) -> History:
    repo.git("checkout", "-q", "-b", "topic")
    repo.write("b", "1").commit("feat: b")
    repo.git("checkout", "-q", "main")
    return repo.write("c", "1").commit("feat: c")


@pytest.mark.parametrize("message", ["Merge branch 'topic'", "Take the topic in"])
def test_a_merge_needs_no_form(repo: History, message: str) -> None:
    diverged(repo)
    done, said = git(repo, "merge", "--no-ff", "-m", message, "topic")
    assert done, said
    assert last(repo) == message


def test_a_merge_that_is_committed_later_needs_no_form(repo: History) -> None:
    diverged(repo)
    git(repo, "merge", "--no-commit", "--no-ff", "topic")
    assert git(repo, "commit", "-m", "Take the topic in")[0]


def test_prose_about_merging_is_no_merge(repo: History) -> None:
    assert not commit(repo, "-m", "Merge the two parsers")[0]


def test_a_revert_needs_no_form(repo: History) -> None:
    repo.write("a", "2").commit("feat: two")
    done, said = git(repo, "revert", "--no-edit", "HEAD")
    assert done, said
    assert last(repo).startswith('Revert "feat: two"')


def test_a_reworded_commit_is_looked_at(repo: History) -> None:
    repo.write("a", "2").commit("feat: two").write("a", "3").commit("feat: three")
    sequence = "sed -i 1s/pick/reword/"
    done, said = git(
        repo, "rebase", "-i", "HEAD~2", GIT_SEQUENCE_EDITOR=sequence, GIT_EDITOR="sed -i 1s/feat:/Feature/"
    )
    assert not done
    [command] = [line.strip() for line in said.splitlines() if " --file " in line]
    first, _, second = command.partition(" && ")
    assert git(repo, *shlex.split(first)[1:], GIT_EDITOR="sed -i 1s/Feature/fix:/")[0], said
    assert second == "git rebase --continue"
    assert git(repo, "rebase", "--continue")[0]
    assert git(repo, "log", "--format=%s", "-2")[1] == "feat: three\nfix: two\n"


def in_a_work_tree(repo: History) -> Path:
    repo.git("worktree", "add", "-q", "-b", "other", str(repo.home / "other"))
    return repo.home / "other"


def in_a_submodule(repo: History) -> Path:
    library = History(repo.home / "library").write("l", "1").commit("chore: start")
    git(repo, "submodule", "--quiet", "add", str(library.path), "library")
    hooked(repo, repo.path / ".git" / "modules" / "library")
    return repo.path / "library"


@pytest.mark.parametrize("place", [in_a_work_tree, in_a_submodule])
def test_linked_work_trees_and_submodules_are_repositories_too(
    repo: History, place: Callable[[History], Path]
) -> None:
    folder = place(repo)
    done, said = git(repo, "commit", "--allow-empty", "-m", "Bad", folder=folder)
    assert not done
    assert "The commit was not made" in said
    assert git(repo, "commit", "--allow-empty", "-m", "fix: good", folder=folder)[0]
    git(repo, "checkout", "-q", "-b", "side", folder=folder)
    git(repo, "commit", "--allow-empty", "-m", "fix: side", folder=folder)
    git(repo, "checkout", "-q", "-", folder=folder)
    git(repo, "commit", "--allow-empty", "-m", "fix: here", folder=folder)
    done, said = git(repo, "merge", "-m", "Take it in", "side", folder=folder)
    assert done, said


def test_a_commit_made_with_an_explicit_git_dir(repo: History) -> None:
    words = (f"--git-dir={repo.path / '.git'}", f"--work-tree={repo.path}", "commit", "--allow-empty", "-m")
    assert not git(repo, *words, "Bad", folder=repo.home)[0]
    assert git(repo, *words, "fix: good", folder=repo.home)[0]
