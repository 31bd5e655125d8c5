"""What a command may touch of the outside: its streams, the environment variables, the folder it runs in."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from ddlint.git.process import Stream


@dataclass(frozen=True, slots=True)
class Environment:
    """The outside of one call of a command.

    Attributes:
        stdin, stdout, stderr: text streams; results go to stdout, all else to stderr.
        variables: the environment variables.
        folder: the working directory, absolute.
        begun: git's walk over the whole history, where it was begun before the options were read.
        now: seconds since 1970 when the call began; None where nobody said.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    variables: Mapping[str, str]
    folder: Path
    begun: Stream | None = None
    now: int | None = None

    @staticmethod
    def of_process(begun: Stream | None = None) -> Environment:
        """The environment of this process; output streams replace what their encoding cannot hold."""
        stdin, stdout, stderr = map(_open, (sys.stdin, sys.stdout, sys.stderr), ("r", "w", "w"))
        for stream in (stdout, stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return Environment(stdin, stdout, stderr, dict(os.environ), _folder(), begun, int(time.time()))

    def say(self, line: str) -> None:
        """Print a line that is not a result; names and text of a repository in it are made safe to print."""
        from ddlint.output.safe import safe_line

        print(safe_line(line), file=self.stderr)


def _open(stream: TextIO | None, mode: str) -> TextIO:
    """`stream`, or an empty one where the caller closed it (`>&-`); that one takes the descriptor too."""
    return stream or cast("TextIO", open(os.devnull, mode, encoding="utf-8"))


def _folder() -> Path:
    """The working directory; a relative path where it is gone, which whoever uses it will find out."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path()
