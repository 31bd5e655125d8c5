"""`ddlint builds`: what each Cloud Build config builds and pushes, and what its tags mean to Flux."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from ddlint.cli import files, options
from ddlint.cli.check import open_work_tree
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Ledger
from ddlint.engine.locate import locate
from ddlint.engine.tree import pass_over
from ddlint.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from ddlint.git.tree import Unread
from ddlint.git.worktree import WorkTree
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.files import has_steps, is_build_file
from ddlint.model.cloudbuild.reading import read_build
from ddlint.output.json_text import dumps
from ddlint.output.safe import safe
from ddlint.output.summary import counted
from ddlint.rules.cloudbuild.tag_form import form_of, shown


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint builds`."""
    files.add_options(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print what the builds push. An unsortable tag is no failure here: `ddlint check` judges."""
    repository = open_work_tree(environment)
    settings = configured(arguments, environment).settings
    chosen = files.choose(repository, settings.files, arguments, environment)
    ledger = Ledger(skipped=list(chosen.skipped))
    builds = [*_builds(repository.work_tree or "", chosen.paths, settings.files.max_bytes, ledger)]
    if arguments.format == "json":
        listed = ",\n".join(dumps(_described(build, settings)) for build in builds)
        environment.stdout.write(f'{{"builds": [\n{listed}\n]}}\n')
    else:
        for build in builds:
            environment.stdout.writelines(_lines(_described(build, settings)))
        environment.say(counted(len(builds), "build config"))
    for gap in ledger.gaps:
        environment.say(f"not looked at: {gap.reason}")
    return EXIT_INCOMPLETE if ledger.gaps else EXIT_CLEAN


def _builds(top: str, paths: tuple[str, ...], limit: int, ledger: Ledger) -> Iterator[Build]:
    with WorkTree(top) as work_tree:
        for path in filter(is_build_file, paths):
            data = work_tree.read(path, limit)
            if isinstance(data, Unread):
                pass_over(ledger, data)
                continue
            text = data.decode("utf-8", "replace")
            found = read_build(path, text) if has_steps(text) else None
            if isinstance(found, Build):
                yield found


def _described(build: Build, settings: Settings) -> dict[str, Any]:
    return {
        "path": build.path,
        "images": [
            {
                "image": shown(image, build.fields),
                "pushed": image.pushed,
                "form": str(form_of(image, build.fields, settings)),
                "line": locate(image.span, build.text).line,
                "why": [*_reasons(build, f"{image.name}{image.tag or ''}")],
            }
            for image in build.images
        ],
        "not_followed": [each.what for each in build.unsaid],
    }


def _reasons(build: Build, text: str) -> Iterator[str]:
    """Why parts of a text cannot be told."""
    for part in build.fields.parts(text):
        if not isinstance(part, str) and part.why:
            yield f"{part.source}: {part.why}"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"{safe(found['path'])}\n"
    for image in found["images"]:
        done = "pushes" if image["pushed"] else "builds"
        why = f" ({safe('; '.join(image['why']))})" if image["why"] else ""
        yield f"  {image['line']}: {done} {safe(image['image'])}: {image['form']}{why}\n"
    for what in found["not_followed"]:
        yield f"  not followed: {safe(what)}\n"
    if not found["images"] and not found["not_followed"]:
        yield "  no image\n"
