"""Triggers out of YAML and JSON: what `gcloud builds triggers export`, `list` and `describe` write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ddlint.model.place import FileSpan
from ddlint.model.triggers.reading import BUILDS, EVENTS, is_trigger
from ddlint.model.triggers.value import Problem, Source, Value
from ddlint.model.yaml_node import SCALAR, SEQUENCE, YamlNode, read_documents

LIMIT = 1_000_000  # characters
_EVENT, _BUILD = (
    re.compile(rf"(?:^|[{{,])[ \t-]*[\"']?(?:{'|'.join(names)})[\"']?[ \t]*:", re.MULTILINE)
    for names in (EVENTS, BUILDS)
)


def read_export(path: str, text: str) -> Source:
    """The triggers of a file: one, several documents, a list, or a mapping with `triggers`.

    Returns:
        The triggers, and a problem for each part that is no YAML. What is no trigger is left out.
    """
    if len(text) > LIMIT:
        return Source(problems=(_too_large(path),))
    values: list[Value] = []
    problems: list[Problem] = []
    for found in _documents(path, text):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            values += _triggers(found)
    return Source(tuple(values), tuple(problems))


def read_document(path: str, text: str) -> Value | Problem | None:
    """The first document of a file as a value; None where it is empty; or why it cannot be read."""
    return _too_large(path) if len(text) > LIMIT else next(_documents(path, text), None)


def _documents(path: str, text: str) -> Iterator[Value | Problem]:
    """The documents of a file that are not empty. A tab is a space here: `gcloud` indents JSON with them."""
    for document in read_documents(path, text.replace("\t", " ")):
        if document.problem:
            yield Problem(FileSpan(path, document.at, document.at), document.problem)
        elif document.root is not None:
            yield value_of(document.root)


def _too_large(path: str) -> Problem:
    return Problem(
        FileSpan(path, 0, 0), f"it has more than {LIMIT:,} characters, which no list of triggers has"
    )


def value_of(node: YamlNode) -> Value:
    """What stands in a YAML document, as a value; null counts as absent."""
    if node.kind == SCALAR:
        return Value(node.span, text=node.value, quoted=node.style != "")
    if node.kind == SEQUENCE:
        return Value(node.span, items=tuple(map(value_of, node.items)))
    fields = {key: value_of(member) for key, member in node.pairs if not member.is_null}
    return Value(node.span, fields=fields)


def may_hold(text: str) -> bool:
    """Whether a text has the keys that a trigger needs: to read it exactly costs more."""
    return _EVENT.search(text) is not None and _BUILD.search(text) is not None


def _triggers(root: Value) -> Iterator[Value]:
    listed = root.get("triggers") or root
    yield from (found for each in listed.texts() if is_trigger(found := _of_connector(each)))


def _of_connector(value: Value) -> Value:
    """The trigger in the `spec` of what `gcloud builds triggers config export` writes."""
    kind, spec = value.get("kind"), value.get("spec")
    if kind is None or kind.text != "CloudBuildTrigger" or spec is None or spec.fields is None:
        return value
    name = value.get("metadata", "name")
    return replace(value, fields={**spec.fields, "name": name} if name else spec.fields)
