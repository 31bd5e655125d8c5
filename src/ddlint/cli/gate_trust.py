"""What the gate trusts: the policy of the base, put in the place of what the change says."""

from __future__ import annotations

import argparse
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from ddlint.cli.gate_ends import Ends
from ddlint.config.discovery import OWN_NAME, SHARED_NAME
from ddlint.config.load import read
from ddlint.config.settings import Settings
from ddlint.engine.policy_changes import Changed, added_waivers, policy_changes
from ddlint.engine.tree import is_candidate
from ddlint.git.file_at import file_at
from ddlint.git.repository import Repository
from ddlint.git.snapshot import snapshot
from ddlint.model.changes.policy_change import PolicyChange

_SECTION = "[tool.ddlint"
_READ = (".json", ".tf", ".tfvars", ".toml", ".env", ".properties", ".ini", ".conf", ".txt")


@dataclass(frozen=True, slots=True)
class Trust:
    """The policy of the base.

    Attributes:
        repository: where it stands.
        ends: of the change.
        settings: what it says.
        files: the files that make it, by path, and their content (None: they are not there).
    """

    repository: Repository
    ends: Ends
    settings: Settings
    files: Mapping[str, bytes | None]

    def snapshot(self, commit: str) -> AbstractContextManager[Repository]:
        """The files of a commit, with the policy of the base among them."""
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
        )

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
        words = dict.fromkeys(self._configuring(changed), "the configuration")
        settings = self.settings
        named = {settings.baseline: "the baseline", settings.tags.ledger: "the ledger of tags"}
        return policy_changes({**words, **named}, changed)

    def _configuring(self, changed: Sequence[Changed]) -> Iterator[str]:
        """The files that hold ddlint's configuration, before the change or after it."""
        for file, before, after in changed:
            if file.path == OWN_NAME or (file.path == SHARED_NAME and _SECTION in before + after):
                yield file.path

    def new_waivers(self, changed: Sequence[Changed]) -> frozenset[str]:
        """Where the waivers stand that the change adds: they do not count yet."""
        return frozenset(
            waiver.where for file, *both in changed for waiver in added_waivers(file.path, *both)
        )


def trust(repository: Repository, ends: Ends, arguments: argparse.Namespace) -> Trust:
    """The policy of the base, or the one that `--config` and `--no-config` name.

    Raises:
        DdlintError: the base's configuration is wrong.
    """
    files = {name: file_at(repository, ends.base, name) for name in (OWN_NAME, SHARED_NAME)}
    settings = Settings()
    if not arguments.no_config and not arguments.config:
        name = next(
            (name for name, data in files.items() if data and (name == OWN_NAME or b"ddlint" in data)), ""
        )
        settings = read(files[name] or b"", name).settings if name else settings
    named = filter(None, (settings.baseline, settings.tags.ledger))
    further = {path: file_at(repository, ends.base, path) for path in named}
    return Trust(repository, ends, settings, {**files, **further})


def _is_read(path: str) -> bool:
    return is_candidate(path) or path.endswith(_READ)
