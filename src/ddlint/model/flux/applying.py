"""What the Kustomizations of Flux apply: which of them reach a folder, and which clusters they run in.

Source: fluxcd/kustomize-controller and fluxcd/pkg/kustomize (`GenerateKustomization`): a folder with a
kustomization of its own is built from that; without one, Flux takes all files below, and each folder below
that has one as a whole.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.objects import FluxKustomization

DEEPEST = 20  # Kustomizations that apply each other


class Applying:
    """Finds the Kustomizations that reach a folder."""

    def __init__(self, applied: Iterable[FluxKustomization], folders: Collection[str]) -> None:
        """Take the Kustomizations of Flux, and the folders that have a kustomization of their own."""
        self._folders = folders
        self._by_folder: dict[str, list[FluxKustomization]] = defaultdict(list)
        self._clusters: dict[int, frozenset[str]] = {}
        for each in applied:
            self._by_folder[each.applied].append(each)

    def applies(self, folder: str) -> bool:
        """Whether one applies just this folder."""
        return folder in self._by_folder

    def reaching(self, item: FluxObject) -> Sequence[FluxKustomization]:
        """Those that apply `item`; none where that is not known, or none does."""
        own = "" if item.root == "." else item.root
        folder = own if item.root else posixpath.dirname(item.path)
        while True:
            built = folder in self._folders
            is_own = bool(item.root) and folder == own
            if folder in self._by_folder and (is_own or not built):
                return self._by_folder[folder]
            if folder in {"", "..", item.source} or (built and not is_own):
                return ()
            folder = posixpath.dirname(folder)

    def clusters(self, applied: FluxKustomization, depth: int = 0) -> frozenset[str]:
        """The folders that the clusters in which it runs are bootstrapped from; none where that is not known.

        A Kustomization that applies its own file is where a cluster begins (`flux bootstrap` writes it so).
        """
        key = id(applied)
        if key in self._clusters or depth > DEEPEST:
            return self._clusters.get(key, frozenset())
        self._clusters[key] = frozenset()
        above = self.reaching(applied.object)
        found = [frozenset((each.applied or ".",)) for each in above if self._is_itself(each, applied)]
        if not found:
            found = [self.clusters(each, depth + 1) for each in above]
        known = frozenset[str]().union(*found) if found and all(found) else frozenset[str]()
        self._clusters[key] = known
        return known

    def _is_itself(self, one: FluxKustomization, other: FluxKustomization) -> bool:
        return one.object.node.span == other.object.node.span
