"""The gate on a tag or a release that was made, and on a ref that was deleted."""

from __future__ import annotations

import argparse

from ddlint.cli import push, release_check
from ddlint.cli.environment import Environment
from ddlint.cli.session import session
from ddlint.engine.rule import Moment
from ddlint.engine.tags_seen import looks_like_release
from ddlint.errors import EXIT_CLEAN
from ddlint.git import push_plan
from ddlint.git.push_plan import Plan
from ddlint.git.ranges import object_named
from ddlint.git.refs import TAGS
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
    with session(arguments, environment, AREAS, Moment.TAG, repository) as running:
        ledger = push.lint_refs(running, repository, plan)
        name = asked.ref.removeprefix(TAGS)
        if asked.kind is not Kind.DELETION and looks_like_release(name, running.settings):
            ledger.add(release_check.judged(running, repository, name, published, environment))
        return running.finish(ledger)


def _line(asked: Asked, repository: Repository, environment: Environment) -> str:
    """The ref as git would tell a pre-push hook of it."""
    zero = "0" * repository.id_length
    if asked.kind is Kind.DELETION:
        return f"(delete) {zero} {asked.ref} {asked.base}"
    new = object_named(repository, asked.ref, asked.head, environment.variables)
    return f"{asked.ref} {new} {asked.ref} {asked.base or zero}"
