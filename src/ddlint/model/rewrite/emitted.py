"""How go-yaml v3's emitter, as Flux sets it up, writes a scalar or a flow collection that it read.

Source: observed behaviour of go.yaml.in/yaml/v3 v3.0.4 (`emitterc.go`) with kyaml's settings: indentation 2,
no line folding, the style of each node kept where the emitter allows it.
"""

from __future__ import annotations

import re
from functools import cache

from ddlint.model.goyaml.nodes import Node

_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    '"': '"', "\\": "\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
_LINE_OR_BREAK = re.compile("\\n|[^\\n]+")
_SPACE_BEFORE_BREAK = re.compile(r" \n| \Z")


@cache
def _printable() -> re.Pattern[str]:
    """Compiled when it is asked for: the wide ranges take some milliseconds."""
    return re.compile("[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]")


def scalar(node: Node) -> str:
    """The scalar `node` on one line, in its own style; plain and quoted only."""
    if node.style == "'" and _all_printable(node.value) and "\n" not in node.value:
        return "'" + node.value.replace("'", "''") + "'"
    if node.style == "" and _all_printable(node.value):
        return node.value
    return double_quoted(node.value)


def double_quoted(value: str) -> str:
    """`value` in double quotes, escaped as the emitter does it."""
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\' or char == "\n" or not _printable().match(char):
        return "\\" + _ESCAPES.get(char, _code(ord(char)))
    return char


def _code(point: int) -> str:
    if point <= 0xFF:
        return f"x{point:02X}"
    return f"u{point:04X}" if point <= 0xFFFF else f"U{point:08X}"


def _all_printable(value: str) -> bool:
    """Whether the emitter can write `value` without escapes: it takes emoji for unprintable."""
    return all(map(_printable().match, value.replace("\t", " ")))


def keeps_block_style(value: str) -> bool:
    """Whether the emitter writes a block scalar with this content as one."""
    return _all_printable(value) and not _SPACE_BEFORE_BREAK.search(value)


def folded(value: str) -> list[str]:
    """The content lines of a `>` scalar: each paragraph on one line, and an empty line behind every break."""
    lines: list[str] = []
    open_lines: list[str] = []  # of the paragraph that is being put together
    breaks = leading = True
    for part in _LINE_OR_BREAK.findall(value):
        if part != "\n":
            leading = part[0] in " \t" if breaks else leading
            open_lines.append(part)
            breaks = False
            continue
        if not breaks and not leading:
            lines.append("".join(open_lines))
            open_lines = []
        lines.append("".join(open_lines))
        open_lines, breaks = [], True
    return [*lines, "".join(open_lines)] if open_lines else lines


def flow(node: Node) -> str:
    """A collection in flow style, on one line."""
    if node.kind == "alias":
        return f"*{node.value}"
    return f"{_properties(node)}{flow_content(node)}"


def flow_content(node: Node) -> str:
    """The same without its anchor and tag."""
    if node.kind == "mapping":
        return "{" + ", ".join(f"{_flow_key(key)}: {flow(value)}".rstrip() for key, value in node.pairs) + "}"
    if node.kind == "sequence":
        return "[" + ", ".join(map(flow, node.items)) + "]"
    return scalar(node) if node.start < node.end else "''"


def _flow_key(key: Node) -> str:
    return flow(key) if key.kind in ("scalar", "alias") else f"? {flow(key)} "


def _properties(node: Node) -> str:
    anchor = f"&{node.anchor} " if node.anchor else ""
    short = node.tag.replace("tag:yaml.org,2002:", "!!")
    return anchor + (f"{short} " if short else "")
