"""Writes a history as a `git fast-import` stream: the same words in, the same commit ids out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Person:
    """An author, committer or tagger."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Who says what, and when.

    Attributes:
        author: who wrote it.
        when: local time, `2023-08-07 09:12`.
        message: as stored, without the last line break.
        committer: who committed it, where that is not the author.
    """

    author: Person
    when: str
    message: str
    committer: Person | None = None


class Stream:
    """Branches and their files, written down commit by commit.

    A commit's tree is what its branch held before plus its changes; a merge takes what the other branch has.
    """

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._marks = 0
        self._tips: dict[str, int] = {}
        self._files: dict[str, dict[str, str]] = {}
        self._tagged: dict[str, tuple[int, dict[str, str]]] = {}

    def branch(self, name: str, tag: str) -> None:
        """Start the branch `name` at `tag`."""
        self._tips[name], self._files[name] = self._tagged[tag][0], dict(self._tagged[tag][1])

    def fork(self, name: str, source: str) -> None:
        """Start the branch `name` where the branch `source` is now."""
        self._tips[name], self._files[name] = self._tips[source], dict(self._files[source])

    def commit(
        self, branch: str, entry: Entry, changes: Mapping[str, str], merged: str = "", encoding: str = ""
    ) -> None:
        """Commit `changes` (path to content) on `branch`, with the branch `merged` as second parent if given.

        `encoding` names how the message is stored where that is not UTF-8.
        """
        files = self._files.setdefault(branch, {})
        files.update(self._files.get(merged, {}))
        files.update(changes)
        self._marks += 1
        self._line(f"commit refs/heads/{branch}")
        self._line(f"mark :{self._marks}")
        self._signature("author", entry.author, entry.when, encoding)
        self._signature("committer", entry.committer or entry.author, entry.when, encoding)
        if encoding:
            self._line(f"encoding {encoding}")
        self._data(f"{entry.message}\n".encode(encoding or "utf-8"))
        self._parents(branch, merged)
        self._line("deleteall")
        for path, content in sorted(files.items()):
            self._line(f"M 100644 inline {path}")
            self._data(content.encode())
        self._tips[branch] = self._marks

    def tag(self, name: str, branch: str, entry: Entry) -> None:
        """Put an annotated tag on the tip of `branch`."""
        self._tagged[name] = (self._tips[branch], dict(self._files[branch]))
        self._line(f"tag {name}")
        self._line(f"from :{self._tips[branch]}")
        self._signature("tagger", entry.author, entry.when)
        self._data(f"{entry.message}\n".encode())

    def files(self, branch: str) -> Mapping[str, str]:
        """What `branch` holds now, path to content."""
        return self._files[branch]

    def finish(self) -> bytes:
        """The whole stream."""
        return b"".join((*self._parts, b"done\n"))

    def _parents(self, branch: str, merged: str) -> None:
        if branch in self._tips:
            self._line(f"from :{self._tips[branch]}")
        if merged:
            self._line(f"merge :{self._tips[merged]}")

    def _signature(self, role: str, person: Person, when: str, encoding: str = "") -> None:
        moment = datetime.fromisoformat(when).replace(tzinfo=ZONE)
        self._line(f"{role} {person.name} <{person.email}> {int(moment.timestamp())} +0100", encoding)

    def _line(self, text: str, encoding: str = "") -> None:
        self._parts.append(f"{text}\n".encode(encoding or "utf-8"))

    def _data(self, content: bytes) -> None:
        self._parts.append(b"data %d\n%b\n" % (len(content), content))
