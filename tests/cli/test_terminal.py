"""What a repository holds does not reach a terminal raw, whichever command shows it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from calling import ddlint
from ddlint.cli.commands import run
from ddlint.cli.environment import Environment
from history import History

HOSTILE = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: x}
spec:
  image: a:\u202eb # {"$imagepolicy": "\\u001b[2J:\\u202ename"}
  tag: v1 # {'$imagepolicy': 'flux-system:\u200b:tag'}
  name: x # {"$imagepolicy": "flux-system:##[error]x:tag"}
"""


class Terminal(io.StringIO):
    """A stream in front of a person."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    history = History(tmp_path / "config").write(
        "apps/\x1b[2J.yaml", HOSTILE.encode("utf-8", "surrogateescape")
    )
    history.commit("\x1b[2J evil\u202e ##[stop-commands]x\n\n\x1b]0;title\x07")
    return history.path


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "--format", "concise"),
        ("check", "--format", "github"),
        ("check", "-v"),
        ("check", "--unsafe-fixes", "--diff"),
        ("flux", "markers"),
        ("flux", "markers", "--format", "json"),
        ("commits", "--all"),
        ("commits", "--all", "--format", "concise"),
        ("commits", "--all", "--format", "json"),
        ("commits", "no-such\x1b[2J"),
    ],
)
def test_nothing_of_it_is_printed_raw(repository: Path, words: tuple[str, ...]) -> None:
    called = (
        ddlint(*words, "--color", "never", folder=repository)
        if words[0] != "flux"
        else ddlint(*words, folder=repository)
    )
    for stream in (called.out, called.err):
        assert all(line.isprintable() for line in stream.split("\n")), stream
    if "json" not in words:
        assert "##[" not in called.out + called.err


def test_a_diff_for_a_person_is_safe_and_one_for_a_file_is_exact(tmp_path: Path) -> None:
    text = "apiVersion: v1\nkind: X\nspec:\n  x: \u202ey\n  tag: v1 # {'$imagepolicy': 'a:b:tag'}\n"
    history = History(tmp_path / "config").write("a.yaml", text)
    plain = ddlint("check", "--unsafe-fixes", "--diff", folder=history.path)
    shown = Terminal()
    environment = Environment(io.StringIO(), shown, io.StringIO(), history.environ, history.path)
    run(["check", "--unsafe-fixes", "--diff", "--no-progress"], environment)
    if plain.out:
        assert "\u202e" in plain.out
        assert "\u202e" not in shown.getvalue()
        assert "\\u202e" in shown.getvalue()


def test_the_inventory_is_json(repository: Path) -> None:
    found = json.loads(ddlint("flux", "markers", "--format", "json", folder=repository).out)
    assert len(found["markers"]) == 3


@pytest.mark.parametrize("form", ["full", "concise"])
def test_no_line_of_a_report_is_a_command_to_githubs_runner(tmp_path: Path, form: str) -> None:
    history = History(tmp_path / "service")
    history.commits("fixup! ::stop-commands::x", "::error::x", "feat: x\n::add-mask::x")
    history.commit("Breaking change: ::x::")
    called = ddlint("commits", "--all", "--format", form, folder=history.path)
    assert called.code == 1
    assert not any(line.lstrip().startswith("::") for line in (called.out + called.err).split("\n"))
