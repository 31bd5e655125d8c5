"""The main line of a history: a commit and its first parents, oldest first, as work for several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddlint.git.history import commits_by_id
from ddlint.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a main line.

    Attributes:
        tip: the full id of the newest commit.
        after: the full id of the commit before the first; empty: from the beginning.
    """

    tip: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A commit of a main line, and the one that it is compared with.

    Attributes:
        oid: its full id.
        parent: the full id of its first parent; empty where it has none in this clone.
    """

    oid: str
    parent: str


def main_line(repository: Repository, span: Span) -> Iterator[Line]:
    """The commits of a span, oldest first.

    Raises:
        ObjectMissing: a commit of the walk is not in this clone.
        GitError: git failed.
    """
    without = (f"^{span.after}",) if span.after else ()
    asked = ("rev-list", "--first-parent", "--parents", "--reverse", span.tip, *without)
    return _lines(repository, asked)


def _lines(repository: Repository, asked: Sequence[str]) -> Iterator[Line]:
    rest = b""
    with repository.git.stream(asked) as stream:
        for chunk in stream:
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                oid, *parents = line.decode("ascii").split(" ")
                yield Line(oid, parents[0] if parents else "")


def last_before(repository: Repository, tip: str, time: int) -> str:
    """The full id of the newest commit of a main line that was committed at `time` or before; empty for none.

    Args:
        repository: where to look.
        tip: the full id of the newest commit of the line.
        time: seconds since 1970.
    """
    asked = ("rev-list", "--first-parent", "--max-count=1", f"--min-age={time}", tip)
    return repository.git.run(*asked).decode("ascii").strip()


def is_on_line(repository: Repository, oid: str, tip: str) -> bool:
    """Whether a commit is on the main line that ends at `tip`, as far as this clone holds it."""
    return any(line.oid == oid for line in _newest_first(repository, tip))


def _newest_first(repository: Repository, tip: str) -> Iterator[Line]:
    return _lines(repository, ("rev-list", "--first-parent", "--parents", tip))


def first_parent(repository: Repository, oid: str) -> str:
    """The full id of the first parent that a commit names, in this clone or not; empty for a root."""
    commit = next(iter(commits_by_id(repository, [oid])))
    return commit.parents[0] if commit.parents else ""


def tree_of(repository: Repository, oid: str) -> str:
    """The full id of the files of a commit.

    Raises:
        GitError: there is no such commit.
    """
    asked = ("rev-parse", "--verify", "--end-of-options", f"{oid}^{{tree}}")
    return repository.git.run(*asked).decode("ascii").strip()


def empty_tree(repository: Repository) -> str:
    """The full id of a folder without files; git knows it in every repository."""
    return repository.git.run("hash-object", "-t", "tree", "--stdin").decode("ascii").strip()
