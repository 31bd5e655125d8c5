"""`ddlint accounts`: what each account runs, where that is written, and what will write it next."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ddlint.cli import options
from ddlint.cli.account_checks import facts_of
from ddlint.cli.account_files import AccountFiles
from ddlint.cli.check import open_work_tree
from ddlint.cli.environment import Environment
from ddlint.cli.files import candidates
from ddlint.cli.flux_files import FluxFiles
from ddlint.cli.progress import progress
from ddlint.cli.session import configured
from ddlint.config.load import Loaded
from ddlint.config.wildcards import matches
from ddlint.engine.accounts import Fact, Table
from ddlint.engine.ledger import Ledger
from ddlint.errors import EXIT_CLEAN, EXIT_INCOMPLETE, DdlintError
from ddlint.git.repository import Repository
from ddlint.model.accounts.account import Account
from ddlint.model.accounts.deployment import Deployment
from ddlint.model.accounts.running import Untold
from ddlint.model.flux.facts import FileFacts
from ddlint.output.account_json import json_lines
from ddlint.output.account_text import by_account, by_version
from ddlint.output.safe import safe
from ddlint.output.summary import counted

_MANY = 40  # accounts: from here on nobody reads them one by one
Row = tuple[Account, Sequence[Deployment], Sequence[Untold]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint accounts`."""
    group = parser.add_argument_group("what is shown")
    group.add_argument(
        "--account", action="append", default=[], metavar="CODE", help="only these (`*` stands for any text)"
    )
    group.add_argument(
        "--service", action="append", default=[], metavar="NAME", help="only these (`*` stands for any text)"
    )
    only = group.add_mutually_exclusive_group()
    only.add_argument("--uat", action="store_true", help="only UAT accounts")
    only.add_argument("--production", action="store_true", help="only accounts that are not UAT")
    group.add_argument("--prereleases", action="store_true", help="only what runs a pre-release")
    group.add_argument("--all-images", action="store_true", help="images that are not our own too")
    parser.add_argument(
        "--by",
        choices=("account", "version"),
        default="account",
        help="group the text: by account (default), or by service and version",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--no-progress", action="store_true", help="no progress bar")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the table. What it shows is no failure here: that is what `ddlint check` is for."""
    repository = open_work_tree(environment)
    found = configured(arguments, environment)
    if not found.settings.accounts.files:
        raise DdlintError(
            "no accounts are configured",
            'say which files belong to one, in ddlint.toml:\n[accounts]\nfiles = ["accounts/{account}/**"]',
        )
    ledger = Ledger()
    made = _table(found, environment, repository, ledger, quiet=arguments.no_progress)
    rows = _chosen(made, arguments)
    shown = [each for _, deployments, _ in rows for each in deployments]
    if arguments.format == "json":
        environment.stdout.writelines(json_lines(rows))
    else:
        environment.stdout.writelines(by_version(shown) if arguments.by == "version" else by_account(rows))
        environment.say(_summary(made, rows, shown))
        if arguments.by == "account" and len(rows) > _MANY:
            environment.say("`--by version` shows services and versions; `--account CODE` shows one account")
    environment.stdout.flush()
    for gap in ledger.gaps:
        environment.say(f"not looked at: {safe(gap.reason)}")
    return EXIT_INCOMPLETE if ledger.gaps else EXIT_CLEAN


def _table(
    found: Loaded, environment: Environment, repository: Repository, ledger: Ledger, *, quiet: bool
) -> Table:
    files = AccountFiles(found, environment, repository)
    flux = FluxFiles(found, environment, repository)
    paths = candidates(repository, found.settings.files.exclude)
    facts: list[Fact] = []
    objects: list[FileFacts] = []
    with progress("files", len(paths), environment, wanted=not quiet) as bar:
        for report in facts_of(repository, paths, found.settings, flux=True):
            facts += (each for each in report.facts if not isinstance(each, FileFacts))
            objects += (each for each in report.facts if isinstance(each, FileFacts))
            ledger.add(report.ledger)
            bar.advance(report.files)
    return files.table(facts, flux.index(objects, ledger), ledger)


def _chosen(made: Table, arguments: argparse.Namespace) -> list[Row]:
    """What the options ask for; an account of which nothing is left is left out where less was asked for."""
    rows: dict[str, list[Deployment]] = defaultdict(list)
    for each in made.deployments:
        if _is_wanted(each, arguments):
            rows[each.account.code].append(each)
    untold: dict[str, list[Untold]] = defaultdict(list)
    for gap in made.untold:
        untold[gap.account].append(gap)
    narrowed = bool(arguments.service or arguments.prereleases)
    return [
        (account, rows[code], () if narrowed else untold[code])
        for code, account in made.accounts.items()
        if _is_meant(account, arguments) and (rows[code] or not narrowed)
    ]


def _is_meant(account: Account, arguments: argparse.Namespace) -> bool:
    if (arguments.uat and not account.is_uat) or (arguments.production and account.is_uat):
        return False
    return not arguments.account or any(matches(each, account.code) for each in arguments.account)


def _is_wanted(row: Deployment, arguments: argparse.Namespace) -> bool:
    if arguments.prereleases and not (row.release is not None and row.release.is_candidate):
        return False
    if arguments.service and not any(matches(each, row.service) for each in arguments.service):
        return False
    return row.is_own or arguments.all_images


def _summary(made: Table, rows: Sequence[Row], shown: Iterable[Deployment]) -> str:
    listed = list(shown)
    uat = sum(1 for account, _, _ in rows if account.is_uat)
    unknown = sum(1 for each in listed if each.unknown)
    text = f"{counted(len(rows), 'account')} of {len(made.accounts):,}, {uat:,} UAT; "
    text += counted(len(listed), "deployment")
    text += f", {unknown:,} cannot be told" if unknown else ""
    others = sum(1 for each in made.deployments if not each.is_own)
    if others == len(made.deployments) > 0:
        text += "; no image has a marker or belongs to a service, so none is known to be your own"
    return text + (f"; {counted(others, 'image')} of others (--all-images)" if others else "")
