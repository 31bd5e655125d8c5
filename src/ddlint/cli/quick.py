"""The commit-msg hook's short way: tells that a message is fine before anything is imported that costs.

A hook runs at every commit, and nearly every message is fine. What this module cannot tell for sure it leaves
to `ddlint.cli.commit_msg`, so it only ever answers "fine" or "look closer". The test
tests/cli/test_commit_msg_imports.py holds the list of the modules that are imported on this way.
"""

from __future__ import annotations

import os

from ddlint.config import hook_cache
from ddlint.config.discovery import SHARED_NAME, candidates
from ddlint.git.place import find_git_dir, find_work_tree, operation
from ddlint.model.cleanup import CUT, cleaned, comment_in, mode_in_hook, stripspace
from ddlint.model.commit_policy import DEFAULT_TYPES, CommitPolicy, conforms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Beyond this many readings (or characters) asking git costs less than trying them all.
_MANY = 4
_LONG = 1 << 16


def is_fine(path: str, folder: str, variables: Mapping[str, str]) -> bool:
    """Whether the message in the file `path` certainly passes every rule.

    Args:
        path: the message file, as git names it to the hook.
        folder: the folder the hook runs in.
        variables: its environment.
    """
    try:
        with open(os.path.join(folder, path), "rb") as file:
            text = file.read().decode("utf-8")
        policy = _policy(folder, variables)
        if policy is None:
            return False
        return _fine_whatever_git_drops(text, policy) or _fine_as_git_cleans_it(
            text, policy, folder, variables
        )
    except (OSError, ValueError):
        return False


def _policy(folder: str, variables: Mapping[str, str]) -> CommitPolicy | None:
    """What a message may be here; None where a configuration must be read to know."""
    chosen: tuple[str, CommitPolicy] | None = None
    for path, content in candidates(folder, find_work_tree(folder)):
        if chosen and os.path.dirname(path) != chosen[0]:
            break
        entry = hook_cache.read(variables, content, shared=path.endswith(SHARED_NAME))
        if entry is None or (chosen and entry.policy):
            return None
        if entry.policy:
            chosen = os.path.dirname(path), entry.policy
    return chosen[1] if chosen else CommitPolicy(frozenset(DEFAULT_TYPES), unfinished=True)


def _fine_whatever_git_drops(text: str, policy: CommitPolicy) -> bool:
    """Whether the message is fine whichever lines are comments: then git need not be asked which are."""
    if CUT in text or len(text) > _LONG:
        return False
    marks = {line[0] for line in text.split("\n") if line and not line[0].isalnum() and not line[0].isspace()}
    return len(marks) <= _MANY and all(
        conforms(reading, policy, merge=False) for reading in _readings(text, marks)
    )


def _readings(text: str, marks: set[str]) -> Iterator[str]:
    yield stripspace(text)
    for mark in marks:
        yield stripspace(text, mark)


def _fine_as_git_cleans_it(
    text: str, policy: CommitPolicy, folder: str, variables: Mapping[str, str]
) -> bool:
    git_dir = find_git_dir(folder, variables)
    if git_dir is None:
        return False
    from ddlint.errors import DdlintError
    from ddlint.git.settings import message_settings

    try:
        settings = message_settings(folder, variables)
    except DdlintError:
        return False
    return conforms(as_stored(text, settings, variables), policy, operation(git_dir) == "merge")


def as_stored(text: str, settings: Mapping[str, str], variables: Mapping[str, str]) -> str:
    """`text`, the content of a message file, as git will store it after the hook.

    Args:
        text: all of the file.
        settings: what `ddlint.git.settings.message_settings` found.
        variables: the environment of the hook.
    """
    configured = settings.get("core.commentchar") or settings.get("core.commentstring") or ""
    mode = mode_in_hook(settings.get("commit.cleanup", ""), variables.get("GIT_EDITOR"))
    return cleaned(text, mode, comment_in(text, configured))
