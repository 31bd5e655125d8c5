"""What `ddlint init` sees of a repository: its forge, its main branch, how it is laid out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ddlint.cli import init_layout
from ddlint.config.release_branches import is_release_branch
from ddlint.config.settings import Settings
from ddlint.git.grep import holding
from ddlint.git.origin import origin
from ddlint.git.refs import HEADS, REMOTES, TAGS, Ref, Refs, branches, main_branch, refs
from ddlint.git.repository import Repository
from ddlint.git.tree import tracked
from ddlint.git.worktree import WorkTree

#: What only files that Flux reads hold.
_FLUX = ("toolkit.fluxcd.io/", '"$imagepolicy"')
_FLUX_VERSION = re.compile(rb"^# Flux Version: v([0-9]+\.[0-9]+)", re.MULTILINE)
_REGISTRY = re.compile(r"(?:[^/]+/)?[^/]*(?:account|registry|tenant)[^/]*\.json", re.IGNORECASE)
_LARGEST = 4_000_000  # bytes of a file that is read
_MOST = 20  # files that are read to find one thing


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen; empty where nothing was.

    Attributes:
        top: the folder of the work tree.
        address: of the remote `origin`, fit to be shown.
        paths: of all tracked files.
        main: the main branch.
        flux: whether there are files that Flux reads.
        flux_version: MAJOR.MINOR, and the file that says so.
        environments: patterns by name.
        accounts: the pattern of the files of an account.
        registry: the path of the registry of accounts.
        tag: the form of release tags, where it is another one than ddlint's default.
        release_branches: whether there are branches of releases or hotfixes.
    """

    top: str
    address: str = ""
    paths: frozenset[str] = frozenset()
    main: str = ""
    flux: bool = False
    flux_version: tuple[str, str] = ("", "")
    environments: dict[str, list[str]] = field(default_factory=dict)
    accounts: str = ""
    registry: str = ""
    tag: str = ""
    release_branches: bool = False

    @property
    def host(self) -> str:
        """The host of the remote."""
        return (urlsplit(self.address).hostname or "") if self.address else ""


def look(repository: Repository) -> Seen:
    """Look at a repository with a work tree; nothing of it is changed."""
    top = repository.work_tree or ""
    paths = sorted(entry.path for entry in tracked(repository))
    listed = branches(repository)
    flux = any(path.endswith((".yaml", ".yml")) for path in holding(repository, _FLUX))
    with WorkTree(top) as work_tree:
        folder, registry = _accounts(paths, work_tree) if flux else ("", "")
        version = _flux_version(repository, work_tree) if flux else ("", "")
    return Seen(
        top,
        origin(repository),
        frozenset(paths),
        _main(listed, repository),
        flux,
        version,
        _environments(paths, folder) if flux else {},
        f"{folder}/{{account}}/**" if folder else "",
        registry,
        init_layout.tag_form(_tags(repository)),
        any(is_release_branch(Settings(), name) for name in map(_short, listed.by_name.values())),
    )


def _tags(repository: Repository) -> list[str]:
    return [ref.name.removeprefix(TAGS) for ref in refs(repository, (TAGS,)).under(TAGS)]


def _main(listed: Refs, repository: Repository) -> str:
    found = main_branch(listed)
    if found:
        return _short(found)
    return (repository.head_ref() or "").removeprefix(
        HEADS
    )  # a repository without a commit, or its only branch


def _short(ref: Ref) -> str:
    """The name of a branch without that of its remote."""
    if ref.name.startswith(REMOTES):
        return ref.short.partition("/")[2]
    return ref.short


def _environments(paths: list[str], accounts: str) -> dict[str, list[str]]:
    outside = (path for path in paths if not accounts or not path.startswith(f"{accounts}/"))
    return init_layout.environments(outside)


def _accounts(paths: list[str], work_tree: WorkTree) -> tuple[str, str]:
    """The folder of the accounts and their registry; the folder alone where its name says so."""
    candidates = [path for path in paths if _REGISTRY.fullmatch(path)][:_MOST]
    for path in candidates:
        data = work_tree.read(path, _LARGEST)
        codes = init_layout.codes_in(data) if isinstance(data, bytes) else ()
        folder = init_layout.folder_of_accounts(paths, codes)
        if folder:
            return folder, path
    return init_layout.likely_accounts(paths), ""


def _flux_version(repository: Repository, work_tree: WorkTree) -> tuple[str, str]:
    """The version that most of the files of `flux bootstrap` name, and the first of those files."""
    versions: dict[str, str] = {}
    counts: Counter[str] = Counter()
    named = [path for path in holding(repository, ("# Flux Version: v",)) if path.endswith((".yaml", ".yml"))]
    for path in named[:_MOST]:
        data = work_tree.read(path, _LARGEST)
        match = _FLUX_VERSION.search(data) if isinstance(data, bytes) else None
        if match:
            versions.setdefault(match[1].decode(), path)
            counts[match[1].decode()] += 1
    return next(((version, versions[version]) for version, _ in counts.most_common(1)), ("", ""))
