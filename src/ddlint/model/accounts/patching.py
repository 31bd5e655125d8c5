"""Patches of kustomize: what they change in the values of objects. What is not followed is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ddlint.model.accounts.built import Built, below, merged
from ddlint.model.accounts.choosing import is_chosen
from ddlint.model.accounts.facts import AccountFacts, Part, Patch, Value, Values
from ddlint.model.accounts.making import Maker
from ddlint.model.accounts.objects import part_of, scalars_of, values_of
from ddlint.model.route import step_of
from ddlint.model.yaml_node import MAPPING, SCALAR, SEQUENCE, YamlNode, read_documents

_PLAIN = re.compile(r"[A-Za-z0-9.-]*")
_INDEX = re.compile(r"\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a JSON 6902 patch.

    Attributes:
        route: what it changes.
        values: what stands there afterwards; empty for none.
    """

    route: str
    values: Values


@dataclass(frozen=True, slots=True)
class Content:
    """What a patch holds.

    Attributes:
        parts: objects to merge.
        operations: of a JSON 6902 patch.
        strange: why it cannot be followed; empty where it can.
    """

    parts: tuple[Part, ...] = ()
    operations: tuple[Operation, ...] = ()
    strange: str = ""

    @property
    def matters(self) -> bool:
        """Whether it can change an image."""
        return bool(
            self.operations or self.strange or any(each.values or each.strange for each in self.parts)
        )


def content_of(patch: Patch, facts: Mapping[str, AccountFacts], read: Callable[[str], str | None]) -> Content:
    """What a patch holds; a file that is not there, or out of the repository, holds what is not followed."""
    if patch.inline is not None:
        text = patch.inline.text or ""
        return _read(patch.inline.path, text, _Inside(patch.inline, text, read))
    link = patch.file
    if link is None or link.remote:
        return Content(strange="it is patched by a file of another repository")
    found = facts.get(link.to)
    if found is not None and found.parts:
        return Content(found.parts)
    given = read(link.to)
    if given is None:
        return Content(strange=f"it is patched by {link.to}, which is not there")
    return _read(link.to, given, None)


def texts_in(holder: Value, read: Callable[[str], str | None]) -> Values:
    """The values in a text that is itself a value: `values.yaml` in a ConfigMap."""
    text = holder.text or ""
    maker, inside = Maker(text), _Inside(holder, text, read)
    found: Values = {}
    for document in read_documents(holder.path, text):
        if document.root is not None:
            found |= dict(values_of(document.root, maker))
    return _moved(found, inside)


class _Inside:
    """Moves places in a text within a file to where that text stands."""

    def __init__(self, holder: Value, text: str, read: Callable[[str], str | None]) -> None:
        self._holder, self._text = holder, text
        whole = read(holder.path) or ""
        self._raw = whole[holder.start : holder.end]

    def moved(self, value: Value) -> Value:
        """`value` of the inner text at its place in the file; the whole text where that is not plain."""
        lines = self._text[: value.start].count("\n")
        shown, at = self._text[value.start : value.end], 0
        for _ in range(lines + (1 if self._raw[:1] in {"|", ">"} else 0)):
            at = self._raw.find("\n", at) + 1
        found = self._raw.find(shown, at) if shown else -1
        holder = self._holder
        if found < 0:
            return replace(value, start=holder.start, end=holder.end, line=holder.line, route=holder.route)
        start = holder.start + found
        line = holder.line + self._raw.count("\n", 0, found)
        return replace(value, start=start, end=start + len(shown), line=line, route=holder.route)


def _read(path: str, text: str, inside: _Inside | None) -> Content:
    parts: list[Part] = []
    operations: list[Operation] = []
    maker = Maker(text)
    for document in read_documents(path, text):
        root = document.root
        if document.problem:
            return Content(strange=f"it is patched by what is {document.problem}")
        if root is not None and root.kind == MAPPING:
            part = part_of(root, maker)
            parts += [] if part is None else [part]
        elif root is not None and root.kind == SEQUENCE:
            operations += (each for item in root.items if (each := _operation(item, maker)) is not None)
    if inside is not None:
        parts = [replace(each, values=_moved(each.values, inside)) for each in parts]
        operations = [replace(each, values=_moved(each.values, inside)) for each in operations]
    return Content(tuple(parts), tuple(operations))


def _moved(values: Values, inside: _Inside) -> Values:
    return {route: inside.moved(value) for route, value in values.items()}


def _operation(item: YamlNode, maker: Maker) -> Operation | None:
    """An operation; None for one that changes nothing (`test`)."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in item.text_at("path").split("/")[1:]]
    route = "".join(f"[{step}]" if step.isdigit() or step == "-" else step_of(step) for step in steps)
    route = route.removeprefix(".")
    if item.text_at("op") not in {"add", "replace", "remove"} or not route:
        return None
    node = item.get("value")
    if node is None or item.text_at("op") == "remove":
        return Operation(route, {})
    if node.kind == SCALAR:
        return Operation(route, {route: maker.node(node)})
    inner = (
        scalars_of(node, maker, route)
        if route.startswith("spec.postBuild")
        else values_of(node, maker, route)
    )
    return Operation(route, dict(inner))


def patched(item: Built, patch: Patch, content: Content) -> Built:
    """An object with a patch, where that concerns it."""
    if not content.matters:
        return item
    if not patch.targeted:
        for part in content.parts:
            if part.kind == item.part.kind and part.name in item.names:
                item = _with(item, part)
        return item.doubted(content.strange) if content.strange else item
    return _targeted(item, patch, content)


def _targeted(item: Built, patch: Patch, content: Content) -> Built:
    if patch.kind not in {"", item.part.kind} or not _is_named(item, patch.name):
        return item
    chosen = is_chosen(item, patch.labels, patch.annotations)
    if chosen is not True:
        return item if chosen is False else item.doubted("a patch that is chosen by labels may change it")
    if content.strange:
        return item.doubted(content.strange)
    for part in content.parts:
        if part.kind in {"", item.part.kind}:
            item = _with(item, part)
    return _operated(item, content.operations)


def _is_named(item: Built, pattern: str) -> bool:
    """Whether a target's name, which is a pattern, means the object."""
    if not pattern or _PLAIN.fullmatch(pattern):
        return not pattern or pattern in item.names
    try:
        return any(re.fullmatch(pattern, name) for name in item.names) if len(pattern) < 100 else False
    except re.error:
        return False


def _with(item: Built, part: Part) -> Built:
    return item.doubted(part.strange) if part.strange else item.changed(part.values)


def _operated(item: Built, operations: Iterable[Operation]) -> Built:
    for each in operations:
        route = _in_containers(each.route, item.values)
        if route is None:
            if each.values:
                item = item.doubted("a patch changes one of several containers by its number")
            continue
        moved = {route + key.removeprefix(each.route): value for key, value in each.values.items()}
        kept = {key: value for key, value in item.values.items() if not below(key, route)}
        item = replace(item, values=merged(kept, moved))
    return item


def _in_containers(route: str, values: Values) -> str | None:
    """The route with the name of the container that its number means; None where that is not known."""
    found = re.search(r"(?:^|\.)(?:[a-zA-Z]*ontainers)\[([0-9]+)\]", route)
    if found is None:
        return route
    before = route[: found.start(1)]
    names = list(
        dict.fromkeys(key[len(before) :].partition("]")[0] for key in values if key.startswith(before))
    )
    if len(names) == 1 and found[1] == "0":
        return f"{before}{names[0]}{route[found.end(1) :]}"
    return None
