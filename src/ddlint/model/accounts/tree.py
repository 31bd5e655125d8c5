"""The folders of a repository as kustomize and Flux put them together: each once, however many include it."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ddlint.model.accounts.built import Built, with_images
from ddlint.model.accounts.facts import Applied, ImageChange, Joining, Link
from ddlint.model.accounts.patching import content_of, patched
from ddlint.model.accounts.plain import AnyFacts, FactsByPath
from ddlint.model.place import FileSpan

MOST = 1_000_000  # objects put together; more comes of a tree that multiplies them on purpose
DEEPEST = 50
Read = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A kustomization that includes itself, directly or by way of others."""

    link: Link


@dataclass(slots=True)
class Joined:
    """What a folder comes to.

    Attributes:
        objects: put together.
        loose: changes of images that concern none of them.
        missing: links whose content is not known, with the reason.
        generated: the ConfigMaps that are generated, by name: key and file.
    """

    objects: list[Built] = field(default_factory=list)
    loose: list[ImageChange] = field(default_factory=list)
    missing: list[tuple[FileSpan, str]] = field(default_factory=list)
    generated: dict[str, dict[str, Link]] = field(default_factory=dict)


class Tree:
    """All files, and what their folders come to.

    Attributes:
        facts: of all files, by path.
        read: gives the text of a file; None for what is not there.
        cycles: kustomizations that include themselves, as they were met.
        complete: False where there was too much to put together.
    """

    def __init__(self, facts: Iterable[AnyFacts], read: Read) -> None:
        """Take the facts of all files, and a way to read others."""
        self.facts = FactsByPath(facts, read)
        self.cycles: list[Cycle] = []
        self.complete = True
        self.read = read
        self._made: dict[str, Joined] = {}
        self._within: set[str] = set()
        self._count = 0
        self.joinings = {
            posixpath.dirname(path): each.joining
            for path, each in sorted(self.facts.whole.items())
            if each.joining is not None
        }

    @cached_property
    def taken(self) -> set[str]:
        """The files and folders that some kustomization takes in."""
        return consumed(self.joinings)

    @cached_property
    def _in_folder(self) -> dict[str, list[str]]:
        """The files of each folder; nobody asks where nothing joins files."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.facts):
            found[posixpath.dirname(path)].append(path)
        return found

    @cached_property
    def _folders(self) -> list[str]:
        return sorted(self._in_folder)

    def has(self, folder: str) -> bool:
        """Whether the folder holds anything that was read."""
        at = bisect_left(self._folders, f"{folder}/")
        below = self._folders[at : at + 1]
        return not folder or folder in self._in_folder or any(each.startswith(f"{folder}/") for each in below)

    def was_built(self, folder: str) -> bool:
        """Whether somebody asked for a folder already, be it through others."""
        return folder in self._made

    def folder(self, folder: str) -> Joined:
        """What a folder comes to: its kustomization, or the one that Flux generates where there is none."""
        if folder not in self._made:
            self._within.add(folder)
            joining = self.joinings.get(folder)
            made = self.joined(joining) if joining is not None else self._generated(folder)
            self._within.discard(folder)
            self._made[folder] = made
        return self._made[folder]

    def joined(self, joining: Joining, base: Joined | None = None) -> Joined:
        """What a kustomization makes of its resources, or of `base`."""
        result = base or Joined()
        for link in joining.resources:
            self._include(result, link)
        self._change(result, joining)
        return result

    def applied(self, applied: Applied) -> Joined:
        """What a Kustomization of Flux makes of its folder."""
        whole = self.folder(applied.folder)
        copy = Joined(list(whole.objects), list(whole.loose), list(whole.missing), dict(whole.generated))
        return self.joined(applied.joining, copy)

    def _generated(self, folder: str) -> Joined:
        """All files below a folder without a kustomization, those of folders with one as they have it."""
        result = Joined()
        for each in sorted(self._below(folder)):
            if each in self.joinings:
                self._add(result, self.folder(each), None)
            else:
                for path in self._in_folder[each]:
                    result.objects += map(Built.of, self.facts[path].parts)
        return result

    def _below(self, folder: str) -> Iterator[str]:
        """The folders in and below `folder`, without what is below one with a kustomization."""
        at = bisect_left(self._folders, folder)
        top = ""
        while at < len(self._folders):
            each = self._folders[at]
            at += 1
            if folder and each != folder and not each.startswith(f"{folder}/"):
                if each > f"{folder}0":  # behind everything that begins with `folder/`
                    return
                continue
            if top and each.startswith(top):
                continue
            top = f"{each}/" if each in self.joinings else ""
            yield each

    def _include(self, result: Joined, link: Link) -> None:
        if link.remote:
            result.missing.append((link.span, f"{link.to} is not in this repository"))
        elif (facts := self.facts.get(link.to)) is not None and facts.joining is None:
            objects = [Built.of(part).through(link.span) for part in facts.parts]
            self._add(result, Joined(objects), None)
        elif link.to in self.joinings and (link.to in self._within or len(self._within) > DEEPEST):
            self.cycles.append(Cycle(link))
        elif link.to in self.joinings:
            self._add(result, self.folder(link.to), link)
        elif self.read(link.to) is None and not self.has(link.to):
            result.missing.append((link.span, f"{link.to} is not there"))

    def _add(self, result: Joined, more: Joined, link: Link | None) -> None:
        """Take in what a folder comes to, unless there is too much already."""
        self._count += len(more.objects)
        if self._count > MOST:
            self.complete = False
            return
        result.objects += [each.through(link.span) for each in more.objects] if link else more.objects
        result.loose += more.loose
        result.missing += more.missing
        for name, files in more.generated.items():
            result.generated[name] = result.generated.get(name, {}) | files

    def _change(self, result: Joined, joining: Joining) -> None:
        for link in joining.components:
            self._component(result, link)
        for each in joining.generated:
            result.generated[each.name] = result.generated.get(each.name, {}) | dict(each.files)
        self._patch(result, joining)
        used = set[int]()
        for number, item in enumerate(result.objects if joining.images else ()):
            result.objects[number], concerned = with_images(item, joining.images)
            used |= concerned
        result.loose += [each for each in joining.images if id(each) not in used and each.new_tag]
        if joining.charts:
            result.missing.append((joining.span, "it inflates a Helm chart"))
        if joining.before or joining.behind:
            result.objects = [each.renamed(joining.before, joining.behind) for each in result.objects]

    def _component(self, result: Joined, link: Link) -> None:
        joining = None if link.remote else self.joinings.get(link.to)
        if joining is None:
            result.missing.append((link.span, f"{link.to} is not there"))
        elif link.to in self._within or len(self._within) > DEEPEST:
            self.cycles.append(Cycle(link))
        else:
            self._within.add(link.to)
            own = self.joined(Joining(joining.path, joining.span, joining.resources))
            self._add(result, own, link)
            self._change(result, Joining(
                joining.path, joining.span, (), joining.components, joining.patches, joining.images,
                joining.generated, joining.charts, joining.before, joining.behind,
            ))  # fmt: skip
            self._within.discard(link.to)

    def _patch(self, result: Joined, joining: Joining) -> None:
        for patch in joining.patches:
            content = content_of(patch, self.facts, self.read)
            if content.matters:
                result.objects = [patched(each, patch, content) for each in result.objects]


def consumed(joinings: Mapping[str, Joining]) -> set[str]:
    """The files and folders that some kustomization takes in: as resource, component, patch or values."""
    found: set[str] = set()
    for each in joinings.values():
        links = [*each.resources, *each.components]
        links += [patch.file for patch in each.patches if patch.file is not None]
        links += [link for generated in each.generated for _, link in generated.files]
        found |= {link.to for link in links if not link.remote}
    return found
