"""Which tracked files hold one of some words: asked of git, which is faster than reading them all."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.git.repository import Repository


class Search:
    """Git's search; a context manager, within which git looks while this process does something else."""

    __slots__ = ("_prefix", "_stream")

    def __init__(self, repository: Repository, words: Iterable[str]) -> None:
        """Prepare to look for `words` in the work tree, or in a snapshot; starts nothing."""
        asked = [part for word in words for part in ("-e", word)]
        revision = [repository.revision] if repository.revision else []
        self._prefix = f"{repository.revision}:" if repository.revision else ""
        # Not `-I`: what is binary is decided by .gitattributes, which could hide a file from the gate.
        self._stream = repository.git.stream(
            ["grep", "-l", "-z", "--text", "-F", "--no-color", "--full-name", *asked, *revision],
            accept=(0, 1),
        )

    def __enter__(self) -> Search:
        self._stream.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.end()

    def paths(self) -> list[str]:
        """The tracked files that hold one of the words, sorted. To be asked once.

        Raises:
            GitError: git failed.
        """
        names = b"".join(self._stream).decode("utf-8", "surrogateescape").split("\0")[:-1]
        return sorted(name.removeprefix(self._prefix) for name in names)


def holding(repository: Repository, words: Iterable[str]) -> list[str]:
    """The tracked files of the work tree, or of a snapshot, that hold one of `words`, sorted."""
    with Search(repository, words) as search:
        return search.paths()
