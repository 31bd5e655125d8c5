"""The replay of a history: patches in, deployments out. Pure; who reads git is `ddlint.audit.replay`.

Every marked value keeps its identity while lines move around it, its file is renamed, or its marker moves within
the file. Source of the rule: Flux writes what stands behind a marker, and nothing else (`flux-semantics`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ddlint.model.deployments.deployed import Deployed, Step
from ddlint.model.deployments.marked_line import Key, digest_of, is_commented_out, read_line, tag_of
from ddlint.model.deployments.pairing import Came, Gone, Held, Seen, moves, paired
from ddlint.model.deployments.patch import FilePatch, Hunk
from ddlint.model.marker import Form

#: The live markers of a file in the order of their lines; asked where single lines do not tell.
ReadFile = Callable[[FilePatch], "Sequence[Seen]"]


class Known(NamedTuple):
    """What the replay knows of a value besides what it held.

    Attributes:
        path: where it stands, or stood last.
        blob: the full id of the file in which it was seen last.
        line: its line there.
        key: what writes it.
        is_whole: whether the replay saw it begin.
    """

    path: str
    blob: str
    line: int
    key: Key
    is_whole: bool


class Replay:
    """The state of all marked values at one commit, moved on commit by commit.

    Attributes:
        values: what is known of each value, by its number.
    """

    def __init__(self, read_file: ReadFile) -> None:
        """Begin with nothing.

        Args:
            read_file: reads a file in which a marker stands so that its line alone does not tell its value.
        """
        self._read_file = read_file
        self._held: dict[str, list[Held]] = {}
        self._read_whole: set[str] = set()
        self._with_digests: set[str] = set()
        self.values: list[Known] = []

    def needs_file(self, patch: FilePatch) -> bool:
        """Whether `apply` will ask for the content of the file."""
        if not patch.blob:
            return False
        return patch.path in self._read_whole or any(
            read_line(line) is None and not is_commented_out(line)
            for hunk in patch.hunks
            for _, line in (*hunk.removed, *hunk.added)
        )

    def apply(
        self, step: Step, files: Iterable[FilePatch], *, begins: bool = False
    ) -> Iterator[tuple[int, Deployed]]:
        """Take in a commit, and tell what it deploys: the number of each value with what became of it.

        Args:
            step: the commit.
            files: what it changes.
            begins: the files are all that there was before what is read, and not what one commit did.
        """
        gone: list[Gone] = []
        came: list[Came] = []
        for patch in files:
            if patch.has_markers or patch.path in self._held:
                yield from self._file(step, patch, gone, came)
        moved, gone, came = moves(gone, came) if gone and came else ([], gone, came)
        for old, new in moved:
            if changed := self._take(old.held, new):
                yield self._told(step, *changed, new.path)
        for each in gone:
            yield each.held.number, Deployed(step, each.held.value, "", "", "", each.line)
        for held, path in [(self._new(each, is_whole=not begins), each.path) for each in came]:
            yield self._told(step, "", held, path)

    def _file(
        self, step: Step, patch: FilePatch, gone: list[Gone], came: list[Came]
    ) -> Iterator[tuple[int, Deployed]]:
        stays, leaves = _parted(self._held.pop(patch.path, []), patch)
        leaves += self._unknown(patch, leaves)
        stays, leaves, comes = self._compared(patch, stays, leaves)
        if stays:
            self._held[patch.path] = stays
        pairs, lost, new = paired(leaves, comes)
        gone += [Gone(held, patch.path, held.line) for held in lost]
        came += [Came(seen, patch.path, patch.blob) for seen in new]
        taken = [self._take(held, Came(seen, patch.path, patch.blob)) for held, seen in pairs]
        for each in taken:
            if each:
                yield self._told(step, *each, patch.path)

    def _compared(
        self, patch: FilePatch, stays: list[Held], leaves: list[Held]
    ) -> tuple[list[Held], list[Held], list[Seen]]:
        """What stays as it is, what goes or changes, and what is seen in its place."""
        if not self.needs_file(patch):
            return stays, leaves, [*_seen(patch)]
        self._read_whole.add(patch.path)
        there = {seen: None for seen in self._read_file(patch)}
        same = [held for held in stays if Seen(held.line, held.key, held.value) in there]
        for held in same:
            del there[Seen(held.line, held.key, held.value)]
        other = [held for held in stays if held not in same]
        return same, sorted([*other, *leaves], key=lambda held: held.line), [*there]

    def _unknown(self, patch: FilePatch, leaves: Sequence[Held]) -> list[Held]:
        """Values whose beginning the replay did not see: a gap, or a file that could not be read."""
        known = {held.line for held in leaves}
        found = []
        for hunk in patch.hunks:
            for line, text in hunk.removed:
                marked = read_line(text) if line not in known else None
                if marked:
                    held = Held(len(self.values), line, marked.key, marked.value)
                    self.values.append(Known(patch.path, "", line, marked.key, is_whole=False))
                    found.append(held)
        return found

    def _take(self, held: Held, came: Came) -> tuple[str, Held] | None:
        """Let `held` stand where `came` is; its old value, where that was another one."""
        old, held.value, held.line = held.value, came.seen.value, came.seen.line
        known = self.values[held.number]
        self.values[held.number] = Known(came.path, came.blob, held.line, held.key, known.is_whole)
        self._hold(held, came.path)
        return (old, held) if old != held.value else None

    def _new(self, came: Came, *, is_whole: bool) -> Held:
        held = Held(len(self.values), *came.seen)
        self.values.append(Known(came.path, came.blob, held.line, held.key, is_whole))
        self._hold(held, came.path)
        return held

    def _hold(self, held: Held, path: str) -> None:
        self._held.setdefault(path, []).append(held)
        if held.key[1] is Form.DIGEST:
            self._with_digests.add(path)

    def _told(self, step: Step, old: str, held: Held, path: str) -> tuple[int, Deployed]:
        form = held.key[1]
        tag, digest = tag_of(held.value, form), digest_of(held.value, form)
        if path in self._with_digests and form in (Form.TAG, Form.DIGEST):
            beside = self._beside(held, path)
            tag, digest = tag or beside, digest or beside
        return held.number, Deployed(step, old, held.value, tag, digest, held.line)

    def _beside(self, held: Held, path: str) -> str:
        """The digest of the same policy beside a tag, or the tag beside a digest."""
        policy, form = held.key
        wanted = policy, Form.TAG if form is Form.DIGEST else Form.DIGEST
        return next((other.value for other in self._held[path] if other.key == wanted), "")


def _parted(held: Iterable[Held], patch: FilePatch) -> tuple[list[Held], list[Held]]:
    """What the hunks leave alone, at its new line, and what stood on lines that they take away."""
    stays: list[Held] = []
    leaves: list[Held] = []
    for each in held:
        line = _moved_to(each.line, patch.hunks) if patch.blob else 0
        (stays if line else leaves).append(each)
        each.line = line or each.line
    return stays, leaves


def _moved_to(line: int, hunks: Iterable[Hunk]) -> int:
    """Where an old line stands now; 0 where a hunk takes it away."""
    moved = 0
    for hunk in hunks:
        if hunk.old_start > line or (hunk.old_start == line and not hunk.old_count):
            break
        if line < hunk.old_start + hunk.old_count:
            return 0
        moved += hunk.new_count - hunk.old_count
    return line + moved


def _seen(patch: FilePatch) -> Iterator[Seen]:
    for hunk in patch.hunks if patch.blob else ():
        for line, text in hunk.added:
            if marked := read_line(text):
                yield Seen(line, *marked)
