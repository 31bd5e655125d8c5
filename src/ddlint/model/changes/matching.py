"""Which value of the files before a change is which one afterwards.

A value is known again by where it stands and by its policy. A file that was renamed, list items in another
order and a document that moved to another file are no changes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.model.changes.marked_file import MarkedAt, MarkedFile, marked_file
from ddlint.model.place import FileSpan

_MARKED = "imagepolic"
_ALIKE = 0.5  # of the lines: what git takes for a rename
_MOST = 2_000_000  # lines that are compared to find renamed files
_ELSEWHERE = re.compile(r"#|[^#]*[|>][-+0-9]*\s+#")  # a marker above its value, or behind the head of a block
Key = Callable[[MarkedAt], Hashable]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A value whose marker is gone: it stays as it is.

    Attributes:
        was: the value and its marker before.
        now: where the value stands.
        text: what stands there now.
    """

    was: MarkedAt
    now: FileSpan
    text: str


@dataclass(slots=True)
class Matched:
    """What became of the values.

    Attributes:
        changed: the same marker, another value.
        repointed: another policy in the marker of the same value.
        unmarked: the value is there, its marker is not.
        texts: of the files after the change.
        before: of the files before it.
    """

    changed: list[tuple[MarkedAt, MarkedAt]] = field(default_factory=list)
    repointed: list[tuple[MarkedAt, MarkedAt]] = field(default_factory=list)
    unmarked: list[Unmarked] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything became of any."""
        return bool(self.changed or self.repointed or self.unmarked)


def match(files: Iterable[tuple[str, str, str]]) -> Matched:
    """Match the values of files.

    Args:
        files: path, text before and text after, of each file that differs; no text where there is no file.
    """
    found = Matched()
    gone: list[MarkedAt] = []
    new: list[MarkedAt] = []
    touched = [each for each in files if _MARKED in each[1] or _MARKED in each[2]]
    for old_path, before, new_path, after in _paired(touched):
        was, now = marked_file(old_path, before), marked_file(new_path, after)
        found.before[old_path] = was.text
        found.texts[new_path] = now.text
        left, come = _in_file(found, was, now)
        gone += left
        new += come
    # A document that moved to another file.
    for was_at, now_at in _pair(
        gone, new, lambda value: (value.spot, value.setter) if value.in_object else None
    ):
        _note(found, was_at, now_at)
    return found


def _in_file(found: Matched, was: MarkedFile, now: MarkedFile) -> tuple[list[MarkedAt], list[MarkedAt]]:
    """Match the values of one file; returns those that are gone from it, and those that are new in it."""
    gone, new = [*was.values], [*now.values]
    for key in _KEYS:
        for old, after in _pair(gone, new, key):
            _note(found, old, after)
    pairs = _pair(gone, new, lambda value: (value.spot, value.use.key))
    found.repointed += [(old, after) for old, after in pairs if _policy(old) != _policy(after)]
    for value in [*gone]:
        node = now.scalars.get(value.spot)
        if node is not None and node.route not in now.dead:
            found.unmarked.append(Unmarked(value, node.span, node.word))
            gone.remove(value)
    return gone, new


#: What tells values of one file apart, the surest first.
_KEYS: tuple[Key, ...] = (
    lambda value: (value.spot, value.setter, value.use.value),
    lambda value: (value.spot, value.setter),
    lambda value: (value.setter, value.use.key, value.use.image, value.use.value),
    lambda value: (value.setter, value.use.key, value.use.image),
    lambda value: (value.setter, value.use.value),
)


def _policy(value: MarkedAt) -> str:
    return value.use.marker.policy


def _note(found: Matched, was: MarkedAt, now: MarkedAt) -> None:
    if was.use.value != now.use.value:
        found.changed.append((was, now))


def _pair(gone: list[MarkedAt], new: list[MarkedAt], key: Key) -> list[tuple[MarkedAt, MarkedAt]]:
    """Take the values with the same key out of both, in their order; the key None fits none."""
    waiting: defaultdict[Hashable, list[MarkedAt]] = defaultdict(list)
    for value in new:
        waiting[key(value)].append(value)
    pairs: list[tuple[MarkedAt, MarkedAt]] = []
    for value in gone:
        named = key(value)
        if named is not None and waiting[named]:
            pairs.append((value, waiting[named].pop(0)))
    taken = {id(each) for pair in pairs for each in pair}
    gone[:] = [value for value in gone if id(value) not in taken]
    new[:] = [value for value in new if id(value) not in taken]
    return pairs


def _paired(files: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Each file with what it is called before and after, renamed ones found again."""
    gone = {path: before for path, before, after in files if not after}
    new = {path: after for path, before, after in files if not before}
    yield from (
        (path, before, path, after)
        for path, before, after in files
        if before and after and _may_differ(before, after)
    )
    for old_path, new_path in [*_renamed(gone, new)]:
        yield old_path, gone.pop(old_path), new_path, new.pop(new_path)
    yield from ((path, before, path, "") for path, before in gone.items())
    yield from ((path, "", path, after) for path, after in new.items())


def _may_differ(before: str, after: str) -> bool:
    """Whether values or markers may be others: their lines are, or a value is on another line."""
    one, other = (
        Counter(line.strip() for line in text.split("\n") if _MARKED in line) for text in (before, after)
    )
    return one != other or any(_ELSEWHERE.match(line) for line in other)


def _renamed(gone: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Which file that is gone is which new one: the same text, else the one that has most in common."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for path, text in new.items():
        same[text].append(path)
    left = dict(new)
    unlike: dict[str, Counter[str]] = {}
    for path, text in gone.items():
        if same[text]:
            found = min(same[text], key=lambda each: _name(each) != _name(path))
            same[text].remove(found)
            del left[found]
            yield path, found
        else:
            unlike[path] = Counter(text.split("\n"))
    yield from _most_alike(unlike, {path: Counter(text.split("\n")) for path, text in left.items()})


def _most_alike(gone: Mapping[str, Counter[str]], new: dict[str, Counter[str]]) -> Iterator[tuple[str, str]]:
    budget = _MOST
    for path, own in gone.items():
        likely = sorted(new, key=lambda each: (_name(each) != _name(path), each))
        best = (0.0, False, "")
        for each in likely:
            budget -= len(own) + len(new[each])
            if budget < 0:
                return
            best = max(best, (_alike(own, new[each]), _name(each) == _name(path), each))
        if best[0] >= _ALIKE:
            del new[best[2]]
            yield path, best[2]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """How much of the longer text is in both."""
    return (one & other).total() / max(one.total(), other.total(), 1)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
