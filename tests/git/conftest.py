"""Fixtures of the gateway's tests."""

from pathlib import Path

import pytest

from history import History


@pytest.fixture
def repo(tmp_path: Path) -> History:
    """An empty repository on branch `main`."""
    return History(tmp_path / "repo")
