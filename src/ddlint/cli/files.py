"""Which files a command looks at: tracked, untracked where asked, named one by one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass

from ddlint.cli.environment import Environment
from ddlint.config.patterns import matches_any
from ddlint.config.settings import FileSettings
from ddlint.engine.ledger import Skip
from ddlint.engine.tree import is_candidate
from ddlint.errors import DdlintError
from ddlint.git import tree
from ddlint.git.repository import Repository


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that name files."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; none: all tracked files")
    parser.add_argument("--all-files", action="store_true", help="untracked files too")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files to look at.

    Attributes:
        paths: from the top level, sorted.
        skipped: those that are left out for a reason.
        is_part: whether they were named, so that there may be others.
        everywhere: whether rules on several files are to report what they find anywhere, although only these
            files are looked at one by one: a change to one file may break what another one says.
    """

    paths: tuple[str, ...]
    skipped: tuple[Skip, ...]
    is_part: bool = False
    everywhere: bool = False

    @property
    def narrow(self) -> bool:
        """Whether rules on several files are to report only what touches these."""
        return self.is_part and not self.everywhere


def choose(
    repository: Repository, settings: FileSettings, arguments: argparse.Namespace, environment: Environment
) -> Chosen:
    """The files of the work tree that the options of `add_options` mean.

    Raises:
        DdlintError: a path is not in the repository, or nothing that could be looked at was named.
    """
    asked = [path for path in repository.relative(arguments.paths, environment.folder) if path != "."]
    found = {entry.path: entry for entry in _entries(repository, asked, untracked=arguments.all_files)}
    _refuse_unknown(asked, found, repository)
    candidates = [
        found[path] for path in sorted(found) if is_candidate(path) or found[path].mode == tree.SUBMODULE
    ]
    if asked and not candidates:
        raise DdlintError("none of the named files is YAML", "name YAML files, or folders that hold some")
    reasons = {entry.path: _left_out(entry, settings) for entry in candidates}
    return Chosen(
        tuple(path for path, reason in reasons.items() if not reason),
        tuple(Skip(path, reason) for path, reason in reasons.items() if reason),
        is_part=bool(asked),
    )


def candidates(repository: Repository, exclude: Sequence[str]) -> list[str]:
    """The tracked files that can matter, in git's order.

    Args:
        repository: one with a work tree.
        exclude: `[files] exclude`.
    """
    return [
        entry.path
        for entry in tree.tracked(repository)
        if entry.skip is None and is_candidate(entry.path) and not matches_any(exclude, entry.path)
    ]


def _entries(repository: Repository, asked: Sequence[str], *, untracked: bool) -> list[tree.Entry]:
    entries = list(tree.tracked(repository, asked))
    if untracked:
        entries += tree.untracked(repository, asked)
    elif asked:  # a file that the user named is asked for, tracked or not
        entries += [entry for entry in tree.untracked(repository, asked) if entry.path in asked]
    return entries


def _left_out(entry: tree.Entry, settings: FileSettings) -> str:
    if entry.skip is not None:
        return entry.skip.reason
    return "excluded by [files] exclude" if matches_any(settings.exclude, entry.path) else ""


def _refuse_unknown(asked: Sequence[str], found: dict[str, tree.Entry], repository: Repository) -> None:
    for path in asked:
        if path in found or any(each.startswith(f"{path}/") for each in found):
            continue
        if not os.path.lexists(os.path.join(repository.work_tree or "", path)):
            raise DdlintError(f"there is no file or folder {path}", "paths are relative to where you are")
        raise DdlintError(f"nothing under {path} is tracked by git", "`git add` it first, or use --all-files")
