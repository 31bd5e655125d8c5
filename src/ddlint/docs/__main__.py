"""`python -m ddlint.docs [--check]`: writes what is generated, or says what of it is out of date.

For those who work on ddlint; needs the repository, and is no command of the tool.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from io import StringIO
from pathlib import Path

from ddlint.cli.commands import run
from ddlint.cli.environment import Environment
from ddlint.docs.generated import PAGES, files
from ddlint.docs.transcript import COMMAND, refreshed

ROOT = Path(__file__).resolve().parents[3]

NOW = 1_800_000_000  # no clock: the same bytes every time


def main(words: list[str], root: Path = ROOT) -> int:
    """Write or check the generated files below `root`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ddlint.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where something differs")
    if parser.parse_args(words).check:
        stale = out_of_date(root)
        sys.stdout.write("".join(f"out of date: {path}\n" for path in stale))
        return 1 if stale else 0
    write(root)
    return 0


def out_of_date(root: Path) -> list[str]:
    """The generated files below `root` that differ from what they should be, missing and surplus ones too."""
    wanted = _wanted(root)
    there = {path: (root / path).read_text("utf-8") for path in wanted if (root / path).is_file()}
    return sorted([path for path, text in wanted.items() if there.get(path) != text] + _surplus(root, wanted))


def write(root: Path) -> None:
    """Write the generated files below `root`, and remove the pages of rules that are no more."""
    wanted = _wanted(root)
    for path in _surplus(root, wanted):
        (root / path).unlink()
    for path, text in wanted.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def printed() -> str:
    """What `ddlint demo --run demo` prints, both streams in the order they are written."""
    stream = StringIO()
    variables = {"PATH": os.environ.get("PATH", os.defpath)}
    with tempfile.TemporaryDirectory() as folder:
        run([*COMMAND], Environment(StringIO(), stream, stream, variables, Path(folder), now=NOW))
    return stream.getvalue()


def _wanted(root: Path) -> dict[str, str]:
    readme = root / "README.md"
    if not readme.is_file():
        return files()
    return files() | {"README.md": refreshed(readme.read_text("utf-8"), printed())}


def _surplus(root: Path, wanted: dict[str, str]) -> list[str]:
    pages = (path.relative_to(root).as_posix() for path in (root / PAGES).glob("*.md"))
    return [path for path in pages if path not in wanted]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
