"""The Flux objects of all files: those of the repository, and those that `[flux] policies` names."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from ddlint.cli.environment import Environment
from ddlint.cli.files import candidates
from ddlint.cli.policies import policy_sources
from ddlint.config.load import Loaded
from ddlint.engine.ledger import Ledger
from ddlint.engine.references import Place, collect, gather
from ddlint.engine.tree import pass_over
from ddlint.git import tree
from ddlint.git.origin import origin
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.flux.facts import FileFacts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_reading import read_yaml


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

    def index(self, seen: Iterable[FileFacts], ledger: Ledger) -> FluxIndex:
        """All objects.

        Args:
            seen: the facts of the files of the repository.
            ledger: takes what could not be read of other files.
        """
        return self.put_together([*seen, *self._outside(ledger)], self._reader())

    def put_together(self, facts: Sequence[FileFacts], read: Callable[[str], str]) -> FluxIndex:
        """The index of these facts; of several for one file, the first counts."""
        found = list({each.path: each for each in reversed(facts)}.values())
        found.sort(key=lambda each: (each.source, each.path))
        return FluxIndex(found, exists=self._exists, read=read, origin=self._origin(found))

    def before_fixes(
        self, chosen: Collection[str], *, named: bool
    ) -> Callable[[Mapping[str, bytes]], FluxIndex]:
        """What makes the index of all objects, given the contents that are not yet on the disk.

        Args:
            chosen: the files of the run.
            named: whether there are others in the repository.
        """
        here = Place(self._top, "", "", self._settings.files.max_bytes)
        facts = [
            *gather(here, [*chosen], _say_nothing),
            *(self._others(chosen) if named else ()),
            *self._outside(Ledger()),
        ]
        reader = self._reader()

        def index(changed: Mapping[str, bytes]) -> FluxIndex:
            files = {path: read_yaml(path, data) for path, data in changed.items()}
            now = [fact for file in files.values() for fact in collect(file)]
            rest = [each for each in facts if each.path not in files]
            return self.put_together(
                [*now, *rest], lambda path: files[path].text if path in files else reader(path)
            )

        return index

    def _others(self, chosen: Collection[str]) -> list[FileFacts]:
        files, mine = self._settings.files, set(chosen)
        paths = [path for path in candidates(self._repository, files.exclude) if path not in mine]
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
