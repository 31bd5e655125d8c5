"""What a change of the settings would let through that they held back, in words for whoever approves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import chain
from typing import Any

from ddlint.config.load import read
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity
from ddlint.errors import DdlintError
from ddlint.model.changes.policy_change import PolicyChange

CONFIGURATION = "the configuration"


@dataclass(frozen=True, slots=True)
class Difference:
    """How two settings differ.

    Attributes:
        looser: what is looser afterwards, each as a clause without a subject (`turns off tag-moving`).
        other: the settings that are another and are not judged, by their keys (`commits.types`).
    """

    looser: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def difference(old: Settings, new: Settings) -> Difference:
    """How `new` differs from `old`."""
    found = tuple(chain.from_iterable(judge(old, new) for judge in _JUDGES))
    return Difference(found, tuple(each for each in _keys(old, new) if each not in _JUDGED))


def explained(change: PolicyChange, before: str, after: str) -> PolicyChange:
    """`change` with what it changes of the settings, where it changes the configuration.

    Args:
        change: of the policy.
        before: the text of its file before.
        after: the same afterwards; empty where it is gone.
    """
    if change.what != CONFIGURATION:
        return change
    try:
        old, new = (
            read(text.encode("utf-8", "surrogateescape"), change.file).settings for text in (before, after)
        )
    except DdlintError as error:
        return replace(change, other=(f"not known, since it cannot be used ({error.message})",))
    found = difference(old, new)
    return replace(change, looser=found.looser, other=found.other)


def _selection(old: Settings, new: Settings) -> Iterator[str]:
    if off := _added(old.ignore, new.ignore):
        yield f"turns off {_listed(off)}"
    if gone := _added(new.select, old.select):
        left = _listed(new.select) if "all" in gone else ""
        yield (
            f"leaves on {left or 'nothing'} alone" if "all" in gone else f"no longer selects {_listed(gone)}"
        )
    there = {(path, rule) for each in old.overrides for path in each.paths for rule in each.ignore}
    for each in new.overrides:
        rules = [rule for rule in each.ignore if any((path, rule) not in there for path in each.paths)]
        if rules:
            yield f"turns off {_listed(rules)} in {_listed(each.paths)}"


def _severities(old: Settings, new: Settings) -> Iterator[str]:
    if _rank(new.fail_on) > _rank(old.fail_on):
        yield f"fails for {new.fail_on}s alone, not for {old.fail_on}s"
    for word, severity in new.severity.items():
        was = old.severity.get(word)
        if severity != was and _rank(severity) < _rank(was or "error"):
            yield f"makes {word} {_article(severity)}" + (f", not {_article(was)}" if was else "")
    for word in _added([*new.severity], [*old.severity]):
        if old.severity[word] != "info":
            yield f"no longer makes {word} {_article(old.severity[word])}"


def _standing(old: Settings, new: Settings) -> Iterator[str]:
    """What may stand."""
    for word, day in new.effective_from.items():
        if day > old.effective_from.get(word, ""):
            yield f"lets {word} hold from {day} on alone"
    if new.baseline and new.baseline != old.baseline:
        yield f"sets aside what the baseline {new.baseline} holds"
    for waiver in new.waivers:
        if waiver not in old.waivers:
            where = (*waiver.refs, *waiver.paths, *waiver.commits)
            yield f"waives {_listed(waiver.rules)} in {_listed(where)}"
    if gone := _added(new.unwaivable, old.unwaivable):
        yield f"lets {_listed(gone)} be waived"


def _files(old: Settings, new: Settings) -> Iterator[str]:
    if out := _added(old.files.exclude, new.files.exclude):
        yield f"does not look at {_listed(out)}"
    if new.files.max_bytes < old.files.max_bytes:
        yield f"does not look at files of more than {new.files.max_bytes:,} bytes"


_JUDGES: tuple[Callable[[Settings, Settings], Iterator[str]], ...] = (
    _selection,
    _severities,
    _standing,
    _files,
)
_JUDGED = frozenset(
    {
        "select", "ignore", "overrides", "fail_on", "severity", "effective_from", "baseline", "waivers",
        "unwaivable", "files.exclude", "files.max_bytes",
    }
)  # fmt: skip


def _added(old: Sequence[str], new: Sequence[str]) -> list[str]:
    return [each for each in dict.fromkeys(new) if each not in old]


def _rank(severity: str) -> int:
    return Severity[severity.upper()]


def _article(severity: str | None) -> str:
    return f"an {severity}" if severity in {"error", "info"} else f"a {severity}"


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:5])
    return f"{shown} and {len(words) - 5} more" if len(words) > 5 else shown or "nothing"


def _keys(old: Any, new: Any, way: str = "") -> Iterator[str]:  # noqa: ANN401 - settings of any kind
    """The keys of the settings that differ."""
    for field in fields(old):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if is_dataclass(one) and type(one) is type(other):
            yield from _keys(one, other, f"{way}{field.name}.")
        elif (
            isinstance(one, Mapping)
            and isinstance(other, Mapping)
            and way == ""
            and field.name not in _JUDGED
        ):
            names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            yield from (f"{field.name}.{name}" for name in names)
        elif one != other:
            yield f"{way}{field.name}"
