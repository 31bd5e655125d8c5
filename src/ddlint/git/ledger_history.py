"""The history of a file to which lines are only added: the commits that take lines away."""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.git.repository import Repository

# With rewritten parents no merge is left out: one that takes the file of one side loses lines of the other.
_LOG = (
    "log", "--patch", "-U0", "--text", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color",
    "--full-history", "--parents", "-m", "--format=%x00%H",
)  # fmt: skip


def lost_lines(repository: Repository, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The commits reachable from HEAD that take lines of a file away, newest first, with those lines.

    A line that only moves is not taken away. Of a merge each parent counts.

    Args:
        repository: where to look; without a commit there is nothing.
        path: of the file, from the top.

    Raises:
        ObjectMissing: a version of the file is not in this clone.
    """
    if repository.head() is None or not (births := _births(repository, path)):
        return
    # Before the only birth there is nothing to lose, and most of the history lies there.
    since = (f"^{births[0]}^@",) if len(births) == 1 else ()
    output = repository.git.run(*_LOG, "HEAD", *since, "--", path).decode("utf-8", "surrogateescape")
    for part in output.split("\0")[1:]:
        heading, _, patch = part.partition("\n")
        if lost := _lost(patch):
            yield heading.split(" ")[0], lost


def _births(repository: Repository, path: str) -> list[str]:
    """The commits that bring the file where there was none."""
    asked = ("log", "--diff-filter=A", "--no-renames", "--full-history", "--format=%H", "HEAD", "--", path)
    return repository.git.run(*asked).decode("ascii").split()


def _lost(patch: str) -> tuple[str, ...]:
    gone: dict[str, None] = {}
    there: set[str] = set()
    inside = False
    for line in patch.split("\n"):
        if line.startswith("@@ "):
            inside = True
        elif line.startswith("diff --git "):
            inside = False
        elif inside and line.startswith("-"):
            gone[line[1:].removesuffix("\r")] = None
        elif inside and line.startswith("+"):
            there.add(line[1:].removesuffix("\r"))
    return tuple(line for line in gone if line not in there)


def committed(repository: Repository, path: str) -> str | None:
    """The file as the commit at HEAD has it; None where it has none."""
    asked = f"HEAD:{path}\n".encode("utf-8", "surrogateescape")
    answer = repository.git.run("cat-file", "--batch", data=asked)
    head, _, content = answer.partition(b"\n")
    if head.endswith(b" missing"):
        return None
    return content.removesuffix(b"\n").decode("utf-8", "surrogateescape")
