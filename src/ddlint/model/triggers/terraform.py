"""Triggers out of a Terraform module: `google_cloudbuild_trigger` in `.tf` and `.tf.json` files.

A module is a folder. Variables count with their default, locals with their value, where these are literals;
all else is unknown, with the reason.
Source: Terraform registry, hashicorp/google, google_cloudbuild_trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ddlint.model.place import FileSpan
from ddlint.model.triggers.export import read_document
from ddlint.model.triggers.hcl import Block, Expressions, TooDeepError, blocks, camel
from ddlint.model.triggers.value import Problem, Source, Value

RESOURCE = "google_cloudbuild_trigger"
#: The field under which the name of the resource is kept; no field of Terraform is called so.
LABEL = "#resource"
_ROUNDS = 8  # how often a local may name another


def read_module(files: Mapping[str, str]) -> Source:
    """The triggers of a module.

    Args:
        files: the text of each `.tf` and `.tf.json` file of one folder, by path.

    Returns:
        The triggers, and a problem for each file that cannot be read.
    """
    problems: list[Problem] = []
    read: list[tuple[Expressions, Block]] = []
    known: dict[str, Value] = {}
    values: list[Value] = []
    for path, text in files.items():
        if path.endswith(".json"):
            _take_json(path, text, known, values, problems)
            continue
        found = blocks(path, text)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        source = Expressions(path, text, known)
        read += [(source, block) for block in found]
    _learn(read, known)
    for source, block in read:
        if block.words[:2] == ("resource", RESOURCE):
            values += _trigger(source, block, problems)
    return Source(tuple(values), tuple(problems))


def _trigger(source: Expressions, block: Block, problems: list[Problem]) -> Iterator[Value]:
    try:
        found = source.body(block.body)
        label = _label(source, block)
        yield replace(found, fields={**(found.fields or {}), LABEL: label})
    except TooDeepError:
        problems.append(Problem(block.span, "it is nested too deeply"))


def _label(source: Expressions, block: Block) -> Value:
    """What Terraform calls the resource, where it stands; for triggers whose name is not known."""
    name = block.words[2] if len(block.words) > 2 else ""
    start = block.span.start
    end = source.text.find("\n", start, block.span.end)
    return Value(FileSpan(source.path, start, block.span.end if end < 0 else end), text=f"{RESOURCE}.{name}")


def _learn(read: Iterable[tuple[Expressions, Block]], known: dict[str, Value]) -> None:
    """Variables first; then locals, again while one becomes known through another."""
    pending: list[tuple[Expressions, Block]] = []
    for source, block in read:
        if block.words[:1] == ("locals",):
            pending.append((source, block))
        elif block.words[:1] == ("variable",) and len(block.words) > 1:
            default = _fields(source, block).get("default")
            if default is not None and not default.unknown:
                known[f"var.{block.words[1]}"] = default
    for _ in range(_ROUNDS):
        before = len(known)
        for source, block in pending:
            for name, value in _locals(source, block):
                if not value.unknown:
                    known[f"local.{name}"] = value
        if len(known) == before:
            return


def _fields(source: Expressions, block: Block) -> Mapping[str, Value]:
    try:
        return source.body(block.body).fields or {}
    except TooDeepError:
        return {}


def _locals(source: Expressions, block: Block) -> Iterator[tuple[str, Value]]:
    """The members of a `locals` block, under the names they have there."""
    spelt = {
        camel(name): name
        for each in block.body.children
        if getattr(each, "data", "") == "attribute"
        for name in [str(each.children[0].children[0])]
    }
    return ((spelt.get(name, name), value) for name, value in _fields(source, block).items())


def _take_json(
    path: str, text: str, known: dict[str, Value], values: list[Value], problems: list[Problem]
) -> None:
    root = read_document(path, text)
    if isinstance(root, Problem):
        problems.append(root)
        return
    for each in _members(root.get("variable") if root else None):
        name, variable = each
        default = variable.get("default")
        if default is not None:
            known[f"var.{name}"] = default
    for name, resource in _members(root.get("resource", RESOURCE) if root else None):
        found = _from_json(resource)
        label = Value(found.span, text=f"{RESOURCE}.{name}")
        values.append(replace(found, fields={**(found.fields or {}), LABEL: label}))


def _members(value: Value | None) -> Iterator[tuple[str, Value]]:
    for each in value.texts() if value is not None else ():
        yield from (each.fields or {}).items()


def _from_json(value: Value, *, free: bool = False) -> Value:
    """With the names of the REST API; a text with an expression in it is unknown."""
    if value.text is not None and "${" in value.text.replace("$${", ""):
        return Value(value.span, unknown=f"`{value.text[:60]}` is not a literal")
    items = tuple(_from_json(each) for each in value.items) if value.items is not None else None
    fields = None
    if value.fields is not None:
        fields = {
            name if free else camel(name): _from_json(each, free=name == "substitutions")
            for name, each in value.fields.items()
        }
    return Value(value.span, value.text, items, fields, value.unknown, value.quoted)
