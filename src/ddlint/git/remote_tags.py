"""The tags of a remote, by one `ls-remote`: the only call that reaches a network, and only when asked.

What could start a program is taken from the user and never from the repository: no transport but files, https
and ssh, the usual program at the other end, ssh without a prompt, the credential helpers of the user's own
configuration.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from ddlint.errors import DdlintError, Incomplete
from ddlint.git.failure import GitError
from ddlint.git.process import Git
from ddlint.git.refs import TAGS
from ddlint.git.repository import Repository
from ddlint.model.tag_ledger import Value

_ALLOWED = ("file", "https", "ssh")
_PEELED = "^{}"
_LIST = ("ls-remote", "--tags", "--upload-pack=git-upload-pack", "--")


def remote_tags(repository: Repository, remote: str, variables: Mapping[str, str]) -> dict[str, Value]:
    """All tags of a remote by their full names.

    Args:
        repository: that knows the remote.
        remote: its name.
        variables: the environment, for the user's own settings.

    Raises:
        DdlintError: the repository has no such remote.
        Incomplete: the remote did not answer.
    """
    _require(repository, remote)
    extra = {"GIT_ALLOW_PROTOCOL": ":".join(_ALLOWED), "GIT_SSH_COMMAND": _ssh(variables)}
    git = Git(repository.git.cwd, variables, own=True, bare="safe.bareRepository=all", extra=extra)
    try:
        output = git.run(*_settings(git), *_LIST, remote)
    except DdlintError as error:
        said = (error.stderr if isinstance(error, GitError) else error.message).strip().splitlines()
        raise Incomplete(
            f"{remote} did not tell its tags: {said[0] if said else 'no answer'}",
            f"Does `git ls-remote --tags {remote}` work here? ddlint asks by {', '.join(_ALLOWED)} only.",
        ) from error
    return _read(output)


def _require(repository: Repository, remote: str) -> None:
    names = repository.git.run("remote").decode("utf-8", "surrogateescape").split("\n")[:-1]
    if remote not in names:
        close = difflib.get_close_matches(remote, names, 1)
        known = f"Its remotes are: {', '.join(names)}" if names else "It has none: `git remote add`."
        raise DdlintError(
            f"there is no remote {remote!r} in this repository",
            f"Did you mean {close[0]}?" if close else known,
        )


def _ssh(variables: Mapping[str, str]) -> str:
    return variables.get("GIT_SSH_COMMAND") or "ssh -oBatchMode=yes"


def _settings(git: Git) -> list[str]:
    """Options in front of the subcommand: the protocols, and the user's own credential helpers."""
    found = [word for name in _ALLOWED for word in ("-c", f"protocol.{name}.allow=always")]
    asked = ("config", "--global", "-z", "--get-regexp", r"^credential\..*helper$")
    for entry in git.run(*asked, accept=(0, 1, 128)).decode("utf-8", "surrogateescape").split("\0")[:-1]:
        key, _, value = entry.partition("\n")
        found += ("-c", f"{key}={value}")
    return found


def _read(output: bytes) -> dict[str, Value]:
    oids: dict[str, str] = {}
    for line in output.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        oid, _, name = line.partition("\t")
        oids[name] = oid
    return {
        name: Value(oid, oids.get(name + _PEELED, oid))
        for name, oid in oids.items()
        if name.startswith(TAGS) and not name.endswith(_PEELED)
    }
