"""Which way each piece of a file is read: fast, exactly, or not at all where that takes too long."""

from __future__ import annotations

from dataclasses import replace

from ddlint.model.yaml_document import Read, Task, read_exactly, too_large
from ddlint.model.yaml_events import FastReader
from ddlint.model.yaml_file import Document

LARGEST_EXACT = 1024 * 1024  # characters of one file: the exact reader takes five seconds for them
_AS_CHARACTERS = 24  # what beginning to read a piece costs
_WORTH_REMEMBERING = 200  # characters


class PieceReading:
    """Reads the pieces of one file, one after the other."""

    def __init__(self, *, screened: bool) -> None:
        """Begin a file; `screened` says whether Flux opens it."""
        self._screened = screened
        self._left = LARGEST_EXACT
        self._known: dict[str, Read] = {}

    def read(self, task: Task) -> Read:
        """What the piece holds. Some files repeat an empty document very often: that is read once."""
        start, end = task.piece
        if end - start > _WORTH_REMEMBERING or task.candidates:
            return self._read(task)
        text = task.text[start:end]
        known = self._known.get(text)
        if known is not None:
            return _moved(known, start - known.document.start)
        read = self._read(task)
        if not (read.scalars or read.sites):
            self._known[text] = read
        return read

    def _read(self, task: Task) -> Read:
        start, end = task.piece
        if not task.text[start:end].strip(" \r\n"):
            return Read(Document(start, end, "empty"))
        read = FastReader(task, careful=self._screened or bool(task.candidates)).read()
        return self._exactly(task) if read is None else read

    def _exactly(self, task: Task) -> Read:
        self._left -= task.piece.end - task.piece.start + _AS_CHARACTERS
        return too_large(task) if self._left < 0 else read_exactly(task)


def _moved(read: Read, by: int) -> Read:
    """The same, `by` characters further on."""
    document = replace(read.document, start=read.document.start + by, end=read.document.end + by)
    issues = [replace(issue, start=issue.start + by, end=issue.end + by) for issue in read.issues]
    problem = read.problem
    if problem is not None:
        problem = replace(problem, start=problem.start + by, end=problem.end + by)
    return Read(document, issues=issues, problem=problem)
