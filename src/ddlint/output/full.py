"""`full`: each finding with its source, for people. The counts close the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from ddlint.engine.finding import Fix
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.locate import Location
from ddlint.output import color
from ddlint.output.concise import SILENT
from ddlint.output.names import described, position
from ddlint.output.safe import safe, safe_line
from ddlint.output.sink import About, Manner
from ddlint.output.snippet import Mark, Paint, draw
from ddlint.output.summary import summary

Labelled = tuple[Location, str]


class Full:
    """See the module. Waived and grandfathered findings are shown only when asked for (verbose)."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:
        self._write = stream.write
        self._about = about
        self._manner = manner
        self._paint: Paint = color.paint if manner.color else color.plain

    def begin(self) -> None:
        """Nothing stands before the entries."""

    def entry(self, entry: Entry) -> None:
        """Write one finding and an empty line."""
        if self._manner.verbose or entry.verdict not in SILENT:
            self._write("\n".join(render(entry, self._paint)) + "\n\n")

    def paste(self, written: str) -> None:
        """Write entries that were written elsewhere."""
        self._write(written)

    def end(self, ledger: Ledger, exit_code: int) -> None:  # noqa: ARG002 - a Sink
        """Write the counts."""
        self._write("".join(f"{line}\n" for line in summary(ledger, self._about, self._manner)))


def render(entry: Entry, paint: Paint = color.plain) -> list[str]:
    """The lines that show `entry`: headline, source with marks, help, fix, the address of the rule's page."""
    groups = _by_text([(entry.location, entry.label), *entry.related]) if entry.location else []
    gutter = max((len(str(each.end_line)) for group in groups for each, _ in group), default=1)
    style = entry.severity.word
    lines = [_headline(entry, paint)]
    for arrow, group in zip(("-->", *[":::"] * len(groups)), groups, strict=False):
        lines += _source(arrow, group, gutter, style if arrow == "-->" else "frame", paint)
    return [*lines, *_notes(entry, gutter, paint)]


def _headline(entry: Entry, paint: Paint) -> str:
    word = entry.severity.word if entry.verdict is Verdict.FOUND else entry.verdict.value
    head = paint(f"{word}[{entry.code}]", entry.severity.word)
    return f"{head} {paint(entry.name, 'strong')}: {safe(entry.message)}"


def _by_text(labelled: Sequence[Labelled]) -> list[list[Labelled]]:
    """The places, those in one file, message or ref together, in the order in which each first appears."""
    groups: dict[tuple[str, str], list[Labelled]] = {}
    for location, label in labelled:
        groups.setdefault((location.kind, location.name), []).append((location, label))
    return list(groups.values())


def _source(arrow: str, group: Sequence[Labelled], gutter: int, style: str, paint: Paint) -> Iterator[str]:
    first, label = group[0]
    route = f" ({safe(first.route)})" if first.route else ""
    if not first.snippet:
        shown = f": {safe(label)}" if label else ""
        yield f"{' ' * gutter}{paint(arrow, 'frame')} {position(first)}{shown}"
        return
    yield f"{' ' * gutter}{paint(arrow, 'frame')} {position(first)}{route}"
    bar = paint(" " * gutter + " |", "frame")
    yield bar
    texts, marks = _marked(group, style)
    before = min(texts) - 1
    for number in sorted(texts):
        if number > before + 1:
            yield paint("...", "frame")
        before = number
        for source, *below in draw(texts[number], marks[number], paint):
            yield f"{paint(f'{number:>{gutter}} |', 'frame')} {source}".rstrip()
            yield from (f"{bar} {row}" for row in below)
    yield bar


def _marked(group: Sequence[Labelled], style: str) -> tuple[dict[int, str], dict[int, list[Mark]]]:
    """The lines to show, by number, and the marks on each; the first place of the group has the carets."""
    texts: dict[int, str] = {}
    marks: dict[int, list[Mark]] = {}
    for position_in_group, (location, label) in enumerate(group):
        primary = position_in_group == 0 and style != "frame"
        for number, text, mark in _lines(location, label, primary=primary, style=style):
            texts[number] = text
            marks.setdefault(number, []).append(mark)
    return texts, marks


def _lines(location: Location, label: str, *, primary: bool, style: str) -> Iterator[tuple[int, str, Mark]]:
    """Each line of a place with its mark; the last one that is shown has the label."""
    sign, colour = ("^", style) if primary else ("-", "frame")
    last = location.line + len(location.snippet) - 1
    if location.end_column == 1 and last == location.end_line > location.line:
        last -= 1  # it ends with the line break of the line before
    for number, whole in zip(range(location.line, last + 1), location.snippet, strict=False):
        first = number == location.line
        text = whole.removesuffix("\r") if location.column < len(whole) or not first else whole
        start = location.column - 1 if first else len(text) - len(text.lstrip())
        end = location.end_column - 1 if number == location.end_line else len(text)
        written = safe(label) if number == last else ""
        yield number, text, Mark(start, max(start, end), written, colour, sign)


def _notes(entry: Entry, gutter: int, paint: Paint) -> Iterator[str]:
    sign = paint("=", "frame")
    indent = " " * (gutter + 1)
    waiver = f"{entry.waiver.where}: {described(entry.waiver)}" if entry.waiver else ""
    notes = (("waiver", waiver), ("help", entry.help), ("fix", _fix(entry.fix)), ("rule", entry.url))
    for word, text in notes:
        first, *more = text.split("\n")
        if text:
            yield f"{indent}{sign} {paint(word, 'help')}: {safe(first)}"
        yield from (f"{indent}  {' ' * len(word)}  {safe_line(line)}".rstrip() for line in more)


def _fix(fix: Fix | None) -> str:
    if fix is None:
        return ""
    option = "--fix" if fix.safe else "--unsafe-fixes"
    return f"{fix.title} ({'safe' if fix.safe else 'unsafe'}, {option} does it)"
