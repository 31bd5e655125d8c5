"""Where Flux's writer puts what it read: indentation, blanks, breaks. One issue for each place that moves."""

from __future__ import annotations

import re

from ddlint.model.flux_file import Cause
from ddlint.model.goyaml.nodes import Node
from ddlint.model.rewrite import emitted

Change = tuple[Cause, int, int, str]
SHOWN = 60  # characters of what will be written, in a label
_COMMENT = re.compile(r"\s#")
_FREE_BREAK = re.compile(r"(?m)^(?:(?!\s#)[^\n])*\n(?!\s*#)")
_BLOCK_HEADER = re.compile(r"[|>]([-+0-9]*)[ \t]*(?:#[^\n]*)?\n")


class Layout:
    """Walks the nodes of one document whose text is `text`, and collects what will be written differently."""

    def __init__(self, text: str) -> None:
        """Take the text that the nodes' offsets count in."""
        self._text = text
        self._wide = _wide_sequences(text)
        self.changes: list[Change] = []
        self.inside: list[tuple[int, int]] = []  # scalars of several lines: their breaks are content

    def walk(self, node: Node, indent: int) -> None:
        """Compare `node`, which will be written at column `indent`, with where it stands."""
        if node.kind == "scalar":
            self._scalar(node, indent)
        elif node.style:
            self._flow(node)
        elif node.kind == "mapping":
            self._mapping(node, indent)
        elif node.kind == "sequence":
            self._sequence(node, indent)

    def _mapping(self, node: Node, indent: int) -> None:
        for key, value in node.pairs:
            self._column(key, indent, Cause.INDENTATION, "indentation becomes {} spaces")
            if key.kind == "scalar" and key.value == "<<" and not key.style and not key.tag:
                self._add(Cause.MERGE_KEY, key.start, key.end, "`<<` is written as `!!merge <<`")
            self._between(key, value)
            compact = value.kind == "sequence" and not value.style and not self._wide
            self.walk(value, indent if compact else indent + 2)

    def _sequence(self, node: Node, indent: int) -> None:
        for item in node.items:
            dash = self._dash(item)
            if dash < 0:
                continue
            start = self._begins_line(dash)
            if start >= 0 and dash - start != indent:
                by = dash - start - indent
                cause = Cause.SEQUENCE_INDENT if by in (-2, 2) else Cause.INDENTATION
                self._add(cause, dash, dash + 1, f"this list's indentation becomes {indent} spaces")
            gap = self._text[dash + 1 : item.outer]
            if "#" in gap and item.end > item.start:
                self._add(Cause.COMMENT_MOVED, dash, dash + 1, "the comment behind the dash moves above it")
            elif item.end > item.start and "\n" not in gap and gap != " ":
                self._add(Cause.INDENTATION, dash, item.outer, "one space behind the dash")
            self.walk(item, indent + 2)

    def _between(self, key: Node, value: Node) -> None:
        """The text between a key and its value: one colon and one space."""
        gap = self._text[key.end : value.outer]
        if value.start == value.end or (value.kind != "scalar" and not value.style and value.kind != "alias"):
            return
        if "\n" in gap:
            if value.kind == "scalar":
                cause = Cause.COMMENT_MOVED if "#" in gap else Cause.INDENTATION
                self._add(cause, key.start, key.end, "the value moves to the line of its key")
        elif gap not in (": ", " : ") or gap == " : ":
            self._add(Cause.INDENTATION, key.end, value.outer, "one space between key and value")

    def _scalar(self, node: Node, indent: int) -> None:
        if node.start == node.end:
            return
        raw = self._text[node.start : node.end]
        if "\n" in raw:
            self.inside.append((node.start, node.end))
        if node.style in ("|", ">"):
            self._block(node, raw, indent)
        elif "\n" in raw:
            self._add(Cause.FOLDED_SCALAR, node.start, node.end, "its lines are joined to one")
        elif emitted.scalar(node) != raw:
            self._add(Cause.ESCAPES, node.start, node.end, f"written as {emitted.scalar(node)[:SHOWN]}")

    def _block(self, node: Node, raw: str, indent: int) -> None:
        if not emitted.keeps_block_style(node.value):
            what = "blanks at line ends, or characters beyond U+FFFF, turn it into one quoted line"
            self._add(Cause.BLOCK_SCALAR, node.start, node.end, what)
            return
        header = _BLOCK_HEADER.match(raw)
        lines = raw[header.end() :].split("\n") if header else []
        first = next((line for line in lines if line.strip()), "")
        if header is None or not first:
            return
        if node.style == ">" and self._refolded(node, lines):
            self._add(Cause.FOLDED_SCALAR, node.start, node.end, "folded anew, each paragraph on one line")
        shown = len(first) - len(first.lstrip(" "))
        own = len(node.value) - len(node.value.lstrip(" \n")) if not any(map(str.isdigit, header[1])) else 0
        if not own and not any(map(str.isdigit, header[1])) and shown != indent:
            self._add(Cause.INDENTATION, node.start, node.start + 1, f"its lines are indented by {indent}")

    def _refolded(self, node: Node, lines: list[str]) -> bool:
        depth = min(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
        content = [line[depth:] for line in lines]
        while content and not content[-1]:
            content.pop()
        wanted = emitted.folded(node.value)
        trailing = self._empty_lines_behind(node) if node.value.endswith("\n") else 0
        while wanted and not wanted[-1]:
            wanted.pop()
        return content != wanted or (node.value.endswith("\n") and trailing == 0)

    def _empty_lines_behind(self, node: Node) -> int:
        behind = re.compile(r"\n?((?:[ \t]*\n)*)").match(self._text, node.end)
        if behind is None or behind.end() >= len(self._text):
            return 1
        return behind[1].count("\n")

    def _flow(self, node: Node) -> None:
        raw = self._text[node.start : node.end]
        if "\n" in raw:
            self.inside.append((node.start, node.end))
        wanted = emitted.flow_content(node)
        if is_template(node):
            self._add(Cause.TEMPLATE, node.start, node.end, f"written as {wanted[:SHOWN]}")
        elif "\n" in raw and _COMMENT.search(raw):
            if _FREE_BREAK.search(raw):
                self._add(Cause.FLOW_SPACING, node.start, node.end, "lines without a comment are joined")
        elif wanted != raw:
            self._templates(node)
            self._add(Cause.FLOW_SPACING, node.start, node.end, f"written as {wanted[:SHOWN]}")

    def _templates(self, node: Node) -> None:
        children = [*node.items, *(each for pair in node.pairs for each in pair)]
        for child in children:
            if is_template(child):
                self._add(
                    Cause.TEMPLATE,
                    child.start,
                    child.end,
                    f"written as {emitted.flow_content(child)[:SHOWN]}",
                )
            else:
                self._templates(child)

    def _dash(self, item: Node) -> int:
        """The dash of `item`: the last one before it that only blanks, comments and breaks follow."""
        head = self._text.rfind("-", 0, item.outer)
        while head >= 0 and not _LEADS_TO_ITEM.fullmatch(self._text, head + 1, item.outer):
            head = self._text.rfind("-", 0, head)
        return head

    def _begins_line(self, offset: int) -> int:
        """Where the line of `offset` starts, if only blanks stand before; else -1. Lines can be very long."""
        start = offset
        while start and self._text[start - 1] != "\n":
            start -= 1
            if not self._text[start].isspace():
                return -1
        return start

    def _column(self, node: Node, indent: int, cause: Cause, what: str) -> None:
        start = self._begins_line(node.outer)
        if start >= 0 and node.outer - start != indent:
            self._add(cause, node.start, node.end, what.format(indent))

    def _add(self, cause: Cause, start: int, end: int, what: str) -> None:
        self.changes.append((cause, start, end, what))


_LEADS_TO_ITEM = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*")


def is_template(node: Node) -> bool:
    """Whether `node` is what YAML makes of an unquoted `{{ ... }}`: a mapping whose only key is a mapping."""
    if node.kind != "mapping" or node.style != "{" or len(node.pairs) != 1:
        return False
    key, value = node.pairs[0]
    return key.kind == "mapping" and key.style == "{" and value.start == value.end


def _wide_sequences(text: str) -> bool:
    """Whether kyaml indents the lists of `text` below their keys: the first list decides."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        before, dash, _ = line.partition("- ")
        if not dash or before.strip(" ") or number == 0:
            continue
        key = _key_line(lines[:number])
        if key.strip(" ").count(":") != 1 or not key.rstrip(" ").endswith(":"):
            continue
        return len(before) - (len(key) - len(key.lstrip(" "))) == 2
    return False


def _key_line(lines: list[str]) -> str:
    """The last line that is neither blank nor a comment, without its own comment."""
    for line in reversed(lines):
        if line.strip(" ") and not line.strip(" ").startswith("#"):
            return line.partition("#")[0].rstrip(" ")
    return ""
