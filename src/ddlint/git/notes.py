"""Git notes: what is written beside objects, without touching them."""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.git import command
from ddlint.git.objects import read
from ddlint.git.process import Git
from ddlint.git.repository import Repository

REF = "refs/notes/ddlint"
_WHO = ("GIT_AUTHOR", "GIT_COMMITTER")


def has_notes(repository: Repository) -> bool:
    """Whether this clone has ddlint's notes."""
    code, _ = repository.git.capture("show-ref", "--verify", "--quiet", REF)
    return code == 0


def notes(repository: Repository) -> Iterator[tuple[str, str]]:
    """The full id of each object that has a note, and the note.

    Raises:
        ObjectMissing: a note is not in this clone.
    """
    listed = repository.git.run("notes", f"--ref={REF}", "list").decode("ascii").split("\n")[:-1]
    pairs = [line.partition(" ")[::2] for line in listed]
    for (_, target), (_, data) in zip(pairs, read(repository, (note for note, _ in pairs)), strict=True):
        yield target, data.decode("utf-8", "surrogateescape")


def add_note(repository: Repository, target: str, line: str, time: int) -> None:
    """Add a line to the note of an object.

    Args:
        repository: where to write; nothing is pushed.
        target: the full id of the object.
        line: what to add.
        time: of the commit that holds the note, in seconds since 1970.

    Raises:
        GitError: it cannot be written.
    """
    extra = {f"{who}_{what}": value for who in _WHO for what, value in _identity(time)}
    extra["GIT_CEILING_DIRECTORIES"] = repository.git.env.get("GIT_CEILING_DIRECTORIES", "")
    bare = command.NAMED_BARE if repository.is_bare else command.EXPLICIT_BARE
    git = Git(repository.git.cwd, repository.git.env, bare=bare, extra=extra)
    git.run("notes", f"--ref={REF}", "append", "-F", "-", target, data=line.encode("utf-8"))


def _identity(time: int) -> tuple[tuple[str, str], ...]:
    return ("NAME", "ddlint"), ("EMAIL", "ddlint@localhost"), ("DATE", f"{time} +0000")
