"""How files are joined, out of the trees of kustomizations and of Flux's Kustomizations."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ddlint.model.accounts.facts import Applied, Generated, ImageChange, Joining, Link, Patch, Value
from ddlint.model.accounts.making import Maker
from ddlint.model.flux.flux_object import folder_of
from ddlint.model.yaml_node import MAPPING, SCALAR, YamlNode

_FOREIGN = frozenset({"OCIRepository", "Bucket", "HelmChart", "ExternalArtifact"})


def joining_of(root: YamlNode, maker: Maker, folder: str) -> Joining:
    """What a kustomization says.

    Args:
        root: of its document; or the `spec` of a Kustomization of Flux, whose fields are called alike.
        maker: makes values of its file.
        folder: that its paths count from.
    """
    resources = (*_links(root, "resources", folder), *_links(root, "bases", folder))
    return Joining(
        root.path,
        root.span,
        resources,
        tuple(_links(root, "components", folder)),
        tuple(_patches(root, maker, folder)),
        tuple(_images(root, maker)),
        tuple(_generated(root, folder)),
        bool(root.items_at("helmCharts") or root.items_at("helmChartInflationGenerator")),
        root.text_at("namePrefix"),
        root.text_at("nameSuffix"),
    )


def applied_of(root: YamlNode, maker: Maker) -> Applied | None:
    """What a Kustomization of Flux says; None for a patch that names neither path nor source."""
    spec = root.get("spec")
    if spec is None or spec.kind != MAPPING or not (spec.get("path") or spec.get("sourceRef")):
        return None
    path, folder = spec.get("path"), folder_of(spec.text_at("path"))
    variables = spec.at("postBuild", "substitute")
    return Applied(
        root.text_at("metadata", "name"),
        folder,
        path.span if path is not None else root.span,
        joining_of(spec, maker, folder),
        tuple(_variables(variables, maker)),
        tuple((item.text_at("kind"), item.text_at("name")) for item in _sources(spec)),
        _foreign(spec),
        root.start,
        spec.text_at("path"),
    )


def _sources(spec: YamlNode) -> tuple[YamlNode, ...]:
    return spec.items_at("postBuild", "substituteFrom")


def _foreign(spec: YamlNode) -> str:
    """Why the folder is not in this repository; empty where it may be."""
    source = spec.text_at("sourceRef", "kind")
    return f"its source is of kind {source}, which is not followed" if source in _FOREIGN else ""


def _variables(node: YamlNode | None, maker: Maker) -> Iterator[tuple[str, Value]]:
    for key, value in node.pairs if node is not None else ():
        if value.kind == SCALAR:
            yield key, maker.node(value)


def _links(root: YamlNode, key: str, folder: str) -> Iterator[Link]:
    for item in root.items_at(key):
        if item.kind == SCALAR and item.word and "\n" not in item.word:
            yield link_to(item.word, folder, item)


def link_to(word: str, folder: str, node: YamlNode) -> Link:
    """What a path in a kustomization leads to."""
    if "://" in word or word.startswith(("git@", "github.com/")) or "?ref=" in word:
        return Link(word, node.span, remote=True)
    joined = posixpath.normpath(posixpath.join(folder, word))
    if joined == ".." or joined.startswith(("../", "/")):
        return Link(word, node.span, remote=True)
    return Link("" if joined == "." else joined, node.span)


def _patches(root: YamlNode, maker: Maker, folder: str) -> Iterator[Patch]:
    for item in root.items_at("patchesStrategicMerge"):
        if item.kind == SCALAR:
            yield _patch(item, None, maker, folder)
    for key in ("patches", "patchesJson6902"):
        for item in root.items_at(key):
            content = item.get("path") or item.get("patch")
            if content is not None and content.kind == SCALAR:
                yield _patch(content, item.get("target"), maker, folder)


def _patch(content: YamlNode, target: YamlNode | None, maker: Maker, folder: str) -> Patch:
    in_place = "\n" in content.value or content.value.lstrip().startswith(("-", "{", "["))
    file = None if in_place else link_to(content.word, folder, content)
    inline = maker.node(content) if in_place else None
    if target is None:
        return Patch(file, inline)
    kind, name, labels, annotations = (
        target.text_at(key) for key in ("kind", "name", "labelSelector", "annotationSelector")
    )
    return Patch(file, inline, kind, name, labels, annotations, targeted=True)


def _images(root: YamlNode, maker: Maker) -> Iterator[ImageChange]:
    for item in root.items_at("images"):
        fields = {key: maker.node(value) for key, value in item.pairs if value.kind == SCALAR}
        name = item.text_at("name")
        if name:
            yield ImageChange(
                name, fields.get("newName"), fields.get("newTag"), fields.get("digest"), item.span
            )


def _generated(root: YamlNode, folder: str) -> Iterator[Generated]:
    for item in root.items_at("configMapGenerator"):
        files = []
        for entry in item.items_at("files"):
            key, equals, path = entry.word.partition("=")
            link = link_to(path if equals else key, folder, entry)
            files.append((key if equals else posixpath.basename(key), link))
        yield Generated(item.text_at("name"), tuple(files))
