"""Where a configuration may stand: from a folder up to the top of its repository and no further.

The commit-msg hook imports this module: nothing here may import more than `os`. So it does not read TOML:
whether a `pyproject.toml` that mentions ddlint has a `[tool.ddlint]` table is for the caller to find out.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_NAME = "ddlint.toml"
SHARED_NAME = "pyproject.toml"
_MENTION = b"ddlint"
_KIND = 0o170000
_FILE_OR_FOLDER = (0o100000, 0o040000)  # reading a folder fails by itself, and says so


def candidates(folder: str, top: str | None) -> Iterator[tuple[str, bytes]]:
    """The files that may hold the configuration for `folder`, the one that wins first, with their content.

    Args:
        folder: where to begin, absolute.
        top: the top of the repository that `folder` is in, the last folder looked at; None: only `folder` is.

    Yields:
        Path and content of every `ddlint.toml`, and of every `pyproject.toml` that mentions ddlint.

    Raises:
        OSError: a file is there and cannot be read.
    """
    for each in _upwards(folder, top):
        for name in (OWN_NAME, SHARED_NAME):
            path = os.path.join(each, name)
            content = _content(path)
            if content is not None and (name == OWN_NAME or _MENTION in content):
                yield path, content


def _upwards(folder: str, top: str | None) -> Iterator[str]:
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if top is None or folder in (top, parent):
            return
        folder = parent


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb", opener=_opener) as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        if os.path.islink(path):  # somebody wants a configuration, and there is none
            raise
        return None


def _opener(path: str, flags: int) -> int:
    """Open a file, but no fifo, which waits for a writer, and no device, which may have no end.

    Raises:
        OSError: it is one.
    """
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if os.fstat(descriptor).st_mode & _KIND in _FILE_OR_FOLDER:
        return descriptor
    os.close(descriptor)
    raise OSError(0, "not a regular file", path)
