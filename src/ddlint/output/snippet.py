"""Draw a line of source with marks under it: carets for the primary place, dashes for the others.

    tag: v1 # {"$imagepolicy": "flux-system:backend"}
         --   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Flux ignores this
         |
         the tag that stays as it is

Marks count characters, drawing counts terminal columns: wide, combining and written-out characters keep
the marks under what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import itemgetter

from ddlint.output.color import plain
from ddlint.output.safe import is_safe, pieces
from ddlint.output.width import width

Paint = Callable[[str, str], str]

WIDEST = 140  # characters of a source line; a longer one is cut around its marks
_BEFORE = 30  # of them to the left of the first mark
_ELLIPSIS = "..."
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Mark:
    """What to underline in a line.

    Attributes:
        start, end: 0-based characters of the line, the end excluded; equal for a point.
        label: what to write there, on one line, safe to print; may be empty.
        style: the colour, of `ddlint.output.color`.
        sign: what to underline with: `^` or `-`.
    """

    start: int
    end: int
    label: str
    style: str
    sign: str


def draw(line: str, marks: Sequence[Mark], paint: Paint) -> list[list[str]]:
    """The rows to print for `line`: for each part of it that is shown, the source and the rows below it.

    A line longer than `WIDEST` is cut; marks that do not fit into one part get a part of their own.
    """
    return [_part(line, start, chosen, paint) for start, chosen in _parts(line, marks)]


def _parts(line: str, marks: Sequence[Mark]) -> list[tuple[int, list[Mark]]]:
    if len(line) <= WIDEST:
        return [(0, list(marks))]
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda each: (each.start, each.end)):
        if groups and max(each.end for each in (*groups[-1], mark)) - groups[-1][0].start <= WIDEST:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return [(_start(line, group), group) for group in groups]


def _start(line: str, marks: Sequence[Mark]) -> int:
    """Where the part of `line` begins that shows all of `marks`, with some text before where that fits."""
    first, end = marks[0].start, max(mark.end for mark in marks)
    leisurely = min(first - _BEFORE, len(line) - WIDEST)
    return max(0, min(first, max(leisurely, end - WIDEST)))


def _part(line: str, start: int, marks: Sequence[Mark], paint: Paint) -> list[str]:
    end = min(len(line), start + WIDEST)
    before, after = _ELLIPSIS * (start > 0), _ELLIPSIS * (end < len(line))
    shown, columns = _shown(line[start:end], len(before))
    placed = [_place(mark, start, columns) for mark in marks]
    source = paint(before, "quiet") + shown + paint(after, "quiet")
    return [source, *(row.text(paint) for row in _below(placed))]


def _shown(text: str, first: int) -> tuple[str, Sequence[int]]:
    """`text` as it is printed, and the column of each of its characters and of its end, from `first` on."""
    if is_safe(text):
        return text, range(first, first + len(text) + 1)
    shown = [_TAB if piece == "\\t" else piece for piece in pieces(text)]
    return "".join(shown), list(accumulate(map(width, shown), initial=first))


def _place(mark: Mark, start: int, columns: Sequence[int]) -> Mark:
    """`mark` in columns of the terminal, at least one wide, within what is shown."""
    last = len(columns) - 1
    first = columns[min(mark.start - start, last)]
    return replace(mark, start=first, end=max(first + 1, columns[min(mark.end - start, last)]))


class _Row:
    """A row of cells, each with its style."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._styles: list[str] = []

    def put(self, column: int, text: str, style: str) -> None:
        end = column + len(text)
        missing = end - len(self._cells)
        self._cells += [" "] * missing
        self._styles += [""] * missing
        self._cells[column:end] = text
        self._styles[column:end] = [style] * len(text)

    def text(self, paint: Paint) -> str:
        if paint is plain:
            return "".join(self._cells)
        runs = groupby(zip(self._cells, self._styles, strict=True), key=itemgetter(1))
        return "".join(paint("".join(cell for cell, _ in run), style) for style, run in runs)


def _below(marks: Sequence[Mark]) -> list[_Row]:
    """The underline, with the label of the last mark behind it, then the other labels, hanging."""
    if not marks:
        return []
    underline = _Row()
    for mark in sorted(marks, key=lambda each: each.sign == "^"):
        underline.put(mark.start, mark.sign * (mark.end - mark.start), mark.style)
    hanging = sorted((mark for mark in marks if mark.label), key=lambda mark: mark.start)
    edge = max(mark.end for mark in marks)
    if hanging and hanging[-1].end == edge:
        last = hanging.pop()
        underline.put(edge + 1, last.label, last.style)
    return [underline, *_hung(hanging)]


def _hung(marks: list[Mark]) -> list[_Row]:
    rows = [_strings(marks)] if marks else []
    while marks:
        mark = marks.pop()
        row = _strings([other for other in marks if other.start < mark.start])
        row.put(mark.start, mark.label, mark.style)
        rows.append(row)
    return rows


def _strings(marks: Sequence[Mark]) -> _Row:
    row = _Row()
    for mark in marks:
        row.put(mark.start, "|", mark.style)
    return row
