"""Triggers out of YAML and JSON: what `gcloud builds triggers export`, `list` and `describe` write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.parser import parse
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.place import FileSpan
from ddlint.model.triggers.reading import BUILDS, EVENTS, is_trigger
from ddlint.model.triggers.value import Problem, Source, Value
from ddlint.model.yaml_pieces import Lines, Piece, split

LIMIT = 1_000_000  # characters
_NODES = 100_000
_EVENT, _BUILD = (
    re.compile(rf"(?:^|[{{,])[ \t-]*[\"']?(?:{'|'.join(names)})[\"']?[ \t]*:", re.MULTILINE)
    for names in (EVENTS, BUILDS)
)
_DEPTH = 40


def read_export(path: str, text: str) -> Source:
    """The triggers of a file: one, several documents, a list, or a mapping with `triggers`.

    Returns:
        The triggers, and a problem for each part that is no YAML. What is no trigger is left out.
    """
    if len(text) > LIMIT:
        return Source(problems=(_too_large(path),))
    values: list[Value] = []
    problems: list[Problem] = []
    for piece in split(text).pieces:
        found = _read(path, Lines(text, piece))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            values += _triggers(found)
    return Source(tuple(values), tuple(problems))


def read_document(path: str, text: str) -> Value | Problem | None:
    """The first document of a file as a value; None where it is empty; or why it cannot be read."""
    return _too_large(path) if len(text) > LIMIT else _read(path, Lines(text, Piece(0, len(text))))


def _too_large(path: str) -> Problem:
    return Problem(
        FileSpan(path, 0, 0), f"it has more than {LIMIT:,} characters, which no list of triggers has"
    )


def _read(path: str, lines: Lines) -> Value | Problem | None:
    try:
        root = parse(lines.text.replace("\t", " ")).root
        return _Reader(path, lines).value(root) if root is not None else None
    except (GoYamlError, TooDeepError, _TooMuchError) as error:
        at = lines.at(error.offset)
        reason = error.problem if isinstance(error, GoYamlError) else "it nests too deeply, or holds too much"
        return Problem(FileSpan(path, at, at), reason)


def may_hold(text: str) -> bool:
    """Whether a text has the keys that a trigger needs: to read it exactly costs more."""
    return _EVENT.search(text) is not None and _BUILD.search(text) is not None


def _triggers(root: Value | None) -> Iterator[Value]:
    if root is None:
        return
    listed = root.get("triggers") or root
    yield from (found for each in listed.texts() if is_trigger(found := _of_connector(each)))


def _of_connector(value: Value) -> Value:
    """The trigger in the `spec` of what `gcloud builds triggers config export` writes."""
    kind, spec = value.get("kind"), value.get("spec")
    if kind is None or kind.text != "CloudBuildTrigger" or spec is None or spec.fields is None:
        return value
    name = value.get("metadata", "name")
    return replace(value, fields={**spec.fields, "name": name} if name else spec.fields)


class _TooMuchError(Exception):
    """Aliases make more of a document than is worth reading."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(slots=True)
class _Reader:
    path: str
    lines: Lines
    left: int = _NODES

    def value(self, node: Node, route: str = "", depth: int = 0) -> Value:
        """The value of a node, aliases followed."""
        self.left -= 1
        if self.left < 0 or depth > _DEPTH:
            raise _TooMuchError(node.start)
        span = FileSpan(self.path, self.lines.at(node.start), self.lines.at(node.end), route)
        if node.kind == "alias":
            if node.target is None:
                return Value(span, unknown="its anchor is missing")
            return self.value(node.target, route, depth + 1)
        if node.kind == "scalar":
            return Value(span, text=node.value, quoted=node.style != "")
        if node.kind == "sequence":
            items = (
                self.value(item, f"{route}[{number}]", depth + 1) for number, item in enumerate(node.items)
            )
            return Value(span, items=tuple(items))
        fields = {
            key.value: self.value(member, f"{route}.{key.value}" if route else key.value, depth + 1)
            for key, member in node.pairs
        }
        return Value(span, fields={name: each for name, each in fields.items() if not _is_null(each)})


def _is_null(value: Value) -> bool:
    return value.text in {"", "null", "~"} and not value.quoted
