"""What edits would do to a file besides what they are for: the file is read before and after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ddlint.engine.finding import Edit
from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.libyaml_tree import parse_layout
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_pieces import Lines, split
from ddlint.model.yaml_reading import read_yaml

UNREADABLE = "the file could no longer be read"
VALUES = "another value would change"
MARKERS = "a live marker would be lost"

Span = tuple[int, int]
Content = list[tuple[str, ...]]


def harm(before: bytes, after: bytes, edits: Sequence[Edit]) -> str:
    """What goes wrong if `edits` turn the file `before` into `after`.

    Args:
        before: the file, UTF-8.
        after: the same with the edits made.
        edits: sorted, of one file. A value that an edit reaches into is meant to change.

    Returns:
        In words; empty where the file can be read as before, no other value differs, and every marker that
        Flux obeyed is obeyed still.
    """
    if not edits:
        return ""
    old, new = read_yaml(edits[0].path, before), read_yaml(edits[0].path, after)
    if len(new.problems) > len(old.problems):
        return UNREADABLE
    if not _same_values(old.text, new.text, edits):
        return VALUES
    return MARKERS if _live(old, edits) - _live(new, ()) or _obeyed(old) - _obeyed(new) else ""


def _obeyed(file: YamlFile) -> Counter[str]:
    return Counter(site.route for site in file.markers if site.live)


def _live(file: YamlFile, edits: Sequence[Edit]) -> Counter[tuple[str, str]]:
    """The live markers that no edit is about."""
    return Counter(
        (site.route, site.reading.setter)
        for site in file.markers
        if site.live and not any(edit.start < site.end and site.start < edit.end for edit in edits)
    )


def _same_values(old: str, new: str, edits: Sequence[Edit]) -> bool:
    """Whether all values agree but those that an edit is about."""
    moved = zip(edits, _moved(edits), strict=True)
    spans = [((edit.start, edit.end), span) for edit, span in moved if _is_about_a_value(edit, old)]
    before = list(_documents(old, [span for span, _ in spans]))
    after = list(_documents(new, [span for _, span in spans]))
    return len(before) == len(after) and all(
        one is None or one == other for one, other in zip(before, after, strict=True)
    )


def _is_about_a_value(edit: Edit, old: str) -> bool:
    """Whether it changes more than a comment."""
    texts = (edit.text.strip(), old[edit.start : edit.end].strip(" \t\r\n-"))
    return not all(text.startswith("#") or not text for text in texts)


def _moved(edits: Sequence[Edit]) -> Iterator[Span]:
    """Where the new texts of `edits` stand afterwards."""
    grown = 0
    for edit in edits:
        start = edit.start + grown
        yield start, start + len(edit.text)
        grown += len(edit.text) - (edit.end - edit.start)


def _documents(text: str, spans: Sequence[Span]) -> Iterator[Content | None]:
    """What each piece of `text` holds, without what is meant to change; None for one that does not parse."""
    for piece in split(text).pieces:
        lines = Lines(text, piece)
        try:
            root = parse_layout(lines.text).root
        except (GoYamlError, TooDeepError):
            yield None
        else:
            here = [(start, end) for start, end in spans if piece.start <= start and end <= piece.end]
            yield _Walk([(lines.back(start), lines.back(end)) for start, end in here]).content(root)


class _Walk:
    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._found: Content = []

    def content(self, root: Node | None) -> Content:
        if root is not None:
            self._visit(root)
        return self._found

    def _visit(self, node: Node) -> None:
        if node.start < node.end and (node.kind != "scalar" or node.value):
            if any(start <= node.outer and node.end <= end for start, end in self._spans):
                return  # replaced as a whole
            if node.kind == "scalar" and any(a <= node.end and node.start <= b for a, b in self._spans):
                self._found.append(("meant to change",))
                return
        self._found.append((node.kind, node.value, node.tag, node.anchor))
        for key, value in node.pairs:
            self._visit(key)
            self._visit(value)
        for item in node.items:
            self._visit(item)
        self._found.append(("end",))
