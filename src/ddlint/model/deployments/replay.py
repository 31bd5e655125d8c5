"""The replay of a history: patches in, deployments out. Pure; who reads git is `ddlint.audit.replaying`.

Every marked value keeps its identity while lines move around it, its file is renamed, or its marker moves
within the file. Source of the rule: Flux writes what stands behind a marker, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ddlint.model.deployments.deployed import Deployed, Step
from ddlint.model.deployments.marked_line import Key, digest_of, tag_of
from ddlint.model.deployments.pairing import Came, Gone, Held, moves, paired
from ddlint.model.deployments.patch import FilePatch, Hunk, Seen
from ddlint.model.marker import Form

_COUNT = ""  # no file is called so
#: The live markers of a file, by line; asked where single lines do not tell. None: it cannot be read.
ReadFile = Callable[[FilePatch], Sequence[Seen] | None]


class Known(NamedTuple):
    """Where the replay saw a value last.

    Attributes:
        path: the file.
        blob: the full id of what the file held; empty where that was not seen.
        line: its line there.
        key: what writes it.
        is_whole: whether its history is known from the beginning.
    """

    path: str
    blob: str
    line: int
    key: Key
    is_whole: bool


class Replay:
    """The state of all marked values at one commit, moved on commit by commit.

    Attributes:
        values: the values that were seen since it began, by their numbers.
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
        self._next = 0
        self._touched: set[str] = set()
        self.values: dict[int, Known] = {}

    def needs_file(self, patch: FilePatch) -> bool:
        """Whether `apply` will ask for the content of the file."""
        return bool(patch.blob) and (patch.is_odd or patch.path in self._read_whole)

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

    def state(self) -> dict[str, str]:
        """What changed of the state since the replay began, by file, as JSON; `resume` takes all of it."""
        found = {path: self._written(path) for path in sorted(self._touched)}
        return {**found, _COUNT: str(self._next)}

    def resume(self, state: Mapping[str, str]) -> None:
        """Go on where another replay stopped.

        Raises:
            ValueError: this is no state.
        """
        self._next = int(state[_COUNT])
        for path in state.keys() - {_COUNT}:
            whole, held = json.loads(state[path])
            for number, line, policy, form, value, is_whole in held:
                one = Held(number, line, (policy, Form(form)), value, is_whole=is_whole)
                self._hold(one, Came(Seen(line, one.key, value), path, ""))
            if whole:
                self._read_whole.add(path)
        self._touched.clear()
        self.values.clear()

    def _written(self, path: str) -> str:
        held = [
            (each.number, each.line, *each.key, each.value, each.is_whole)
            for each in self._held.get(path, ())
        ]
        return json.dumps([path in self._read_whole, held])

    def _file(
        self, step: Step, patch: FilePatch, gone: list[Gone], came: list[Came]
    ) -> Iterator[tuple[int, Deployed]]:
        self._touched.add(patch.path)
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
        content = self._read_file(patch) if self.needs_file(patch) else None
        if content is None:
            return stays, leaves, [*_seen(patch)]
        self._read_whole.add(patch.path)
        there = dict.fromkeys(content)
        same = [held for held in stays if Seen(held.line, held.key, held.value) in there]
        for held in same:
            del there[Seen(held.line, held.key, held.value)]
        other = [held for held in stays if held not in same]
        return same, sorted([*other, *leaves], key=lambda held: held.line), [*there]

    def _unknown(self, patch: FilePatch, leaves: Sequence[Held]) -> list[Held]:
        """Values whose beginning the replay did not see: a gap, or a file that could not be read."""
        known = {held.line for held in leaves}
        found = []
        for seen in (seen for hunk in patch.hunks for seen in hunk.removed if seen.line not in known):
            held = self._begun(seen, is_whole=False)
            self.values[held.number] = Known(patch.path, "", held.line, held.key, is_whole=False)
            found.append(held)
        return found

    def _take(self, held: Held, came: Came) -> tuple[str, Held] | None:
        """Let `held` stand where `came` is; its old value, where that was another one."""
        old, held.value, held.line = held.value, came.seen.value, came.seen.line
        self._hold(held, came)
        return (old, held) if old != held.value else None

    def _new(self, came: Came, *, is_whole: bool) -> Held:
        held = self._begun(came.seen, is_whole=is_whole)
        self._hold(held, came)
        return held

    def _begun(self, seen: Seen, *, is_whole: bool) -> Held:
        self._next += 1
        return Held(self._next - 1, *seen, is_whole=is_whole)

    def _hold(self, held: Held, came: Came) -> None:
        self.values[held.number] = Known(came.path, came.blob, held.line, held.key, held.is_whole)
        self._held.setdefault(came.path, []).append(held)
        self._touched.add(came.path)
        if held.key[1] is Form.DIGEST:
            self._with_digests.add(came.path)

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
        yield from hunk.added
