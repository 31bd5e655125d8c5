"""Which files define triggers: those the configuration names, and tracked files that plainly do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ddlint.config.load import Loaded
from ddlint.config.patterns import matches_any
from ddlint.errors import DdlintError
from ddlint.git.grep import Search
from ddlint.git.repository import Repository
from ddlint.model.triggers.terraform import RESOURCE

_WORDS = (RESOURCE, "repositoryEventConfig", "triggerTemplate", "pubsubConfig", "webhookConfig", "github:",
          '"github"', "sourceToBuild", "developerConnectEventConfig")  # fmt: skip
_READ = (".tf", ".tf.json", ".yaml", ".yml", ".json")
_WILD = re.compile(r"[*?]")
MOST = 50_000  # files that a pattern may have to look through


@dataclass(frozen=True, slots=True)
class Named:
    """The files that a pattern of the configuration means.

    Attributes:
        pattern: as it is written.
        place: where it stands, for a message.
        paths: from the top of the repository, or beginning with `..`; sorted.
    """

    pattern: str
    place: str
    paths: tuple[str, ...]


def sought(repository: Repository) -> Search:
    """The search for what `suspects` tells: begun early, it takes place while files are linted."""
    return Search(repository, _WORDS)


def suspects(search: Search) -> list[str]:
    """Tracked files that may define triggers, to be read: they hold a word that a trigger has."""
    return [path for path in search.paths() if path.endswith(_READ)]


def named(found: Loaded, folder: str, top: str) -> Iterator[Named]:
    """The files that `[builds] triggers` names.

    Args:
        found: the configuration.
        folder: where ddlint runs.
        top: the top of the work tree.

    Raises:
        DdlintError: a pattern names nothing, or a folder of too many files.
    """
    base = os.path.join(folder, os.path.dirname(found.path))
    for number, pattern in enumerate(found.settings.builds.triggers):
        place = found.place(("builds", "triggers", number))
        paths = sorted(os.path.relpath(path, top) for path in _files(base, pattern, place))
        if not paths:
            raise DdlintError(
                f"{place}: [builds] triggers names no file: {pattern}",
                "name YAML, JSON or Terraform files, from the folder of the configuration file",
            )
        yield Named(pattern, place, tuple(path.replace(os.sep, "/") for path in paths))


def _files(base: str, pattern: str, place: str) -> Iterator[str]:
    fixed, wild = _parted(pattern)
    root = os.path.realpath(os.path.join(base, fixed))
    if os.path.isfile(root) and not wild:
        yield root
    elif os.path.isdir(root):
        for path in _walk(root, place):
            relative = os.path.relpath(path, root).replace(os.sep, "/")
            if relative.endswith(_READ) and (not wild or matches_any((f"/{wild}",), relative)):
                yield path


def _parted(pattern: str) -> tuple[str, str]:
    """The folders before the first wildcard, and the rest; all of it where there is no wildcard."""
    parts = pattern.split("/")
    first = next((number for number, part in enumerate(parts) if _WILD.search(part)), len(parts))
    return "/".join(parts[:first]) or ("/" if pattern.startswith("/") else "."), "/".join(parts[first:])


def _walk(root: str, place: str) -> Iterator[str]:
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in {".git", ".terraform", "node_modules"})
        seen += len(files)
        if seen > MOST:
            raise DdlintError(
                f"{place}: [builds] triggers would look through more than {MOST:,} files below {root}",
                "name a folder closer to the files",
            )
        yield from (os.path.join(folder, name) for name in sorted(files))
