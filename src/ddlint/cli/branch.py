"""`ddlint branch`: judge the hotfix that one is on, or is about to push; or every hotfix there is."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.session import Session, session
from ddlint.engine.hotfix_states import hotfix_states, is_hotfix, misnamed_branches
from ddlint.engine.ledger import Ledger
from ddlint.engine.lines import Lines, lines_of
from ddlint.engine.rule import Moment
from ddlint.errors import DdlintError, Incomplete
from ddlint.git import ci
from ddlint.git.current_branch import Current, current_branch
from ddlint.git.repository import Repository, open_repository
from ddlint.model.releases.branch_name import branch_version, misnamed, short_branch
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.hotfix_state import MisnamedBranch
from ddlint.output.safe import safe_line

AREAS = ("branches",)
_FETCH_TAGS = "Fetch them: git fetch --tags"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is judged."""

    hotfixes: Sequence[Hotfix]
    misnamed: Sequence[MisnamedBranch] = ()


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint branch`."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="a hotfix, by its branch, tag or version; none: the branch one is on",
    )
    parser.add_argument("--all", action="store_true", help="every hotfix of the repository")
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Judge the hotfixes and return the exit code."""
    if arguments.all and arguments.names:
        raise DdlintError("--all is every hotfix, and names are some of them", "give the one or the other")
    repository = open_repository(environment.folder, environment.variables, here=True)
    asked = arguments.all or arguments.names
    moment = Moment.HISTORY if asked else Moment.CHANGE
    current = None if asked else current_branch(repository, environment.variables)
    with session(arguments, environment, AREAS, moment, repository) as running:
        if current is not None:
            return running.finish(judged(running, repository, current, environment))
        lines = _lines(running, repository, environment)
        return running.finish(_judge(running, repository, lines, _chosen(lines, None, arguments.names)))


def judged(running: Session, repository: Repository, current: Current, environment: Environment) -> Ledger:
    """What the rules say about one branch; it is passed over where it is none of a hotfix.

    Raises:
        Incomplete: the history is cut, or there is no main branch or no release tag here.
    """
    if not _is_meant(running, current):
        return _passed_over(running, current)
    further = (current.oid, *current.merging)
    lines = _lines(running, repository, environment, *further).with_branch(current.ref, current.oid)
    return _judge(running, repository, lines, _chosen(lines, current, ()))


def _lines(running: Session, repository: Repository, environment: Environment, *further: str) -> Lines:
    hint = ci.detect(environment.variables).hint(repository.is_shallow)
    lines = lines_of(repository, running.settings, hint, further=further)
    if not [*lines.releases.finals]:
        form = running.settings.versions.tag
        raise Incomplete(f"there is no release tag in this clone ({form})", f"{_FETCH_TAGS}\n{hint}")
    return lines


def _is_meant(running: Session, current: Current) -> bool:
    template = running.settings.branches.hotfix
    return bool(branch_version(template, current.name) or misnamed(template, current.name))


def _passed_over(running: Session, current: Current) -> Ledger:
    linting = running.run()
    form = running.settings.branches.hotfix
    linting.skip(safe_line(current.name), f"no hotfix branch ({form})")
    return linting.close()


def _chosen(lines: Lines, current: Current | None, names: Sequence[str]) -> _Chosen:
    every = [each for each in lines.hotfixes() if is_hotfix(lines, each)]
    if current is not None:
        mine = [
            _merging(lines, each, current.merging)
            for each in every
            if each.branch == current.ref or each.name == current.name
        ]
        return _Chosen(mine, misnamed_branches(lines, [current.ref] if current.ref in lines.branches else ()))
    if not names:
        return _Chosen(every, misnamed_branches(lines, _once(lines)))
    found = _Chosen([], [])
    for name in names:
        mine = [each for each in every if name in _called(each)]
        others = misnamed_branches(lines, [ref for ref in _once(lines) if name in {ref, short_branch(ref)}])
        if not mine and not others:
            raise DdlintError(f"there is no hotfix {name!r} here", "`ddlint branches --all` lists them")
        found = _Chosen([*found.hotfixes, *mine], [*found.misnamed, *others])
    return found


def _merging(lines: Lines, hotfix: Hotfix, merging: Sequence[str]) -> Hotfix:
    """The same with what of main a merge that is under way brings."""
    heads = [number for oid in merging if (number := lines.graph.number(oid)) is not None]
    brought = lines.graph.difference(heads, [hotfix.tip])
    foreign = [each for each in brought if lines.trunk.step(each) is not None]
    return replace(hotfix, foreign=(*foreign, *hotfix.foreign)) if foreign else hotfix


def _called(hotfix: Hotfix) -> set[str]:
    tag = {hotfix.tag.name, f"refs/tags/{hotfix.tag.name}"} if hotfix.tag else set()
    return {hotfix.name, hotfix.branch, str(hotfix.version), *tag} - {""}


def _once(lines: Lines) -> list[str]:
    """The branches, of those with one name the local one."""
    return [*{short_branch(ref): ref for ref in sorted(lines.branches, reverse=True)}.values()]


def _judge(running: Session, repository: Repository, lines: Lines, chosen: _Chosen) -> Ledger:
    linting = running.run(running.numbered())
    for branch in chosen.misnamed:
        linting.feed(branch)
    for state in hotfix_states(repository, lines, chosen.hotfixes, running.settings):
        linting.feed(state)
    return linting.close()
