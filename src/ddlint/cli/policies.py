"""The files that `[flux] policies` names: Flux objects that stand outside of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from ddlint.config.load import Loaded
from ddlint.config.patterns import matches_any
from ddlint.engine.tree import is_candidate
from ddlint.errors import DdlintError

MOST = 200_000  # files of one entry; who names more has named a wrong folder
_WILD = frozenset("*?")


@dataclass(frozen=True, slots=True)
class PolicySource:
    """One entry of `[flux] policies`.

    Attributes:
        label: how it is called: the path from the top of the repository.
        root: the folder that its files are read from, absolute.
        paths: the files, from there, sorted.
    """

    label: str
    root: str
    paths: tuple[str, ...]


def policy_sources(found: Loaded, folder: str, top: str) -> list[PolicySource]:
    """The entries of `[flux] policies`, with their files.

    Args:
        found: the configuration.
        folder: where ddlint runs, absolute; the configuration file is named from there.
        top: the top of the repository.

    Raises:
        DdlintError: a path does not exist, a pattern matches nothing, or there are far too many files.
    """
    base = os.path.join(folder, os.path.dirname(found.path))
    sources = []
    for number, entry in enumerate(found.settings.flux.policies):
        place = found.place(("flux", "policies", number))
        sources.append(_source(entry, place, base, os.path.realpath(top)))
    return sources


def _source(entry: str, place: str, base: str, top: str) -> PolicySource:
    fixed, pattern = _split(entry)
    root = os.path.realpath(os.path.join(base, fixed))
    if not os.path.exists(root):
        raise DdlintError(
            f"{place}: [flux] policies names {entry}, which does not exist",
            "clone the repository of the policies there, or write where it is (from the configuration file)",
        )
    if os.path.isfile(root):
        root, name = os.path.split(root)
        return PolicySource(os.path.relpath(root, top), root, (name,))
    paths = sorted(_files(entry, place, root))
    chosen = tuple(path for path in paths if not pattern or matches_any((f"/{pattern}",), path))
    if not chosen:
        raise DdlintError(
            f"{place}: [flux] policies names {entry}, which holds no YAML file",
            "name files, a folder that holds some, or a pattern such as ../config/**/policies.yaml",
        )
    return PolicySource(os.path.relpath(root, top), root, chosen)


def _split(entry: str) -> tuple[str, str]:
    """The part without wildcards, and the rest."""
    parts = entry.split("/")
    wild = next((number for number, part in enumerate(parts) if _WILD & set(part)), len(parts))
    return "/".join(parts[:wild]) or ("/" if entry.startswith("/") else "."), "/".join(parts[wild:])


def _files(entry: str, place: str, root: str) -> Iterator[str]:
    """The files below `root` that can hold YAML; no symlink is followed, git's own folder left out."""
    seen = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != ".git")
        seen += len(names)
        if seen > MOST:
            raise DdlintError(
                f"{place}: [flux] policies names {entry}, which holds more than {MOST:,} files",
                "name the folders that hold the policies",
            )
        relative = os.path.relpath(folder, root)
        for name in names:
            if is_candidate(name):
                yield name if relative == "." else f"{relative}/{name}".replace(os.sep, "/")
