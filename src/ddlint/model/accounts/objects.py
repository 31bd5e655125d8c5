"""Objects out of trees: the scalars in them that can name an image, and where more values come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ddlint.model.accounts.charts import VERSION, version_in
from ddlint.model.accounts.facts import Part, Value, ValuesFrom
from ddlint.model.accounts.making import Maker
from ddlint.model.route import step_of
from ddlint.model.scalar import IMAGE_KEYS
from ddlint.model.yaml_node import MAPPING, SCALAR, SEQUENCE, YamlNode

#: Kinds that deploy images, with or without a field for one.
DEPLOYING = frozenset(
    {
        "HelmRelease",
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "Job",
        "CronJob",
        "Pod",
        "ReplicaSet",
        "Rollout",
    }
)
_CONTAINERS = frozenset({"containers", "initContainers", "ephemeralContainers"})
_SHORT = 200  # characters: a variable
_MAY_BE_VALUES = re.compile(r"^\s*(?:tag|image|newTag)\s*:", re.MULTILINE)


def part_of(root: YamlNode, maker: Maker) -> Part | None:
    """What an object, or a document of plain values, deploys; None where it deploys nothing."""
    kind = root.text_at("kind")
    values = dict(values_of(root, maker))
    chart = version_in(root, maker) if kind == "HelmRelease" else None
    if chart is not None:
        values[VERSION] = chart
    data = tuple(_data(root, maker)) if kind == "ConfigMap" else ()
    applies = kind == "Kustomization" and root.text_at("apiVersion").startswith(
        "kustomize.toolkit.fluxcd.io/"
    )
    values |= _of_flux(root, maker) if applies else {}
    if not (values or data or applies or kind in DEPLOYING):
        return None
    metadata = root.get("metadata")
    named = metadata is not None and metadata.kind == MAPPING
    name = root.text_at("metadata", "name") if named else ""
    sources = tuple(_values_from(root, maker)) if kind == "HelmRelease" else ()
    strange = "it has `$patch`, which ddlint does not follow" if _has_directive(root) else ""
    return Part(kind, name, root.path, root.start, maker.line(root.start), values, sources, strange, data)


def values_of(root: YamlNode, maker: Maker, route: str = "") -> Iterator[tuple[str, Value]]:
    """The scalars below `root` that can name an image, by route; containers are called by their names."""
    for key, node in root.pairs:
        way = f"{route}{step_of(key)}".removeprefix(".")
        if node.kind == SCALAR:
            if key in IMAGE_KEYS or node.start in maker.markers:
                yield way, maker.node(node)
        elif node.kind == MAPPING:
            yield from values_of(node, maker, way)
        elif node.kind == SEQUENCE:
            yield from _items(node, key, maker, way)


def scalars_of(node: YamlNode, maker: Maker, route: str) -> Iterator[tuple[str, Value]]:
    """All scalars of a mapping, and of those in it, by route."""
    for key, value in node.pairs:
        way = f"{route}{step_of(key)}".removeprefix(".")
        if value.kind == SCALAR:
            yield way, maker.node(value)
        elif value.kind == MAPPING:
            yield from scalars_of(value, maker, way)


def _of_flux(root: YamlNode, maker: Maker) -> dict[str, Value]:
    """What decides about a Kustomization of Flux: its path, its variables, and what patches choose it by."""
    path, found = root.at("spec", "path"), dict[str, Value]()
    if path is not None and path.kind == SCALAR:
        found["spec.path"] = maker.node(path)
    for steps in (("spec", "postBuild", "substitute"), ("metadata", "labels"), ("metadata", "annotations")):
        node = root.at(*steps)
        if node is not None:
            found |= scalars_of(node, maker, ".".join(steps))
    return found


def _items(node: YamlNode, key: str, maker: Maker, way: str) -> Iterator[tuple[str, Value]]:
    for number, item in enumerate(node.items):
        name = item.text_at("name") if key in _CONTAINERS and item.kind == MAPPING else ""
        here = f"{way}[{name or number}]"
        if item.kind == SCALAR and item.start in maker.markers:
            yield here, maker.node(item)
        elif item.kind == MAPPING:
            yield from values_of(item, maker, here)
        elif item.kind == SEQUENCE:
            yield from _items(item, "", maker, here)


def _values_from(root: YamlNode, maker: Maker) -> Iterator[ValuesFrom]:
    for item in root.items_at("spec", "valuesFrom"):
        yield ValuesFrom(
            item.text_at("kind"),
            item.text_at("name"),
            item.text_at("valuesKey") or "values.yaml",
            item.text_at("targetPath"),
            item.span,
            maker.line(item.start),
        )


def _data(root: YamlNode, maker: Maker) -> Iterator[tuple[str, Value]]:
    data = root.get("data")
    for key, node in data.pairs if data is not None else ():
        if node.kind == SCALAR and (len(node.value) < _SHORT or _MAY_BE_VALUES.search(node.value)):
            yield key, maker.node(node)


def _has_directive(root: YamlNode) -> bool:
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if any(key == "$patch" for key, _ in node.pairs):
            return True
        nodes += [value for _, value in node.pairs if value.kind != SCALAR]
        nodes += [item for item in node.items if item.kind != SCALAR]
    return False
