"""Where a repository is, found by looking at folders, without a process.

The commit-msg hook imports this module: nothing here may import more than `os`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_POINTER_LIMIT = 4096
# The order matters: a cherry-pick or revert that stops inside a merge leaves the innermost head last.
_OPERATIONS = (("MERGE_HEAD", "merge"), ("REVERT_HEAD", "revert"), ("CHERRY_PICK_HEAD", "cherry-pick"))


def find_work_tree(start: str) -> str | None:
    """The nearest folder, from `start` upwards, that holds a `.git`; None when there is none."""
    folder = os.path.realpath(start)
    while not _is_git_dir(os.path.join(folder, ".git")) and not _is_pointer(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def is_bare(folder: str) -> bool:
    """Whether the folder itself is laid out as a git dir."""
    return _is_git_dir(folder)


def find_git_dir(start: str, environ: Mapping[str, str]) -> str | None:
    """The git dir of the repository whose hook runs: what git exported, else the nearest one upwards.

    In a linked work tree or a submodule this is its own git dir, the one that holds `MERGE_HEAD`.
    """
    exported = environ.get("GIT_DIR")
    if exported:
        return os.path.normpath(os.path.join(start, exported))
    top = find_work_tree(start)
    if top is None:
        return os.path.realpath(start) if is_bare(start) else None
    return git_dir_of(top)


def git_dir_of(work_tree: str) -> str:
    """The git dir that a work tree's `.git` is, or points to."""
    path = os.path.join(work_tree, ".git")
    if os.path.isdir(path):
        return path
    with open(path, "rb") as file:
        target = file.read(_POINTER_LIMIT).removeprefix(b"gitdir:").strip()
    return os.path.normpath(os.path.join(work_tree, os.fsdecode(target)))


def operation(git_dir: str) -> str:
    """What git is in the middle of: "merge", "revert", "cherry-pick", or "" for none of them.

    While a commit-msg hook runs, `MERGE_HEAD` exists for every merge commit. `REVERT_HEAD` exists when the
    revert stopped for a conflict or ran with `--no-commit`; a clean `git revert` runs no commit-msg hook
    (seen with git 2.39).
    """
    for name, meaning in _OPERATIONS:
        if os.path.lexists(os.path.join(git_dir, name)):
            return meaning
    return ""


def _is_git_dir(path: str) -> bool:
    return os.path.isdir(os.path.join(path, "objects")) and os.path.lexists(os.path.join(path, "HEAD"))


def _is_pointer(path: str) -> bool:
    return os.path.isfile(path)
