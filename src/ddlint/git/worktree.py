"""Reading files of the work tree without being led out of it.

A path may become a symlink after git listed it, and a folder on the way too: every component is opened from
its parent with `O_NOFOLLOW`. A pipe is not waited for, a device not read, a file over the limit not loaded.
"""

import errno
import os
import stat
from contextlib import suppress
from types import TracebackType

from ddlint.errors import DdlintError
from ddlint.git.tree import UNREADABLE, Unread

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
_NO_NAMES = frozenset((b"", b".", b".."))
_REASONS = {
    errno.ENOENT: "not in the work tree",
    errno.ELOOP: "symlink",
    errno.ENXIO: "not a regular file",
}


class WorkTree:
    """The files below one folder; a context manager. Fast when paths come sorted, as git lists them."""

    __slots__ = ("_open", "_root")

    def __init__(self, root: str) -> None:
        """Open the folder.

        Args:
            root: the top level of the work tree; it may itself be reached through symlinks.

        Raises:
            OSError: it is no folder, or not readable.
        """
        self._root = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
        self._open: list[tuple[bytes, int]] = []

    def __enter__(self) -> "WorkTree":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave(0)
        os.close(self._root)

    def read(self, path: str, limit: int) -> bytes | Unread:
        """The content of a file, or why it was not read.

        Args:
            path: from the top level, with `/`, as `tree.Entry` has it.
            limit: larger files are skipped, and not loaded.
        """
        *folders, name = path.encode("utf-8", "surrogateescape").split(b"/")
        if "\0" in path or any(part in _NO_NAMES for part in (*folders, name)):
            return Unread(path, "unsafe path")
        try:
            descriptor = os.open(name, _FILE, dir_fd=self._enter(folders))
        except OSError as error:
            return self._refused(path, error)
        try:
            return _content(path, descriptor, limit)
        except OSError as error:
            return Unread(path, "unreadable", os.strerror(error.errno or 0))
        finally:
            os.close(descriptor)

    def replace(self, path: str, before: bytes, after: bytes) -> None:
        """Give a file another content, whole or not at all; its mode stays.

        Args:
            path: from the top level, as `read` took it.
            before: the content it had when it was read; a file that has another one by now is left alone.
            after: the new content.

        Raises:
            DdlintError: the file has changed since it was read, or cannot be written.
        """
        if self.read(path, len(before)) != before:
            raise DdlintError(f"{path} changed while it was being fixed", "Run ddlint again.")
        *folders, name = path.encode("utf-8", "surrogateescape").split(b"/")
        try:
            _swap(self._enter(folders), name, after)
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise DdlintError(f"{path} cannot be written: {reason}", "Its content is as it was.") from error

    def _enter(self, folders: list[bytes]) -> int:
        """A descriptor of the folder, opened step by step from the last one that is shared."""
        shared = 0
        for (name, _), wanted in zip(self._open, folders, strict=False):
            if name != wanted:
                break
            shared += 1
        self._leave(shared)
        for name in folders[shared:]:
            self._open.append((name, os.open(name, _FOLDER, dir_fd=self._top())))
        return self._top()

    def _top(self) -> int:
        return self._open[-1][1] if self._open else self._root

    def _leave(self, keep: int) -> None:
        while len(self._open) > keep:
            os.close(self._open.pop()[1])

    def _refused(self, path: str, error: OSError) -> Unread:
        if error.errno == errno.ENOTDIR:
            return Unread(path, "symlink" if self._behind_symlink(path) else "not in the work tree")
        reason = _REASONS.get(error.errno or 0, UNREADABLE)
        return Unread(path, reason, os.strerror(error.errno or 0) if reason == UNREADABLE else "")

    def _behind_symlink(self, path: str) -> bool:
        """Whether the folder that could not be entered is a symlink."""
        blocked = path.encode("utf-8", "surrogateescape").split(b"/")[len(self._open)]
        with suppress(OSError):
            return stat.S_ISLNK(os.stat(blocked, dir_fd=self._top(), follow_symlinks=False).st_mode)
        return False


def _swap(folder: int, name: bytes, content: bytes) -> None:
    """Write beside the file, then rename over it: a reader sees the old content or the new, never half."""
    mode = stat.S_IMODE(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    beside = name + b".ddlint-%d" % os.getpid()
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    try:
        with open(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            file.write(content)
        os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:  # an interrupt leaves nothing behind either
        os.unlink(beside, dir_fd=folder)
        raise


def _content(path: str, descriptor: int, limit: int) -> bytes | Unread:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        return Unread(path, "not a regular file")
    size = found.st_size
    if size <= limit:
        content = os.read(descriptor, size + 1)  # a buffer of the limit's size would cost more than the file
        if len(content) != size:
            with open(descriptor, "rb", closefd=False) as file:
                content += file.read(limit + 1 - len(content))
        if len(content) <= limit:
            return content
        size = max(size, len(content))
    return Unread(path, "too large", f"{size} bytes, the limit is {limit}")
