"""`ddlint audit verify`: whether a report is as it was written, and what moved since."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ddlint import __version__
from ddlint.audit.evidence import rules_in_force, settings_digest
from ddlint.audit.seal import Sealed, checked, unsealed
from ddlint.audit.statement import sha256_of
from ddlint.audit.store_file import reading
from ddlint.audit.verification import (
    State,
    Verdict,
    not_looked_at,
    of_configuration,
    of_report,
    of_repository,
    of_tool,
)
from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends
from ddlint.cli.gate_trust import trust
from ddlint.cli.session import loaded
from ddlint.config.load import Loaded, with_options
from ddlint.config.settings import Settings
from ddlint.engine.selection import Selection
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, DdlintError
from ddlint.git.origin import origin
from ddlint.git.published_refs import leads_to
from ddlint.git.repository import Repository, open_repository
from ddlint.output.json_text import dumps
from ddlint.output.safe import safe
from ddlint.rules import AREAS
from ddlint.rules import load as load_rules

_DATABASE = b"SQLite format 3\0"
_WORDS = {
    State.SAME: "the report is whole, and everything is as it was",
    State.UNKNOWN: "what was compared is as it was; not everything was",
    State.MOVED_ON: "the report tells the truth about its moment; things went on since",
    State.MOVED: "what the report was made of is no longer there as it was",
    State.TAMPERED: "the report is not what ddlint wrote: do not trust it",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint audit verify`."""
    parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]  # clones may come last
    parser.add_argument("report", metavar="REPORT", help="what `ddlint audit` wrote: HTML, JSON, or a ledger")
    parser.add_argument(
        "repositories", nargs="*", metavar="REPO", help="clones to compare with: PATH, or NAME=PATH"
    )
    parser.add_argument(
        "--statement", metavar="FILE", help="the in-toto statement: is the report one of its subjects?"
    )
    parser.add_argument(
        "--moved-on-ok", action="store_true", help="exit 0 where things were only added, or went forward"
    )
    parser.add_argument("--format", choices=("full", "json"), default="full", help="default: full")
    options.add_configuration(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Say what is the same, what moved, what was tampered with; 1 where anything is not the same."""
    path = os.path.join(environment.folder, arguments.report)
    sealed = _sealed(path)
    verdicts = [*_of_file(path, arguments, environment, sealed), *_compared(arguments, environment, sealed)]
    order = [State.SAME, State.UNKNOWN, State.MOVED_ON, State.MOVED, State.TAMPERED]
    worst = max((verdict.state for verdict in verdicts), key=order.index)
    if arguments.format == "json":
        told = [{"state": each.state.value, "about": each.about, "text": each.text} for each in verdicts]
        written = dumps({"version": "1", "verdict": worst.value, "compared": told})
        environment.stdout.write(f"{written}\n")
    else:
        environment.stdout.writelines(f"{line}\n" for line in _lines(verdicts, worst, sealed))
    good = {State.SAME, State.UNKNOWN} | ({State.MOVED_ON} if arguments.moved_on_ok else set())
    return EXIT_CLEAN if worst in good else EXIT_FOUND


def _sealed(path: str) -> Sealed:
    content = _content(path)
    if not content.startswith(_DATABASE):
        return unsealed(content)
    with reading(path) as store:
        written = store.meta().get("evidence", "null")
    try:
        return checked(json.loads(written), "ledger")
    except (ValueError, RecursionError) as error:
        raise DdlintError(f"the evidence in {path} cannot be read: {error}") from error


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise DdlintError(f"cannot read {path}: {error.strerror or error}") from error


def _of_file(
    path: str, arguments: argparse.Namespace, environment: Environment, sealed: Sealed
) -> Iterator[Verdict]:
    yield of_report(sealed)
    if arguments.statement:
        try:
            document = json.loads(_content(os.path.join(environment.folder, arguments.statement)))
            digests = {each["digest"].get("sha256"): each["name"] for each in document["subject"]}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise DdlintError(f"{arguments.statement} is no in-toto statement") from error
        name = digests.get(sha256_of(path))
        if name is None:
            yield Verdict(
                State.TAMPERED, "statement", "no subject of the statement has the SHA-256 of this file"
            )
        else:
            yield Verdict(State.SAME, "statement", f"its subject {name} is this file")


def _compared(arguments: argparse.Namespace, environment: Environment, sealed: Sealed) -> Iterator[Verdict]:
    told = [each for each in sealed.evidence["repositories"] if isinstance(each, dict)]
    clones = _clones(arguments.repositories, told, environment)
    settings, is_named = _settings(arguments, environment, told, clones)
    rules = load_rules(AREAS)
    yield from of_tool(sealed, __version__, rules_in_force(rules, Selection(rules, settings)))
    yield of_configuration(sealed, settings_digest(settings), is_named=is_named)
    for each in told:
        clone = clones.get(str(each.get("name", "")))
        yield from of_repository(each, clone) if clone else (not_looked_at(each),)


def _settings(
    arguments: argparse.Namespace,
    environment: Environment,
    told: Sequence[Mapping[str, Any]],
    clones: Mapping[str, Repository],
) -> tuple[Settings, bool]:
    """The settings to compare with, and whether there is a configuration that says them.

    Where nothing else is named, it is that of the commit that was audited, as the audit took it.
    """
    first = told[0] if told else {}
    clone, head = clones.get(str(first.get("name", ""))), str(first.get("head", ""))
    if clone is None or arguments.config or arguments.no_config or leads_to(clone, head, head) is None:
        found = loaded(arguments, environment)
        return found.settings, bool(found.path or arguments.no_config)
    trusted = trust(clone, Ends(head, head, head), arguments)
    of_then = Loaded(trusted.settings)
    words = {"select": arguments.select, "ignore": arguments.ignore, "fail_on": arguments.fail_on}
    return with_options(of_then, **words).settings, True


def _clones(
    words: Sequence[str], told: Sequence[Mapping[str, Any]], environment: Environment
) -> dict[str, Repository]:
    """The clones that were named, by the name that the report has for their repository.

    Raises:
        DdlintError: a clone is of none of the repositories.
    """
    found: dict[str, Repository] = {}
    names = [str(each.get("name", "")) for each in told]
    for word in words:
        name, equals, path = word.partition("=")
        named = bool(equals) and name in names
        clone = open_repository(environment.folder / (path if named else word), environment.variables)
        name = name if named else _name_of(clone, [each for each in told if each.get("name") not in found])
        if not name:
            raise DdlintError(
                f"{word} is none of the repositories of the report",
                f"they are {', '.join(names)}; NAME=PATH says which",
            )
        found[name] = clone
    return found


def _name_of(clone: Repository, told: Sequence[Mapping[str, Any]]) -> str:
    """Which repository a clone is of: by its address, else by the commit that was audited, else by folder."""
    address = origin(clone)
    for each in told:
        if address and each.get("url") == address:
            return str(each.get("name", ""))
    for each in told:
        head = str(each.get("head", ""))
        if leads_to(clone, head, head) is not None:
            return str(each.get("name", ""))
    folder = os.path.basename(clone.work_tree or clone.git_dir).removesuffix(".git")
    return next((folder for each in told if each.get("name") == folder), "")


def _lines(verdicts: Sequence[Verdict], worst: State, sealed: Sealed) -> Iterator[str]:
    width = max(len(verdict.state.value) for verdict in verdicts)
    for verdict in verdicts:
        yield f"{verdict.state.value:{width}}  {safe(verdict.about)}: {safe(verdict.text)}"
    outcome = sealed.evidence.get("outcome")
    if isinstance(outcome, dict) and outcome.get("complete") is False:
        yield "The audit itself was incomplete: its coverage names the gaps."
    words = _WORDS[worst]
    yield f"{words[0].upper()}{words[1:]}."
