"""The rules on accounts, over all files of a run; nothing is done where no accounts are configured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from ddlint.cli.account_files import AccountFiles
from ddlint.cli.account_history import releases_ahead
from ddlint.cli.environment import Environment
from ddlint.cli.files import Chosen
from ddlint.cli.session import Session
from ddlint.config.settings import Settings
from ddlint.engine.accounts import Fact, Table, collector, feed, may_matter
from ddlint.engine.gathering import gathered
from ddlint.engine.ledger import Ledger
from ddlint.engine.once import judged_once
from ddlint.engine.references import collect as flux_facts
from ddlint.engine.references import touches
from ddlint.engine.tree import Report
from ddlint.git.repository import Repository
from ddlint.model.accounts.account import Account
from ddlint.model.accounts.untried import UntriedRelease
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml


class AccountChecks:
    """The facts of all files, and the rules on what they come to.

    Attributes:
        seen: the facts; whoever reads files adds to it.
        accounts: by code, after `check`.
    """

    def __init__(self, running: Session, environment: Environment, repository: Repository) -> None:
        """Read the registry, and find the files of accounts.

        Raises:
            DdlintError: the registry cannot be used, or a pattern is wrong.
        """
        self.seen: list[Fact] = []
        self.accounts: Mapping[str, Account] = {}
        self._running = running
        self._repository = repository
        self._files = AccountFiles(running.found, environment, repository)

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[Fact]]:
        """What to keep of each file that is read."""
        return self._files.collect

    @property
    def wanted(self) -> Callable[[str, bytes], bool]:
        """Whether there can be anything to keep of a file that nobody lints."""
        return partial(may_matter, self._running.settings.accounts)

    def note(self, path: str, data: bytes) -> None:
        """Keep the facts of the file `path` with the content `data`."""
        self.seen += self.collect(read_yaml(path, data))

    def check(self, chosen: Chosen, index: FluxIndex | None, ledger: Ledger) -> None:
        """Run the rules; `ledger` counts.

        Args:
            chosen: the files of the run; only what touches them is reported, where that is asked for.
            index: all Flux objects.
            ledger: takes the counts.
        """
        made = self._files.table(self.seen, index, ledger)
        self.accounts = made.accounts
        registry = self._files.registry
        if registry is not None:  # as a file it may have been too large; as the registry it was read
            ledger.skipped[:] = [each for each in ledger.skipped if each.name != registry.path]
        entries, counts = judged_once(
            self._running.run,
            lambda run: feed(run, made, registry, self._ahead(made)),
            partial(touches, named=set(chosen.paths) if chosen.narrow else None),
        )
        show = self._running.numbered()
        for entry in entries:
            show(entry)
        ledger.add(counts)

    def _ahead(self, made: Table) -> Iterable[UntriedRelease]:
        """The releases that production has before UAT, where somebody wants to know."""
        wanted = any(rule.subject is UntriedRelease for rule in self._running.rules)
        if not (wanted and self._running.settings.accounts.uat_first):
            return ()
        return releases_ahead(made.fleets(), self._repository)


def facts_of(
    repository: Repository, paths: Sequence[str], settings: Settings, *, flux: bool = False
) -> Iterator[Report]:
    """The facts of files that are not linted, and what could not be read; with `flux` objects too."""
    accounts = settings.accounts
    own = collector(accounts)
    return gathered(
        repository.work_tree or "",
        paths,
        (lambda file: [*own(file), *flux_facts(file)]) if flux else own,
        partial(may_matter, accounts),
        limit=settings.files.max_bytes,
    )
