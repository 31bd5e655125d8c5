"""How every git command is spelt: which program, which fixed options, which environment.

A linter runs git inside repositories that strangers can write to, from hooks that export half of git's state.
So no call inherits what it does not need, and no setting of the repository may start a program. Where a
repository's own configuration could, a `-c` here outranks it. Shown in tests/git/test_hostile.py.

The commit-msg hook imports this module: nothing here may import more than `os`.
"""

from __future__ import annotations

import os

from ddlint.errors import DdlintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Each would let a repository's own configuration start a program, reach a network or change what is read.
OVERRIDES = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.askPass=false",
    "core.editor=false",
    "core.pager=cat",
    "core.attributesFile=/dev/null",
    "core.alternateRefsCommand=true",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "log.mailmap=false",
    "protocol.allow=never",
    "submodule.recurse=false",
    "maintenance.auto=false",
    "gc.auto=0",
)
EXPLICIT_BARE = "safe.bareRepository=explicit"
NAMED_BARE = "safe.bareRepository=all"

#: A path given to git is a path, whatever characters it has.
LITERAL_PATHSPECS = "GIT_LITERAL_PATHSPECS"

_GLOBAL_OPTIONS = ("--no-pager", "--no-replace-objects", "--no-optional-locks")
_FIXED = {
    "LC_ALL": "C",
    "GIT_ADVICE": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    LITERAL_PATHSPECS: "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
}
# Where the user's own configuration lives: it decides `safe.directory`, which only its owner may answer.
_ABOUT_THE_USER = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")
# What git hands to a hook about the repository it works on; wrong for every other repository.
_ABOUT_THIS_REPOSITORY = (
    "GIT_COMMON_DIR",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_WORK_TREE",
)
_CONFIG_PAIRS = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
# A server hook sees the pushed objects only through these.
_QUARANTINE = ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH")


def options(bare: str = EXPLICIT_BARE) -> list[str]:
    """The options between `git` and the subcommand.

    Args:
        bare: the `safe.bareRepository` setting; `NAMED_BARE` only for a bare repository that the user named.
    """
    found = list(_GLOBAL_OPTIONS)
    for setting in (*OVERRIDES, bare):
        found += ("-c", setting)
    return found


def environment(environ: Mapping[str, str], *, own: bool = False) -> dict[str, str]:
    """The environment for a git process, without the caller's `GIT_*` leftovers.

    Args:
        environ: the caller's environment.
        own: the call is about the repository whose hook runs: keep what git exported about it.
    """
    clean = {
        key: value for key, value in environ.items() if not key.startswith("GIT_") or key in _ABOUT_THE_USER
    }
    if own:
        clean.update((key, value) for key, value in environ.items() if _is_own(key, environ))
    clean.update(_FIXED)
    return clean


def _is_own(key: str, environ: Mapping[str, str]) -> bool:
    if key in _QUARANTINE:
        return "GIT_QUARANTINE_PATH" in environ
    return key in _ABOUT_THIS_REPOSITORY or key.startswith(_CONFIG_PAIRS)


def program(environ: Mapping[str, str]) -> str:
    """The absolute path of git, looked for in the absolute folders of `PATH` only.

    A relative or empty entry of `PATH` would let the repository that is being read supply its own `git`.

    Raises:
        DdlintError: there is no git on the path.
    """
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        path = folder + "/git"
        if folder.startswith("/") and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    raise DdlintError("git is not installed, or not on PATH", "Install git 2.39 or newer.")
