"""Installing and taking away native hooks, so that no hook of anybody's is ever lost.

pre-commit runs no pre-push hook at all for a tag on a commit that the remote has, nor for a deletion, and
only for the first of several refs (seen with pre-commit 4.7). A native hook is told of every ref. Where
pre-commit has the place of the hook, ours stands where pre-commit keeps what was there before it,
`<name>.legacy`: that is called first, with all that git wrote.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum

from ddlint.errors import DdlintError
from ddlint.git.hook_script import BEFORE, is_ours, is_pre_commits
from ddlint.git.repository import Repository

LEGACY = ".legacy"
_HEAD = 64 << 10  # bytes in which a hook says whose it is


class Done(StrEnum):
    """What came of it."""

    INSTALLED = "installed"
    RENEWED = "renewed"
    THERE = "was there already"
    REMOVED = "removed"
    ABSENT = "was not there"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done to a hook.

    Attributes:
        done: what.
        path: of our hook.
        before: the hook that ours calls first, or that was put back; empty for none.
    """

    done: Done
    path: str
    before: str = ""


def hooks_folder(repository: Repository, *, shared: bool = False) -> str:
    """The folder that git looks for hooks in: `core.hooksPath`, else `hooks` in the common git dir.

    Args:
        repository: whose hooks.
        shared: a folder outside the repository may be meant, which other repositories use too.

    Raises:
        DdlintError: hooks are switched off, or the folder lies outside the repository and `shared` is False.
    """
    configured = _configured(repository)
    if configured is None:
        return os.path.join(repository.common_dir, "hooks")
    home = repository.work_tree or repository.git_dir
    folder = os.path.normpath(os.path.join(home, configured))
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise DdlintError(
            f"core.hooksPath is {configured}, which is no folder: git runs no hooks here",
            "`git config --show-origin core.hooksPath` says where that is set",
        )
    if not shared and not any(_is_in(folder, place) for place in (home, repository.common_dir)):
        raise DdlintError(
            f"core.hooksPath is {configured}: hooks there run in other repositories too",
            "--shared writes there all the same; or give this clone its own:\n"
            "git config --local core.hooksPath .git/hooks",
        )
    return folder


def _configured(repository: Repository) -> str | None:
    """`core.hooksPath` as the repository and its user set it; the last value is that of our own call."""
    asked = ("config", "-z", "--type=path", "--get-all", "core.hooksPath")
    values = os.fsdecode(repository.git.run(*asked)).split("\0")[:-1]
    return values[-2] if len(values) > 1 else None


def _is_in(folder: str, place: str) -> bool:
    folder, place = os.path.realpath(folder), os.path.realpath(place)
    return os.path.commonpath([folder, place]) == place


def install(folder: str, name: str, content: bytes) -> Outcome:
    """Write a hook; one that is there is kept, and called first by ours.

    Args:
        folder: of the hooks; made where it is not there.
        name: of the hook.
        content: of our hook.

    Raises:
        DdlintError: two hooks are there to be kept.
        OSError: the system refuses to write.
    """
    os.makedirs(folder, exist_ok=True)
    slot = _slot(folder, name)
    before = os.path.join(folder, name + BEFORE)
    there = _content(slot)
    done = Done.INSTALLED
    if there is not None and is_ours(there):
        done = Done.THERE if there == content and os.access(slot, os.X_OK) else Done.RENEWED
    elif there is not None:
        _keep(slot, before)
    if done is not Done.THERE:
        _write(slot, content)
    return Outcome(done, slot, before if os.path.lexists(before) else "")


def _slot(folder: str, name: str) -> str:
    """Where our hook belongs: in git's place, or where pre-commit keeps what was there before it."""
    path = os.path.join(folder, name)
    there = _content(path)
    return path + LEGACY if there is not None and is_pre_commits(there) else path


def _keep(slot: str, before: str) -> None:
    if os.path.lexists(before):
        raise DdlintError(
            f"{slot} is not ddlint's, and {before} keeps an older one already",
            "Make one hook of the two, or delete the one that is not needed.",
        )
    os.rename(slot, before)


def uninstall(folder: str, name: str) -> Outcome:
    """Take our hook away and put back the one that was there before.

    Raises:
        OSError: the system refuses to write.
    """
    before = os.path.join(folder, name + BEFORE)
    for slot in (os.path.join(folder, name), os.path.join(folder, name + LEGACY)):
        there = _content(slot)
        if there is None or not is_ours(there):
            continue
        if os.path.lexists(before):
            os.replace(before, slot)
            return Outcome(Done.REMOVED, slot, slot)
        os.remove(slot)
        return Outcome(Done.REMOVED, slot)
    return Outcome(Done.ABSENT, os.path.join(folder, name), before if os.path.lexists(before) else "")


def _content(path: str) -> bytes | None:
    """How a hook begins; None where there is none. A link to nothing is a hook of somebody's too."""
    try:
        with open(path, "rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        return b"" if os.path.lexists(path) else None


def _write(path: str, content: bytes) -> None:
    """Write a file that can be run, whole or not at all."""
    new = f"{path}.ddlint-new"
    with open(new, "wb") as file:
        os.fchmod(file.fileno(), 0o755)
        file.write(content)
    os.replace(new, path)
