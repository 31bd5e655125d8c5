"""Patches of kustomizations: strategic merge patches and JSON patches, and which objects they reach.

Source: kubernetes-sigs/kustomize, api/internal/builtins/PatchTransformer.go and api/types/selector.go. An
object of Flux has no schema that kustomize knows: lists are replaced, mappings merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.json_patch import Operation, PatchError
from ddlint.model.flux.json_patch import patched as json_patched
from ddlint.model.flux.target_selector import selected
from ddlint.model.regexp import Pattern, compile_pattern
from ddlint.model.yaml_node import MAPPING, YamlNode

_PLAIN = re.compile(r"[A-Za-z0-9./-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """What a patch, or a replacement, is for: every part that is given must match.

    Attributes:
        group, version, kind, name, namespace: regular expressions for all of the text; empty for any.
        labels, annotations: selectors as text.
    """

    group: str = ""
    version: str = ""
    kind: str = ""
    name: str = ""
    namespace: str = ""
    labels: str = ""
    annotations: str = ""

    def takes(self, item: FluxObject) -> bool | None:
        """Whether it takes `item`; None where that is not understood."""
        group, _, version = item.api_version.partition("/")
        answers = [
            _fits(self.kind, item.kind),
            _fits(self.group, group),
            _fits(self.version, version),
            _fits_any(self.name, (item.name, item.node.text_at("metadata", "name"))),
            _fits_any(self.namespace, (item.namespace, item.node.text_at("metadata", "namespace"))),
            selected(self.labels, item.labels),
            selected(self.annotations, item.annotations),
        ]
        return False if False in answers else None if None in answers else True

    def may_take(self, kinds: Iterable[str]) -> bool:
        """Whether it may take objects of one of `kinds`."""
        return any(_fits(self.kind, kind) is not False for kind in kinds)


def target_of(node: YamlNode) -> Target:
    """The target as a kustomization has it (`target`, or `select` of a replacement)."""
    fields = ("group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector")
    return Target(*(node.text_at(name) for name in fields))


def _fits_any(wanted: str, texts: Iterable[str]) -> bool | None:
    """Whether one of the names that an object had on the way is meant."""
    answers = {_fits(wanted, text) for text in texts}
    return True if True in answers else None if None in answers else False


def _fits(wanted: str, text: str) -> bool | None:
    if not wanted or wanted == text:
        return True
    if _PLAIN.fullmatch(wanted) and "." not in wanted:
        return False
    pattern = compile_pattern(f"^(?:{wanted})$")
    return pattern.matches(text) if isinstance(pattern, Pattern) else None


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch of a kustomization.

    Attributes:
        where: the file that it stands in, to be named.
        objects: what a strategic merge patch merges.
        mappings: the same as they stand there: one with a target may call itself what it likes.
        steps: of a JSON patch; None where it is none.
        target: which objects it is for; None: those with the names that `objects` have.
        problem: why it cannot be followed; empty where it can.
    """

    where: str
    objects: tuple[FluxObject, ...] = ()
    mappings: tuple[YamlNode, ...] = ()
    steps: tuple[Operation, ...] | None = None
    target: Target | None = None
    problem: str = ""


class Patching:
    """Applies patches, and remembers which objects turned out to be parts of others."""

    def __init__(self) -> None:
        """Nothing is a part yet."""
        self._parts: set[int] = set()

    def is_part(self, item: FluxObject) -> bool:
        """Whether `item` is a patch that was merged into an object."""
        return id(item) in self._parts

    def apply(self, item: FluxObject, patches: Iterable[Patch]) -> FluxObject | None:
        """`item` with the patches that reach it; None where one deletes it."""
        found: FluxObject | None = item
        for patch in patches:
            if found is not None:
                found = self._one(found, patch)
        return found

    def _one(self, item: FluxObject, patch: Patch) -> FluxObject | None:
        if patch.target is None:
            return self._named(item, patch)
        taken = patch.target.takes(item)
        if taken is False:
            return item
        strange = f"{patch.where} has a target that ddlint does not understand" if taken is None else ""
        if strange or patch.problem:
            return _unknown(item, strange or patch.problem)
        if patch.steps is not None:
            return _by_steps(item, patch)
        if patch.objects:
            return self._merged(item, patch, patch.objects)
        for mapping in patch.mappings:
            item = _with_mapping(item, mapping, patch.where)
        return item

    def _named(self, item: FluxObject, patch: Patch) -> FluxObject | None:
        if patch.problem:
            return item  # it is no Flux object's, as far as one can see
        names = {item.name, item.node.text_at("metadata", "name")}
        fitting = [
            each
            for each in patch.objects
            if each.kind == item.kind and each.name in names and each.namespace in {"", item.namespace}
        ]
        return self._merged(item, patch, fitting)

    def _merged(self, item: FluxObject, patch: Patch, parts: Iterable[FluxObject]) -> FluxObject | None:
        for part in parts:
            self._parts.add(id(part))
            if part.node.text_at("$patch") == "delete":
                return None
            item = _with_part(item, part, patch.where)
        return item


def _with_part(item: FluxObject, part: FluxObject, where: str) -> FluxObject:
    return replace(_with_mapping(item, part.node, where), parts=(*item.parts, part))


def _with_mapping(item: FluxObject, mapping: YamlNode, where: str) -> FluxObject:
    changes = tuple(pair for pair in mapping.pairs if pair[0] in {"spec", "metadata"})
    node = merged(item.node, replace(mapping, pairs=_unnamed(changes)))
    return replace(item, node=node, patched=(*item.patched, where))


def _unnamed(pairs: tuple[tuple[str, YamlNode], ...]) -> tuple[tuple[str, YamlNode], ...]:
    """The fields of a patch, but for its name and namespace, which say what it is for."""
    return tuple(
        (
            key,
            replace(value, pairs=tuple(each for each in value.pairs if each[0] not in {"name", "namespace"})),
        )
        if key == "metadata"
        else (key, value)
        for key, value in pairs
    )


def _by_steps(item: FluxObject, patch: Patch) -> FluxObject:
    try:
        node = json_patched(item.node, patch.steps or ())
    except PatchError as error:
        return _unknown(item, f"the JSON patch of {patch.where} cannot be applied: {error}")
    if node.kind != MAPPING:
        return _unknown(item, f"the JSON patch of {patch.where} makes something else of it")
    return replace(item, node=node, patched=(*item.patched, patch.where))


def _unknown(item: FluxObject, reason: str) -> FluxObject:
    return replace(item, unknown=item.unknown or reason)


def merged(base: YamlNode, patch: YamlNode) -> YamlNode:
    """`base` with the strategic merge patch `patch`: mappings merge, null deletes, all else replaces."""
    if base.kind != MAPPING or patch.kind != MAPPING or patch.text_at("$patch") == "replace":
        return _plain(patch)
    changes = {key: value for key, value in patch.pairs if key != "$patch"}
    pairs = [
        (key, merged(value, changes[key]) if key in changes else value)
        for key, value in base.pairs
        if key not in changes or not _deletes(changes[key])
    ]
    there = {key for key, _ in base.pairs}
    pairs += [
        (key, _plain(value)) for key, value in changes.items() if key not in there and not _deletes(value)
    ]
    return replace(base, pairs=tuple(pairs))


def _deletes(change: YamlNode) -> bool:
    return change.is_null or change.text_at("$patch") == "delete"


def _plain(node: YamlNode) -> YamlNode:
    """A mapping without the directive that put it there."""
    if node.kind != MAPPING or node.get("$patch") is None:
        return node
    return replace(node, pairs=tuple(pair for pair in node.pairs if pair[0] != "$patch"))
