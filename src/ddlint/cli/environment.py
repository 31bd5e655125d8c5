"""What a command may touch of the outside: its streams, the environment variables, the folder it runs in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Environment:
    """The outside of one call of a command.

    Attributes:
        stdin, stdout, stderr: text streams; results go to stdout, all else to stderr.
        variables: the environment variables.
        folder: the working directory, absolute.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    variables: Mapping[str, str]
    folder: Path

    @staticmethod
    def of_process() -> Environment:
        """The environment of this process; output streams replace what their encoding cannot hold."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return Environment(sys.stdin, sys.stdout, sys.stderr, dict(os.environ), Path.cwd())

    def say(self, line: str) -> None:
        """Print a line that is not a result; names and text of a repository in it are made safe to print."""
        from ddlint.output.safe import safe

        print(safe(line), file=self.stderr)
