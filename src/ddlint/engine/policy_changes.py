"""What a change would change of the policy that judges it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ddlint.git.changed_files import ChangedFile
from ddlint.model.changes.policy_change import PolicyChange
from ddlint.model.place import FileSpan
from ddlint.model.waivers.standing import standing
from ddlint.model.waivers.waiver import Waiver
from ddlint.model.waivers.written import NAME, in_file

Changed = tuple[ChangedFile, str, str]
"""A file that differs, with its text before and after."""


def policy_changes(policy: Mapping[str, str], changed: Sequence[Changed]) -> Iterator[PolicyChange]:
    """The changes of policy among `changed`.

    Args:
        policy: the files that make it, and what each is called (`the configuration`).
        changed: all files that differ.
    """
    waivers = added_waivers(changed)
    for file, before, after in changed:
        if file.path in policy:
            same = bool(file.before) == bool(file.after)
            how = "edited" if same else "added" if file.after else "removed"
            yield PolicyChange(file.path, policy[file.path], how, (0, 0), after or before)
        for waiver in waivers.get(file.path, ()):
            yield _of_waiver(waiver, file.path, after)


def added_waivers(changed: Sequence[Changed]) -> dict[str, list[Waiver]]:
    """The waivers that a change adds, by file.

    One that was there counts as the same while it covers the same key (see `standing`); in a file that was
    renamed, while it covers the very same line.
    """
    new: dict[str, list[_Written]] = {}
    gone: Counter[tuple[object, ...]] = Counter()
    for file, before, after in changed:
        if NAME not in before + after:
            continue
        there, written = _written(file.path, before), _written(file.path, after)
        new[file.path] = _beyond(written, Counter(each.said for each in there))
        gone.update(each.exactly for each in _beyond(there, Counter(each.said for each in written)))
    found = {path: _beyond(written, gone) for path, written in new.items()}
    return {path: [each.waiver for each in written] for path, written in found.items() if written}


@dataclass(frozen=True, slots=True)
class _Written:
    """A waiver in a file.

    Attributes:
        waiver: the waiver.
        said: what it says, and where it stands.
        exactly: the same, and the line that it covers.
    """

    waiver: Waiver
    said: tuple[object, ...]
    exactly: tuple[object, ...]


def _written(path: str, text: str) -> list[_Written]:
    if NAME not in text:
        return []
    lines = text.split("\n")
    found = []
    for reach in in_file(path, text):
        said = (*_said(reach.waiver), reach.first == reach.last, standing(lines, reach.last))
        found.append(_Written(reach.waiver, said, (*said, lines[reach.last - 1].strip())))
    return found


def _beyond(written: Iterable[_Written], there: Counter[tuple[object, ...]]) -> list[_Written]:
    """Those of `written` that are not among `there`, each of which stands for one."""
    found = []
    for each in written:
        key = next((key for key in (each.said, each.exactly) if there[key]), None)
        if key is None:
            found.append(each)
        else:
            there[key] -= 1
    return found


def _said(waiver: Waiver) -> tuple[object, ...]:
    return waiver.rules, waiver.reason, waiver.until, waiver.owner, waiver.ref, waiver.fault


def _of_waiver(waiver: Waiver, path: str, text: str) -> PolicyChange:
    place = waiver.place
    assert isinstance(place, FileSpan)
    what = f"a waiver of {', '.join(waiver.rules)}" if waiver.rules else "a waiver"
    return PolicyChange(path, what, "added", (place.start, place.end), text)
