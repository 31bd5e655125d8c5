"""The patches that a kustomization names or holds, and what it does besides that ddlint does not follow."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping

from ddlint.model.flux.facts import FileFacts, objects_in
from ddlint.model.flux.flux_object import FluxKind, FluxObject
from ddlint.model.flux.inline_yaml import inline_documents
from ddlint.model.flux.json_patch import operations
from ddlint.model.flux.patch import Patch, Target, target_of
from ddlint.model.yaml_node import MAPPING, SCALAR, YamlNode, read_documents

Read = Callable[[str], str]
LARGEST = 1024 * 1024  # characters of a patch


class PatchReader:
    """Reads patches, each file once."""

    def __init__(self, files: Mapping[str, FileFacts], read: Read) -> None:
        """Take what is known of the files already, and how to read others."""
        self._files, self._read = files, read
        self._documents: dict[str, tuple[YamlNode, ...]] = {}

    def patches(self, folder: str, root: YamlNode) -> Iterator[Patch]:
        """The patches of the kustomization in `folder`, in the order in which they are applied."""
        for item in root.items_at("patchesStrategicMerge"):
            yield self._patch(folder, item, None)
        for item in (*root.items_at("patches"), *root.items_at("patchesJson6902")):
            content, target = item.get("path") or item.get("patch"), item.get("target")
            if content is not None:
                yield self._patch(folder, content, target_of(target) if target is not None else None)

    def _patch(self, folder: str, content: YamlNode, target: Target | None) -> Patch:
        path = joined(folder, content.word)
        inline = content.kind == MAPPING or "\n" in content.word or content.word[:1] in {"[", "{"}
        where = content.path if inline else path
        if target is not None and not target.may_take(FluxKind):
            return Patch(where, target=target)
        known = self._files.get(path)
        if not inline and known is not None and known.objects:
            return Patch(where, known.objects, target=target)
        roots = self._inline(content) if inline else self._of_file(path) if target is not None else ()
        steps = operations(roots[0]) if len(roots) == 1 else None
        mappings = tuple(root for root in roots if root.kind == MAPPING)
        objects = tuple(each for root in mappings for each in objects_in(root))
        problem = f"{where} patches it in a way that ddlint does not follow"
        return Patch(where, objects, mappings, steps, target, "" if steps or mappings else problem)

    def _inline(self, content: YamlNode) -> tuple[YamlNode, ...]:
        return (content,) if content.kind == MAPPING else tuple(inline_documents(content))

    def _of_file(self, path: str) -> tuple[YamlNode, ...]:
        if path not in self._documents:
            text = self._read(path)
            found = read_documents(path, text) if len(text) <= LARGEST else ()
            self._documents[path] = tuple(each.root for each in found if each.root is not None)
        return self._documents[path]

    def not_followed(self, item: FluxObject, folder: str, root: YamlNode) -> str:
        """What a kustomization does to `item` that ddlint does not follow, as a reason; empty for nothing."""
        where = folder or "."
        if root.items_at("transformers"):
            return f"the kustomization in {where} runs transformers, which ddlint does not follow"
        if root.items_at("configurations") and (root.text_at("namePrefix") or root.text_at("nameSuffix")):
            return f"the kustomization in {where} has configurations that may change names in it"
        for replacement in self._replacements(folder, root):
            targets = [target_of(each.get("select") or each) for each in replacement.items_at("targets")]
            if not targets or any(target.takes(item) is not False for target in targets):
                return f"the kustomization in {where} has replacements, which ddlint does not follow"
        return ""

    def _replacements(self, folder: str, root: YamlNode) -> Iterator[YamlNode]:
        for item in root.items_at("replacements"):
            path = item.text_at("path")
            if not path:
                yield item
            for document in self._of_file(joined(folder, path)) if path else ():
                yield from document.items or (document,)


def patch_files(folder: str, root: YamlNode) -> Iterator[str]:
    """The files that the kustomization in `folder` lists as patches."""
    for name in ("patches", "patchesJson6902"):
        for item in root.items_at(name):
            if path := item.text_at("path"):
                yield joined(folder, path)
    for item in root.items_at("patchesStrategicMerge"):
        if item.kind == SCALAR and "\n" not in item.word:
            yield joined(folder, item.word)


def joined(folder: str, path: str) -> str:
    """A path in a kustomization, as the files are named; the top has no name."""
    found = posixpath.normpath(posixpath.join(folder, path))
    return "" if found == "." else found
