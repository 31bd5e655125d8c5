"""Several outputs at once, and files that appear whole or not at all."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from ddlint.cli import options
from ddlint.errors import DdlintError
from ddlint.output import FORMATS, factory, sarif_limit
from ddlint.output.files import written
from ddlint.output.outputs import opened, wishes
from ddlint.output.sink import Manner
from output.sample import ABOUT, EVERY_KIND, PLAIN, ledger_of


def test_the_command_line_offers_the_formats_there_are() -> None:
    parser = argparse.ArgumentParser()
    options.add(parser)
    offered = next(action.choices for action in parser._actions if action.dest == "format")
    assert offered == tuple(FORMATS) == (
        "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "jsonl",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_made(form: str) -> None:
    factory(form)(StringIO(), ABOUT, Manner())


def ran(form: str, files: Sequence[tuple[str, str]], manner: Manner = PLAIN) -> tuple[str, str]:
    stdout, stderr = StringIO(), StringIO()
    with opened(form, files, ABOUT, manner, stdout=stdout, stderr=stderr) as outputs:
        for entry in EVERY_KIND:
            outputs.entry(entry)
        outputs.end(ledger_of(EVERY_KIND), 1)
    return stdout.getvalue(), stderr.getvalue()


def test_stdout_and_files_get_the_same_findings(tmp_path: Path) -> None:
    stdout, stderr = ran("concise", [("json", f"{tmp_path}/a.json"), ("full", f"{tmp_path}/b.txt")])
    assert len(stdout.splitlines()) == 5
    assert len(json.loads((tmp_path / "a.json").read_text())["findings"]) == len(EVERY_KIND)
    assert "checked 214 files" in (tmp_path / "b.txt").read_text()
    assert stderr.startswith("checked 214 files")


def test_the_full_report_has_the_counts_and_stderr_has_nothing() -> None:
    stdout, stderr = ran("full", [])
    assert "checked 214 files" in stdout
    assert not stderr


@pytest.mark.parametrize("sizes", [(0, 5), (2, 0, 3), (1, 1, 1, 1, 1)])
@pytest.mark.parametrize("form", FORMATS)
def test_entries_written_elsewhere_and_pasted_make_the_same_report(
    form: str, sizes: Sequence[int], tmp_path: Path
) -> None:
    entries = list(EVERY_KIND)[:5]
    paths = [tmp_path / "direct", tmp_path / "pasted"]
    for path in paths:
        stdout = StringIO()
        with opened(form, [(form, str(path))], ABOUT, PLAIN, stdout=stdout, stderr=StringIO()) as outputs:
            elsewhere, done = outputs.elsewhere(), 0
            for size in sizes:
                for entry in entries[done : done + size]:
                    (outputs if path.name == "direct" else elsewhere).entry(entry)
                outputs.paste(elsewhere.taken())
                done += size
            outputs.end(ledger_of(entries), 1)
        assert stdout.getvalue() == path.read_text()
    assert paths[0].read_text() == paths[1].read_text()


def test_colours_stay_out_of_files(tmp_path: Path) -> None:
    stdout, _ = ran("full", [("full", f"{tmp_path}/a.txt")], Manner(color=True))
    assert "\x1b" in stdout
    assert "\x1b" not in (tmp_path / "a.txt").read_text()


def test_a_run_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    report = tmp_path / "a.json"
    report.write_text("old")
    with (
        pytest.raises(KeyError),
        opened("concise", [("json", str(report))], ABOUT, Manner(), stdout=StringIO(), stderr=StringIO()),
    ):
        raise KeyError
    assert report.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.json"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_that_cannot_start_prints_nothing(form: str) -> None:
    stdout = StringIO()
    with (
        pytest.raises(DdlintError),
        opened(form, [], ABOUT, PLAIN, stdout=stdout, stderr=StringIO()),
    ):
        raise DdlintError("no such range")
    assert stdout.getvalue() == ""


def test_a_folder_that_is_not_there_is_an_expected_failure(tmp_path: Path) -> None:
    with pytest.raises(DdlintError, match="No such file"), written(f"{tmp_path}/no/a.json"):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with written(f"{tmp_path}/link") as stream:
        stream.write("new")
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "link").is_symlink()


def test_a_device_is_written_to_and_not_replaced() -> None:
    with written("/dev/null") as stream:
        stream.write("x")
    assert not os.path.isfile("/dev/null")


def test_a_new_file_has_ordinary_permissions(tmp_path: Path) -> None:
    (tmp_path / "ordinary").touch()
    with written(f"{tmp_path}/a"):
        pass
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


def test_a_wish_is_a_format_and_a_path() -> None:
    assert wishes(["json=a=b.json", "sarif=x"]) == [("json", "a=b.json"), ("sarif", "x")]


@pytest.mark.parametrize("word", ["json", "json=", "json=-", "jsn=a", "=a"])
def test_anything_else_is_refused(word: str) -> None:
    with pytest.raises(DdlintError):
        wishes([word])


def test_two_outputs_cannot_share_a_file() -> None:
    with pytest.raises(DdlintError, match="two outputs"):
        wishes(["json=a", "sarif=./a"])


def test_a_misspelt_format_is_answered_with_the_right_one() -> None:
    with pytest.raises(DdlintError) as raised:
        wishes(["sarf=a"])
    assert "did you mean 'sarif'" in raised.value.hint


def test_what_an_output_leaves_out_is_said_on_stderr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_limit, "LEAST", 0)
    monkeypatch.setattr(sarif_limit, "LARGEST", 10)
    _, stderr = ran("full", [("sarif", f"{tmp_path}/a.sarif")])
    assert stderr.startswith("ddlint: results left out because code scanning takes 25,000 a run at most: ")
