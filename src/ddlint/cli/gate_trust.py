"""What the gate trusts: the policy of the base, put in the place of what the change says."""

from __future__ import annotations

import argparse
import os
import posixpath
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends
from ddlint.config.discovery import OWN_NAME, SHARED_NAME
from ddlint.config.load import read
from ddlint.config.settings import Settings
from ddlint.config.source import read_source
from ddlint.engine.policy_changes import Changed, added_waivers, policy_changes
from ddlint.engine.tree import is_candidate
from ddlint.engine.waivers import Waivers
from ddlint.errors import DdlintError
from ddlint.git.file_at import behind_links, file_at
from ddlint.git.repository import Repository
from ddlint.git.snapshot import snapshot
from ddlint.model.changes.policy_change import PolicyChange

_READ = (".json", ".tf", ".tfvars", ".toml", ".env", ".properties", ".ini", ".conf", ".txt")


@dataclass(frozen=True, slots=True)
class Trust:
    """The policy of the base.

    Attributes:
        repository: where it stands.
        ends: of the change.
        settings: what it says.
        files: the files that make it, by path, and their content (None: they are not there).
        configuring: those of them that may hold ddlint's configuration.
        links: where the path of each leads.
    """

    repository: Repository
    ends: Ends
    settings: Settings
    files: Mapping[str, bytes | None]
    configuring: frozenset[str]
    links: Mapping[str, str]

    def snapshot(self, commit: str, like: Repository | None = None) -> AbstractContextManager[Repository]:
        """The files of a commit, with the policy of the base among them; `like` is another one of these."""
        settings = self.settings
        beside = [
            *settings.flux.policies, *settings.builds.triggers,
            *(service.path for service in settings.services.values()),
            *((settings.accounts.registry,) if settings.accounts.registry else ()),
        ]  # fmt: skip
        return snapshot(
            self.repository,
            commit,
            _is_read,
            limit=settings.files.max_bytes,
            trusted={**self.files, **self._registry(commit)},
            beside=beside,
            like=like,
        )

    @contextmanager
    def folder(self) -> Iterator[str]:
        """A folder with the files that configure ddlint, and nothing else."""
        with tempfile.TemporaryDirectory(prefix="ddlint-") as found:
            top = os.path.realpath(found)
            for path in self.configuring:
                data = self.files.get(path)
                if data is not None:
                    os.makedirs(os.path.dirname(os.path.join(top, path)), exist_ok=True)
                    Path(top, path).write_bytes(data)
            yield top

    def _registry(self, commit: str) -> dict[str, bytes | None]:
        """The registry of accounts as the commit has it, whatever its size and name.

        A branch that is older than the registry is judged by that of the base: merged, it has it.
        """
        path = posixpath.normpath(self.settings.accounts.registry or ".")
        if path == "." or path.startswith(("..", "/")):
            return {}
        found = file_at(self.repository, commit, path)
        if found is None and file_at(self.repository, self.ends.fork, path) is None:
            found = file_at(self.repository, self.ends.base, path)
        return {path: found}

    def changes(self, changed: Sequence[Changed]) -> Iterator[PolicyChange]:
        """What the change would change of the policy."""
        return policy_changes(dict(self._words(changed)), changed)

    def _words(self, changed: Sequence[Changed]) -> Iterator[tuple[str, str]]:
        """The files that make the policy, and what each is called."""
        for file, before, after in changed:
            if file.path in self.configuring and _configures(file.path, before, after):
                yield file.path, "the configuration"
        named = ((self.settings.baseline, "the baseline"), (self.settings.tags.ledger, "the ledger of tags"))
        for path, words in named:
            for each in dict.fromkeys((path, posixpath.normpath(path), self.links.get(path, path))):
                yield each, words

    def baseline(self) -> bytes | None:
        """The baseline that the configuration names; None where there is none."""
        return self.files.get(posixpath.normpath(self.settings.baseline))

    @property
    def ledgers(self) -> frozenset[str]:
        """The path of the ledger of tags, and where that leads."""
        path = posixpath.normpath(self.settings.tags.ledger)
        return frozenset((path, self.links.get(path, path)))

    def waivers(self, found: Waivers, changed: Sequence[Changed]) -> Waivers:
        """`found`, of which those that the change adds do not count yet, in files and in its commits."""
        added = added_waivers(changed).values()
        where = frozenset(waiver.where for waivers in added for waiver in waivers)
        return replace(found, distrusted=where, trailers=False)


def place_config(arguments: argparse.Namespace, repository: Repository, environment: Environment) -> None:
    """Let `--config` name its file for a run elsewhere: from the top of the repository, where git has it.

    A file of the repository is one that a change can edit: that of the base counts.
    """
    if not arguments.config:
        return
    top = os.path.realpath(repository.work_tree or environment.folder)
    place = os.path.join(os.path.realpath(environment.folder), arguments.config)
    path = os.path.relpath(place, top)
    inside = repository.work_tree and not path.startswith("..")
    arguments.config = path if inside and _is_tracked(repository, path) else place


def _is_tracked(repository: Repository, path: str) -> bool:
    return bool(repository.git.run("ls-files", "-z", "--full-name", "--", path))


def trust(repository: Repository, ends: Ends, arguments: argparse.Namespace) -> Trust:
    """The policy of the base, or the one that `--config` and `--no-config` name.

    Raises:
        DdlintError: the base's configuration is wrong, or a link that leads nowhere.
    """
    named = arguments.config or ""
    own = named if named and not os.path.isabs(named) else ""
    names = (OWN_NAME, SHARED_NAME, *filter(None, (own,)))
    links = {name: behind_links(repository, ends.base, name) for name in names}
    files = {name: file_at(repository, ends.base, links[name]) for name in names}
    settings = _settings(files, own) if not (arguments.no_config or (named and not own)) else Settings()
    further = [*_inside(settings.baseline, settings.tags.ledger)]
    links |= {path: behind_links(repository, ends.base, path) for path in further}
    files |= {path: file_at(repository, ends.base, links[path]) for path in further}
    configuring = frozenset((*names, *(links[name] for name in names)))
    behind = {links[path]: data for path, data in files.items()}
    return Trust(repository, ends, settings, {**behind, **files}, configuring, links)


def _inside(*paths: str) -> Iterator[str]:
    """Those of `paths` that lie in the repository, as git names them."""
    for path in filter(None, paths):
        found = posixpath.normpath(path)
        if not found.startswith(("/", "..")):
            yield found


def _settings(files: Mapping[str, bytes | None], own: str) -> Settings:
    """What the file `own` says; empty: the one of `files` that is ddlint's."""
    for name in (own,) if own else (OWN_NAME, SHARED_NAME):
        data = files[name]
        if data is not None and (name != SHARED_NAME or b"ddlint" in data):
            return read(data, name).settings
    return Settings()


def _configures(path: str, before: str, after: str) -> bool:
    """Whether a file that may configure ddlint says something else of that: a `pyproject.toml` says more."""
    if posixpath.basename(path) != SHARED_NAME:
        return True
    try:
        tables = [read_source(path, text.encode("utf-8", "surrogateescape")) for text in (before, after)]
    except DdlintError:
        return "ddlint" in before + after
    return len({str(found.table) if found else "" for found in tables}) > 1


def _is_read(path: str) -> bool:
    return is_candidate(path) or path.endswith(_READ)
