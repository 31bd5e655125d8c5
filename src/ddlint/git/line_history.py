"""Which lines commits took away from files and wrote into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ddlint.git.repository import Repository
from ddlint.model.changes.past import LineStep

_LOG = (
    "log", "--patch", "-U0", "--text", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color",
    "--no-prefix", "--format=%x00%H%n%an <%ae>%n%ct", "--stdin",
)  # fmt: skip
_HEADING = re.compile(r"([0-9a-f]{40,64})\n([^\n]*)\n(-?[0-9]{1,20})\n")


def of_range(
    repository: Repository, include: Iterable[str], exclude: Iterable[str], paths: Sequence[str]
) -> list[LineStep]:
    """What the commits of a range did to the files at `paths`, newest first; merges are left out.

    Raises:
        ObjectMissing: a version of a file is not in this clone.
    """
    wanted = [*include, *(f"^{oid}" for oid in exclude)]
    return _steps(repository, (*_LOG, "--no-merges"), wanted, paths) if paths else []


def along(repository: Repository, tip: str, paths: Sequence[str], *, most: int) -> list[LineStep]:
    """What the commits of the main line up to `tip` did to the files at `paths`, newest first.

    Args:
        repository: where to look.
        tip: the full id of the newest commit.
        paths: the files.
        most: how many commits of the line are looked at.

    Raises:
        ObjectMissing: a version of a file is not in this clone.
    """
    line = ("rev-list", "--first-parent", "--max-count=1", f"--skip={most}", "--end-of-options", tip)
    before = repository.git.run(*line).decode("ascii").split()
    wanted = [tip, *(f"^{oid}" for oid in before)]
    return _steps(repository, (*_LOG, "--first-parent", "-m"), wanted, paths) if paths else []


def _steps(
    repository: Repository, command: Sequence[str], revisions: Iterable[str], paths: Sequence[str]
) -> list[LineStep]:
    named = (path for path in paths if "\n" not in path)
    asked = "\n".join([*revisions, "--", *named, ""]).encode("utf-8", "surrogateescape")
    output = repository.git.run(*command, data=asked).decode("utf-8", "surrogateescape")
    return [step for part in output.split("\0")[1:] for step in _of_commit(part)]


def _of_commit(part: str) -> Iterator[LineStep]:
    heading = _HEADING.match(part)
    if heading:  # else a line of a file held a NUL
        for path, gone, come in _files(part[heading.end() :].split("\n")):
            yield LineStep(heading[1], heading[2], int(heading[3]), path, gone, come)


def _files(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The files of a patch without prefixes, with the lines that are gone and those that came."""
    path, inside = "", False
    gone: list[str] = []
    come: list[str] = []
    for line in lines:
        if line.startswith("diff --git "):
            if path:
                yield path, tuple(gone), tuple(come)
            path, inside, gone, come = "", False, [], []
        elif line.startswith("@@ "):
            inside = True
        elif inside and line.startswith(("-", "+")):
            (gone if line.startswith("-") else come).append(line[1:].removesuffix("\r"))
        elif not inside and line.startswith(("--- ", "+++ ")):
            name = _unquoted(line[4:].removesuffix("\t"))
            path = path if name == "/dev/null" else name
    if path:
        yield path, tuple(gone), tuple(come)


def _unquoted(name: str) -> str:
    """A path as git writes it in a patch: in quotes, with escapes, where it holds odd characters."""
    if not name.startswith('"'):
        return name
    data = name[1:-1].encode("utf-8", "surrogateescape").decode("unicode_escape")
    return data.encode("latin-1").decode("utf-8", "surrogateescape")
