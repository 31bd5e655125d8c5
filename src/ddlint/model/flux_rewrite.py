"""What else of a file changes when Flux sets a value in it: Flux writes the whole file anew.

Source: kyaml `kio` and go-yaml v3, by what they were seen to write (image-automation-controller#117, #203,
#528, #566, #616, #844).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ddlint.model.flux_file import Cause, Effect, Issue
from ddlint.model.goyaml.nodes import Node, Parsed, Spans
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.libyaml_tree import parse_layout
from ddlint.model.rewrite.comment_columns import CommentColumns
from ddlint.model.rewrite.layout import Change, Layout
from ddlint.model.rewrite.settled import settled
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_pieces import Lines, split

_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n)")
_LEGACY = re.compile(r"(?:internal\.)?config\.kubernetes\.io/(?:index|path)\Z")


def changes(file: YamlFile) -> tuple[Issue, ...]:
    """What Flux's next write changes besides the values it sets, in the order of the text.

    Content that is deleted is not among it (`FluxFile.issues`, `LOSES`), and nothing is said of what does not
    parse.
    """
    if settled(file.text):
        return ()
    return parsed_changes(file)


def parsed_changes(file: YamlFile) -> tuple[Issue, ...]:
    """The same, without the short cut."""
    found = [*_of_the_file(file)]
    pieces = split(file.text)
    for number, piece in enumerate(pieces.pieces):
        lines = Lines(file.text, piece)
        found += _located(lines, _of_a_piece(lines.text, last=number + 1 == len(pieces.pieces)))
    for separator in pieces.separators:
        if file.text[separator.start : separator.end].rstrip("\r") != "---":
            found.append(_issue(Cause.SEPARATORS, separator.start, separator.end, "only `---` is written"))
    return tuple(sorted(found, key=lambda issue: issue.start))


def _issue(cause: Cause, start: int, end: int, what: str) -> Issue:
    return Issue(Effect.CHANGES, cause, start, end, what)


def _located(lines: Lines, found: Iterator[Change]) -> Iterator[Issue]:
    for cause, start, end, what in found:
        yield _issue(cause, lines.at(start), lines.at(end), what)


def _of_the_file(file: YamlFile) -> Iterator[Issue]:
    text = file.text
    if file.byte_order_mark:
        yield _issue(Cause.BYTE_ORDER_MARK, 0, 1, "the byte order mark is dropped")
    carriage = text.find("\r")
    if carriage >= 0:
        yield _issue(Cause.LINE_ENDINGS, carriage, carriage + 1, "all lines will end in LF")
    start = 1 if file.byte_order_mark else 0
    if text.startswith("---", start):
        yield _issue(Cause.SEPARATORS, start, start + 3, "the leading `---` is dropped")
    end = re.search(r"\n---[ \t\r]*\n?\Z", text)
    if end:
        yield _issue(Cause.SEPARATORS, end.start() + 1, end.start() + 4, "the `---` at the end is dropped")


def _of_a_piece(text: str, *, last: bool) -> Iterator[Change]:
    if ":" not in text and "?" not in text:
        return  # no mapping: many empty documents cost nothing
    try:
        parsed = parse_layout(text)
    except (GoYamlError, TooDeepError):
        return
    if parsed.root is None or parsed.root.kind != "mapping" or not parsed.root.pairs:
        return
    layout = Layout(text)
    layout.walk(parsed.root, 0)
    yield from layout.changes
    yield from _metadata(parsed.root)
    inside = tuple(sorted(layout.inside))
    yield from _blank_lines(text, parsed, inside)
    yield from _comments(text, parsed, inside)
    yield from _trailing_blanks(text, parsed, inside)
    if re.search(r"\n\.\.\.[ \t]*\n?\Z", text):
        yield Cause.SEPARATORS, len(text.rstrip()) - 3, len(text.rstrip()), "`...` is dropped"
    if last:
        yield from _end_of_file(text, inside)


def _end_of_file(text: str, inside: Spans) -> Iterator[Change]:
    """One line break, and no blank lines, at the end."""
    if not text.endswith("\n"):
        yield Cause.LINE_ENDINGS, len(text) - 1, len(text), "a line break is added at the end"
    end = len(text.rstrip())
    if text.count("\n", end) > 1 and not any(stop > end - 1 for _, stop in inside):
        yield Cause.BLANK_LINES, end, len(text) - 1, "blank lines at the end are dropped"


def _metadata(root: Node) -> Iterator[Change]:
    for key, value in root.pairs:
        if key.value != "metadata":
            continue
        if _is_empty(value):
            yield Cause.ANNOTATIONS, key.start, key.end, "empty metadata is removed"
        for name, member in value.pairs:
            if name.value == "annotations":
                yield from _annotations(name, member)


def _annotations(key: Node, value: Node) -> Iterator[Change]:
    if _is_empty(value):
        yield Cause.ANNOTATIONS, key.start, key.end, "empty annotations are removed"
    for name, _ in value.pairs:
        if _LEGACY.match(name.value):
            yield Cause.ANNOTATIONS, name.start, name.end, "the annotation is removed"


def _is_empty(node: Node) -> bool:
    if node.kind == "scalar":
        return not node.style and node.value in ("", "~", "null", "Null", "NULL")
    return node.kind == "mapping" and not node.pairs


def _blank_lines(text: str, parsed: Parsed, inside: Spans) -> Iterator[Change]:
    """Runs of blank lines; one stays behind a comment, and before the comments that end a document."""
    foot, length = -1, len(text.rstrip())
    for gap in _GAP.finditer(text, 0, parsed.end):
        if _within(gap.start() + 1, inside) or gap.end() >= length:
            continue
        count = gap.group().count("\n") - 1
        foot = _foot(text) if foot < 0 else foot
        before = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()].lstrip()
        stays = before.startswith("#") or gap.end() >= foot or _behind_folded(gap.start(), text, inside)
        if count > stays:
            what = "the blank line is dropped" if count == 1 else "blank lines are dropped"
            yield Cause.BLANK_LINES, gap.start() + 1, gap.end() - 1, what


def _foot(text: str) -> int:
    """Where the comments and blank lines that end `text` begin."""
    end = len(text)
    while end > 0:
        begin = text.rfind("\n", 0, end - 1) + 1
        line = text[begin:end].strip()
        if line and not line.startswith("#"):
            break
        end = begin
    return end


def _behind_folded(offset: int, text: str, inside: Spans) -> bool:
    number = bisect_right(inside, offset, key=_start) - 1
    return number >= 0 and text[inside[number][0]] == ">" and abs(inside[number][1] - offset) <= 1


def _comments(text: str, parsed: Parsed, inside: Spans) -> Iterator[Change]:
    """One space before a comment behind a value; a comment on its own line stands like what it belongs to."""
    columns = CommentColumns(text)
    for start, end in parsed.comments:
        if _within(start, inside):
            continue
        content = start  # the end of what stands before the comment on its line
        while content and text[content - 1] in " \t":
            content -= 1
        before = text[content - 1 : content]
        if before in ("", "\n"):
            if start - content not in columns.around(start):
                yield Cause.COMMENT_MOVED, start, end, "the comment moves to the column of its neighbour"
        elif text[content:start] != " " and before not in ":-":
            yield Cause.COMMENT_ALIGNMENT, start, end, "one space before the comment"


def _trailing_blanks(text: str, parsed: Parsed, inside: Spans) -> Iterator[Change]:
    if " \n" not in text and "\t\n" not in text:
        return
    for blanks in _TRAILING.finditer(text, 0, parsed.end):
        line = text[text.rfind("\n", 0, blanks.start()) + 1 : blanks.start()]
        if (
            line.strip()
            and not _within(blanks.start(), inside)
            and not _within(blanks.start(), parsed.comments)
        ):
            yield Cause.BLANK_LINES, blanks.start(), blanks.end(), "blanks at the end of the line are dropped"


def _within(offset: int, spans: Spans) -> bool:
    """Whether `offset` is in one of `spans`, which are sorted and do not overlap."""
    number = bisect_right(spans, offset, key=_start) - 1
    return number >= 0 and offset < spans[number][1]


def _start(span: tuple[int, int]) -> int:
    return span[0]
