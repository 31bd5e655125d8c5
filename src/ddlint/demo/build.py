"""Writes the sample into a folder: two real Git repositories, the same commit ids every time."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ddlint.demo import config_history, service_history
from ddlint.errors import DdlintError

SIGN = ".ddlint-demo"
CONFIG, SERVICE = "deepdesk-config", "backend"

# Whatever the caller's git, hook or CI exports about another repository or about the user's taste.
_NEUTRAL = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
    "GIT_CONFIG_COUNT": "0",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_PARAMETERS": "",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_DEFAULT_HASH": "sha1",
    "GIT_DEFAULT_REF_FORMAT": "files",
    "GIT_NAMESPACE": "",
    "GIT_TEMPLATE_DIR": "",
    "GIT_TRACE": "0",
}


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the sample is.

    Attributes:
        folder: what was asked for.
        config: the `deepdesk-config` repository inside it.
        service: the service repository inside it.
    """

    folder: Path
    config: Path
    service: Path


def build(folder: Path) -> Demo:
    """Write the sample into `folder`, which is made, or replaced where it holds an earlier sample.

    Raises:
        DdlintError: the folder holds something else, or cannot be written.
    """
    demo = Demo(folder, folder / CONFIG, folder / SERVICE)
    try:
        _clear(demo)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SIGN).write_text("Written by `ddlint demo`, which replaces this folder's repositories.\n")
        _repository(demo.config, config_history.stream())
        _repository(demo.service, service_history.stream())
    except OSError as error:
        raise DdlintError(f"cannot write the sample to {folder}: {error.strerror or error}") from error
    return demo


def _clear(demo: Demo) -> None:
    """Remove an earlier sample; refuse anything else."""
    if demo.folder.is_dir() and not any(demo.folder.iterdir()):
        return
    if demo.folder.exists() and not (demo.folder / SIGN).is_file():
        raise DdlintError(
            f"{demo.folder} is there already and is not an earlier sample",
            "name a folder that does not exist yet, or an empty one",
        )
    for repository in (demo.config, demo.service):
        if repository.is_symlink():
            raise DdlintError(f"{repository} is a symlink and not an earlier sample", "remove it first")
        if repository.exists():
            shutil.rmtree(repository)


def _repository(folder: Path, stream: bytes) -> None:
    """Make a repository of `stream` with the branch `main` checked out, whatever the user's git is set to."""
    try:
        from git import Git
        from git.exc import GitError
    except ImportError as error:  # what GitPython raises where there is no git
        raise DdlintError("the sample is made with git, and there is none on the path") from error
    folder.mkdir()
    git = Git(folder)
    git.update_environment(**_NEUTRAL, **_own(folder))
    try:
        git.init("--quiet", "--initial-branch=main")
        with tempfile.TemporaryFile() as source:
            source.write(stream)
            source.seek(0)
            git.fast_import("--quiet", "--done", istream=source)
        git.reset("--quiet", "--hard", "main")
    except GitError as error:
        raise DdlintError(f"git could not make {folder}", str(error)) from error


def _own(folder: Path) -> dict[str, str]:
    top = folder.resolve() / ".git"
    return {
        "GIT_DIR": str(top),
        "GIT_COMMON_DIR": str(top),
        "GIT_INDEX_FILE": str(top / "index"),
        "GIT_OBJECT_DIRECTORY": str(top / "objects"),
        "GIT_WORK_TREE": str(folder.resolve()),
    }
