"""Every command line in the documentation is one that ddlint takes."""

import argparse
import re
import shlex
from importlib import import_module

import pytest

from ddlint.cli.commands import COMMANDS
from support import ROOT

GUIDES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/ci.md",
    "docs/commits.md",
    "docs/init.md",
    "docs/markers.md",
    "docs/policies.md",
)
PAGES = [*(ROOT / name for name in GUIDES), *(ROOT / "docs/guides").glob("*.md")]
WRITTEN = sorted(
    {
        line.partition(" > ")[0].strip()
        for page in PAGES
        for line in re.findall(r"(?:\$ |- run: |`)(ddlint [a-z][^`\n]*)", page.read_text("utf-8"))
    }
)


def test_there_are_some() -> None:
    assert len(WRITTEN) > 10


@pytest.mark.parametrize("line", WRITTEN)
def test_command_line_is_taken(line: str) -> None:
    name, *words = shlex.split(line.replace("[PATHS...]", "PATH").replace("[RANGE]", "RANGE"))[1:]
    assert name in COMMANDS
    if (not words and name in {"flux", "config", "explain", "demo", "commit-msg"}) or words == ["select"]:
        return  # spoken of, not called
    parser = argparse.ArgumentParser(exit_on_error=False)
    import_module(f"ddlint.cli.{COMMANDS[name].module}").configure(parser)
    parser.parse_args(words)
