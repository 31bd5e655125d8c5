"""`ddlint branches`: the state of every hotfix, open and released."""

from __future__ import annotations

import argparse
from typing import Any

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured
from ddlint.engine.hotfixes import State, states
from ddlint.engine.lines import Lines, lines_of
from ddlint.engine.uncollected import uncollected
from ddlint.errors import EXIT_CLEAN
from ddlint.git import ci
from ddlint.git.repository import Repository, open_repository
from ddlint.model.releases.returned import Back
from ddlint.output.json_text import dumps
from ddlint.output.safe import safe
from ddlint.output.summary import counted

_SEARCHED = 2_000  # commits of main; those that no message leads to are rare, and a long history is slow
_SHOWN = 10  # commits of main in a hotfix; JSON says how many there are
_SETTLED = frozenset({Back.MERGED, Back.PICKED, Back.SQUASHED})


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint branches`."""
    parser.add_argument(
        "--all",
        action="store_true",
        help="every hotfix and commit, also what is settled (text; JSON has all)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the hotfixes. What is missing is no failure here: it is what was asked for."""
    repository = open_repository(environment.folder, environment.variables, here=True)
    with uncollected():
        return _run(repository, arguments, environment)


def _run(repository: Repository, arguments: argparse.Namespace, environment: Environment) -> int:
    settings = configured(arguments, environment).settings
    hint = ci.detect(environment.variables).hint(repository.is_shallow)
    lines = lines_of(repository, settings, hint)
    every = states(repository, lines, lines.hotfixes(), settings.branches, _SEARCHED)
    if arguments.format == "json":
        listed = ",\n".join(dumps(_described(lines, state)) for state in every)
        environment.stdout.write(f'{{"hotfixes": [\n{listed}\n]}}\n')
    else:
        shown = [each for each in every if arguments.all or each.back not in _SETTLED]
        for state in shown:
            environment.stdout.writelines(_lines(lines, state, every=arguments.all))
        settled = len(every) - len(shown)
        environment.say(
            f"{counted(len(every), 'hotfix')}, main is {lines.main}"
            + (f"; {settled:,} settled, not shown (--all shows them)" if settled else "")
        )
    return EXIT_CLEAN


def _described(lines: Lines, state: State) -> dict[str, Any]:
    hotfix, graph = state.hotfix, lines.graph
    base = hotfix.fork.base
    return {
        "version": str(hotfix.version),
        "branch": hotfix.branch.removeprefix("refs/heads/").removeprefix("refs/remotes/") or None,
        "tag": hotfix.tag.name if hotfix.tag else None,
        "fork": {
            "kind": str(hotfix.fork.kind),
            "base": hotfix.fork.tag.name
            if hotfix.fork.tag
            else graph.oids[base]
            if base is not None
            else None,
        },
        "foreign": len(hotfix.foreign),
        "merged_back": str(state.back),
        "commits": [
            {
                "id": graph.oids[each.commit],
                "verdict": str(each.verdict),
                "by": graph.oids[each.by] if each.by is not None else None,
                "certain": each.certain,
                "why": str(each.why),
            }
            for each in state.returns
        ],
    }


def _lines(lines: Lines, state: State, *, every: bool) -> list[str]:
    """What is said of a hotfix: where it left, and of each commit what became of it and what tells."""
    hotfix = state.hotfix
    found = _described(lines, state)
    where = safe(found["branch"] or found["tag"] or "")
    base = safe(str(found["fork"]["base"] or ""))[:40]
    turned = ", behind a merge the other way round" if hotfix.fork.foxtrot else ""
    left = f"forked from {hotfix.fork.kind} {base}".rstrip()
    said = [f"{hotfix.version}: {state.back}, {where}, {left}{turned}\n"]
    if hotfix.foreign:
        said.append(f"  {counted(len(hotfix.foreign), 'commit')} of {safe(lines.main)} came in by a merge\n")
        said += [_commit_line(lines, each, "foreign") for each in hotfix.foreign[:_SHOWN]]
    for each in state.returns:
        if every or each.verdict not in _SETTLED | {Back.EMPTY, Back.BOOKKEEPING}:
            by = f" by {lines.graph.oids[each.by][:10]}" if each.by is not None else ""
            sure = "" if each.certain else ", not proven"
            said.append(_commit_line(lines, each.commit, f"{each.verdict}{by} ({each.why}{sure})"))
    return said


def _commit_line(lines: Lines, commit: int, what: str) -> str:
    graph = lines.graph
    return f"  {graph.oids[commit][:10]} {what}: {safe(graph.subjects[commit])[:90]}\n"
