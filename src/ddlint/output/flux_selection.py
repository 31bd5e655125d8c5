"""What `ddlint flux select` prints for people: the winner first, then every tag with why it is in or out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.selection.evaluate import Selection
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.selection.verdicts import Columns, Group, State, groups
from ddlint.output.safe import is_safe, safe, safe_line
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
        trap: two tags that show that the policy sorts numbers as text, the lower number first; or None.
    """

    policy: str
    spec: PolicySpec
    flux: str
    tags: int
    stored: str = ""
    trap: tuple[str, str] | None = None


def as_text(selection: Selection, asked: Asked) -> Iterator[str]:
    """The answer for people; the first line is the selected tag and nothing else, where there is one."""
    found = groups(selection)
    yield f"{_first(selection)}\n\n"
    title = f"{safe_line(asked.policy)}: " if asked.policy else ""
    yield f"{title}{_policy(asked.spec)}; Flux {asked.flux}\n"
    yield f"{_counts(found, asked.tags)}\n"
    if asked.stored:
        yield f"the order of the list decides: Flux {asked.flux} sorts it, and selects {safe(asked.stored)}\n"
    if asked.trap:
        yield f"numbers are sorted as text: {safe(asked.trap[0])} comes after {safe(asked.trap[1])}\n"
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
        states[group.state] += len(group.chosen)
    total = "1 tag" if tags == 1 else f"{tags:,} tags"
    parts = [f"{states[state]:,} {words}" for state, words in _COUNTED.items() if states[state]]
    return f"{total}: {', '.join(parts)}" if parts else total


def _table(found: Sequence[Group], *, keyed: bool) -> Iterator[str]:
    """A line for each tag. A key that is the tag is left out, and what it counts as where that is the key."""
    sources = list({id(group.columns): group.columns for group in found}.values())
    columns = [_Column("tag", [source.tags for source in sources])]
    if keyed:
        columns.append(_Column("key", [_told(source, source.keys) for source in sources]))
    if any(map(_weighed, sources)):
        columns.append(_Column("sorted as", [_told(source, source.sorted_as) for source in sources]))
    heads, cells = zip(*(column.padded() for column in columns), strict=True)
    yield f"{'  '.join(heads)}  why\n"
    lines = {
        id(source): list(map("  ".join, zip(*(column[at] for column in cells), strict=True)))
        for at, source in enumerate(sources)
    }
    for group in found:
        yield from _ended(map(lines[id(group.columns)].__getitem__, group.chosen), group.reasons)


def _ended(lines: Iterable[str], reasons: Sequence[str]) -> Iterator[str]:
    """The lines with their reasons."""
    if len(reasons) > 1:
        yield from (f"{line}  {safe(why)}\n" for line, why in zip(lines, reasons, strict=True))
    else:
        end = f"  {safe(reasons[0])}\n"
        yield end.join(lines) + end


def _told(source: Columns, column: Sequence[str | None]) -> Sequence[str]:
    """The column in words: `-` for what is not there, quotes for an empty text."""
    if not column:
        return ["-"] * len(source.tags)
    return ["-" if text is None else text or '""' for text in column]


def _weighed(source: Columns) -> bool:
    """Whether some key counts as something else than what it says."""
    if source.keys is source.sorted_as:
        return False
    pairs = zip(source.keys, source.sorted_as, strict=False)
    return any(weight not in {None, key} for key, weight in pairs)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: its head, and the cells of each source."""

    head: str
    sources: Sequence[Sequence[str]]

    def padded(self) -> tuple[str, list[Sequence[str]]]:
        """Head and cells as they are printed, all of one width."""
        cells = [_safe(source) for source in self.sources]
        measure = len if all("".join(source).isascii() for source in cells) else width
        lengths = set[int]().union(*(map(measure, source) for source in cells))
        wide = min(max(len(self.head), *lengths), WIDEST)
        if lengths != {wide}:
            cells = [[cell.ljust(wide + len(cell) - measure(cell)) for cell in source] for source in cells]
        return self.head.ljust(wide), cells


def _safe(column: Sequence[str]) -> Sequence[str]:
    together = "".join(column)
    return column if is_safe(together) and "::" not in together else list(map(safe_line, column))
