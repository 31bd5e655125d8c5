"""Which repositories an audit is about, and which commit of each."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ddlint.cli.environment import Environment
from ddlint.config.settings import Service
from ddlint.engine.ledger import Gap
from ddlint.errors import DdlintError
from ddlint.git.refs import branches, main_branch
from ddlint.git.repository import Repository, open_repository
from ddlint.git.revision import commit_named


@dataclass(frozen=True, slots=True)
class Target:
    """A repository of an audit.

    Attributes:
        name: that it has in the audit.
        path: as it was given.
        repository: opened.
        service: that is built there; empty for a config repository.
        ref: that is followed, for people.
        tip: its commit, by its full id.
    """

    name: str
    path: str
    repository: Repository
    service: str
    ref: str
    tip: str

    @property
    def role(self) -> str:
        """`config` or `service`."""
        return "service" if self.service else "config"


def targets(arguments: argparse.Namespace, environment: Environment) -> list[Target]:
    """The repositories that the options name, config repositories first.

    Raises:
        DdlintError: one is no repository, has no commit, or two have one name.
    """
    paths = arguments.repositories or ["."]
    given = [("", path) for path in paths] + list(arguments.services.items())
    found: dict[str, Target] = {}
    for service, path in given:
        target = _target(service, path, arguments.ref, environment)
        if target.name in found:
            raise DdlintError(
                f"two repositories are called {target.name}: {found[target.name].path} and {path}",
                "rename the folder of one, or audit them one by one",
            )
        found[target.name] = target
    return [*found.values()]


def configured_services(
    services: Mapping[str, Service], audited: Sequence[Target], environment: Environment
) -> tuple[list[Target], dict[str, Gap]]:
    """The clones that `[services]` names and no option does; and by service, what is not there of them.

    Args:
        services: of the configuration of the first repository.
        audited: those that the options name.
        environment: of the command.
    """
    base = audited[0].repository.work_tree or audited[0].repository.git_dir
    found: list[Target] = []
    gaps: dict[str, Gap] = {}
    for name, service in services.items():
        if name in {target.name for target in audited}:
            continue
        try:
            found.append(_target(name, os.path.join(base, service.path), "", environment))
        except DdlintError as error:
            hint = f"clone it there, or say where it is: --service {name}=PATH"
            gaps[name] = Gap(f"the clone of service {name}: {error.message}", hint)
    return found, gaps


def once(every: Sequence[Target]) -> tuple[list[Target], dict[str, Target]]:
    """Each repository once, and which of them builds each service: it may be a config repository as well."""
    found: dict[tuple[str, str], Target] = {}
    for target in every:
        found.setdefault((target.repository.common_dir, target.tip), target)
    services = {
        target.service: found[target.repository.common_dir, target.tip] for target in every if target.service
    }
    return [*found.values()], services


def service_paths(words: list[str], environment: Environment) -> dict[str, str]:
    """The clones that `--service NAME=PATH` names, by service.

    Raises:
        DdlintError: a word is not like that.
    """
    found = {}
    for word in words:
        name, equals, path = word.partition("=")
        if not (name and equals and path):
            raise DdlintError(
                f"--service {word}: a NAME=PATH is needed", "such as --service backend=../backend"
            )
        found[name] = os.path.join(environment.folder, path)
    return found


def _target(service: str, path: str, ref: str, environment: Environment) -> Target:
    folder = os.path.join(environment.folder, path)
    repository = open_repository(folder, environment.variables)
    followed, tip = _tip(repository, "" if service else ref, path)
    name = service or os.path.basename(repository.work_tree or repository.git_dir).removesuffix(".git")
    return Target(name or "repository", path, repository, service, followed, tip)


def _tip(repository: Repository, ref: str, path: str) -> tuple[str, str]:
    """The commit to audit: the one that is named, else HEAD, else the main branch of a bare clone."""
    if ref:
        return ref, commit_named(repository, ref, "Fetch it, or name another one with --ref.")
    head = repository.head()
    if head is not None:
        return (repository.head_ref() or "HEAD").removeprefix("refs/heads/"), head
    main = main_branch(branches(repository))
    if main is None:
        raise DdlintError(f"{path} has no commit yet", "there is nothing to audit")
    return main.short, main.peeled
