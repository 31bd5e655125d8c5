"""The gate on a tag or a release that was made, and on a ref that was deleted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ddlint.cli import push, release_check
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends
from ddlint.cli.gate_trust import place_config, trust
from ddlint.cli.session import session
from ddlint.engine.rule import Moment
from ddlint.engine.tags_seen import looks_like_release
from ddlint.errors import EXIT_CLEAN
from ddlint.git import push_plan
from ddlint.git.push_plan import Plan
from ddlint.git.ranges import object_named
from ddlint.git.refs import TAGS, branches, main_branch
from ddlint.git.repository import Repository
from ddlint.model.gate.asked import Asked, Kind

AREAS = (*release_check.AREAS, "pushes")


def judge(
    asked: Asked, repository: Repository, arguments: argparse.Namespace, environment: Environment
) -> int:
    """Judge the ref as the push that made it would have been, and a release as such; return the exit code."""
    if asked.kind is Kind.DELETION and not asked.base:
        environment.say(f"ddlint: what {asked.ref} was is not said, so nothing can be judged")
        return EXIT_CLEAN
    published = asked.published
    if published is not None and published.draft:
        environment.say(f"ddlint: release {published.tag} is a draft: nobody gets it yet, nothing is judged")
        return EXIT_CLEAN
    plan = Plan(push_plan.from_lines([_line(asked, repository, environment)], "the event"), "")
    with (
        _trusted(repository, arguments, environment) as (there, inside),
        session(arguments, inside, AREAS, Moment.TAG, there) as running,
    ):
        ledger = push.lint_refs(running, repository, plan)
        name = asked.ref.removeprefix(TAGS)
        if asked.kind is not Kind.DELETION and looks_like_release(name, running.settings):
            ledger.add(release_check.judged(running, repository, name, published, environment))
        return running.finish(ledger)


@contextmanager
def _trusted(
    repository: Repository, arguments: argparse.Namespace, environment: Environment
) -> Iterator[tuple[Repository, Environment]]:
    """Where the configuration of the main branch stands: what the commit of a tag says does not count."""
    main = main_branch(branches(repository))
    place_config(arguments, repository, environment)
    if main is None or not main.peeled:
        environment.say("ddlint: no main branch is in this clone: the configuration is that of the work tree")
        yield repository, environment
        return
    trusted = trust(repository, Ends(main.peeled, main.peeled, main.peeled), arguments)
    with trusted.folder() as folder:
        yield replace(repository, work_tree=folder), replace(environment, folder=Path(folder))


def _line(asked: Asked, repository: Repository, environment: Environment) -> str:
    """The ref as git would tell a pre-push hook of it."""
    zero = "0" * repository.id_length
    if asked.kind is Kind.DELETION:
        return f"(delete) {zero} {asked.ref} {asked.base}"
    new = object_named(repository, asked.ref, asked.head, environment.variables)
    return f"{asked.ref} {new} {asked.ref} {asked.base or zero}"
