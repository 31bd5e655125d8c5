"""A value in a JSON or YAML text with its place: read only as far as it is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.libyaml_tree import parse_layout
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.yaml_pieces import Lines, split

_BLANKS = frozenset(" \t\n\r")
_BLANK = re.compile(r"[ \t\n\r]*")
_decoded = json.JSONDecoder().raw_decode
_TRUE, _FALSE = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})


class NotJson(Exception):
    """A text is no JSON; raised while it is read.

    Attributes:
        at: where, in characters.
        what: why, without a full stop.
    """

    def __init__(self, at: int, what: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what


class Held(Protocol):
    """A value and where it stands.

    Attributes:
        start, end: its characters.
    """

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def value(self) -> Any:  # noqa: ANN401 - whatever JSON has
        """What it is: a string, a number, a boolean, None, or a list or dict whose content does not count."""
        ...

    def members(self) -> Iterator[tuple[str, int, Held]]:
        """The members of an object: key, where the key begins, value; none for anything else."""
        ...

    def items(self) -> Iterator[Held]:
        """The items of a list; none for anything else."""
        ...


def at(held: Held, route: str) -> Held | None:
    """What stands at `route` (`metadata.labels.is_uat`); None where there is nothing."""
    here: Held | None = held
    for step in route.split("."):
        if here is None:
            return None
        here = next((value for key, _, value in here.members() if key == step), None)
    return here


class JsonHeld(NamedTuple):
    """A value of a JSON text; a tuple, because a registry has a hundred thousand of them.

    Attributes:
        text: the whole text.
        start: where the value begins.
        end: where it ends; -1 where that was not looked for.
        value: what it is; a list or an object that was not read is an empty one.
    """

    text: str
    start: int
    end: int
    value: Any

    def members(self) -> Iterator[tuple[str, int, JsonHeld]]:
        """The members of an object.

        Raises:
            NotJson: it is broken.
        """
        if not isinstance(self.value, dict):
            return
        text, here = self.text, _skip(self.text, self.start + 1)
        if text[here : here + 1] == "}":
            return self._close(here)
        while True:
            if text[here : here + 1] != '"':
                raise NotJson(here, _complaint(text, here, "a key in double quotes is needed here"))
            key = json_at(text, here)
            colon = _skip(text, key.end)
            if text[colon : colon + 1] != ":":
                raise NotJson(colon, _complaint(text, colon, "a `:` is needed here"))
            value = json_at(text, _skip(text, colon + 1))
            yield str(key.value), here, value
            here = _next(text, value.end, "}")
            if text[here : here + 1] == "}":
                return self._close(here)

    def items(self) -> Iterator[JsonHeld]:
        """The items of a list.

        Raises:
            NotJson: it is broken.
        """
        if not isinstance(self.value, list):
            return
        text, here = self.text, _skip(self.text, self.start + 1)
        while text[here : here + 1] != "]":
            value = json_at(text, here)
            yield value
            here = _next(text, value.end, "]")
        self._close(here)

    def _close(self, here: int) -> None:
        """Behind the end of the whole text there may be nothing."""
        behind = _skip(self.text, here + 1)
        if self.end < 0 and behind < len(self.text):
            raise NotJson(behind, "there is more behind its end")


def json_at(text: str, start: int) -> JsonHeld:
    """The value that begins at `start`.

    Raises:
        NotJson: there is none.
    """
    try:
        value, end = _decoded(text, start)
    except json.JSONDecodeError as error:
        raise NotJson(error.pos, _complaint(text, error.pos, error.msg.lower())) from error
    except RecursionError:
        raise NotJson(start, "nested too deep") from None
    except ValueError as error:  # a number with thousands of digits
        raise NotJson(start, str(error).partition(";")[0].lower()) from error
    if isinstance(value, dict | list):
        value = type(value)()
    return JsonHeld(text, start, end, value)


def json_root(text: str) -> JsonHeld:
    """The root of a text: a list or an object is not read, only where it begins is known.

    Raises:
        NotJson: there is none.
    """
    start = _skip(text, 1 if text.startswith("\ufeff") else 0)
    first = text[start : start + 1]
    if first in {"[", "{"}:
        return JsonHeld(text, start, -1, [] if first == "[" else {})
    return json_at(text, start)


def _skip(text: str, start: int) -> int:
    if text[start : start + 1] not in _BLANKS:
        return start
    found = _BLANK.match(text, start)
    return found.end() if found else start


def _next(text: str, end: int, closing: str) -> int:
    """Where the next member begins, or where the closing bracket stands."""
    here = _skip(text, end)
    sign = text[here : here + 1]
    if sign == closing:
        return here
    if sign != ",":
        raise NotJson(here, _complaint(text, here, f"`,` or `{closing}` is needed here"))
    behind = _skip(text, here + 1)
    if text[behind : behind + 1] == closing:
        raise NotJson(here, f"a `,` before `{closing}`, which JSON does not allow")
    return behind


def _complaint(text: str, at_: int, usual: str) -> str:
    near = text[at_ : at_ + 2]
    if near in {"//", "/*"} or near[:1] == "#":
        return "a comment, which JSON does not have"
    return "the text ends in the middle" if at_ >= len(text.rstrip()) else usual


@dataclass(frozen=True, slots=True)
class YamlHeld:
    """A value of a YAML document.

    Attributes:
        node: the node; an alias is followed.
        lines: the piece of the file that it is in.
    """

    node: Node
    lines: Lines

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.lines.at(self.node.start)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.lines.at(self.node.end)

    @property
    def _followed(self) -> Node:
        node = self.node
        return node.target if node.kind == "alias" and node.target is not None else node

    @property
    def value(self) -> Any:  # noqa: ANN401
        """What it is; only `true` and `false` are booleans: parsers disagree about `yes` and `on`."""
        node = self._followed
        if node.kind != "scalar":
            return {} if node.kind == "mapping" else []
        if node.style or node.tag not in {"", "!"}:
            return node.value
        kind = type_of(node.value).applied
        if kind is Type.NULL:
            return None
        if node.value in _TRUE | _FALSE:
            return node.value in _TRUE
        return _number(node.value) if kind in {Type.INT, Type.FLOAT} else node.value

    def members(self) -> Iterator[tuple[str, int, YamlHeld]]:
        """The members of a mapping, the first of duplicates first; merge keys are not followed."""
        for key, value in self._followed.pairs:
            yield key.value, self.lines.at(key.start), YamlHeld(value, self.lines)

    def items(self) -> Iterator[YamlHeld]:
        """The items of a sequence."""
        return (YamlHeld(item, self.lines) for item in self._followed.items)


def yaml_roots(text: str) -> Iterator[YamlHeld]:
    """The roots of the documents of a text; empty documents are passed over.

    Raises:
        GoYamlError: a document is no YAML, or nested too deep; its offset counts in `text`.
    """
    for piece in split(text).pieces:
        lines = Lines(text, piece)
        try:
            root = parse_layout(lines.text).root
        except GoYamlError as error:
            raise GoYamlError(lines.at(error.offset), error.problem) from error
        except TooDeepError as error:
            raise GoYamlError(lines.at(error.offset), "nested too deep") from error
        if root is not None:
            yield YamlHeld(root, lines)


def _number(text: str) -> float | str:
    try:
        return int(text) if len(text) < 20 else float(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text
