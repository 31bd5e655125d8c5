"""The replay of a repository: its main line out of git, deployments into whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from ddlint.audit.marked_files import marked_in
from ddlint.audit.reading import Changed, Piece, Reader, Unread
from ddlint.engine.uncollected import uncollected
from ddlint.errors import DdlintError
from ddlint.git.main_line import Line, Span, empty_tree, first_parent, main_line, tree_of
from ddlint.git.objects import read, sizes_here
from ddlint.model.deployments.deployed import Deployed, Step
from ddlint.model.deployments.patch import FilePatch, Seen
from ddlint.model.deployments.replay import Replay
from ddlint.model.yaml_reading import LARGEST


class Version(NamedTuple):
    """What a file became.

    Attributes:
        commit: the full id of the commit that did it; empty where it was so before what was read.
        path: the file.
        blob: the full id of its content; empty where it is gone.
    """

    commit: str
    path: str
    blob: str


@dataclass(slots=True)
class Replaying:
    """One replay of one repository: `deployed` runs it, the attributes tell afterwards how it went.

    Attributes:
        reader: reads the patches.
        replay: the state of all marked values.
        commits: how many of the main line were read, those of an earlier replay included.
        last: the full id of the last of them; empty before the first.
        unread: those that could not be read.
        versions: of files, in the order of the commits, but for those that differ from the one before in
            nothing that a rule could mind.
    """

    reader: Reader
    replay: Replay = field(init=False)
    commits: int = 0
    last: str = ""
    unread: list[Unread] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    _content: Mapping[str, Sequence[Seen]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.replay = Replay(lambda patch: self._content.get(patch.blob))

    def deployed(
        self, span: Span, jobs: int, advance: Callable[[int], None]
    ) -> Iterator[tuple[int, Deployed]]:
        """What the commits of a span deploy, in their order: the number of the value, and what it became.

        Where the span does not begin with the history, and the replay is none that was resumed, what was
        there before comes first: the values at the commit before it.

        Args:
            span: of the main line.
            jobs: how many processes read.
            advance: is told how many commits were read.

        Raises:
            ObjectMissing: a commit of the main line is not in this clone.
            GitError: git failed.
        """
        lines = main_line(self.reader.repository, span)
        first = next(lines, None)
        if first is None:
            return
        begin = "" if self.commits else span.after or self._begin(first)
        if begin:
            yield from self._take(self._snapshot(begin), begins=True)
        if begin == first.oid:  # its files are the beginning: a commit whose parents were not fetched
            self.commits, self.last = 1, begin
        rest = lines if begin == first.oid else chain((first,), lines)
        with uncollected():
            for piece in self.reader.pieces(rest, jobs, self.commits + 1):
                yield from self._take(piece, begins=False)
                self.commits, self.last = self.commits + piece.commits, piece.last
                advance(piece.commits)

    def _begin(self, first: Line) -> str:
        """The commit whose files were there before the history that is read; empty where nothing was."""
        return first.parent or (first.oid if first_parent(self.reader.repository, first.oid) else "")

    def _snapshot(self, oid: str) -> Piece:
        repository = self.reader.repository
        try:
            return self.reader.snapshot(empty_tree(repository), tree_of(repository, oid), oid)
        except DdlintError as error:
            return Piece(1, oid, [], [Unread(oid, oid, 1, error.message, error.hint)])

    def _take(self, piece: Piece, *, begins: bool) -> Iterator[tuple[int, Deployed]]:
        self.unread += piece.unread
        steps = self._look_ahead(piece.changed)
        for changed in piece.changed:
            oid = "" if begins else changed.oid
            self.versions += [
                Version(oid, each.path, each.blob) for each in changed.files if not each.is_routine
            ]
            step = changed.step or steps.get(changed.oid) or _UNASKED
            yield from self.replay.apply(step, changed.files, begins=begins)

    def _look_ahead(self, changed: Sequence[Changed]) -> Mapping[str, Step]:
        """Read, all at once, the files whose lines alone do not tell, and the commits that change them."""
        odd = {file.path for each in changed for file in each.files if self.replay.needs_file(file)}
        self._content = {}
        if not odd:
            return {}
        wanted = {
            file.blob: file for each in changed for file in each.files if file.blob and file.path in odd
        }
        self._content = self._read(wanted)
        untold = {
            each.oid: each.position
            for each in changed
            if not each.step and any(file.path in odd for file in each.files)
        }
        return self.reader.steps(untold)

    def _read(self, wanted: Mapping[str, FilePatch]) -> dict[str, Sequence[Seen]]:
        """The marked values of files that are here and can be read at once, by full id."""
        sizes = sizes_here(self.reader.repository, wanted)
        here = [oid for oid in wanted if (sizes[oid] or LARGEST + 1) <= LARGEST]
        contents = read(self.reader.repository, here)
        return {oid: marked_in(wanted[oid].path, data) for oid, (_, data) in zip(here, contents, strict=True)}


#: The commit of patches that hold no marker: they deploy nothing.
_UNASKED = Step("", 0, "", "", "", by_bot=False, position=0)
