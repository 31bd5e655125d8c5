"""The triggers and build configs of a repository, read and given to the rules.

Where no triggers are at hand, the rules on them do not run and nothing is said: nobody asked. What the
configuration names and cannot be read makes the run incomplete.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ddlint.cli.environment import Environment
from ddlint.cli.session import Session
from ddlint.cli.trigger_files import named, suspects
from ddlint.config.patterns import matches_any
from ddlint.engine.builds import candidates, feed, scene_of
from ddlint.engine.ledger import Gap, Ledger, Skip
from ddlint.git import tree
from ddlint.git.origin import origin
from ddlint.git.refs import branches, main_branch
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.triggers.export import may_hold
from ddlint.model.triggers.gather import Gathered, gather, is_terraform
from ddlint.model.triggers.scene import ConfigSite, TriggerSite

_LARGEST = 1_000_000  # bytes


def check(running: Session, repository: Repository, ledger: Ledger, environment: Environment) -> None:
    """Run the rules on all triggers and build configs; `ledger` counts.

    Raises:
        DdlintError: `[builds] triggers` names nothing.
    """
    wanted = {TriggerSite, ConfigSite}
    if not any(rule.subject in wanted for rule in running.rules):
        return
    top = repository.work_tree or ""
    configured = list(named(running.found, os.fspath(environment.folder), top))
    asked = {path for each in configured for path in each.paths}
    texts, gathered = _triggers(running, repository, asked, ledger)
    defining = {trigger.path for trigger in gathered.triggers} | {
        each.span.path for each in gathered.problems
    }
    for each in configured:
        if defining.isdisjoint(each.paths):
            what = f"{each.place}: [builds] triggers names files that define no trigger: {each.pattern}"
            ledger.gaps.append(Gap(what, "Name what `gcloud builds triggers export` wrote, or Terraform."))
    if not gathered.triggers:
        return
    files = [entry.path for entry in tree.tracked(repository)]
    builds = dict(_read(top, candidates(gathered, files), ledger, set()))
    scene = scene_of(
        gathered, texts, builds, files, _address(running, repository), _main(running, repository)
    )
    run = running.run(running.numbered())
    feed(run, scene)
    ledger.add(run.close())


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
