"""`ddlint audit`: every rule at every moment it can, the history of what was deployed, and a report of it."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ddlint.audit.ledger_files import ledger as ledger_in
from ddlint.audit.store import Store
from ddlint.cli import audit_reports, check, options
from ddlint.cli.audit_evidence import Witness
from ddlint.cli.audit_repository import Sources, audit
from ddlint.cli.audit_targets import Target, configured_services, once, service_paths, targets
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends
from ddlint.cli.gate_trust import Trust, trust
from ddlint.cli.session import Session, session
from ddlint.cli.signals import exit_code_of
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Ledger
from ddlint.engine.rule import Moment
from ddlint.git.repository import Repository


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint audit`."""
    parser.add_argument(
        "repositories", nargs="*", metavar="REPO",
        help="config repositories; the configuration of the first holds for all (default: the current one)",
    )  # fmt: skip
    parser.add_argument(
        "--service", action="append", default=[], metavar="NAME=PATH",
        help="the clone of a service: its commits, releases and hotfixes are audited too; may be repeated",
    )  # fmt: skip
    group = parser.add_argument_group("what is audited")
    group.add_argument("--ref", default="", metavar="REF", help="the main line (default: HEAD)")
    group.add_argument(
        "--since",
        type=_day,
        dest="first_day",
        metavar="DAY",
        help="commits from this day on (2026-01-31)",
    )
    group.add_argument(
        "--until",
        type=_day,
        dest="last_day",
        metavar="DAY",
        help="commits up to this day, which counts",
    )
    kept = parser.add_argument_group("what is kept")
    kept.add_argument(
        "--ledger", action="append", default=[], metavar="FILE",
        help="every deployment: FILE.sqlite, from which the next audit goes on; FILE.csv; or FOLDER/",
    )  # fmt: skip
    kept.add_argument("--fresh", action="store_true", help="begin the ledger anew")
    options.add(parser)
    parser.set_defaults(paths=[], all_files=False, fix=False, unsafe_fixes=False)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Audit the repositories and return the exit code."""
    arguments.services = service_paths(arguments.service, environment)
    audited = targets(arguments, environment)
    wanted, witness = audit_reports.split(arguments), Witness(arguments, environment)
    audit_reports.ready(wanted)
    with ledger_in(arguments.ledger, fresh=arguments.fresh) as store:
        counts, code = _audit(audited, store, witness, arguments, environment)
        manifest = witness.manifest(counts, code)
        store.put_meta(manifest.facts())
        audit_reports.write_pages(wanted, store, manifest)
    others = [word.partition("=")[2] for word in arguments.output]
    audit_reports.write_statements(wanted, [*others, *arguments.ledger], manifest)
    return code


def _audit(
    audited: Sequence[Target], store: Store, witness: Witness, arguments: argparse.Namespace,
    environment: Environment,
) -> tuple[Ledger, int]:  # fmt: skip
    """Fill the ledger, and show what is found; returns the counts and the exit code."""
    first = audited[0]
    trusted = _trust(first, arguments)
    with trusted.snapshot(first.tip) as there:
        inside = replace(environment, folder=Path(there.work_tree or ""))
        with session(arguments, inside, _areas, Moment.HISTORY, there, witness.evidence) as running:
            more, gaps = configured_services(running.settings.services, audited, environment)
            every, services = once([*audited, *more])
            whole = _without(running, gaps)
            witness.attend(whole, every, store)
            sources = Sources(partial(_files_of, trusted, first, there), services)
            counts = Ledger(gaps=[*gaps.values()])
            halted = None
            for target in sorted(every, key=lambda each: not each.service):
                part = audit(whole, store, target, sources, arguments, environment)
                counts.add(part.ledger)
                if halted := part.halted:
                    break
            code = whole.finish(counts)
            return counts, code if halted is None else exit_code_of(halted)


def _without(running: Session, missing: Collection[str]) -> Session:
    """The session without the services whose clones are missing, which is told once."""
    found = running.found
    services = {name: each for name, each in found.settings.services.items() if name not in missing}
    return replace(running, found=replace(found, settings=replace(found.settings, services=services)))


def _areas(settings: Settings) -> tuple[str, ...]:
    return (*check.areas(settings), "commits", "versions", "branches", "pushes", "reuse")


def _trust(target: Target, arguments: argparse.Namespace) -> Trust:
    """The policy as the audited revision has it."""
    return trust(target.repository, Ends(target.tip, target.tip, target.tip), arguments)


@contextmanager
def _files_of(trusted: Trust, first: Target, there: Repository, target: Target) -> Iterator[Repository]:
    """The files of a repository, with the configuration of the first one among them."""
    if target is first:
        yield there
        return
    own = replace(trusted, repository=target.repository, ends=Ends(target.tip, target.tip, target.tip))
    with own.snapshot(target.tip) as files:
        yield files


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day such as 2026-01-31 is needed, not {word!r}") from None
