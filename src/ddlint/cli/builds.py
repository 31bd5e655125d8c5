"""The triggers and build configs of a repository, read and given to the rules.

Where no triggers are at hand, the rules on them do not run and nothing is said: nobody asked. What the
configuration names and cannot be read makes the run incomplete.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial

from ddlint.cli.environment import Environment
from ddlint.cli.files import Chosen
from ddlint.cli.session import Session
from ddlint.cli.trigger_files import Named, suspects
from ddlint.cli.trigger_files import named as named_files
from ddlint.config.patterns import matches_any
from ddlint.engine.builds import Repository as Home
from ddlint.engine.builds import candidates, feed, feed_in_use, scene_of
from ddlint.engine.ledger import Gap, Ledger, Skip
from ddlint.engine.once import judged_once
from ddlint.git import tree
from ddlint.git.origin import origin
from ddlint.git.refs import branches, main_branch
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.cloudbuild.at_hand import at_hand
from ddlint.model.cloudbuild.files import is_build_file
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.flux.index import FluxIndex
from ddlint.model.triggers.export import may_hold
from ddlint.model.triggers.gather import Gathered, gather, is_terraform
from ddlint.model.triggers.scene import ConfigSite, TriggerSite

_LARGEST = 1_000_000  # bytes


def check(
    running: Session, repository: Repository, ledger: Ledger, environment: Environment,
    chosen: Chosen, index: FluxIndex | None,
) -> None:  # fmt: skip
    """Run the rules on all triggers and build configs; `ledger` counts.

    Where files were named, only the builds among them are judged, as the triggers and policies use them.

    Raises:
        DdlintError: `[builds] triggers` names nothing.
    """
    named = set(filter(is_build_file, chosen.paths)) if chosen.narrow else set()
    wanted = {BuildSite} if named else set() if chosen.narrow else {TriggerSite, ConfigSite, BuildSite}
    if not any(rule.subject in wanted for rule in running.rules):
        return
    top = repository.work_tree or ""
    configured = list(named_files(running.found, os.fspath(environment.folder), top))
    asked = {path for each in configured for path in each.paths}
    texts, gathered = _triggers(running, repository, asked, ledger)
    _without_triggers(configured, gathered, ledger)
    if not gathered.triggers and not any(map(is_build_file, chosen.paths)):
        return
    files = [entry.path for entry in tree.tracked(repository)]
    exclude = running.settings.files.exclude
    wanted_builds = {path for path in candidates(gathered, files) if not matches_any(exclude, path)}
    builds = dict(_read(top, sorted(wanted_builds | named), ledger, set()))
    home = Home(files, _address(running, repository), _main(running, repository))
    scene = scene_of(gathered, texts, builds, home)
    policies = at_hand(index.policies()) if index is not None and scene.builds else ()
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


def _without_triggers(configured: Iterable[Named], gathered: Gathered, ledger: Ledger) -> None:
    """What was asked for and defines no trigger is a gap."""
    defining = {trigger.path for trigger in gathered.triggers} | {
        each.span.path for each in gathered.problems
    }
    for each in configured:
        if defining.isdisjoint(each.paths):
            what = f"{each.place}: [builds] triggers names files that define no trigger: {each.pattern}"
            ledger.gaps.append(Gap(what, "Name what `gcloud builds triggers export` wrote, or Terraform."))


def _triggers(
    running: Session, repository: Repository, asked: set[str], ledger: Ledger
) -> tuple[dict[str, str], Gathered]:
    """The files that define triggers, and the triggers; what was asked for and cannot be read is a gap."""
    exclude = running.settings.files.exclude
    found = [path for path in suspects(repository) if not matches_any(exclude, path)]
    paths = _with_modules({*found, *asked}, repository)
    texts = dict(_read(repository.work_tree or "", sorted(paths), ledger, asked))
    gathered = gather({path: text for path, text in texts.items() if path in asked or _is_plain(path, text)})
    for problem in gathered.problems:
        path = problem.span.path
        line = texts[path].count("\n", 0, problem.span.start) + 1
        if path in asked:
            remedy = "Mend the file, or take it out of `[builds] triggers`."
            ledger.gaps.append(Gap(f"{path}:{line}: no triggers can be read: {problem.reason}", remedy))
        elif is_terraform(path):
            ledger.skipped.append(Skip(path, f"line {line}: {problem.reason}"))
    return texts, gathered


def _is_plain(path: str, text: str) -> bool:
    return is_terraform(path) or may_hold(text)


def _with_modules(paths: set[str], repository: Repository) -> set[str]:
    """With the Terraform files beside them, where variables and locals stand."""
    folders = {path.rpartition("/")[0] for path in paths if is_terraform(path)}
    beside = {
        path
        for folder in folders
        for name in _listed(os.path.join(repository.work_tree or "", folder))
        if is_terraform(path := f"{folder}/{name}" if folder else name)
    }
    return paths | beside


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _read(top: str, paths: Iterable[str], ledger: Ledger, asked: set[str]) -> Iterator[tuple[str, str]]:
    """Path and text of each file; one outside of the repository is read from its own folder."""
    for path in paths:
        outside = path.startswith("../")
        folder, name = (
            (os.path.join(top, os.path.dirname(path)), os.path.basename(path)) if outside else (top, path)
        )
        try:
            with WorkTree(folder) as work_tree:
                found = work_tree.read(name, _LARGEST)
        except OSError as error:
            found = tree.Unread(path, tree.UNREADABLE, os.strerror(error.errno or 0))
        if isinstance(found, bytes):
            yield path, found.decode("utf-8-sig" if found.startswith(b"\xef\xbb\xbf") else "utf-8", "replace")
        elif path in asked:
            remedy = "Make it readable, or take it out of `[builds] triggers`."
            ledger.gaps.append(Gap(f"{path} cannot be read: {found.detail or found.reason}", remedy))


def _address(running: Session, repository: Repository) -> str:
    """`owner/name` of this repository, as far as it is known."""
    configured = running.settings.builds.repository
    return configured or "/".join(origin(repository).removesuffix(".git").split("/")[-2:])


def _main(running: Session, repository: Repository) -> tuple[str, ...]:
    configured = running.settings.branches.main
    if configured:
        return (configured.rpartition("/")[2],)
    found = main_branch(branches(repository))
    return (found.short.removeprefix("origin/"),) if found else ("main", "master")
