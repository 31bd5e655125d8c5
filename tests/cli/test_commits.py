"""`ddlint commits` on ranges and histories."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from calling import Called, ddlint
from ddlint.engine import history as engine_history
from ddlint.engine import workers
from ddlint.engine.rule import Check
from ddlint.model.commit import CommitMessage
from ddlint.output import FORMATS
from ddlint.rules.commits import unknown_type
from history import History
from support import ROOT


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "repository").commits("feat: a", "Add b", "fix: c")


def lint(repo: History, *words: str, **variables: str) -> Called:
    return ddlint("commits", *words, folder=repo.path, **variables)


def findings(called: Called) -> list[str]:
    return [line.split(" ")[2] for line in called.out.splitlines()]


def test_the_whole_history(repo: History) -> None:
    called = lint(repo, "--all", "--format", "concise")
    assert called.code == 1
    assert called.out.startswith(f"{repo.oid('HEAD~1')[:10]}:1:")
    assert called.err.startswith("checked 3 commits against ")


def test_a_range(repo: History) -> None:
    assert lint(repo, "HEAD~1..").code == 0
    assert lint(repo, "HEAD~2..HEAD").code == 1
    assert lint(repo, "HEAD~2").code == 0


def test_by_default_what_is_not_yet_on_the_main_branch(repo: History) -> None:
    repo.branch("topic").commit("feat: d").commit("Add e")
    called = lint(repo, "--format", "concise")
    assert len(findings(called)) == 1
    assert "checked 2 commits" in called.err


def test_no_commits_is_said_and_not_called_clean(repo: History) -> None:
    called = lint(repo)
    assert called.code == 0
    assert "no commits in main..HEAD" in called.err
    assert "nothing was checked" in called.out


def test_a_range_that_was_asked_for_and_holds_nothing_could_not_be_checked(repo: History) -> None:
    called = lint(repo, "HEAD..HEAD")
    assert called.code == 2
    assert "HEAD..HEAD holds no commits" in called.err


def test_all_and_a_range_contradict_each_other(repo: History) -> None:
    assert lint(repo, "--all", "HEAD~1..").code == 2


def test_a_quiet_clean_run_says_nothing(repo: History) -> None:
    assert lint(repo, "HEAD~1..", "-q") == Called(0, "", "")


def test_exit_zero_hides_findings_only(repo: History) -> None:
    assert lint(repo, "--all", "--exit-zero").code == 0
    assert lint(repo, "no-such..HEAD", "--exit-zero").code == 2


def test_the_least_severity_that_fails_can_be_chosen(repo: History) -> None:
    repo.commit("feat: x\n\nBreaking change this is not")
    assert lint(repo, "HEAD~1..").code == 0
    assert lint(repo, "HEAD~1..", "--fail-on", "warning").code == 1


def test_work_in_progress_does_not_reach_main(repo: History) -> None:
    repo.commit("fixup! fix: c")
    assert findings(lint(repo, "HEAD~1..", "--format", "concise")) == ["DDC009"]


def test_merges_are_told_by_their_parents(repo: History) -> None:
    repo.branch("topic").commit("feat: d").checkout("main").merge("topic", message="Take it in")
    assert lint(repo, "main~1..main").code == 0
    repo.commit("Merge the two parsers")
    assert lint(repo, "main~1..main").code == 1


def test_exempt_commits_are_counted_and_never_passed(repo: History) -> None:
    repo.place("ddlint.toml", '[commits.exempt]\nheaders = ["Add *"]\nauthors = ["*[bot] <*>"]\n')
    repo.commit("whatever", GIT_AUTHOR_NAME="flux[bot]")
    called = lint(repo, "--all")
    assert called.code == 0
    assert "checked 2 commits" in called.out
    assert "exempt, not looked at: 1 commit by author *[bot] <*>" in called.out
    assert "exempt, not looked at: 1 commit by header Add *" in called.out


def test_a_missing_base_is_incomplete_and_the_lines_that_mend_it_are_shown(repo: History) -> None:
    called = lint(repo, f"{'1' * 40}..HEAD", GITHUB_ACTIONS="true")
    assert called.code == 3
    assert "fetch-depth: 0" in called.err


def test_a_merge_base_that_was_not_fetched_is_incomplete(repo: History, tmp_path: Path) -> None:
    repo.branch("topic").commit("Bad one").commit("feat: d").checkout("main").commit("feat: e")
    cut = repo.clone(tmp_path / "cut", "--depth=1", "--no-single-branch")
    called = lint(cut, "origin/main..origin/topic")
    assert called.code == 3
    assert "git fetch" in called.err


def test_messages_in_other_encodings_are_read(repo: History) -> None:
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    repo.commit("fix: caf\xe9".encode("latin-1"))
    repo.git("config", "--unset", "i18n.commitEncoding")
    assert lint(repo, "HEAD~1..").code == 0
    repo.raw_commit(raw(repo, b"fix: caf\xe9"))
    assert findings(lint(repo, "HEAD~1..", "--format", "concise")) == ["DDC011"]


def raw(repo: History, message: bytes) -> bytes:
    head = repo.git("cat-file", "commit", "HEAD").partition(b"\n\n")[0].split(b"\n")
    kept = [line for line in head if not line.startswith((b"parent", b"encoding"))]
    kept.insert(1, b"parent " + repo.oid().encode())
    return b"\n".join(kept) + b"\n\n" + message


def test_nothing_in_a_message_reaches_the_terminal_as_a_command(repo: History) -> None:
    repo.commit("\x1b[31mred\x07 \u202e")
    for form in ("full", "concise", "github"):
        called = lint(repo, "--all", "--format", form, "--color", "never")
        assert not {"\x1b", "\x07", "\u202e"} & set(called.out + called.err)


def imported(path: Path, messages: Iterator[str]) -> History:
    made = History(path)
    made.git("fast-import", "--quiet", data=b"".join(_commands(messages)))
    return made


def _commands(messages: Iterator[str]) -> Iterator[bytes]:
    for number, message in enumerate(messages):
        data = message.encode()
        yield b"commit refs/heads/main\ncommitter A <a@example.org> %d +0000\n" % (1_700_000_000 + number)
        yield b"data %d\n%b\n" % (len(data), data)


def mixed(count: int) -> Iterator[str]:
    kinds = (
        "feat: {0}",
        "Add {0}",
        "fix(a): {0}\n\nBreaking change: {0}",
        "fixup! feat: {0}",
        "feature: {0}",
    )
    return (kinds[number % len(kinds)].format(f"change {number}") for number in range(count))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> History:
    return imported(tmp_path_factory.mktemp("long") / "repository", mixed(6000))


@pytest.mark.parametrize("form", FORMATS)
def test_the_report_does_not_depend_on_the_number_of_processes(long: History, form: str) -> None:
    called = [lint(long, "--all", "--format", form, "--jobs", jobs) for jobs in ("1", "2", "5")]
    assert called[0].code == 1
    assert called[0] == called[1] == called[2]


def test_a_long_history_is_worked_on_in_several_processes_by_itself(
    long: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[int] = []
    in_order = workers.in_order

    def spy(task: object, pieces: object, jobs: int) -> object:
        used.append(jobs)
        return in_order(task, pieces, jobs)  # type: ignore[arg-type]

    monkeypatch.setattr(engine_history, "in_order", spy)
    monkeypatch.setattr(engine_history, "processors", lambda: 4)
    lint(long, "--all", "-q")
    lint(long, "HEAD~5..", "-q")
    assert used == [3, 1]


def die(subject: CommitMessage, context: object) -> Iterator[None]:
    if subject.message.header == "feature: change 3004":
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


def crash(subject: CommitMessage, context: object) -> Iterator[None]:
    if subject.message.header == "feature: change 3004":
        raise KeyError("no such thing")
    yield from ()


@pytest.mark.parametrize(
    ("check", "said"),
    [(die, "the process that looked at it died (signal 9)"), (crash, "KeyError: 'no such thing'")],
)
def test_one_commit_that_cannot_be_looked_at_makes_the_run_incomplete_and_no_more(
    long: History, monkeypatch: pytest.MonkeyPatch, check: Check, said: str
) -> None:
    whole = lint(long, "--all", "--format", "concise", "--jobs", "3", "--ignore", "unknown-type")
    monkeypatch.setattr(unknown_type, "RULE", replace(unknown_type.RULE, check=check))
    called = lint(long, "--all", "--format", "concise", "--jobs", "3")
    assert called.code == 3
    assert called.out == whole.out
    assert said in called.err


def test_work_that_fails_as_a_whole_is_no_clean_run(long: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_history, "conforms", None)
    called = lint(long, "--all", "--jobs", "2")
    assert called.code == 3
    assert called.err.startswith("ddlint crashed; please report it")
    assert "TypeError" in called.err


def start(repo: History, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ddlint", "commits", *words],
        cwd=repo.path,
        env={**repo.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_reader_that_goes_away_ends_the_run_without_a_word(long: History) -> None:
    process = start(long, "--all", "--jobs", "2")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    assert process.wait() == 141
    process.stderr.close()


def test_an_interrupt_ends_the_run_and_all_its_processes(long: History) -> None:
    process = start(long, "--all", "--jobs", "3", "--format", "full")
    assert process.stdout is not None
    process.stdout.readline()  # it is at work, and stays so until somebody reads on
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()
    assert said == b"ddlint: interrupted\n"
    assert process.returncode == 130
    assert is_gone(process.pid)


def is_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def peak(repo: History) -> float:
    """The greatest resident set of the run itself, in MB."""
    process = start(repo, "--all", "--jobs", "2", "--format", "concise", "--output", f"json={os.devnull}")
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        for _ in process.stdout:
            pass
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss / 1024


def test_memory_does_not_grow_with_the_history(long: History, tmp_path: Path) -> None:
    longer = imported(tmp_path / "longer", mixed(36_000))
    assert peak(longer) < peak(long) + 12


def test_a_very_long_message_survives(repo: History) -> None:
    repo.commit("feat: x\n\n" + "word " * 4_000_000)
    assert lint(repo, "HEAD~1..").code == 0
    repo.commit("x" * 2_000_000)
    assert lint(repo, "HEAD~1..", "--jobs", "2").code == 1


def test_json_names_every_commit_in_full(repo: History) -> None:
    report = json.loads(lint(repo, "--all", "--format", "json").out)
    assert [each["location"]["commit"] for each in report["findings"]] == [repo.oid("HEAD~1")]


@pytest.mark.parametrize("name", ["", " "])
def test_an_unset_variable_is_told_from_a_wrong_name(repo: History, name: str) -> None:
    called = lint(repo, name)
    assert (called.code, called.out) == (2, "")
    assert "the range is empty" in called.err


def test_a_new_branch_that_holds_nothing_of_its_own_is_no_mistake(repo: History) -> None:
    called = lint(repo, f"{'0' * 40}..HEAD")
    assert called.code == 0
    assert "no commits in main..HEAD" in called.err
