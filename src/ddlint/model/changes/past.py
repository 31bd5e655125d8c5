"""What the lines of a value were, commit by commit: who wrote what, and what was rolled back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.changes.tag_order import Way
from ddlint.model.image import split_ref

_MARKED = re.compile(r'"\$imagepolicy"\s*:\s*"([^"\s]+)"')
_KEY = re.compile(r"""^\s*(?:-\s+)*(?:["']?[\w./$-]+["']?\s*:\s+)?""")


@dataclass(frozen=True, slots=True)
class LineStep:
    """What one commit did to one file.

    Attributes:
        commit: the full id.
        who: the author, as `Name <email>`.
        time: of the commit, seconds since 1970.
        path: the file.
        gone: the lines that it took away.
        come: the lines that it wrote.
    """

    commit: str
    who: str
    time: int
    path: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagStep:
    """A commit that put one tag in the place of another."""

    step: LineStep
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RolledBack:
    """A tag that stood there, was rolled back, and how.

    Attributes:
        step: the commit that rolled it back.
        tag: what was rolled back.
        to: what came in its place.
    """

    step: LineStep
    tag: str
    to: str


def values_in(lines: Iterable[str], setter: str) -> list[str]:
    """The tags (else whole values) under markers of `setter` in single lines, in their order."""
    found = []
    for line in lines:
        marked = _MARKED.search(line)
        if marked and marked[1] == setter:
            found.append(tag_of(_value(line), setter))
    return found


def tag_of(value: str, setter: str) -> str:
    """The tag of a value that a marker writes; the whole value where it has none."""
    if setter.endswith(":tag"):
        return value.partition("@")[0]
    if setter.endswith((":name", ":digest")):
        return value
    ref = split_ref(value)
    return ref.tag or ref.digest or value


def _value(line: str) -> str:
    text = line[: line.rfind("#")] if "#" in line else line
    return _KEY.sub("", text, count=1).strip().strip("\"'")


def tag_steps(steps: Iterable[LineStep], path: str, setter: str) -> Iterator[TagStep]:
    """The commits that changed a tag under `setter` in the file `path`, in the order of `steps`."""
    for step in steps:
        if step.path == path:
            old, new = values_in(step.gone, setter), values_in(step.come, setter)
            pairs = dict.fromkeys(zip(old, new, strict=False))
            yield from (TagStep(step, *pair) for pair in pairs if pair[0] != pair[1])


def writer_of(steps: Iterable[LineStep], paths: Sequence[str], setter: str, tag: str) -> LineStep | None:
    """The newest commit that wrote `tag` under `setter` where something else, or nothing, stood.

    Args:
        steps: of the change, newest first.
        paths: the file as it is called after the change, and as it was called before.
        setter: of the marker.
        tag: what stands there after the change.
    """
    found = None
    for step in steps:
        if step.path in paths:
            old, new = values_in(step.gone, setter), values_in(step.come, setter)
            if new.count(tag) > old.count(tag):
                found = found or step
                if step.gone or paths[0] == paths[-1]:
                    return step  # else the file may have got its name here, and the value before
    return found


def rolled_back(
    steps: Sequence[TagStep], tag: str, went: Callable[[str, str], Way], is_bot: Callable[[str], bool]
) -> RolledBack | None:
    """How `tag` was rolled back when it last stood there; None where it was not, or never stood there.

    It was where what came in its place had stood there before it, or is older. Not so where that is none that
    the policy selects now: then the policy was another one; nor where Flux put back what it selects over what
    a person had written.

    Args:
        steps: the changes of the value, newest first.
        tag: that now comes again.
        went: where a value goes from the first tag to the second.
        is_bot: whether an author is a machine.
    """
    number = next((number for number, each in enumerate(steps) if each.old == tag), None)
    if number is None:
        return None
    back, before = steps[number], steps[number + 1 :]
    way = went(tag, back.new)
    seen = {each for step in before for each in (step.old, step.new)}
    brought = next((step for step in before if step.new == tag), None)
    is_undone = brought is not None and is_bot(back.step.who) and not is_bot(brought.step.who)
    if way is Way.OUT or is_undone or not (way is Way.DOWN or back.new in seen):
        return None
    return RolledBack(back.step, tag, back.new)
