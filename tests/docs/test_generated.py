from pathlib import Path

import pytest

from ddlint.docs.__main__ import main, out_of_date, write
from support import ROOT


def test_what_is_generated_is_current() -> None:
    assert out_of_date(ROOT) == [], "run `make docs` and commit what it writes"


def test_written_files_are_current(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], tmp_path) == 1
    assert "out of date: docs/rules/README.md\n" in capsys.readouterr().out
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""


def test_changed_and_surplus_pages_are_out_of_date(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "docs/rules/README.md").write_text("")
    (tmp_path / "docs/rules/no-such-rule.md").write_text("")
    assert out_of_date(tmp_path) == ["docs/rules/README.md", "docs/rules/no-such-rule.md"]
    write(tmp_path)
    assert out_of_date(tmp_path) == []
