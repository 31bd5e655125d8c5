"""A syntax tree in the syntax of google-re2, so that RE2 runs exactly what Go would."""

from __future__ import annotations

from ddlint.model.regexp.tree import Node, Op

_TEXTS = {
    Op.EMPTY: "(?:)",
    Op.BEGIN_TEXT: "\\A",
    Op.END_TEXT: "\\z",
    Op.BEGIN_LINE: "(?m:^)",
    Op.END_LINE: "(?m:$)",
    Op.WORD_BOUNDARY: "\\b",
    Op.NO_WORD_BOUNDARY: "\\B",
}
_COUNTS = {(0, None): "*", (1, None): "+", (0, 1): "?"}


def emit(tree: Node) -> str:
    """The pattern for RE2: groups by number only, no flags in force."""
    pieces: list[str] = []
    stack: list[Node | str] = [tree]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            pieces.append(top)
        else:
            stack.extend(reversed(_parts(top)))
    return "".join(pieces)


def _parts(node: Node) -> list[Node | str]:
    match node.op:
        case Op.CHARS:
            return [node.text]
        case Op.CONCAT:
            return list(node.subs)
        case Op.ALTERNATE:
            between: list[Node | str] = [part for sub in node.subs for part in ("|", sub)]
            return ["(?:", *between[1:], ")"]
        case Op.CAPTURE:
            return ["(", *node.subs, ")"]
        case Op.REPEAT:
            return ["(?:", *node.subs, ")", _count(node)]
    return [_TEXTS[node.op]]


def _count(node: Node) -> str:
    count = _COUNTS.get((node.least, node.most))
    if count is None:
        most = "" if node.most is None else node.most
        count = f"{{{node.least},{most}}}"
    return count if node.greedy else f"{count}?"
