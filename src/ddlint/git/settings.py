"""The settings of git that decide what a commit message is, for the commit-msg hook, in one cheap call.

The commit-msg hook imports this module: nothing here may import more than `os`.
"""

from __future__ import annotations

from ddlint.git.process import Git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS = r"^(core\.comment(char|string)|commit\.cleanup|i18n\.commitencoding)$"


def message_settings(cwd: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Read `core.commentChar`, `core.commentString`, `commit.cleanup` and `i18n.commitEncoding`.

    Settings given as `git -c core.commentChar=';' commit` reach the hook through the environment and count.

    Args:
        cwd: a folder of the repository; hooks start in its top level.
        environ: the hook's environment.

    Returns:
        The settings that exist, keys in lower case (`core.commentchar`). git lets the last one of
        `core.commentChar` and `core.commentString` win; so whichever of the two is set last is the only one
        of them here.

    Raises:
        DdlintError: there is no git on the path.
    """
    _, output = Git(cwd, environ, own=True).capture("config", "-z", "--get-regexp", _KEYS)
    found: dict[str, str] = {}
    for entry in output.decode("utf-8", "surrogateescape").split("\0"):
        key, _, value = entry.partition("\n")
        if key.startswith("core."):
            found.pop("core.commentchar", None)
            found.pop("core.commentstring", None)
        if key:
            found[key] = value
    return found
