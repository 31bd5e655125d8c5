"""How git is started: the errors it means, what it inherits, and that none is left behind."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from ddlint.git.command import environment
from ddlint.git.failure import GitError, failure
from ddlint.git.process import Git
from ddlint.git.settings import message_settings
from history import History
from support import ROOT

STARTS_A_PROCESS = re.compile(r"subprocess|popen|posix_spawn|\bos\.(?:spawn|exec|system)|\bpty\b")
LIGHT = ("ddlint.git.command", "ddlint.git.process", "ddlint.git.place", "ddlint.git.settings")


def children() -> list[str]:
    found = Path(f"/proc/self/task/{os.getpid()}/children")
    return found.read_text().split() if found.exists() else []


def test_only_one_module_starts_processes() -> None:
    source = ROOT / "src" / "ddlint"
    guilty = [
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if STARTS_A_PROCESS.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted(guilty) == ["git/process.py"]


@pytest.mark.parametrize("module", LIGHT)
def test_the_hook_path_imports_next_to_nothing(module: str) -> None:
    heavy = "{'re', 'typing', 'subprocess', 'dataclasses', 'pathlib', 'collections', 'enum', 'functools'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    environ = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-S", "-c", code], env=environ, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_a_captured_answer(repo: History) -> None:
    git = Git(str(repo.path), repo.environ)
    assert git.capture("rev-parse", "--is-bare-repository") == (0, b"false\n")
    assert git.capture("config", "no.such") == (1, b"")


def test_a_captured_answer_where_there_is_no_posix_spawn(
    repo: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "posix_spawn")
    assert Git(str(repo.path), repo.environ).capture("rev-parse", "--is-bare-repository") == (0, b"false\n")


def test_a_failed_command_is_an_error_with_what_git_said(repo: History) -> None:
    with pytest.raises(GitError, match="valid object name") as caught:
        Git(str(repo.path), repo.environ).run("ls-tree", "nosuch")
    assert caught.value.returncode == 128
    assert "fatal" in caught.value.stderr


def test_an_accepted_exit_code_is_an_answer(repo: History) -> None:
    assert Git(str(repo.path), repo.environ).run("config", "no.such", accept=(0, 1)) == b""


def test_input_and_output_larger_than_any_pipe(repo: History) -> None:
    content = os.urandom(1 << 20) * 5
    git = Git(str(repo.path), repo.environ)
    blob = git.run("hash-object", "-w", "--stdin", data=content).decode().strip()
    assert git.run("cat-file", "blob", blob) == content


def test_errors_larger_than_any_pipe_block_nothing(repo: History) -> None:
    data = b"".join(b"x%0200d\n" % number for number in range(5000))
    with pytest.raises(GitError):
        Git(str(repo.path), repo.environ).run("update-index", "--index-info", data=data)


def test_the_first_of_two_commands_that_fails_is_told(repo: History) -> None:
    git = Git(str(repo.path), repo.environ)
    with (
        pytest.raises(GitError, match="nosuch"),
        git.stream(("rev-list", "nosuch"), then=("cat-file", "--batch")) as stream,
    ):
        list(stream)


def test_no_process_and_no_descriptor_is_left(repo: History) -> None:
    repo.commit("a" * (1 << 22))
    git = Git(str(repo.path), repo.environ)
    before = children(), len(os.listdir("/dev/fd"))
    git.capture("version")
    git.run("version")
    with git.stream(("rev-list", "HEAD"), then=("cat-file", "--batch")) as stream:
        next(iter(stream))
    with pytest.raises(GitError):
        git.run("ls-tree", "nosuch")
    with pytest.raises(ZeroDivisionError), git.stream(("cat-file", "--batch"), data=b"HEAD\n"):
        raise ZeroDivisionError
    assert (children(), len(os.listdir("/dev/fd"))) == before


def test_the_callers_input_is_not_touched(repo: History) -> None:
    code = textwrap.dedent("""
        import os, sys
        from ddlint.git.process import Git
        git = Git(sys.argv[1], os.environ)
        git.capture("cat-file", "--batch")
        git.run("cat-file", "--batch")
        print(sys.stdin.read())
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, str(repo.path)],
        env={**repo.environ, "PYTHONPATH": str(ROOT / "src")},
        input=b"mine",
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"mine\n"


@pytest.mark.parametrize(
    ("name", "kept_for_this", "kept_for_another"),
    [
        ("GIT_INDEX_FILE", True, False),
        ("GIT_DIR", True, False),
        ("GIT_CONFIG_PARAMETERS", True, False),
        ("GIT_CONFIG_KEY_0", True, False),
        ("GIT_CONFIG_GLOBAL", True, True),
        ("GIT_EXTERNAL_DIFF", False, False),
        ("GIT_OBJECT_DIRECTORY", False, False),
        ("GIT_TRACE", False, False),
        ("GIT_ANYTHING_NEW", False, False),
        ("HOME", True, True),
    ],
)
def test_what_a_git_process_inherits(name: str, kept_for_this: bool, kept_for_another: bool) -> None:
    assert (name in environment({name: "x"}, own=True)) is kept_for_this
    assert (name in environment({name: "x"})) is kept_for_another


