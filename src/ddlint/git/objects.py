"""Objects in batches from one `cat-file` process, with their exact bytes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from ddlint.errors import DdlintError
from ddlint.git.failure import GitError, ObjectMissing
from ddlint.git.repository import Repository

Taken = TypeVar("Taken")

BATCH = ("cat-file", "--batch", "--buffer")


def read(repository: Repository, oids: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
    """The named objects as (id, content), in the given order.

    Args:
        repository: where to look.
        oids: full ids.

    Raises:
        ObjectMissing: one is not in this clone.
    """
    data = _lines(oids)
    if data:
        with repository.git.stream(BATCH, data=data) as stream:
            for batch in records(stream):
                yield from batch


def sizes(repository: Repository, oids: Iterable[str]) -> Iterator[int | None]:
    """The size of each named object, in the given order; None where it is not in this clone."""
    data = _lines(oids)
    if data:
        output = repository.git.run("cat-file", "--batch-check=%(objectsize)", "--buffer", data=data)
        for line in output.splitlines():
            yield int(line) if line.isdigit() else None


def sizes_here(repository: Repository, oids: Iterable[str]) -> dict[str, int | None]:
    """The size of each named object; None where it is not in this clone, also in one that would fetch it.

    A clone with a promisor asks that for what it lacks, and fails where it must not: then all objects that
    are here are listed, which fetches nothing.
    """
    wanted = [*dict.fromkeys(oids)]
    try:
        return dict(zip(wanted, sizes(repository, wanted), strict=True))
    except ObjectMissing:
        found: dict[str, int | None] = dict.fromkeys(wanted)
    form = ("--batch-check=%(objectname) %(objectsize)", "--unordered", "--buffer")
    for line in repository.git.run("cat-file", "--batch-all-objects", *form).decode("ascii").splitlines():
        oid, _, size = line.partition(" ")
        if oid in found:
            found[oid] = int(size)
    return found


def records(chunks: Iterable[bytes]) -> Iterator[list[tuple[bytes, bytes]]]:
    """Split the output of `cat-file --batch` into (id, content), a list for each chunk.

    Holds one chunk, or the one record that is larger than a chunk, which is joined only when it is complete.

    Raises:
        ObjectMissing: git answered that it does not have an object.
        GitError: the output is not `cat-file`'s.
    """
    return _taken(chunks, _split)


def pieces(chunks: Iterable[bytes], least: int) -> Iterator[bytes]:
    """Cut the output of `cat-file --batch` between records, for other processes to take apart with `split`.

    Args:
        chunks: the output.
        least: the length from which a piece is worth sending; the last one may be shorter.

    Raises:
        ObjectMissing: git answered that it does not have an object.
        GitError: the output is not `cat-file`'s.
    """
    return _taken(chunks, _cut, least)


def split(piece: bytes) -> list[tuple[bytes, bytes]]:
    """The records of one of `pieces`, as (id, content)."""
    return _split(piece)[0]


def _taken(
    chunks: Iterable[bytes], take: Callable[[bytes], tuple[Taken, int, int]], least: int = 0
) -> Iterator[Taken]:
    """What `take` finds in `chunks`; it says how much it took, and how much it needs to find more."""
    parts: list[bytes] = []
    have = need = 0
    for chunk in chain(chunks, [b""]):
        parts.append(chunk)
        have += len(chunk)
        if not have or (chunk and have < max(need, least)):
            continue
        data = b"".join(parts)
        parts.clear()
        found, used, need = take(data)
        have = len(data) - used
        if have:
            parts.append(data[used:])
        del data  # a large message is in memory once while it is judged
        if found:
            yield found
    if have:
        raise GitError("git cat-file stopped in the middle of an object")


def _cut(data: bytes) -> tuple[bytes, int, int]:
    """The whole records in `data`, their length, and how many bytes the next one needs (0: unknown)."""
    length, position = len(data), 0
    while (line := data.find(b"\n", position)) >= 0:
        try:
            end = line + 2 + int(data[data.rindex(b" ", position, line) : line])
        except ValueError:
            raise _unexpected(data[position:line]) from None
        if end > length:
            return data[:position], position, end - position
        position = end
    return data[:position], position, 0


def _split(data: bytes) -> tuple[list[tuple[bytes, bytes]], int, int]:
    """The whole records in `data`, how many bytes they took, and how many the next one needs (0: unknown)."""
    found: list[tuple[bytes, bytes]] = []
    length, position = len(data), 0
    while (line := data.find(b"\n", position)) >= 0:
        try:
            oid, _, size = data[position:line].split(b" ")
            end = line + 1 + int(size)
        except ValueError:
            raise _unexpected(data[position:line]) from None
        if end >= length:
            return found, position, end + 1 - position
        found.append((oid, data[line + 1 : end]))
        position = end + 1
    return found, position, 0


def _unexpected(line: bytes) -> DdlintError:
    answer = line[:200].decode("utf-8", "backslashreplace")
    if answer.endswith((" missing", " ambiguous")):
        return ObjectMissing(f"git does not have object {answer.partition(' ')[0]} in this clone")
    return GitError(f"git cat-file answered something else than an object: {answer}")


def _lines(oids: Iterable[str]) -> bytes:
    return "".join(f"{oid}\n" for oid in oids).encode("ascii")
