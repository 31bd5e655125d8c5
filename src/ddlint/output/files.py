"""Write an output file whole or not at all: the bytes go to a neighbour that takes its place at the end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TextIO

from ddlint.errors import DdlintError


@contextmanager
def written(path: str) -> Iterator[TextIO]:
    """A text stream (UTF-8, LF) whose content becomes the file `path` when the block ends well.

    A file that is not a regular one (`/dev/stdout`, a pipe) is written directly. A link stays a link.

    Raises:
        DdlintError: the file cannot be written.
    """
    target = os.path.realpath(path)
    direct = os.path.exists(path) and not os.path.isfile(path)
    temporary = (
        path
        if direct
        else os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}")
    )
    stream = _opened(path, temporary, "w" if direct else "x")
    try:
        with stream:
            yield stream
        if not direct:
            os.replace(temporary, target)
    finally:
        if not direct:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)


@contextmanager
def added(path: str) -> Iterator[TextIO]:
    """A text stream whose content stands at the end of the file `path` when the block ends well.

    It is held until then: for what is small, and goes to a page that others write too.

    Raises:
        DdlintError: the file cannot be written.
    """
    with _opened(path, path, "a") as page:
        text = StringIO(newline="\n")
        yield text
        page.write(text.getvalue())


def _opened(path: str, temporary: str, mode: str) -> TextIO:
    if os.path.isfile(path) and not os.access(path, os.W_OK):
        raise DdlintError(f"cannot write {path}: it is read-only")
    try:
        return open(temporary, mode, encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[return-value]
    except OSError as error:
        reason = error.strerror or str(error)
        raise DdlintError(
            f"cannot write {path}: {reason}", "the folder must exist and be writable"
        ) from error
