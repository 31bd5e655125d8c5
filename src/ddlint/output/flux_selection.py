"""What `ddlint flux select` prints: the winner first, then every tag with why it is in or out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.selection.evaluate import Selection
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.selection.verdicts import Group, State, groups
from ddlint.output.json_text import Json, dumps
from ddlint.output.safe import is_safe, safe, safe_line
from ddlint.output.summary import counted
from ddlint.output.width import width

NAMED = 5  # of the tags that chance decides between
WIDEST = 64  # columns that are padded; what is longer stands out
_COUNTED = {
    State.SELECTED: "selected",
    State.MAY_BE_SELECTED: "may be selected",
    State.BEHIND: "behind",
    State.LEFT_OUT: "left out by the policy",
    State.SHADOWED: "hidden by another of the same key",
    State.UNMATCHED: "not matched by the filter",
    State.EXCLUDED: "excluded",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked.

    Attributes:
        policy: namespace and name of the ImagePolicy, as far as they are known.
        spec: what it says.
        flux: the version of Flux, as MAJOR.MINOR.
        tags: how many there are.
        stored: what Flux would select out of the list as it stores it, where that is something else; else "".
    """

    policy: str
    spec: PolicySpec
    flux: str
    tags: int
    stored: str = ""


def as_json(selection: Selection, asked: Asked) -> Iterator[str]:
    """The answer as one JSON object, a tag a line."""
    head: dict[str, Json] = {
        "latest": selection.latest,
        "error": selection.error or None,
        "nondeterministic": selection.nondeterministic,
        "kind": selection.kind or None,
        "policy": asked.policy,
        "flux": asked.flux,
        "latest_as_stored": asked.stored or None,
    }
    yield f'{dumps(head)[:-1]}, "tags": ['
    separator = "\n"
    for group in groups(selection):
        yield separator
        yield ",\n".join(_objects(group))
        separator = ",\n"
    yield "\n]}\n"


def _objects(group: Group) -> Iterable[str]:
    """Each tag as JSON; at once where all have the same reason and nothing is to be escaped."""
    columns = (group.tags, *(column for column in (group.keys, group.sorted_as) if column))
    if len(group.reasons) > 1 or not all(map(_is_plain, columns)):
        return (dumps(verdict._asdict()) for verdict in group.rows())
    end = f'"state": {dumps(group.state)}, "reason": {dumps(group.reasons[0])}}}'
    matched = dumps(group.matched)
    if len(columns) < 3:
        return [
            f'{{"tag": "{tag}", "matched": {matched}, "key": null, "sorted_as": null, {end}'
            for tag in group.tags
        ]
    return [
        f'{{"tag": "{tag}", "matched": {matched}, "key": "{key}", "sorted_as": "{counted}", {end}'
        for tag, key, counted in zip(*columns, strict=True)
    ]


def _is_plain(column: Sequence[str | None]) -> bool:
    """Whether every text of the column stands in JSON as it is."""
    if None in column:
        return False
    together = "".join(map(str, column))
    return is_safe(together) and '"' not in together and "\\" not in together


def as_text(selection: Selection, asked: Asked) -> Iterator[str]:
    """The answer for people; the first line is the selected tag and nothing else, where there is one."""
    found = list(groups(selection))
    yield f"{_first(selection)}\n\n"
    title = f"{safe_line(asked.policy)}: " if asked.policy else ""
    yield f"{title}{_policy(asked.spec)}; Flux {asked.flux}\n"
    yield f"{_counts(found, asked.tags)}\n"
    if asked.stored:
        yield f"the order of the list decides: Flux {asked.flux} sorts it, and selects {safe(asked.stored)}\n"
    if found:
        yield "\n"
        yield from _table(found, keyed=asked.spec.has_filter)


def _first(selection: Selection) -> str:
    if selection.error:
        return f"nothing is selected: {safe(selection.error)}"
    if not selection.nondeterministic:
        return safe_line(selection.latest or "")
    shown = ", ".join(map(safe, selection.nondeterministic[:NAMED]))
    more = len(selection.nondeterministic) - NAMED
    return f"chance decides between {shown}" + (f" and {more:,} more" if more > 0 else "")


def _policy(spec: PolicySpec) -> str:
    if spec.kind is None:
        return "no policy"
    given = safe(spec.argument)
    what = f"semver, range '{given}'" if spec.kind is Kind.SEMVER else f"{spec.kind}, {given or 'asc'}"
    if not spec.has_filter:
        return f"{what}, no filter"
    key = f", key '{safe(spec.extract)}'" if spec.extract else ""
    return f"{what}, filter '{safe(spec.pattern)}'{key}"


def _counts(found: Sequence[Group], tags: int) -> str:
    states: Counter[State] = Counter()
    for group in found:
        states[group.state] += len(group.tags)
    parts = [f"{states[state]:,} {words}" for state, words in _COUNTED.items() if states[state]]
    return f"{counted(tags, 'tag')}: {', '.join(parts)}" if parts else counted(tags, "tag")


def _table(found: Sequence[Group], *, keyed: bool) -> Iterator[str]:
    """The columns; a key that is the tag, and what it counts as where that is the key, are not said again."""
    columns = [_Column("tag", [group.tags for group in found])]
    if keyed:
        columns.append(_Column("key", [_told(group, group.keys) for group in found]))
    if any(map(_weighed, found)):
        columns.append(_Column("sorted as", [_told(group, group.sorted_as) for group in found]))
    padded = [column.padded() for column in columns]
    yield "  ".join(head for head, _ in padded) + "  why\n"
    for number, group in enumerate(found):
        lines = map("  ".join, zip(*(cells[number] for _, cells in padded), strict=True))
        if len(group.reasons) == 1:
            end = f"  {safe(group.reasons[0])}\n"
            yield end.join(lines) + end
        else:
            yield from (f"{line}  {safe(why)}\n" for line, why in zip(lines, group.reasons, strict=True))


def _told(group: Group, column: Sequence[str | None]) -> Sequence[str]:
    """The column in words: `-` for what is not there, quotes for an empty text."""
    if not column:
        return ["-"] * len(group.tags)
    return ["-" if text is None else text or '""' for text in column]


def _weighed(group: Group) -> bool:
    """Whether some key counts as something else than what it says."""
    pairs = zip(group.keys, group.sorted_as, strict=False)
    return list(group.keys) != list(group.sorted_as) and any(
        weight not in {None, key} for key, weight in pairs
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: its head, and the cells of each group."""

    head: str
    groups: Sequence[Sequence[str]]

    def padded(self) -> tuple[str, list[Sequence[str]]]:
        """Head and cells as they are printed, all of one width."""
        cells = [_safe(group) for group in self.groups]
        ascii_only = all("".join(group).isascii() for group in cells)
        measure = len if ascii_only else width
        lengths = {len(self.head)}.union(*(map(measure, group) for group in cells))
        wide = min(max(lengths), WIDEST)
        if len(lengths) == 1:
            return self.head, cells
        return self.head.ljust(wide), [
            [cell.ljust(wide + len(cell) - measure(cell)) for cell in group] for group in cells
        ]


def _safe(column: Sequence[str]) -> Sequence[str]:
    together = "".join(column)
    return column if is_safe(together) and "::" not in together else list(map(safe_line, column))
