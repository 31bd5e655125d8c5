"""Which tracked files hold one of some words: asked of git, which is faster than reading them all."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.git.repository import Repository


def holding(repository: Repository, words: Iterable[str]) -> list[str]:
    """The tracked text files of the work tree, or of a snapshot, that hold one of `words`, sorted."""
    asked = [part for word in words for part in ("-e", word)]
    revision = [repository.revision] if repository.revision else []
    output = repository.git.run(
        "grep", "-l", "-z", "-I", "-F", "--no-color", "--full-name", *asked, *revision, accept=(0, 1)
    )
    prefix = f"{repository.revision}:" if repository.revision else ""
    names = output.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return sorted(name.removeprefix(prefix) for name in names)
