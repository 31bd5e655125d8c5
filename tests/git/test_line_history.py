"""Which lines commits took away and wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ddlint.git.line_history import along, of_range
from ddlint.git.repository import Repository, open_repository
from ddlint.model.changes.past import LineStep
from history import History


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "config").write("a.yaml", "one\ntwo\n").commit("feat: a")


def opened(history: History) -> Repository:
    return open_repository(history.path, history.environ)


def within(history: History, *paths: str, base: str = "main") -> list[LineStep]:
    return of_range(opened(history), [history.oid()], [history.oid(base)], paths)


def lines(steps: list[LineStep]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(step.gone, step.come) for step in steps]


def test_a_range_is_told_newest_first_with_its_authors(history: History) -> None:
    history.branch("topic").write("a.yaml", "one\n2\n").commit("feat: b")
    history.write("a.yaml", "1\n2\n").commit("feat: c", GIT_AUTHOR_NAME="Eve")
    steps = within(history, "a.yaml")
    assert lines(steps) == [(("one",), ("1",)), (("two",), ("2",))]
    assert [step.who for step in steps] == ["Eve <ada@example.org>", "Ada Lovelace <ada@example.org>"]
    assert steps[0].commit == history.oid()
    assert steps[0].time == history.clock


def test_only_the_files_that_are_asked_for_are_told(history: History) -> None:
    history.branch("topic").write("a.yaml", "x\n").write("b.yaml", "y\n").commit("feat: b")
    assert [step.path for step in within(history, "b.yaml")] == ["b.yaml"]
    assert within(history) == []


def test_a_file_that_comes_or_goes_has_its_name(history: History) -> None:
    history.branch("topic").write("b.yaml", "y\n").git("rm", "-q", "a.yaml")
    history.commit("feat: b")
    told = {step.path: (step.gone, step.come) for step in within(history, "a.yaml", "b.yaml")}
    assert told == {"a.yaml": (("one", "two"), ()), "b.yaml": ((), ("y",))}


@pytest.mark.parametrize(
    "name", ['a "b".yaml', "ä.yaml", "tab\t.yaml", "back\\slash.yaml", " b/c d.yaml", "*.yaml"]
)
def test_odd_names_are_read_back(history: History, name: str) -> None:
    history.branch("topic").write(name, "x\n").commit("feat: b")
    assert [(step.path, step.come) for step in within(history, name)] == [(name, ("x",))]


def test_a_name_that_is_no_text_is_read_back(history: History) -> None:
    name = os.fsdecode(b"\xff.yaml")
    history.branch("topic").write(name, "x\n").commit("feat: b")
    assert [step.path for step in within(history, name)] == [name]


def test_lines_that_look_like_a_patch_are_lines(history: History) -> None:
    odd = "-- a/x\n++ b/x\n@@ -1 +1 @@\ndiff --git a/x b/x\n"
    history.branch("topic").write("b.yaml", odd).commit("feat: b")
    history.write("b.yaml", "").commit("feat: c")
    gone, come = within(history, "b.yaml")
    assert gone.gone == come.come == tuple(odd.splitlines())


def test_a_file_that_holds_zero_bytes_forges_no_commit(history: History) -> None:
    forged = b"\0" + b"f" * 40 + b"\nBot <bot>\n1\n"
    history.branch("topic").write("b.yaml", b"a\n" + forged + b"b\n").commit("feat: b")
    assert [step.commit for step in within(history, "b.yaml") if step.come] == [history.oid()]


def test_merges_of_a_range_are_left_out_and_those_of_the_line_are_not(history: History) -> None:
    history.branch("topic").write("a.yaml", "one\n2\n").commit("feat: b").checkout("main").commit("feat: c")
    history.merge("topic")
    assert lines(along(opened(history), history.oid(), ["a.yaml"], most=9)) == [
        (("two",), ("2",)),
        ((), ("one", "two")),
    ]


def test_the_line_is_followed_no_further_than_asked(history: History) -> None:
    for number in range(5):
        history.write("a.yaml", f"{number}\n").commit("feat: b")
    steps = along(opened(history), history.oid(), ["a.yaml"], most=2)
    assert lines(steps) == [(("3",), ("4",)), (("2",), ("3",))]
