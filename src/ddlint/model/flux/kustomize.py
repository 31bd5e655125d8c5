"""What kustomize makes of the objects of a tree: namespaces, name prefixes, and patches merged in.

Only as far as image updates need it. What is not done (JSON 6902 patches, replacements, generators) makes an
object's content unknown where it may concern it: said, not guessed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ddlint.model.flux.facts import KUSTOMIZATION_FILES, FileFacts, objects_in
from ddlint.model.flux.flux_object import FluxKind, FluxObject
from ddlint.model.flux.target_selector import selected
from ddlint.model.yaml_node import MAPPING, SCALAR, YamlNode, read_documents

MOST = 50_000  # objects put together; more comes of a tree that multiplies them on purpose
DEEPEST = 50
_PLAIN = re.compile(r"[A-Za-z0-9.-]*")
_BUILT = frozenset(
    {
        FluxKind.IMAGE_POLICY,
        FluxKind.IMAGE_REPOSITORY,
        FluxKind.IMAGE_UPDATE_AUTOMATION,
        FluxKind.GIT_REPOSITORY,
    }
)


@dataclass(frozen=True, slots=True)
class _Patch:
    """A patch: objects to merge, or a target whose content it changes in a way that is not followed."""

    where: str
    objects: tuple[FluxObject, ...] = ()
    kind: str = ""
    name: str = ""
    followed: bool = True
    selectors: tuple[str, str] = ("", "")
    """Of labels and of annotations, as text."""


@dataclass(slots=True)
class Build:
    """The objects of a tree as its kustomizations make them.

    Attributes:
        objects: those that are put together, and those that no kustomization names, as they stand.
        complete: False where there were too many, so that some are missing.
    """

    objects: list[FluxObject] = field(default_factory=list)
    complete: bool = True


def build(facts: Iterable[FileFacts], applied: Mapping[str, str]) -> Build:
    """Put the objects of some files together.

    Args:
        facts: of all files.
        applied: folders that Flux applies, with the namespace it gives to all in them (or empty).
    """
    return _Builder(facts, applied).build()


class _Builder:
    def __init__(self, facts: Iterable[FileFacts], applied: Mapping[str, str]) -> None:
        self._files = {each.path: each for each in facts}
        self._applied = applied
        self._made: dict[str, list[FluxObject]] = {}
        self._within: set[str] = set()
        self._count = 0
        self._full = False
        self._folders = {
            posixpath.dirname(path): each.kustomization
            for path, each in sorted(self._files.items())
            if each.kustomization is not None
        }
        self._included: set[str] = set()
        self._patches: set[str] = set()
        for folder, root in self._folders.items():
            self._included |= {
                _joined(folder, word) for word in _words(root, "resources", "bases", "components")
            }
            self._patches |= {_joined(folder, word) for word in _patch_files(root)}

    def build(self) -> Build:
        result = Build()
        for folder in self._folders:
            if folder not in self._included or folder in self._applied:
                namespace = self._applied.get(folder, "")
                made = [_at_root(each, folder, namespace) for each in self._folder(folder)]
                self._add(result.objects, made)
        result.complete = not self._full
        for path, facts in self._files.items():
            if path not in self._included:
                result.objects += self._loose(path, facts)
        return result

    def _loose(self, path: str, facts: FileFacts) -> Iterator[FluxObject]:
        """The objects of a file that no kustomization names as a resource."""
        patch = path in self._patches
        namespace = "" if patch else self._given(path)
        for each in facts.objects:
            if each.kind in _BUILT:
                yield replace(each, namespace=namespace or each.namespace, patch=patch)

    def _given(self, path: str) -> str:
        """The namespace that the nearest folder above `path` gets from Flux."""
        folder = posixpath.dirname(path)
        while folder and folder not in self._applied:
            folder = posixpath.dirname(folder)
        return self._applied.get(folder, "")

    def _folder(self, folder: str) -> list[FluxObject]:
        if folder in self._made:
            return self._made[folder]
        root = self._folders.get(folder)
        if root is None or folder in self._within or len(self._within) > DEEPEST:
            return []
        self._within.add(folder)
        objects: list[FluxObject] = []
        for word in _words(root, "resources", "bases"):
            self._add(objects, self._resource(_joined(folder, word)))
        patches = self._patches_of(folder, root)
        for word in _words(root, "components"):
            component = _joined(folder, word)
            self._add(objects, self._folder(component))
            if component in self._folders:
                patches = [*self._patches_of(component, self._folders[component]), *patches]
        objects = [_changed(_patched(each, patches), root) for each in objects]
        self._within.discard(folder)
        self._count += len(objects)
        self._made[folder] = objects
        return objects

    def _add(self, objects: list[FluxObject], more: list[FluxObject]) -> None:
        """Add them, unless there are too many already."""
        if self._count + len(objects) + len(more) > MOST:
            self._full = True
        else:
            objects += more

    def _resource(self, path: str) -> list[FluxObject]:
        if path in self._files and path.rpartition("/")[2] not in KUSTOMIZATION_FILES:
            return [each for each in self._files[path].objects if each.kind in _BUILT]
        return self._folder(path)

    def _patches_of(self, folder: str, root: YamlNode) -> list[_Patch]:
        found = [self._patch(folder, item, None) for item in root.items_at("patchesStrategicMerge")]
        for item in (*root.items_at("patches"), *root.items_at("patchesJson6902")):
            content = item.get("path") or item.get("patch")
            if content is not None:
                found.append(self._patch(folder, content, item.get("target")))
        return found

    def _patch(self, folder: str, content: YamlNode, target: YamlNode | None) -> _Patch:
        path = _joined(folder, content.word)
        inline = "\n" in content.word
        objects = tuple(_inline(content)) if inline else ()
        where = content.path if inline else path
        if not inline and path in self._files:
            objects = self._files[path].objects
        if target is None:
            return _Patch(where, objects)
        return _Patch(
            where,
            objects,
            target.text_at("kind"),
            target.text_at("name"),
            bool(objects),
            (target.text_at("labelSelector"), target.text_at("annotationSelector")),
        )


def _inline(content: YamlNode) -> Iterator[FluxObject]:
    """The objects of a patch that is written as text; everything in them stands where the text stands."""
    for document in read_documents(content.path, content.word):
        if document.root is not None and document.root.kind == MAPPING:
            yield from objects_in(_moved(document.root, content))


def _moved(node: YamlNode, to: YamlNode) -> YamlNode:
    return replace(
        node,
        start=to.start,
        end=to.end,
        route=to.route,
        pairs=tuple((key, _moved(value, to)) for key, value in node.pairs),
        items=tuple(_moved(item, to) for item in node.items),
    )


def _patched(item: FluxObject, patches: Iterable[_Patch]) -> FluxObject:
    for patch in patches:
        if patch.kind or not patch.followed or patch.name or any(patch.selectors):
            item = _targeted(item, patch)
            continue
        for each in patch.objects:
            if (each.kind, each.name) == (item.kind, item.name) and each.namespace in {"", item.namespace}:
                item = _merged_object(item, each, patch.where)
    return item


def _targeted(item: FluxObject, patch: _Patch) -> FluxObject:
    if patch.kind not in {"", item.kind} or (
        _PLAIN.fullmatch(patch.name) and patch.name not in {"", item.name}
    ):
        return item
    chosen = _selected(item, patch)
    if chosen is False:
        return item
    certain = bool(_PLAIN.fullmatch(patch.name)) and patch.followed and chosen is not None
    if certain:
        for each in patch.objects:
            if each.kind == item.kind:
                item = _merged_object(item, each, patch.where)
        return item
    reason = f"{patch.where} patches it in a way that ddlint does not follow"
    return replace(item, unknown=item.unknown or reason)


def _selected(item: FluxObject, patch: _Patch) -> bool | None:
    """Whether the selectors of a patch take `item`; None where they are not understood."""
    labels, annotations = patch.selectors
    answers = selected(labels, item.labels), selected(annotations, item.annotations)
    return None if None in answers else all(answers)


def _merged_object(item: FluxObject, patch: FluxObject, where: str) -> FluxObject:
    spec = patch.node.get("spec")
    node = item.node
    if spec is not None:
        kept = tuple(pair for pair in node.pairs if pair[0] != "spec")
        base = node.get("spec")
        node = replace(node, pairs=(*kept, ("spec", merged(base, spec) if base is not None else spec)))
    return replace(item, node=node, patched=(*item.patched, where))


def merged(base: YamlNode, patch: YamlNode) -> YamlNode:
    """`base` with the strategic merge patch `patch`: mappings merge, null deletes, all else replaces."""
    if base.kind != MAPPING or patch.kind != MAPPING:
        return patch
    changes = {key: value for key, value in patch.pairs if key != "$patch"}
    pairs = [
        (key, merged(value, changes[key]) if key in changes else value)
        for key, value in base.pairs
        if key not in changes or not changes[key].is_null
    ]
    there = {key for key, _ in base.pairs}
    pairs += [(key, value) for key, value in changes.items() if key not in there and not value.is_null]
    return replace(base, pairs=tuple(pairs))


def _changed(item: FluxObject, root: YamlNode) -> FluxObject:
    namespace, before, behind = (root.text_at(key) for key in ("namespace", "namePrefix", "nameSuffix"))
    if not (namespace or before or behind):
        return item
    return replace(item, namespace=namespace or item.namespace, name=f"{before}{item.name}{behind}")


def _at_root(item: FluxObject, folder: str, namespace: str) -> FluxObject:
    return replace(item, root=folder or ".", namespace=namespace or item.namespace)


def _words(root: YamlNode, *fields: str) -> Iterator[str]:
    for name in fields:
        for item in root.items_at(name):
            if item.kind == SCALAR and "://" not in item.word:
                yield item.word


def _patch_files(root: YamlNode) -> Iterator[str]:
    for name in ("patches", "patchesJson6902"):
        for item in root.items_at(name):
            yield item.text_at("path")
    for word in _words(root, "patchesStrategicMerge"):
        if "\n" not in word:
            yield word


def _joined(folder: str, path: str) -> str:
    """A path in a kustomization, as the files are named; `.` alone is the top."""
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined
