"""The commits that deployed tags name, looked up in the clones of the services, all at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial

from ddlint.cli.environment import Environment
from ddlint.cli.session import Session
from ddlint.config.load import Loaded
from ddlint.config.release_branches import is_release_branch
from ddlint.engine.deployments import deployed_tags, sightings
from ddlint.engine.ledger import Gap, Ledger
from ddlint.errors import DdlintError
from ddlint.git import tree
from ddlint.git.commit_lookup import Wanted, look_up
from ddlint.git.repository import Repository, open_repository
from ddlint.git.worktree import WorkTree
from ddlint.model.deployed_tag import DeployedTag, Sighting
from ddlint.model.flux.index import FluxIndex
from ddlint.model.service_commits import ServiceCommits
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml

_TEXTS = 1_000  # files whose text is kept while their findings are shown


class Services:
    """The clones of the configured services, and the tags of theirs that were seen.

    Attributes:
        seen: the tags; whoever reads files adds to it.
    """

    def __init__(self, running: Session, environment: Environment) -> None:
        """Open the clones; none where no rule asks for their commits.

        Raises:
            DdlintError: the path of a service is no repository.
        """
        self.seen: list[Sighting] = []
        self._running = running
        wanted = any(rule.subject is DeployedTag for rule in running.rules)
        names = running.settings.services if wanted else ()
        self._clones = {name: _opened(name, running.found, environment) for name in names}

    @property
    def asks(self) -> bool:
        """Whether there are clones to be asked."""
        return bool(self._clones)

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[Sighting]]:
        """What to keep of each file that is read."""
        return sightings if self._clones else _nothing

    def note(self, path: str, data: bytes) -> None:
        """See the tags in the file `path` with the content `data`."""
        if self._clones:
            self.seen += sightings(read_yaml(path, data))

    def check(self, top: str, ledger: Ledger, index: FluxIndex | None) -> None:
        """Look up the commits of all tags that were seen, and run the rules on them.

        Args:
            top: of the work tree.
            ledger: takes the counts.
            index: tells the images of policies, where it is at hand.
        """
        run = self._running.run(self._running.numbered())
        settings = self._running.settings
        read = lru_cache(_TEXTS)(partial(_text, top, settings.files.max_bytes))
        asking = partial(self._look_up, ledger)
        seen = self.seen if self._clones else ()
        for tag in deployed_tags(seen, settings, asking, read, partial(_image_of, index)):
            run.feed(tag)
        ledger.add(run.close())

    def _look_up(self, ledger: Ledger, service: str, ids: Sequence[str]) -> ServiceCommits | None:
        settings = self._running.settings
        path = settings.services[service].path
        wanted = Wanted(service, path, settings.branches.main, partial(is_release_branch, settings))
        try:
            return look_up(self._clones[service], ids, wanted)
        except DdlintError as error:
            ledger.gaps.append(Gap(f"the clone of {service} ({path}): {error.message}", error.hint))
            return None


def _image_of(index: FluxIndex | None, namespace: str, policy: str) -> str:
    return index.image_of(namespace, policy) if index is not None else ""


def _nothing(_: YamlFile) -> Iterable[Sighting]:
    return ()


def _opened(name: str, found: Loaded, environment: Environment) -> Repository:
    """The clone of the service `name`.

    Raises:
        DdlintError: it is no repository, or a folder inside of one: an empty submodule lies inside of ours.
    """
    path = found.settings.services[name].path
    place = found.place(("services", name, "path"))
    folder = os.path.join(environment.folder, os.path.dirname(found.path), path)
    try:
        repository = open_repository(folder, environment.variables)
    except DdlintError as error:
        raise DdlintError(
            f"{place}: the path of service {name} is no repository: {error.message}",
            f"clone it there, or write where its clone is: [services.{name}] path",
        ) from error
    if os.path.realpath(folder) not in {repository.work_tree, repository.git_dir}:
        raise DdlintError(
            f"{place}: the path of service {name} is not the top of a repository: {path}",
            f"it lies inside of {repository.work_tree or repository.git_dir}; fill it if it is a submodule",
        )
    return repository


def _text(top: str, limit: int, path: str) -> str:
    with WorkTree(top) as work_tree:
        data = work_tree.read(path, limit)
    return "" if isinstance(data, tree.Unread) else data.decode("utf-8", "replace")
