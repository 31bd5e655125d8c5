"""What `ddlint init` writes, and what to add where a file is there already."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from ddlint import __version__
from ddlint.cli import init_ci
from ddlint.cli.init_ci import Ci
from ddlint.cli.init_look import Seen
from ddlint.config import load
from ddlint.config.toml_text import printable, toml
from ddlint.errors import DdlintError

HOOKS = ".pre-commit-config.yaml"
CONFIG = "ddlint.toml"
_REPOSITORY = "https://github.com/deepdesk/ddlint"
_LARGEST = 1 << 20
_UNDER = "under `repos:`; then `pre-commit install -t pre-commit -t commit-msg -t pre-push`"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that a repository should have.

    Attributes:
        path: from the top of the repository.
        text: what to write.
        there: why nothing is written; empty where nothing stands in the way.
        addition: what a person may add to the file that is there; empty for nothing.
        where: the place for it there, in words.
    """

    path: str
    text: str
    there: str = ""
    addition: str = ""
    where: str = ""


def plan(seen: Seen, ci: Ci | None) -> list[Planned]:
    """The files that a repository needs, in the order in which they are written."""
    return [_config(seen), _hooks(seen), *([_ci(seen, ci)] if ci else [])]


def _config(seen: Seen) -> Planned:
    text = config_text(seen)
    for name in (CONFIG, "pyproject.toml"):
        there = _content(seen, name)
        if there is None or (name != CONFIG and b"[tool.ddlint" not in there):
            continue
        said = "it" if name == CONFIG else name
        return Planned(CONFIG, text, f"{said} configures ddlint already")
    return Planned(CONFIG, text)


def _hooks(seen: Seen) -> Planned:
    ids = [*_hook_ids(seen)]
    entry = "".join(
        (
            f"  - repo: {_REPOSITORY}\n    rev: v{__version__}\n    hooks:\n",
            *(f"      - id: {each}\n" for each in ids),
        )
    )
    text = f"default_install_hook_types: [pre-commit, commit-msg, pre-push]\nrepos:\n{entry}"
    there = _content(seen, HOOKS)
    if there is None:
        return Planned(HOOKS, text)
    if b"ddlint" in there:
        return Planned(HOOKS, text, "it has ddlint already")
    return Planned(HOOKS, text, "it is there already", entry, _UNDER)


def _hook_ids(seen: Seen) -> Iterator[str]:
    yield "ddlint-commit-msg"
    if seen.flux:
        yield "ddlint-files"
    if seen.release_branches:
        yield "ddlint-branch"
    yield "ddlint-push"


def _ci(seen: Seen, ci: Ci) -> Planned:
    text = init_ci.text(ci, seen.main)
    there = _content(seen, ci.path)
    if there is None:
        return Planned(ci.path, text)
    if b"ddlint" in there:
        return Planned(ci.path, text, "it has ddlint already")
    return Planned(
        ci.path, text, "it is there already", init_ci.addition(ci, seen.main), "what of this it lacks"
    )


def _content(seen: Seen, path: str) -> bytes | None:
    """How a file begins, tracked or not; None where there is nothing. A link to nothing is something too."""
    place = os.path.join(seen.top, path)
    if not os.path.lexists(place):
        return None
    try:
        with open(place, "rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return b""


def config_text(seen: Seen) -> str:
    """`ddlint.toml` for what was seen. It loads: what the settings would refuse is left out."""
    text = "# The policy of this repository. `ddlint config show` lists all settings.\n"
    for section in _sections(seen):
        if _loads(f"{text}\n{section}"):
            text = f"{text}\n{section}"
    return text


def _loads(text: str) -> bool:
    try:
        load.read(text.encode("utf-8", "surrogateescape"))
    except (DdlintError, UnicodeError):
        return False
    return True


def _sections(seen: Seen) -> Iterator[str]:
    if seen.main:
        yield f"[branches]\nmain = {toml(seen.main)}\n"
    if seen.tag:
        yield f"[versions]\ntag = {toml(seen.tag)} # as the release tags here are called\n"
    version, path = seen.flux_version
    if version:
        yield f"[flux]\nversion = {toml(version)} # {printable(path)} says so\n"
    for name, patterns in seen.environments.items():
        demand = '# tags = "sortable" # or "semver": what the tags of your own images have to be there\n'
        yield f"[environments.{name}]\nfiles = {toml(tuple(patterns))}\n{demand}"
    yield from _accounts(seen)


def _accounts(seen: Seen) -> Iterator[str]:
    if seen.accounts and seen.registry:
        yield f"[accounts]\nfiles = {toml((seen.accounts,))}\nregistry = {toml(seen.registry)}\n"
    elif seen.accounts:
        yield (
            "# Who gets release candidates, where these folders are accounts: name the registry,\n"
            f"# and take the # away.\n# [accounts]\n# files = {toml((seen.accounts,))}\n"
            '# registry = "accounts.json" # what says which of them are UAT\n'
        )
