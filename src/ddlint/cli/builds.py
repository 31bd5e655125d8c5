"""The triggers and build configs of a repository, given to the rules.

Where no triggers are at hand, the rules on them do not run and nothing is said: nobody asked. What the
configuration names and cannot be read makes the run incomplete.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from ddlint.cli.build_scene import scene_at
from ddlint.cli.environment import Environment
from ddlint.cli.files import Chosen
from ddlint.cli.session import Session
from ddlint.cli.trigger_files import sought
from ddlint.engine.builds import feed, feed_in_use
from ddlint.engine.ledger import Ledger
from ddlint.engine.once import judged_once
from ddlint.git.grep import Search
from ddlint.git.repository import Repository
from ddlint.model.cloudbuild.at_hand import at_hand
from ddlint.model.cloudbuild.files import is_build_file
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.flux.index import FluxIndex
from ddlint.model.triggers.scene import ConfigSite, TriggerSite


@contextmanager
def looked_for(running: Session, repository: Repository, chosen: Chosen) -> Iterator[Search | None]:
    """Git's search for files that define triggers, under way; None where no rule asks."""
    named = _named(chosen)
    wanted = {BuildSite} if named else set() if chosen.narrow else {TriggerSite, ConfigSite, BuildSite}
    if not any(rule.subject in wanted for rule in running.rules):
        yield None
        return
    with sought(repository) as search:
        yield search


def check(
    running: Session, repository: Repository, ledger: Ledger, environment: Environment,
    chosen: Chosen, index: FluxIndex | None, search: Search | None,
) -> None:  # fmt: skip
    """Run the rules on all triggers and build configs; `ledger` counts.

    Where files were named, only the builds among them are judged, as the triggers and policies use them.
    Nothing is done without the `search` of `looked_for`.

    Raises:
        DdlintError: `[builds] triggers` names nothing.
    """
    if search is None:
        return
    named = _named(chosen)
    scene = scene_at(running.found, repository, environment, ledger, chosen.paths, search)
    if scene is None:
        return
    policies = at_hand(index.policies()) if index is not None else ()
    reading = index.known.read if index is not None else str
    show = running.numbered()
    for feed_to in (
        *([] if named else [partial(feed, scene=scene)]),
        partial(feed_in_use, scene=scene, policies=policies, read=reading, named=named),
    ):
        entries, counts = judged_once(running.run, feed_to)
        for entry in entries:
            show(entry)
        ledger.add(counts)


def _named(chosen: Chosen) -> set[str]:
    return set(filter(is_build_file, chosen.paths)) if chosen.narrow else set()
