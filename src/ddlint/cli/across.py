"""What looks at several files at once: commits of services, references between Flux objects, waivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from ddlint.cli.environment import Environment
from ddlint.cli.files import Chosen, candidates
from ddlint.cli.references import References
from ddlint.cli.services import Services
from ddlint.cli.session import Session
from ddlint.cli.waived import Waived
from ddlint.engine.gathering import gathered
from ddlint.engine.ledger import Ledger
from ddlint.engine.mend import Together
from ddlint.engine.waivers_in_force import Waiving
from ddlint.git.repository import Repository
from ddlint.model.accounts.account import Account
from ddlint.model.deployed_tag import Sighting
from ddlint.model.flux.facts import FileFacts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_file import YamlFile

if TYPE_CHECKING:
    from ddlint.cli.account_checks import AccountChecks
    from ddlint.engine.accounts import Fact as AccountFact

Fact: TypeAlias = "Sighting | FileFacts | Waiving | AccountFact"


class Others:
    """What files say that two runs have in common: those that a change leaves alone. It is read once.

    Attributes:
        facts: what they say; None before they were read.
    """

    def __init__(self) -> None:
        self.facts: list[Fact] | None = None


class Across:
    """Collects from every file, and judges at the end."""

    def __init__(
        self,
        running: Session,
        environment: Environment,
        repository: Repository,
        others: Others | None = None,
    ) -> None:
        """Open what the configuration names.

        Args:
            running: the run.
            environment: of the command.
            repository: whose files are looked at.
            others: what the files say that nobody named, where another run may have read them.

        Raises:
            DdlintError: a clone or a source of policies is not there.
        """
        self._services = Services(running, environment)
        self._accounts = _accounts(running, environment, repository)
        needed = self._accounts is not None or self._services.asks
        self._references = References(running, environment, repository, needed=needed)
        self._waived = Waived(running)
        self._repository = repository
        self._settings = running.settings
        self._top = repository.work_tree or ""
        self._others = others or Others()

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[Fact]]:
        """What to keep of each file that is read; it may cross to another process."""
        collectors: tuple[Callable[[YamlFile], Iterable[Fact]], ...] = (
            self._services.collect,
            self._references.collect,
            self._waived.collect,
            *((self._accounts.collect,) if self._accounts else ()),
        )
        return lambda file: [fact for each in collectors for fact in each(file)]

    @property
    def index(self) -> FluxIndex | None:
        """All Flux objects, after `check`; None where no rule asks."""
        return self._references.index

    @property
    def accounts(self) -> Mapping[str, Account]:
        """The accounts by code, after `check`; none where no rule asks."""
        return self._accounts.accounts if self._accounts else {}

    def take(self, facts: Iterable[Fact]) -> None:
        """Take what `collect` gave."""
        for fact in facts:
            if isinstance(fact, FileFacts):
                self._references.seen.append(fact)
            elif isinstance(fact, Waiving):
                self._waived.seen.append(fact)
            elif isinstance(fact, Sighting):
                self._services.seen.append(fact)
            elif self._accounts:
                self._accounts.seen.append(fact)

    def note(self, path: str, data: bytes) -> None:
        """Collect from the file `path` with the content `data`."""
        self._services.note(path, data)
        self._references.note(path, data)
        self._waived.note(path, data)
        if self._accounts:
            self._accounts.note(path, data)

    def mend(self, chosen: Chosen, read: Callable[[str], bytes | None], *, unsafe: bool) -> Together:
        """What the fixes of rules that look at several files make of them; nothing is written."""
        return self._references.mend(chosen, read, unsafe=unsafe)

    def check(self, chosen: Chosen, ledger: Ledger) -> None:
        """Judge: entries go to the outputs, counts to `ledger`."""
        if chosen.is_part and (self._references.asks or self._accounts):
            self._look_at_others(chosen.paths)
        self._references.check(chosen, ledger)
        self._services.check(self._top, ledger, self._references.index)
        if self._accounts:
            self._accounts.check(chosen, self._references.index, ledger)

    def _look_at_others(self, chosen: Sequence[str]) -> None:
        """Collect from the files that nobody named, in one go: what they say decides about those that are."""
        if self._others.facts is None:
            self._others.facts = [*self._said_elsewhere(chosen)]
        self.take(self._others.facts)

    def _said_elsewhere(self, chosen: Sequence[str]) -> Iterator[Fact]:
        asking = (self._references, *((self._accounts,) if self._accounts else ()))
        collectors = [each.collect for each in asking]
        screens = [each.wanted for each in asking]
        files, mine = self._settings.files, set(chosen)
        paths = [path for path in candidates(self._repository, files.exclude) if path not in mine]
        for report in gathered(
            self._top,
            paths,
            lambda file: [fact for each in collectors for fact in each(file)],
            lambda path, data: any(each(path, data) for each in screens),
            limit=files.max_bytes,
        ):
            yield from report.facts

    def check_waivers(self, ledger: Ledger, *, whole: bool) -> None:
        """Judge the waivers, when all else is in `ledger`."""
        self._waived.check(ledger, whole=whole)


def _accounts(running: Session, environment: Environment, repository: Repository) -> AccountChecks | None:
    """The rules on accounts; None, and nothing imported, where none are configured or no such rule is on."""
    if not running.settings.accounts.files or not any(rule.area == "accounts" for rule in running.rules):
        return None
    from ddlint.cli.account_checks import AccountChecks

    return AccountChecks(running, environment, repository)
