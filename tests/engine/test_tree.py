"""Linting a tree in several processes: every file once, and only the file that kills a process is lost."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from ddlint.config.settings import Settings
from ddlint.engine import tree
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml


def run_to(sink: Callable[[Entry], None]) -> Run:
    return Run((), Selection((), Settings()), Context(Settings(), Moment.CHANGE), sink)


def test_every_file_is_in_one_batch() -> None:
    paths = [f"{number}.yaml" for number in range(1003)]
    assert [path.decode() for batch in tree.batches(paths, 4) for path in batch.split(b"\0")] == paths


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_every_file_is_looked_at_once(tmp_path: Path, jobs: int) -> None:
    paths = [f"{number:02}.yaml" for number in range(50)]
    for path in paths:
        (tmp_path / path).write_text("a: 1\n")
    reports = list(tree.lint_files(run_to, str(tmp_path), paths, limit=100, jobs=jobs))
    assert sum(report.files for report in reports) == 50
    assert sum(report.ledger.checked["file"] for report in reports) == 50


def test_only_the_file_that_kills_a_process_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"{number:02}.yaml" for number in range(30)] + ["odd\udcff.yaml"]
    for path in paths:
        (tmp_path / path).write_text("deadly" if path in {"07.yaml", paths[-1]} else "a: 1\n")

    def deadly(path: str, data: bytes) -> YamlFile:
        if data == b"deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        return read_yaml(path, data)

    monkeypatch.setattr(tree, "read_yaml", deadly)
    reports = list(tree.lint_files(run_to, str(tmp_path), paths, limit=100, jobs=2))
    gaps = [gap.reason for report in reports for gap in report.ledger.gaps]
    assert gaps == [f"{path}: the process that read it died (signal 9)" for path in ("07.yaml", paths[-1])]
    assert sum(report.ledger.checked["file"] for report in reports) == 29
