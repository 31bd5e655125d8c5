"""One linting run from the command line: settings, rules, outputs, and the exit code at the end."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ddlint import __version__
from ddlint.config.load import Loaded, load, with_options
from ddlint.engine.finding import Severity
from ddlint.engine.fingerprint import Occurrences
from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run, Sink
from ddlint.engine.selection import Selection, UnknownSelector
from ddlint.engine.waivers import Waivers, of_settings
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, EXIT_INCOMPLETE, DdlintError
from ddlint.git.origin import origin
from ddlint.git.place import find_work_tree
from ddlint.output import NAMING_THE_REPOSITORY, color
from ddlint.output.crash import system
from ddlint.output.outputs import Outputs, opened, wishes
from ddlint.output.sink import About, Evidence, Manner, Provenance
from ddlint.rules import AREAS
from ddlint.rules import load as load_rules

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ddlint.cli.environment import Environment
    from ddlint.config.settings import Settings
    from ddlint.engine.grandfather import Settling
    from ddlint.git.repository import Repository


#: Names the file that GitHub shows as the summary of a job; each command of a step adds to it.
PAGE = "GITHUB_STEP_SUMMARY"


@dataclass(frozen=True, slots=True)
class Session:
    """What a command needs to lint: settings, the rules that are on, where entries go.

    Attributes:
        found: the configuration, with what the command line changed, and where it stands.
        rules: that are on at this moment.
        outputs: where entries go; `finish` ends them.
        waivers: what may let a finding stand.
        adopted: the findings that a baseline sets aside; None where there is no baseline.
    """

    found: Loaded
    rules: tuple[Rule, ...]
    outputs: Outputs
    waivers: Waivers
    _selection: Selection
    _context: Context
    _exit_zero: bool
    adopted: Settling | None = None

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.found.settings

    def run(self, sink: Sink | None = None) -> Run:
        """A run of the rules; its entries go to `sink`, or else to the outputs."""
        where = sink or self.show
        brief = self.outputs.brief and self.adopted is None
        return Run(self.rules, self._selection, self._context, where, waivers=self.waivers, brief=brief)

    def numbered(self) -> Sink:
        """Where the entries of a run over all files go: to the outputs, equal fingerprints told apart."""
        occurrences = Occurrences()
        return lambda entry: self.show(occurrences.told_apart(entry))

    def show(self, entry: Entry) -> None:
        """Give an entry to the outputs, set aside where the baseline holds it."""
        self.outputs.entry(self.adopted.settle(entry) if self.adopted else entry)

    def finish(self, ledger: Ledger) -> int:
        """End the outputs and return the exit code."""
        if self.adopted:
            self.adopted.correct(ledger)
        code = exit_code(ledger, Severity[self.settings.fail_on.upper()])
        self.outputs.end(ledger, code)
        return EXIT_CLEAN if self._exit_zero and code == EXIT_FOUND else code


@contextmanager
def session(
    arguments: argparse.Namespace,
    environment: Environment,
    areas: Iterable[str] | Callable[[Settings], Iterable[str]],
    moment: Moment,
    repository: Repository | None,
    evidence: Evidence | None = None,
) -> Iterator[Session]:
    """A session for the rules of `areas` on `repository`, configured from where the command runs.

    Areas may depend on the settings: rules that nothing was configured for are not even imported. `evidence`
    makes the manifest of an audit, for the outputs that hold one.

    Raises:
        DdlintError: the configuration or an option is wrong, or an output cannot be written.
    """
    found = loaded(arguments, environment)
    settings = found.settings
    known = load_rules(areas(settings) if callable(areas) else areas)
    selection = _selection(known, found)
    rules = tuple(rule for rule in known if moment in rule.moments and selection.decide(rule).on)
    if arguments.select and not rules:
        raise DdlintError("--select names no rule that runs here", "`ddlint rules` lists them by area")
    fail_on = Severity[settings.fail_on.upper()]
    provenance = _provenance(repository, _forms(arguments))
    about = About(__version__, rules, provenance, system(), fail_on, evidence)
    with _outputs(arguments, environment, about) as outputs:
        context = Context(settings, moment, environment.now)
        waivers = waivers_of(found, environment, repository)
        yield Session(found, rules, outputs, waivers, selection, context, arguments.exit_zero)


def waivers_of(found: Loaded, environment: Environment, repository: Repository | None) -> Waivers:
    """The waivers of the configuration, with its file named from the top of the repository."""
    path = found.path
    if found.settings.waivers and repository and repository.work_tree:
        path = os.path.relpath(os.path.realpath(environment.folder / path), repository.work_tree)
    return of_settings(found, path, environment.now)


def _selection(rules: tuple[Rule, ...], found: Loaded) -> Selection:
    try:
        return Selection(rules, found.settings, lambda: load_rules(AREAS))
    except UnknownSelector as error:
        raise DdlintError(f"{found.place(error.route)}: {error.message}", error.hint) from error


def configured(arguments: argparse.Namespace, environment: Environment) -> Loaded:
    """The settings as the configuration file has them, and where each stands in it."""
    folder = os.path.realpath(environment.folder)
    return load(folder, find_work_tree(folder), config=arguments.config, no_config=arguments.no_config)


def loaded(arguments: argparse.Namespace, environment: Environment) -> Loaded:
    """The settings in force and where each comes from: a file, changed by the command line."""
    found = configured(arguments, environment)
    return with_options(
        found,
        select=arguments.select,
        ignore=arguments.ignore,
        fail_on=arguments.fail_on,
        services=vars(arguments).get("services"),
    )


def exit_code(ledger: Ledger, fail_on: Severity) -> int:
    """What the run comes to: incomplete before found before clean."""
    if ledger.incomplete:
        return EXIT_INCOMPLETE
    return EXIT_FOUND if ledger.failing(fail_on) else EXIT_CLEAN


@contextmanager
def _outputs(arguments: argparse.Namespace, environment: Environment, about: About) -> Iterator[Outputs]:
    colored = color.wanted(arguments.color, environment.variables, terminal=environment.stdout.isatty())
    files = wishes(arguments.output)
    summarized = "markdown" in {arguments.format, *(form for form, _ in files)}
    manner = Manner(colored, arguments.verbose, arguments.quiet, summarized)
    out, err, page = environment.stdout, environment.stderr, environment.variables.get(PAGE, "")
    with opened(arguments.format, files, about, manner, stdout=out, stderr=err, page=page) as outputs:
        yield outputs


def _forms(arguments: argparse.Namespace) -> set[str]:
    return {arguments.format, *(form for form, _ in wishes(arguments.output))}


def _provenance(repository: Repository | None, forms: set[str]) -> Provenance:
    """What was looked at, where an output says it: asking git costs some milliseconds."""
    if repository is None or not forms & NAMING_THE_REPOSITORY:
        return Provenance()
    branch = (repository.head_ref() or "").removeprefix("refs/heads/")
    return Provenance(origin(repository), repository.head() or "", branch)
