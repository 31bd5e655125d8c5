"""The content of a file of a revision."""

from __future__ import annotations

from ddlint.git.objects import read
from ddlint.git.repository import Repository

_PLAIN = frozenset({"100644", "100755"})


def file_at(repository: Repository, commit: str, path: str) -> bytes | None:
    """What the commit with this full id has at `path`; None where that is no file.

    Raises:
        ObjectMissing: it is not in this clone.
    """
    output = repository.git.run("ls-tree", "-z", "--full-tree", commit, "--", path)
    for line in output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        fields, _, name = line.partition("\t")
        mode, _, oid = fields.split(" ")
        if name == path and mode in _PLAIN:
            return next(data for _, data in read(repository, [oid]))
    return None
