"""git's walk over the whole history, begun before anything else is imported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ddlint.errors import DdlintError
from ddlint.git.history import walk
from ddlint.git.process import Stream
from ddlint.git.repository import gateway


@contextmanager
def begun() -> Iterator[Stream | None]:
    """The walk over the history of HEAD here, already running; None where it cannot begin.

    What is wrong with the repository or the options is for the command to say: it looks at both before it
    reads the walk.
    """
    stream = _stream()
    try:
        yield stream
    finally:
        if stream is not None:
            stream.end()


def _stream() -> Stream | None:
    try:
        stream = walk(gateway(os.getcwd(), os.environ, here=True), ["HEAD"])
        stream.read_ahead()
    except (DdlintError, OSError):
        return None
    return stream
