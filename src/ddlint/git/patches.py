"""The changes of many commits, as ids of files and as patch ids: a fixed number of processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack

from ddlint.git.process import Stream
from ddlint.git.repository import Repository

_SAFE = ("--no-ext-diff", "--no-textconv", "--no-renames", "--root")
_RAW = ("diff-tree", "--stdin", "--raw", "-r", "-z", "--always", *_SAFE)
_DIFF = ("diff-tree", "--stdin", "-p", "-U0", "--text", *_SAFE)
_PATCH_ID = ("patch-id", "--stable")
_LANES = 4  # as many cores as a CI has

#: What a commit changes: for each path the old and the new mode and id, as git writes them.
Change = dict[str, str]
#: A commit and the one it is compared with, as full ids; empty for a commit without parents.
Pair = tuple[str, str]


def changes(repository: Repository, pairs: Sequence[Pair]) -> list[Change]:
    """What lies between the commits of each pair, in their order, told by the ids of the files alone.

    Args:
        repository: where to look.
        pairs: the commit, and what it is compared with.

    Raises:
        GitError: git failed.
        ObjectMissing: a folder is not in this clone.
    """
    found: list[Change] = []
    with ExitStack() as stack:
        for stream in _opened(stack, repository, [*_lanes(pairs)], _RAW):
            found += _read(b"".join(stream))
    return found


def patch_ids(repository: Repository, pairs: Iterable[Pair]) -> dict[Pair, str]:
    """The patch id of what lies between each pair; pairs without one are left out.

    Made without lines of context, so that a change nearby makes no difference.

    Args:
        repository: where to look.
        pairs: as for `changes`; no two of them with the same first commit.

    Raises:
        GitError: git failed.
        ObjectMissing: a file is not in this clone.
    """
    wanted = [*dict.fromkeys(pairs)]
    compared = dict(wanted)
    found: dict[Pair, str] = {}
    with ExitStack() as stack:
        for stream in _opened(stack, repository, [*_lanes(wanted)], _DIFF, _PATCH_ID):
            for line in b"".join(stream).decode("ascii").splitlines():
                patch, _, oid = line.partition(" ")
                found[oid, compared[oid]] = patch
    return found


def _lanes(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """The pairs in pieces, so that several processes look at them at once.

    Neighbours stay together: what git unpacked for the one serves the next, a fifth to a third of its time.
    """
    size = -(-len(pairs) // _LANES) or 1
    return (pairs[start : start + size] for start in range(0, len(pairs), size))


def _opened(
    stack: ExitStack, repository: Repository, lanes: Sequence[Sequence[Pair]], *commands: Sequence[str]
) -> list[Stream]:
    """All processes at once, each with its pairs, and none waits until another one is read."""
    found = []
    for lane in lanes:
        stream = stack.enter_context(repository.git.stream(*commands, data=_lines(lane)))
        stream.read_ahead()
        found.append(stream)
    return found


def _read(output: bytes) -> list[Change]:
    found: list[Change] = []
    parts = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        if part.startswith(":"):
            found[-1][next(parts)] = part
        elif part:
            found.append({})
    return found


def _lines(pairs: Iterable[Pair]) -> bytes:
    return "".join(f"{commit} {base}".rstrip() + "\n" for commit, base in pairs).encode("ascii")
