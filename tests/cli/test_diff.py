"""Diffs that `git apply` takes."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.cli.diff import quoted, unified
from history import History

NAMES = [
    "plain",
    "x y",
    "x ",
    'q"uote',
    "back\\slash",
    "tab\tx",
    "line\nfeed",
    "\x1b[2J",
    "é",
    "\udcff",
    "é\udcff\n",
]


@pytest.mark.parametrize("name", NAMES)
def test_git_applies_it_to_a_file_of_any_name(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    history = History(tmp_path_factory.mktemp("odd") / "repository").place(name, "a\nb")
    patch = "".join(unified(name, b"a\nb", b"a\nc\r\n")).encode("utf-8", "surrogateescape")
    history.git("apply", "-", data=patch)
    with open(os.path.join(history.path, name), "rb") as file:
        assert file.read() == b"a\nc\r\n"


@given(st.text(st.characters(codec=None)))
def test_a_name_never_ends_its_line(name: str) -> None:
    assert not {"\n", "\r", "\x1b"} & set(quoted(name))


def test_what_is_the_same_has_no_diff() -> None:
    assert unified("x", b"a\n", b"a\n") == []
