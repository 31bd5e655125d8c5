"""`ddlint flux markers`: the inventory of all markers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from ddlint.cli import files, options
from ddlint.cli.check import open_work_tree
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured
from ddlint.engine.ledger import Ledger
from ddlint.engine.locate import locate
from ddlint.engine.tree import MARKER_TOKEN, pass_over
from ddlint.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from ddlint.git import tree
from ddlint.git.worktree import WorkTree
from ddlint.model.marker_site import MarkerSite
from ddlint.model.yaml_reading import read_yaml
from ddlint.output.json_text import dumps
from ddlint.output.safe import safe
from ddlint.output.summary import counted


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint flux markers`."""
    files.add_options(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the inventory. Dead markers are no failure here: that is what `ddlint check` is for."""
    repository = open_work_tree(environment)
    settings = configured(arguments, environment).settings.files
    chosen = files.choose(repository, settings, arguments, environment)
    ledger = Ledger(skipped=list(chosen.skipped))
    top = repository.work_tree or ""
    found = [_described(site) for site in _sites(top, chosen.paths, settings.max_bytes, ledger)]
    if arguments.format == "json":
        listed = ",\n".join(map(dumps, found))
        environment.stdout.write(f'{{"markers": [\n{listed}\n]}}\n')
    else:
        environment.stdout.writelines(map(_line, found))
        live = sum(1 for each in found if each["live"])
        files_read = counted(len(chosen.paths), "file")
        environment.say(f"{files_read}, {counted(live, 'live marker')}, {len(found) - live:,} dead")
    environment.stdout.flush()
    for skip in ledger.skipped:
        environment.say(f"not looked at: {safe(skip.name)}: {safe(skip.reason)}")
    for gap in ledger.gaps:
        environment.say(f"not looked at: {gap.reason}")
    return EXIT_INCOMPLETE if ledger.gaps else EXIT_CLEAN


def _sites(top: str, paths: tuple[str, ...], limit: int, ledger: Ledger) -> Iterator[MarkerSite]:
    with WorkTree(top) as work_tree:
        for path in paths:
            data = work_tree.read(path, limit)
            if isinstance(data, tree.Unread):
                pass_over(ledger, data)
            elif MARKER_TOKEN in data.lower():
                yield from read_yaml(path, data).markers


def _described(site: MarkerSite) -> dict[str, Any]:
    place = locate(site.span, site.text)
    marker = site.reading.marker
    return {
        "path": site.path,
        "line": place.line,
        "column": place.column,
        "route": site.route,
        "text": site.raw,
        "policy": f"{marker.namespace}:{marker.name}" if marker else None,
        "form": marker.form.value if marker else None,
        "live": site.live,
        "reason": site.reason,
    }


def _line(found: dict[str, Any]) -> str:
    state = "live" if found["live"] else "dead"
    what = f"{safe(found['policy'])} ({found['form']})" if found["policy"] else safe(found["text"])
    where = f"{safe(found['path'])}:{found['line']}:{found['column']}"
    return f"{where}: {state} {what} at {safe(found['route']) or 'no value'}: {safe(found['reason'])}\n"
