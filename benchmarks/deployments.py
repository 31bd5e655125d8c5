"""A config repository with years of deployments: many commits of a bot, two marked values in each."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

FILES = 1_000
COMMENTS = 80  # lines that say nothing: a file of about 3.9 KB
BEGIN = 1_600_000_000


def make_deployments(folder: Path, commits: int) -> None:
    """Make a bare, packed repository with `commits` on `main`, each of which deploys twice."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", "."], cwd=folder, check=True)
    _import(folder, _stream(commits))
    subprocess.run(["git", "repack", "-adq"], cwd=folder, check=True)


def add_deployments(folder: Path, after: int, commits: int) -> None:
    """Add `commits` to a repository of `make_deployments` that has `after`."""
    begin = b"reset refs/heads/main\nfrom refs/heads/main^0\n\n"
    _import(folder, chain([begin], (_two(count) for count in range(after, after + commits))))


def _import(folder: Path, parts: Iterable[bytes]) -> None:
    process = subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stdin is not None
    with process.stdin as stream:
        for part in parts:
            stream.write(part)
    if process.wait():
        raise RuntimeError("git fast-import failed")


def _stream(commits: int) -> Iterator[bytes]:
    yield _commit(0, b"feat: every account", [_file(number, 0) for number in range(FILES)])
    yield from map(_two, range(1, commits))


def _two(count: int) -> bytes:
    changed = [_file((count * 2 + each) % FILES, count) for each in range(2)]
    return _commit(count, b"chore: update images", changed)


def _commit(count: int, subject: bytes, files: list[bytes]) -> bytes:
    who = b"fluxcdbot <flux@example.org> %d +0000" % (BEGIN + count * 60)
    head = b"commit refs/heads/main\ncommitter %s\ndata %d\n%s\n" % (who, len(subject), subject)
    return head + b"".join(files) + b"\n"


def _file(number: int, count: int) -> bytes:
    tag = b"main-%010x-%d" % (count * 7_919 + number, BEGIN + count * 60)
    marker = b'{"$imagepolicy": "flux-system:backend-%d:tag"}' % (number % 10)
    content = _HEAD + _PADDING + b"    image:\n      tag: %s # %s\n" % (tag, marker)
    path = b"accounts/%04d/backend.yaml" % number
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path, len(content), content)


_HEAD = b"""\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: backend
spec:
  values:
"""
_PADDING = b"".join(b"    setting%02d: what an account needs # a note\n" % line for line in range(COMMENTS))
