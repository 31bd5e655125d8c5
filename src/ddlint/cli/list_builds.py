"""`ddlint builds`: what each Cloud Build config builds and pushes, and what its tags mean to Flux."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from ddlint.cli import files, options
from ddlint.cli.build_scene import scene_at
from ddlint.cli.check import open_work_tree
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured
from ddlint.cli.trigger_files import sought
from ddlint.config.settings import Settings
from ddlint.engine.builds import sites_of
from ddlint.engine.ledger import Ledger
from ddlint.engine.locate import locate
from ddlint.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.triggers.trigger import Trigger
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
    loaded = configured(arguments, environment)
    chosen = files.choose(repository, loaded.settings.files, arguments, environment)
    ledger = Ledger(skipped=list(chosen.skipped))
    with sought(repository) as search:
        scene = scene_at(loaded, repository, environment, ledger, chosen.paths, search)
    named = set(chosen.paths) if chosen.is_part else set()
    sites = [each for each in sites_of(scene) if not named or each.path in named] if scene else []
    described = [_described(site, loaded.settings) for site in sorted(sites, key=lambda each: each.path)]
    if arguments.format == "json":
        listed = ",\n".join(map(dumps, described))
        environment.stdout.write(f'{{"builds": [\n{listed}\n]}}\n')
    else:
        for each in described:
            environment.stdout.writelines(_lines(each))
        environment.say(counted(len(described), "build config"))
    for gap in ledger.gaps:
        environment.say(f"not looked at: {gap.reason}")
    return EXIT_INCOMPLETE if ledger.gaps else EXIT_CLEAN


def _described(site: BuildSite, settings: Settings) -> dict[str, Any]:
    build = site.build
    return {
        "path": build.path,
        "inside": build.inside or None,
        "triggers": [_trigger(trigger) for trigger in site.triggers],
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


def _trigger(trigger: Trigger) -> dict[str, Any]:
    """A trigger and what sets it off."""
    events = [
        {"event": str(event.kind), "pattern": (event.pattern.value or None) if event.pattern else None}
        for event in trigger.events
    ]
    return {"name": trigger.name or None, "events": events, "disabled": trigger.disabled}


def _reasons(build: Build, text: str) -> Iterator[str]:
    """Why parts of a text cannot be told."""
    for part in build.fields.parts(text):
        if not isinstance(part, str) and part.why:
            yield f"{part.source}: {part.why}"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    inside = f": {found['inside']}" if found["inside"] else ""
    yield f"{safe(found['path'] + inside)}\n"
    for trigger in found["triggers"]:
        on = ", ".join(f"{each['event']} {each['pattern'] or ''}".strip() for each in trigger["events"])
        yield f"  run by {safe(trigger['name'] or 'a trigger without a name')}: {safe(on)}\n"
    pushed = {image["image"] for image in found["images"] if image["pushed"]}
    for image in found["images"]:
        if not image["pushed"] and image["image"] in pushed:
            continue  # one line for each image is enough
        done = "pushes" if image["pushed"] else "builds"
        why = f" ({safe('; '.join(image['why']))})" if image["why"] else ""
        yield f"  {image['line']}: {done} {safe(image['image'])}: {image['form']}{why}\n"
    for what in found["not_followed"]:
        yield f"  not followed: {safe(what)}\n"
    if not found["images"] and not found["not_followed"]:
        yield "  no image\n"
