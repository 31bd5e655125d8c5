"""What the tests of the report share: one page and one browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.report.chromium import Browser, program
from audit.report.made import made


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a report, which is only read."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(made(), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium, which ends with its module; skips where there is none."""
    if program() is None:
        pytest.skip("no chromium on this machine: the report was not tried in a browser")
    with Browser(tmp_path_factory.mktemp("profile")) as found:
        yield found
