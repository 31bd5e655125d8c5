"""Go's text/template, as far as it can be decided without running it: actions, and which belong together.

Source: Go standard library, text/template and text/template/parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ACTION = re.compile(
    r"""\{\{(?:-\s)?\s*(?P<comment>/\*.*?\*/)?
    (?P<body>(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?!\}\})[^"`'])*+)\}\}""",
    re.VERBOSE | re.DOTALL,
)
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`|\'(?:[^\'\\\n]|\\.)*\'')
_WORD = re.compile(r"[a-z]+")
_FIELDS = re.compile(r"\$(?P<outer>(?:\.[A-Za-z_]\w*)+)|(?<![\w)$.])(?P<chain>(?:\.[A-Za-z_]\w*)+)")
_OPENS = frozenset({"if", "range", "with", "block", "define"})
_MOVES = frozenset({"range", "with", "block", "define"})


@dataclass(frozen=True, slots=True)
class Action:
    """What stands between `{{` and `}}`.

    Attributes:
        body: without its trim markers and with its texts emptied.
        at_root: whether the dot is what the template was given.
    """

    body: str
    at_root: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template.

    Attributes:
        actions: in order, comments left out.
        fault: why Go refuses it, as Go says it; empty where that cannot be told.
    """

    actions: tuple[Action, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A block that is open: whether the dot has moved in it, and whether it is inside of a range."""

    moved: bool
    ranges: bool


def read_template(text: str) -> Template:
    """The actions of a template, and whether their blocks are closed."""
    actions: list[Action] = []
    open_blocks: list[_Block] = []
    at = 0
    while (start := text.find("{{", at)) >= 0:
        match = _ACTION.match(text, start)
        if match is None:
            return Template(tuple(actions), "unclosed action")
        at = match.end()
        body = _TEXT.sub('""', match["body"]).strip().removesuffix(" -").strip()
        if match["comment"]:
            continue
        if not body:
            return Template(tuple(actions), "missing value for command")
        if fault := _step(body, open_blocks, actions):
            return Template(tuple(actions), fault)
    return Template(tuple(actions), "unexpected EOF: a block has no {{end}}" if open_blocks else "")


def _step(body: str, open_blocks: list[_Block], actions: list[Action]) -> str:
    word = _WORD.match(body)
    name = word.group() if word else ""
    actions.append(Action(body, at_root=not (open_blocks and open_blocks[-1].moved)))
    if name in _OPENS:
        open_blocks.append(_inside(open_blocks, name))
    elif name == "end":
        if not open_blocks:
            return "unexpected {{end}}"
        open_blocks.pop()
    elif name == "else" and not open_blocks:
        return "unexpected {{else}}"
    elif name in {"break", "continue"} and body == name and not (open_blocks and open_blocks[-1].ranges):
        return f"{{{{{name}}}}} outside {{{{range}}}}"
    return ""


def _inside(open_blocks: list[_Block], name: str) -> _Block:
    outer = open_blocks[-1] if open_blocks else _Block(moved=False, ranges=False)
    return _Block(outer.moved or name in _MOVES, outer.ranges or name == "range")


def fields(template: Template) -> Iterator[str]:
    """The chains of fields that are taken of what the template was given: `.Changed.Objects`."""
    for action in template.actions:
        for match in _FIELDS.finditer(action.body):
            if match["outer"]:
                yield match["outer"]
            elif action.at_root:
                yield match["chain"]
