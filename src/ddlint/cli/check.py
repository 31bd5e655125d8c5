"""`ddlint check`: lint the files of the work tree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ddlint import __version__
from ddlint.cli import adopted, builds, files, options
from ddlint.cli.across import Across
from ddlint.cli.diff import unified
from ddlint.cli.environment import Environment
from ddlint.cli.progress import progress
from ddlint.cli.session import Session, session
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry, Gap, Ledger
from ddlint.engine.mend import Mended, mend
from ddlint.engine.rule import Moment
from ddlint.engine.tree import lint_content, lint_files, pass_over
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, EXIT_INCOMPLETE, DdlintError
from ddlint.git import tree
from ddlint.git.repository import Repository, open_repository
from ddlint.git.worktree import WorkTree
from ddlint.output.crash import system
from ddlint.output.safe import safe
from ddlint.output.sink import About, Manner
from ddlint.output.summary import counted, not_fixed, summary

AREAS = ("markers", "files", "tags", "policies", "references", "cloudbuild", "waivers")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint check`."""
    files.add_options(parser)
    group = parser.add_argument_group("fixes")
    group.add_argument("--fix", action="store_true", help="make the safe fixes")
    group.add_argument("--unsafe-fixes", action="store_true", help="make the others too")
    group.add_argument("--diff", action="store_true", help="show what the fixes would change; change nothing")
    parser.add_argument(
        "--baseline", metavar="FILE", help="set aside what this file of `ddlint baseline write` holds"
    )
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Lint, fix where asked, and return the exit code."""
    if arguments.diff and (arguments.output or arguments.format != "full"):
        raise DdlintError("--diff shows changes and makes no report", "leave out --format and --output")
    repository = open_work_tree(environment)
    with session(arguments, environment, areas, Moment.CHANGE, repository) as running:
        chosen = files.choose(repository, running.settings.files, arguments, environment)
        if arguments.diff:
            return _show_fixes(running, repository, chosen, arguments, environment)
        aside = adopted.adopted(running, repository, arguments.baseline, environment)
        ending = replace(running, adopted=aside)
        code = ending.finish(lint(ending, repository, chosen, arguments, environment))
        if aside and not chosen.is_part:
            adopted.say_what_is_gone(aside, environment)
        return code


def lint(
    running: Session, repository: Repository, chosen: files.Chosen, arguments: argparse.Namespace,
    environment: Environment, across: Across | None = None,
) -> Ledger:  # fmt: skip
    """Lint the files of `chosen`, each by itself and then together; entries go to `running`.

    `across` knows afterwards what the files say together.
    """
    ledger = Ledger(skipped=list(chosen.skipped))
    top = repository.work_tree or ""
    across = across or Across(running, environment, repository)
    mending = arguments.fix or arguments.unsafe_fixes
    if mending:
        _fix(running, top, chosen, ledger, across, unsafe=arguments.unsafe_fixes)
    with builds.looked_for(running, repository, chosen) as search:
        if not mending:
            _lint(running, top, chosen, ledger, across, arguments, environment)
        across.check(chosen, ledger)
        builds.check(running, repository, ledger, environment, chosen, across.index, search)
    across.check_waivers(ledger, whole=not chosen.is_part)
    return ledger


def areas(settings: Settings) -> tuple[str, ...]:
    """The areas of rules; those on accounts where accounts are configured."""
    return (*AREAS, "accounts") if settings.accounts.files else AREAS


def open_work_tree(environment: Environment) -> Repository:
    """The repository that the command runs in, which must have a work tree.

    Raises:
        DdlintError: there is none, or it is bare.
    """
    repository = open_repository(environment.folder, environment.variables, here=True)
    if repository.work_tree is None:
        raise DdlintError("a bare repository has no files to check", "run ddlint in a clone with a work tree")
    return repository


def _lint(
    running: Session, top: str, chosen: files.Chosen, ledger: Ledger, across: Across,
    arguments: argparse.Namespace, environment: Environment,
) -> None:  # fmt: skip
    limit = running.settings.files.max_bytes
    with progress("files", len(chosen.paths), environment, wanted=not arguments.no_progress) as bar:
        reports = lint_files(
            running.run, top, chosen.paths, limit=limit, jobs=arguments.jobs, collect=across.collect
        )
        for report in reports:
            across.take(report.facts)
            for entry in report.entries:
                running.show(entry)
            ledger.add(report.ledger)
            bar.advance(report.files)


def _fix(
    running: Session, top: str, chosen: files.Chosen, ledger: Ledger, across: Across, *, unsafe: bool
) -> None:
    with WorkTree(top) as work_tree:
        for path, before, mended in _mended(running, work_tree, chosen, ledger, across, unsafe=unsafe):
            try:
                if mended.data != before:
                    work_tree.replace(path, before, mended.data)
                data, entries, counts = mended.data, mended.entries, mended.ledger
            except DdlintError as error:
                ledger.gaps.append(Gap(error.message, error.hint))
                data, (entries, counts) = before, _look(running, path, before)
            across.note(path, data)
            for entry in entries:
                running.show(entry)
            ledger.add(counts)


def _show_fixes(
    running: Session, repository: Repository, chosen: files.Chosen, arguments: argparse.Namespace,
    environment: Environment,
) -> int:  # fmt: skip
    top = repository.work_tree or ""
    changed = 0
    ledger = Ledger(skipped=list(chosen.skipped))
    across = Across(running, environment, repository)
    with WorkTree(top) as work_tree:
        for path, before, mended in _mended(
            running, work_tree, chosen, ledger, across, unsafe=arguments.unsafe_fixes
        ):
            if mended.data != before:
                changed += 1
                shown = _for_terminal if environment.stdout.isatty() else iter
                environment.stdout.writelines(shown(unified(path, before, mended.data)))
            ledger.add(mended.ledger)
    for line in not_fixed(ledger.refused):
        environment.say(line)
    environment.say(f"{changed:,} of {counted(len(chosen.paths), 'file')} would change")
    if ledger.skipped:
        environment.say(f"skipped {len(ledger.skipped):,}, not looked at; `ddlint check` says why")
    if ledger.incomplete:
        about = About(__version__, running.rules, platform=system())
        environment.stderr.writelines(
            f"{line}\n" for line in summary(replace(ledger, fixed=0), about, Manner())
        )
        return EXIT_INCOMPLETE
    return EXIT_FOUND if changed and not arguments.exit_zero else EXIT_CLEAN


def _mended(
    running: Session, work_tree: WorkTree, chosen: files.Chosen, ledger: Ledger, across: Across,
    *, unsafe: bool,
) -> Iterator[tuple[str, bytes, Mended]]:  # fmt: skip
    """Each file that could be read, its content, and what the fixes make of it."""
    together = across.mend(chosen, partial(_read, running, work_tree), unsafe=unsafe)
    ledger.fixed += together.fixed
    for path in chosen.paths:
        data = work_tree.read(path, running.settings.files.max_bytes)
        if isinstance(data, tree.Unread):
            pass_over(ledger, data)
        else:
            yield path, data, _mend(running, path, together.changed.get(path, data), unsafe=unsafe)


def _read(running: Session, work_tree: WorkTree, path: str) -> bytes | None:
    data = work_tree.read(path, running.settings.files.max_bytes)
    return data if isinstance(data, bytes) else None


def _mend(running: Session, path: str, data: bytes, *, unsafe: bool) -> Mended:
    return mend(partial(_look, running, path), data, unsafe=unsafe)


def _look(running: Session, path: str, content: bytes) -> tuple[list[Entry], Ledger]:
    entries: list[Entry] = []
    looking = running.run(entries.append)
    lint_content(looking, path, content)
    return entries, looking.close()


def _for_terminal(lines: list[str]) -> Iterator[str]:
    """The lines of a diff that somebody reads; one that goes into a file or a pipe stays as it is."""
    return (safe(line.removesuffix("\n")) + "\n" for line in lines)
