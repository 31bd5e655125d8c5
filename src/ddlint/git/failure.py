"""Turns what git says on standard error into a typed error with a hint.

git runs with LC_ALL=C, so its sentences are English; they are matched on the parts that did not change
between 2.39 and 2.55.
"""

import shlex

from ddlint.errors import DdlintError, Incomplete


class GitError(DdlintError):
    """git refused or failed (exit 2).

    Attributes:
        returncode: git's exit code; negative for a signal.
        stderr: what git said, decoded, at most 64 kB. It may quote the repository: escape it before a
        terminal.
    """

    def __init__(self, message: str, hint: str = "", *, returncode: int = 128, stderr: str = "") -> None:
        super().__init__(message, hint)
        self.returncode = returncode
        self.stderr = stderr


class NotARepository(GitError):
    """The folder is in no git repository."""


class ObjectMissing(Incomplete):
    """The clone lacks an object that the answer needs: partial clone, shallow clone or damage (exit 3)."""


_MISSING = (
    "could not fetch",
    "from promisor remote",
    "lazy fetching disabled",
    "bad object",
    ": bad file",
    "unable to read",
    "failed to read object",
    "could not read",
    "missing commit",
    "missing blob",
    "missing object",
    "missing tree",
    "unable to parse commit",
    "is corrupt",
    "inflate: data stream error",
)


def failure(returncode: int, stderr: bytes, cwd: str) -> DdlintError:
    """The error that a failed git command means.

    Args:
        returncode: git's exit code.
        stderr: what it wrote to standard error.
        cwd: the folder it ran in, for the hint.
    """
    text = stderr.decode("utf-8", "backslashreplace").strip()
    if "detected dubious ownership" in text or "unsafe repository" in text:
        return GitError(
            f"git refuses to read {cwd}: it belongs to another user",
            f"If you trust it: git config --global --add safe.directory {shlex.quote(cwd)}",
            returncode=returncode,
            stderr=text,
        )
    if "not a git repository" in text:
        return NotARepository(
            f"{cwd} is not in a git repository",
            "Run ddlint inside a clone.",
            returncode=returncode,
            stderr=text,
        )
    if "cannot use bare repository" in text:
        return GitError(
            f"{cwd} lies inside a bare repository",
            "Name the bare repository itself if you mean it.",
            returncode=returncode,
            stderr=text,
        )
    if any(sign in text.lower() for sign in _MISSING):
        return ObjectMissing(f"git could not read an object: {_last_line(text)}", _MISSING_HINT)
    return GitError(f"git failed: {_last_line(text) or returncode}", returncode=returncode, stderr=text)


_MISSING_HINT = (
    "Fetch it (a partial clone: git fetch --refetch --no-filter), or check the clone with: git fsck"
)


def _last_line(text: str) -> str:
    fatal = [line for line in text.splitlines() if line.startswith(("fatal:", "error:"))]
    return (fatal or text.splitlines() or [""])[-1].removeprefix("fatal: ").removeprefix("error: ")
