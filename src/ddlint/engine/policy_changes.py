"""What a change would change of the policy that judges it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ddlint.git.changed_files import ChangedFile
from ddlint.model.changes.policy_change import PolicyChange
from ddlint.model.place import FileSpan
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
    for file, before, after in changed:
        if file.path in policy:
            how = "edited" if file.before and file.after else "added" if file.after else "removed"
            yield PolicyChange(file.path, policy[file.path], how, (0, 0), after or before)
        for waiver in added_waivers(file.path, before, after):
            yield _of_waiver(waiver, file.path, after)


def added_waivers(path: str, before: str, after: str) -> Iterator[Waiver]:
    """The waivers in the text `after` of the file `path` that are not in `before`; moved ones are none."""
    if NAME not in after:
        return
    there = Counter(_said(reach.waiver) for reach in in_file(path, before))
    for reach in in_file(path, after):
        if there[_said(reach.waiver)]:
            there[_said(reach.waiver)] -= 1
        else:
            yield reach.waiver


def _said(waiver: Waiver) -> tuple[object, ...]:
    return waiver.rules, waiver.reason, waiver.until, waiver.owner, waiver.ref, waiver.fault


def _of_waiver(waiver: Waiver, path: str, text: str) -> PolicyChange:
    place = waiver.place
    assert isinstance(place, FileSpan)
    what = f"a waiver of {', '.join(waiver.rules)}" if waiver.rules else "a waiver"
    return PolicyChange(path, what, "added", (place.start, place.end), text)