def test_the_objects_of_a_push_are_seen_by_the_hook_that_judges_it() -> None:
    pushed = {
        "GIT_QUARANTINE_PATH": "q",
        "GIT_OBJECT_DIRECTORY": "o",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "a",
    }
    assert pushed.items() <= environment(pushed, own=True).items()


@pytest.mark.parametrize(
    ("said", "code", "expected"),
    [
        ("fatal: bad object 1234", 3, "could not read an object"),
        ("fatal: could not fetch 12 from promisor remote", 3, "could not read an object"),
        ("warning: x\nfatal: something else\n", 2, "git failed: something else"),
        ("", 2, "git failed: 128"),
    ],
)
def test_what_git_says_becomes_an_exit_code(said: str, code: int, expected: str) -> None:
    error = failure(128, said.encode(), "/repo")
    assert error.exit_code == code
    assert expected in error.message


# The settings that shape a message, read as a commit-msg hook reads them ----


def test_settings_of_a_message(repo: History) -> None:
    for key, value in (
        ("core.commentChar", ";"),
        ("commit.cleanup", "scissors"),
        ("i18n.commitEncoding", "latin1"),
    ):
        repo.git("config", key, value)
    assert message_settings(str(repo.path), repo.environ) == {
        "core.commentchar": ";",
        "commit.cleanup": "scissors",
        "i18n.commitencoding": "latin1",
    }


def test_no_settings_and_no_repository_are_no_error(repo: History, tmp_path: Path) -> None:
    assert message_settings(str(repo.path), repo.environ) == {}
    assert message_settings(str(tmp_path), repo.environ) == {}


def test_the_comment_setting_that_comes_last_wins(repo: History) -> None:
    repo.git("config", "core.commentString", "//")
    repo.git("config", "core.commentChar", ";")
    assert message_settings(str(repo.path), repo.environ) == {"core.commentchar": ";"}


HOOK = """\
#!{python}
import os, sys
sys.path.insert(0, {source!r})
from ddlint.git.place import find_git_dir, operation
from ddlint.git.settings import message_settings
git_dir = find_git_dir(os.getcwd(), os.environ)
found = message_settings(os.getcwd(), os.environ)
with open({log!r}, "a") as log:
    print(operation(git_dir), found.get("core.commentchar"), os.path.isfile(sys.argv[1]), git_dir, file=log)
"""


@pytest.fixture
def hooked(repo: History) -> History:
    """A repository whose commit-msg hook writes down what the light path sees."""
    repo.write("a", "1").commit("a").branch("side").write("b", "1").commit("b").checkout("main")
    repo.write("c", "1").commit("c")
    hook = repo.path / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(python=sys.executable, source=str(ROOT / "src"), log=str(repo.home / "log")))
    hook.chmod(0o755)
    return repo


def seen(repo: History) -> list[str]:
    return (repo.home / "log").read_text().splitlines()


def test_a_hook_sees_a_setting_of_the_command_line(hooked: History) -> None:
    hooked.git("-c", "core.commentChar=;", "commit", "--allow-empty", "-m", "x")
    assert seen(hooked) == [f" ; True {hooked.path}/.git"]


def test_a_hook_sees_that_it_is_in_a_merge(hooked: History) -> None:
    hooked.git("merge", "--no-ff", "--no-edit", "side")
    assert seen(hooked) == [f"merge None True {hooked.path}/.git"]


def test_a_hook_sees_that_it_is_in_a_revert(hooked: History) -> None:
    hooked.git("revert", "--no-commit", "HEAD")
    hooked.git("commit", "-m", "x")
    assert [line.split(" ")[0] for line in seen(hooked)] == ["revert"]


def test_a_hook_sees_that_it_is_in_a_cherry_pick_with_a_conflict(hooked: History) -> None:
    hooked.branch("other", "side").write("c", "2").commit("d")
    with pytest.raises(AssertionError):
        hooked.git("cherry-pick", "main")
    hooked.git("commit", "-a", "-m", "x")
    assert [line.split(" ")[0] for line in seen(hooked)] == ["cherry-pick"]


def test_a_hook_in_a_linked_work_tree_finds_the_git_dir_of_that_tree(hooked: History, tmp_path: Path) -> None:
    hooked.git("worktree", "add", "-q", "-b", "linked", str(tmp_path / "linked"))
    hooked.git("-C", str(tmp_path / "linked"), "merge", "--no-ff", "--no-edit", "side")
    assert seen(hooked) == [f"merge None True {hooked.path}/.git/worktrees/linked"]
