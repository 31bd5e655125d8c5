"""What several tests need: where the shared cases are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def cases_dir() -> Path:
    """The folder of recorded cases; skips the calling test, saying so, where it is absent."""
    chosen = os.environ.get("DDLINT_CASES")
    folder = Path(chosen) if chosen else ROOT.parent / "shared" / "cases"
    if not folder.is_dir():
        pytest.skip(f"no recorded cases at {folder}: set DDLINT_CASES to the folder that holds them")
    return folder
