"""What markers and Flux objects lead to, over all files of a run and those that the configuration names."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from ddlint.cli.environment import Environment
from ddlint.cli.policies import policy_sources
from ddlint.cli.session import Session
from ddlint.config.patterns import matches_any
from ddlint.engine.ledger import Ledger
from ddlint.engine.references import SUBJECTS, Place, collect, gather, judge
from ddlint.engine.tree import is_candidate, pass_over
from ddlint.git import tree
from ddlint.git.origin import origin
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.flux.facts import FileFacts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml


class References:
    """The facts of all files, and the rules on what they say together.

    Attributes:
        seen: the facts; whoever reads files adds to it.
        index: what they come to; None before `check`, and where no rule asks.
    """

    def __init__(self, running: Session, environment: Environment, repository: Repository) -> None:
        """Find the files that `[flux] policies` names; none where no rule looks across files.

        Raises:
            DdlintError: an entry names nothing.
        """
        self.seen: list[FileFacts] = []
        self.index: FluxIndex | None = None
        self._running = running
        self._repository = repository
        self._top = repository.work_tree or ""
        self._wanted = any(rule.subject in (*SUBJECTS, BuildSite) for rule in running.rules)
        self._sources = (
            policy_sources(running.found, str(environment.folder), self._top) if self._wanted else []
        )

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[FileFacts]]:
        """What to keep of each file that is read."""
        return collect if self._wanted else _nothing

    def note(self, path: str, data: bytes) -> None:
        """Keep the facts of the file `path` with the content `data`."""
        if self._wanted:
            self.seen += collect(read_yaml(path, data))

    def check(self, chosen: Collection[str], ledger: Ledger, *, named: bool) -> None:
        """Run the rules; `ledger` counts.

        Args:
            chosen: the files of the run.
            ledger: takes the counts.
            named: whether they were named one by one: the others are looked at for what they say, and only
                findings that touch a named file are reported.
        """
        if not self._wanted:
            return
        facts = [*self.seen, *(self._others(chosen) if named else ()), *self._outside(ledger)]
        facts = list({each.path: each for each in reversed(facts)}.values())
        facts.sort(key=lambda each: (each.source, each.path))
        self.index = FluxIndex(facts, exists=self._exists, read=self._reader(), origin=self._origin(facts))
        entries, counts = judge(self._running.run, self.index, set(chosen) if named else None)
        show = self._running.numbered()
        for entry in entries:
            show(entry)
        ledger.add(counts)

    def _others(self, chosen: Collection[str]) -> list[FileFacts]:
        files = self._running.settings.files
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
        limit = self._running.settings.files.max_bytes
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
        limit = self._running.settings.files.max_bytes
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


def _nothing(_: YamlFile) -> Iterable[FileFacts]:
    return ()


def _say_nothing(_: tree.Unread) -> None:
    """A file that nobody named and that cannot be read: the run over all files says so."""
