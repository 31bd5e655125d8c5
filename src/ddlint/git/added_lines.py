"""The lines that the history of some files brought, as a stream: however long it is, little of it is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ddlint.git.repository import Repository

# The full history has what came on a branch and was taken back on it; a merge, what it brought to main.
_LOG = (
    "log", "--patch", "-U0", "--text", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color",
    "--full-history", "--diff-merges=first-parent", "--format=%x00", "--stdin",
)  # fmt: skip


def added_lines(repository: Repository, paths: Sequence[str], most: int) -> Iterator[list[str]]:
    """The lines that commits added to files, newest commit first; nothing where nothing was committed.

    Args:
        repository: where to look, from HEAD, or from the revision of a snapshot.
        paths: from the top level; one with a line break in its name is left out.
        most: how many commits to look at.

    Raises:
        ObjectMissing: a version of a file is not in this clone.
    """
    start = repository.revision or repository.head()
    named = [path for path in paths if "\n" not in path]
    if start is None or not named:
        return
    asked = "\n".join((start, "--", *named, "")).encode("utf-8", "surrogateescape")
    with repository.git.stream((*_LOG, f"--max-count={most}"), data=asked) as stream:
        added: list[str] | None = None
        for line in _lines(stream):
            if line.startswith(b"\0"):
                if added is not None:
                    yield added
                added, inside = [], False
            elif line.startswith((b"@@ ", b"diff --git ")):
                inside = line.startswith(b"@@ ")
            elif inside and line.startswith(b"+") and added is not None:
                added.append(line[1:].decode("utf-8", "replace"))
        if added is not None:
            yield added


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    yield rest
