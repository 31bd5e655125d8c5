"""What kustomize makes of the objects of a tree: namespaces, names, and patches merged in.

Only as far as image updates need it. What is not done (replacements, transformers) makes an object's content
unknown where it may concern it: said, not guessed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ddlint.model.flux.applying import Applying
from ddlint.model.flux.facts import KUSTOMIZATION_FILES, FileFacts
from ddlint.model.flux.flux_object import FluxKind, FluxObject
from ddlint.model.flux.objects import FluxKustomization
from ddlint.model.flux.patch import Patch, Patching
from ddlint.model.flux.patch_files import PatchReader, Read, joined, patch_files
from ddlint.model.yaml_node import SCALAR, YamlNode

MOST = 50_000  # objects put together; more comes of a tree that multiplies them on purpose
DEEPEST = 50
_BUILT = frozenset(
    {
        FluxKind.IMAGE_POLICY,
        FluxKind.IMAGE_REPOSITORY,
        FluxKind.IMAGE_UPDATE_AUTOMATION,
        FluxKind.GIT_REPOSITORY,
    }
)


@dataclass(slots=True)
class Build:
    """The objects of a tree as its kustomizations make them.

    Attributes:
        objects: those that are put together, and those that no kustomization names, as they stand.
        complete: False where there were too many, so that some are missing.
    """

    objects: list[FluxObject] = field(default_factory=list)
    complete: bool = True


def build(facts: Sequence[FileFacts], read: Read) -> Build:
    """Put the objects of some files together.

    Args:
        facts: of all files.
        read: the text of a file, "" where it cannot be read: patches need not be among `facts`.
    """
    nothing = Applying((), ())
    first = _Builder(facts, read, nothing, frozenset({FluxKind.KUSTOMIZATION}))
    made = (FluxKustomization(each) for each in first.build().objects if not each.patch)
    applied = [each for each in made if each.object.at("path") is not None]
    return _Builder(facts, read, Applying(applied, first.folders), _BUILT).build()


class _Builder:
    def __init__(
        self, facts: Sequence[FileFacts], read: Read, applying: Applying, kinds: Collection[FluxKind]
    ) -> None:
        self._files = {each.path: each for each in facts}
        self._reader = PatchReader(self._files, read)
        self._patching = Patching()
        self._applying = applying
        self._kinds = kinds
        self._added: dict[int, tuple[Patch, ...]] = {}
        self._made: dict[str, list[FluxObject]] = {}
        self._within: set[str] = set()
        self._count = 0
        self._full = False
        self.folders = {
            posixpath.dirname(path): each.kustomization
            for path, each in sorted(self._files.items())
            if each.kustomization is not None
        }
        self._included: set[str] = set()
        self._patches: set[str] = set()
        for folder, root in self.folders.items():
            self._included |= {
                joined(folder, word) for word in _words(root, "resources", "bases", "components")
            }
            self._patches |= set(patch_files(folder, root))

    def build(self) -> Build:
        result = Build()
        for folder in self.folders:
            if folder not in self._included or self._applying.applies(folder):
                for each in self._folder(folder):
                    self._add(result.objects, [*self._applied(replace(each, root=folder or "."))])
        result.complete = not self._full
        for path, facts in self._files.items():
            if path not in self._included:
                result.objects += self._loose(path, facts)
        return result

    def _loose(self, path: str, facts: FileFacts) -> Iterator[FluxObject]:
        """The objects of a file that no kustomization names as a resource."""
        patch = path in self._patches
        for each in facts.objects:
            if each.kind in self._kinds and patch:
                yield replace(each, patch=True, is_part=self._patching.is_part(each))
            elif each.kind in self._kinds:
                yield from self._applied(each)

    def _applied(self, item: FluxObject) -> Iterator[FluxObject]:
        """What Flux makes of an object: once for all its Kustomizations that do the same to it."""
        groups: dict[tuple[object, ...], list[FluxKustomization]] = {}
        for each in self._applying.reaching(item):
            groups.setdefault(each.gives, []).append(each)
        for group in groups.values():
            found = self._patching.apply(item, self._patches_of(group[0]))
            if found is not None:
                yield self._given(found, group)
        if not groups:
            yield item

    def _patches_of(self, applied: FluxKustomization) -> tuple[Patch, ...]:
        """The patches that a Kustomization of Flux holds; read once for all its objects."""
        key, spec = id(applied), applied.object.below()
        if key not in self._added:
            self._added[key] = tuple(self._reader.patches(applied.applied, spec)) if spec is not None else ()
        return self._added[key]

    def _given(self, item: FluxObject, group: Sequence[FluxKustomization]) -> FluxObject:
        namespace, before, behind, _ = group[0].gives
        clusters = [self._applying.clusters(each) for each in group]
        return replace(
            item,
            namespace=namespace or item.namespace,
            name=f"{before}{item.name}{behind}",
            appliers=tuple(each.object for each in group),
            clusters=frozenset[str]().union(*clusters) if all(clusters) else frozenset[str](),
        )

    def _folder(self, folder: str) -> list[FluxObject]:
        if folder in self._made:
            return self._made[folder]
        root = self.folders.get(folder)
        if root is None or folder in self._within or len(self._within) > DEEPEST:
            return []
        self._within.add(folder)
        objects: list[FluxObject] = []
        for word in _words(root, "resources", "bases"):
            self._add(objects, self._resource(joined(folder, word)))
        patches = [*self._reader.patches(folder, root)]
        for word in _words(root, "components"):
            component = joined(folder, word)
            self._add(objects, self._folder(component))
            if component in self.folders:
                patches = [*self._reader.patches(component, self.folders[component]), *patches]
        made = (self._patching.apply(each, patches) for each in objects)
        objects = [self._changed(each, folder, root) for each in made if each is not None]
        self._within.discard(folder)
        self._count += len(objects)
        self._made[folder] = objects
        return objects

    def _changed(self, item: FluxObject, folder: str, root: YamlNode) -> FluxObject:
        """An object with the names that a kustomization gives; unknown where it does more to it."""
        namespace, before, behind = (root.text_at(key) for key in ("namespace", "namePrefix", "nameSuffix"))
        unknown = item.unknown or self._reader.not_followed(item, folder, root)
        name = f"{before}{item.name}{behind}"
        return replace(item, namespace=namespace or item.namespace, name=name, unknown=unknown)

    def _add(self, objects: list[FluxObject], more: list[FluxObject]) -> None:
        """Add them, unless there are too many already."""
        if self._count + len(objects) + len(more) > MOST:
            self._full = True
        else:
            objects += more

    def _resource(self, path: str) -> list[FluxObject]:
        if path in self._files and path.rpartition("/")[2] not in KUSTOMIZATION_FILES:
            return [each for each in self._files[path].objects if each.kind in self._kinds]
        return self._folder(path)


def _words(root: YamlNode, *fields: str) -> Iterator[str]:
    for name in fields:
        for item in root.items_at(name):
            if item.kind == SCALAR and "://" not in item.word:
                yield item.word
