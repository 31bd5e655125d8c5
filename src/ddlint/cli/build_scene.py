"""The triggers and build configs of a repository, read from its files and those that `[builds]` names."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from ddlint.cli.environment import Environment
from ddlint.cli.trigger_files import Named, suspects
from ddlint.cli.trigger_files import named as named_files
from ddlint.config.load import Loaded
from ddlint.config.patterns import matches_any
from ddlint.engine.builds import Repository as Home
from ddlint.engine.builds import candidates, scene_of
from ddlint.engine.ledger import Gap, Ledger, Skip
from ddlint.git import tree
from ddlint.git.grep import Search
from ddlint.git.origin import origin
from ddlint.git.refs import branches, main_branch
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.cloudbuild.files import is_build_file
from ddlint.model.triggers.export import may_hold
from ddlint.model.triggers.gather import Gathered, gather, is_terraform
from ddlint.model.triggers.scene import Scene

_LARGEST = 1_000_000  # bytes


def scene_at(
    loaded: Loaded,
    repository: Repository,
    environment: Environment,
    ledger: Ledger,
    chosen: Collection[str],
    search: Search,
) -> Scene | None:
    """All triggers and build configs; None where there are none.

    Args:
        loaded: the configuration.
        repository: with its work tree.
        environment: where the command runs.
        ledger: takes what cannot be read.
        chosen: the files of the run: builds among them are read although git does not know them.
        search: `trigger_files.sought`, under way.

    Raises:
        DdlintError: `[builds] triggers` names nothing.
    """
    top = repository.work_tree or ""
    configured = list(named_files(loaded, os.fspath(environment.folder), top))
    asked = {path for each in configured for path in each.paths}
    texts, gathered = _triggers(loaded, repository, search, asked, ledger)
    _without_triggers(configured, gathered, ledger)
    named = set(filter(is_build_file, chosen))
    if not gathered.triggers and not named:
        return None
    files = [entry.path for entry in tree.tracked(repository)]
    exclude = loaded.settings.files.exclude
    wanted = {path for path in candidates(gathered, files) if not matches_any(exclude, path)}
    builds = dict(_read(top, sorted(wanted | named), ledger, set()))
    home = Home(files, _address(loaded, repository), _main(loaded, repository))
    return scene_of(gathered, texts, builds, home)


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
    loaded: Loaded, repository: Repository, search: Search, asked: set[str], ledger: Ledger
) -> tuple[dict[str, str], Gathered]:
    """The files that define triggers, and the triggers; what was asked for and cannot be read is a gap."""
    exclude = loaded.settings.files.exclude
    found = [path for path in suspects(search) if not matches_any(exclude, path)]
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


def _address(loaded: Loaded, repository: Repository) -> str:
    """`owner/name` of this repository, as far as it is known."""
    configured = loaded.settings.builds.repository
    return configured or "/".join(origin(repository).removesuffix(".git").split("/")[-2:])


def _main(loaded: Loaded, repository: Repository) -> tuple[str, ...]:
    configured = loaded.settings.branches.main
    if configured:
        return (configured.rpartition("/")[2],)
    found = main_branch(branches(repository))
    return (found.short.removeprefix("origin/"),) if found else ("main", "master")
