"""What is asked of git about commits that came to the main branch: exact patches, and clean merges."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable

from ddlint.git.failure import GitError
from ddlint.git.process import Git
from ddlint.git.repository import Repository

_DIFF = (
    "diff-tree", "--stdin", "-p", "--text", "--full-index", "--no-ext-diff", "--no-textconv", "--no-renames",
    "--no-color", "--root",
)  # fmt: skip
# Each blank counts: in YAML it does.
_PATCH_ID = ("patch-id", "--verbatim")


def exact_patches(repository: Repository, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What stands for the change from the second commit of each pair to the first, by the first.

    Where lines stand in a file makes no difference, what is around them does. No change is left out.

    Args:
        repository: where to look.
        pairs: full ids, no first one twice; the second is empty for a commit without parents.
    """
    data = "".join(f"{commit} {parent}".rstrip() + "\n" for commit, parent in pairs).encode("ascii")
    if not data:
        return {}
    with repository.git.stream(_DIFF, then=_PATCH_ID, data=data) as stream:
        lines = b"".join(stream).decode("ascii").splitlines()
    return {oid: patch for patch, _, oid in (line.partition(" ") for line in lines)}


def contains(repository: Repository, inner: str, outer: str) -> bool:
    """Whether the commit `outer` has `inner` in its history, or is it; False where `inner` is not here."""
    code, _ = repository.git.capture("merge-base", "--is-ancestor", inner, outer)
    return code == 0


def merged_tree(repository: Repository, first: str, second: str) -> str:
    """The full id of the tree that git makes of two commits; empty where they conflict.

    What git writes for that goes to a folder that is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="ddlint-") as folder:
        extra = {
            "GIT_OBJECT_DIRECTORY": folder,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.path.join(repository.common_dir, "objects"),
            "GIT_CEILING_DIRECTORIES": repository.git.env.get("GIT_CEILING_DIRECTORIES", ""),
        }
        git = Git(repository.git.cwd, repository.git.env, extra=extra)
        try:
            output = git.run("merge-tree", "--write-tree", "--no-messages", first, second, accept=(0, 1))
        except GitError:
            return ""
    tree, *conflicts = output.decode("utf-8", "surrogateescape").splitlines()
    return "" if conflicts else tree
