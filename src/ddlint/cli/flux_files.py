"""The Flux objects of all files: those of the repository, and those that `[flux] policies` names."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from ddlint.cli.environment import Environment
from ddlint.cli.policies import policy_sources
from ddlint.config.load import Loaded
from ddlint.config.patterns import matches_any
from ddlint.engine.ledger import Ledger
from ddlint.engine.references import Place, gather
from ddlint.engine.tree import is_candidate, pass_over
from ddlint.git import tree
from ddlint.git.origin import origin
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.flux.facts import FileFacts
from ddlint.model.flux.index import FluxIndex


class FluxFiles:
    """Where Flux objects stand."""

    def __init__(self, found: Loaded, environment: Environment, repository: Repository) -> None:
        """Find the files that `[flux] policies` names.

        Raises:
            DdlintError: an entry names nothing.
        """
        self._settings = found.settings
        self._repository = repository
        self._top = repository.work_tree or ""
        self._sources = policy_sources(found, str(environment.folder), self._top)

    def index(
        self, seen: Iterable[FileFacts], chosen: Collection[str], ledger: Ledger, *, named: bool
    ) -> FluxIndex:
        """All objects.

        Args:
            seen: the facts of the files that were read.
            chosen: these files.
            ledger: takes what could not be read.
            named: whether there are others in the repository, which are read now.
        """
        facts = [*seen, *(self._others(chosen) if named else ()), *self._outside(ledger)]
        facts = list({each.path: each for each in reversed(facts)}.values())
        facts.sort(key=lambda each: (each.source, each.path))
        return FluxIndex(facts, exists=self._exists, read=self._reader(), origin=self._origin(facts))

    def _others(self, chosen: Collection[str]) -> list[FileFacts]:
        files = self._settings.files
        paths = [
            entry.path
            for entry in tree.tracked(self._repository)
            if entry.skip is None
            and is_candidate(entry.path)
            and entry.path not in chosen
            and not matches_any(files.exclude, entry.path)
        ]
        return gather(Place(self._top, "", "", files.max_bytes), paths, _say_nothing)

    def _outside(self, ledger: Ledger) -> list[FileFacts]:
        limit = self._settings.files.max_bytes
        found: list[FileFacts] = []
        for source in self._sources:
            prefix = "" if source.label == "." else f"{source.label}/"
            found += gather(
                Place(source.root, prefix, source.label, limit),
                source.paths,
                lambda skip, prefix=prefix: pass_over(  # type: ignore[misc]
                    ledger, tree.Unread(f"{prefix}{skip.path}", skip.reason, skip.detail)
                ),
            )
        return found

    def _exists(self, path: str) -> bool:
        return os.path.lexists(os.path.join(self._top, path))

    def _origin(self, facts: Collection[FileFacts]) -> str:
        return origin(self._repository) if any(each.objects for each in facts) else ""

    def _reader(self) -> Callable[[str], str]:
        limit = self._settings.files.max_bytes
        top = os.path.realpath(self._top)
        roots = {source.label: source.root for source in self._sources}

        @lru_cache(maxsize=64)
        def read(path: str) -> str:
            root, rest = top, path
            for label, folder in roots.items():
                if label != "." and path.startswith(f"{label}/"):
                    root, rest = folder, path.removeprefix(f"{label}/")
            with WorkTree(root) as files:
                data = files.read(rest, limit)
            return "" if isinstance(data, tree.Unread) else data.decode("utf-8", "replace")

        return read


def _say_nothing(_: tree.Unread) -> None:
    """A file that nobody named and that cannot be read: the run over all files says so."""
