"""What the commit-msg hook needs of a configuration, kept so that it need not read TOML at every commit.

One small text file per content of a configuration file: a first line with the version and a checksum,
one line for each setting, an empty line, then the exact bytes of the configuration. What does not match
to the byte is as if it were not there, so a stale or damaged entry costs time and never changes a
verdict. Entries that another user could have written are not read.

The hook imports this module: nothing here may import more than `os`.
"""

from __future__ import annotations

import os

from ddlint import __version__
from ddlint.model.commit_policy import CommitPolicy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

#: Counts up when the meaning of the lines changes within one version of ddlint.
_FORMAT = 2
_VERSION = f"ddlint {__version__} commit-msg {_FORMAT}".encode()
_SHARED = b"pyproject.toml\n"
_PRIME = 2**127 - 1
_ROOM_FOR_SETTINGS = 1 << 16
_KEPT = 100
_NAMES = ("types", "scopes", "require-scope", "max-header-length")
_WRITABLE_BY_OTHERS = 0o022


class Entry:
    """What is known of one configuration file.

    Attributes:
        policy: what a message may be; None where the file holds no configuration (a `pyproject.toml` without
            `[tool.ddlint]`), so that the next candidate counts.
    """

    __slots__ = ("policy",)

    def __init__(self, policy: CommitPolicy | None) -> None:
        self.policy = policy


def read(variables: Mapping[str, str], config: bytes, *, shared: bool = False) -> Entry | None:
    """What is kept for a file with the content `config`; None where nothing is that can be trusted.

    `shared` says that it is a `pyproject.toml`, in which the same bytes mean something else.
    """
    config = _SHARED + config if shared else config
    path = _path(variables, config)
    if path is None:
        return None
    try:
        content = _trusted(path, len(config) + _ROOM_FOR_SETTINGS)
    except OSError:
        return None
    first, _, rest = content.partition(b"\n")
    head, _, found = rest.partition(b"\n\n")
    return _parse(head) if found == config and first == _first_line(rest) else None


def write(
    variables: Mapping[str, str], config: bytes, policy: CommitPolicy | None, *, shared: bool = False
) -> None:
    """Keep `policy` for configuration files (`shared`: a `pyproject.toml`) with the content `config`.

    Nothing that is in the way (no home, a full disk, a read-only folder) is an error.
    """
    config = _SHARED + config if shared else config
    path = _path(variables, config)
    head = _render(policy)
    if path is None or head is None:
        return
    try:
        rest = head + b"\n\n" + config
        _replace(path, _first_line(rest) + b"\n" + rest)
        _forget_the_oldest(os.path.dirname(path))
    except OSError:
        return


def _path(variables: Mapping[str, str], config: bytes) -> str | None:
    """The file that belongs to `config`: named by its content, without the cost of importing a hash."""
    base = variables.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = variables.get("HOME", "")
        base = os.path.join(home, ".cache")
        if not os.path.isabs(home):
            return None
    return os.path.join(base, "ddlint", "commit-msg", _number(_VERSION + config))


def _number(content: bytes) -> str:
    """A name for `content`: enough against accidents, and unlike a hash it needs no import."""
    return f"{int.from_bytes(content, 'little') % _PRIME:032x}"


def _first_line(rest: bytes) -> bytes:
    return _VERSION + b" " + _number(rest).encode()


def _trusted(path: str, limit: int) -> bytes:
    """The content of `path`, at most `limit` bytes of it; empty where another user could have written it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        state = os.fstat(descriptor)
        regular = state.st_mode & 0o170000 == 0o100000
        if not regular or state.st_uid != os.geteuid() or state.st_mode & _WRITABLE_BY_OTHERS:
            return b""
        return os.read(descriptor, limit)
    finally:
        os.close(descriptor)


def _parse(head: bytes) -> Entry | None:
    """The entry whose lines are `head`; None for anything that `_render` does not write."""
    lines = head.decode("utf-8", "replace").split("\n")
    if lines == ["none"]:
        return Entry(None)
    try:
        types, scopes, require_scope, length = (line.split("\t") for line in lines)
        if (types[0], scopes[0], require_scope[0], length[0]) != _NAMES:
            return None
        policy = CommitPolicy(
            frozenset(types[1:]),
            frozenset(scopes[1:]),
            require_scope={"yes": True, "no": False}[require_scope[1]],
            max_header_length=int(length[1]),
            unfinished=True,
        )
    except (ValueError, KeyError, IndexError):
        return None
    return Entry(policy)


def _render(policy: CommitPolicy | None) -> bytes | None:
    """The lines for `policy`; None where a name in it could not be told from the format."""
    if policy is None:
        return b"none"
    names = [*policy.types, *policy.scopes]
    if any(not name or "\t" in name or "\n" in name for name in names):
        return None
    lines = (
        "\t".join(("types", *sorted(policy.types))),
        "\t".join(("scopes", *sorted(policy.scopes))),
        f"require-scope\t{'yes' if policy.require_scope else 'no'}",
        f"max-header-length\t{policy.max_header_length}",
    )
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _replace(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    draft = f"{path}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        os.replace(draft, path)
    except BaseException:  # an interrupt leaves nothing behind either
        os.unlink(draft)
        raise


def _forget_the_oldest(folder: str) -> None:
    """Every change of a configuration leaves an entry behind: keep the newest."""
    with os.scandir(folder) as entries:
        ages = sorted((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in entries)
    for _, path in ages[:-_KEPT]:
        os.unlink(path)
