"""What the configuration of the repository says, for commitizen, which runs in it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from ddlint.commitizen.committed import Committed
from ddlint.config.load import load
from ddlint.config.settings import Settings
from ddlint.git.place import find_git_dir, find_work_tree, operation
from ddlint.git.repository import Repository, open_repository


@cache
def settings_in(folder: str) -> Settings:
    """The settings for a run in `folder`, an absolute path.

    Raises:
        DdlintError: the configuration is wrong.
    """
    return load(folder, find_work_tree(folder)).settings


def here() -> str:
    """The folder in which commitizen runs."""
    return os.path.realpath(Path.cwd())


def is_merging(folder: str) -> bool | None:
    """Whether git is in the middle of a merge, as the hook asks; None where there is no repository."""
    git_dir = find_git_dir(folder, os.environ)
    return operation(git_dir) == "merge" if git_dir else None


def repository_in(folder: str) -> Repository:
    """The repository that `folder` is in.

    Raises:
        DdlintError: it is in none.
    """
    return open_repository(folder, os.environ, here=True)


@cache
def committed_in(folder: str) -> Committed:
    """The commits of the repository that `folder` is in.

    Raises:
        DdlintError: it is in none.
    """
    return Committed(repository_in(folder))
