"""The accounts of a repository: registry, admin's files, patterns, and the table of what runs where."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from ddlint.cli.environment import Environment
from ddlint.config.load import Loaded
from ddlint.config.wildcards import matches
from ddlint.engine.account_rows import Reaches
from ddlint.engine.accounts import Fact, Table, codes_of, collector, is_ignored, keys_of, table
from ddlint.engine.ledger import Gap, Ledger
from ddlint.engine.locate import locate
from ddlint.errors import DdlintError
from ddlint.git import tree
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.accounts.account import Account, Said
from ddlint.model.accounts.assembly import Admin, Sides, accounts, read_admin
from ddlint.model.accounts.pattern import Overlap, captured
from ddlint.model.accounts.policies import reaches_of
from ddlint.model.accounts.registry import Registry, Unusable
from ddlint.model.accounts.registry_reading import LARGEST_JSON, read_registry
from ddlint.model.accounts.tree import Tree
from ddlint.model.flux.index import FluxIndex
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile


class AccountFiles:
    """What the configuration says about accounts, read before any file is.

    Attributes:
        registry: None where none is configured.
        code_of: the account of a file.
    """

    def __init__(self, found: Loaded, environment: Environment, repository: Repository) -> None:
        """Read the registry, and find the files of accounts.

        Raises:
            DdlintError: the registry cannot be used, a pattern captures nothing, or two disagree.
        """
        self._found = found
        self._settings = found.settings.accounts
        self._top = os.path.realpath(repository.work_tree or "")
        self._base = os.path.join(environment.folder, os.path.dirname(found.path))
        self._texts: dict[str, str] = {}
        self.code_of = codes_of(self._settings)
        self.registry = self._read_registry() if self._settings.registry else None
        self._paths = [each.path for each in tree.tracked(repository) if each.skip is None]
        self._tracked = set(self._paths)
        self._files = self._captured()

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[Fact]]:
        """What to keep of each file that is read."""
        return collector(self._settings)

    def table(self, facts: Sequence[Fact], index: FluxIndex | None, ledger: Ledger) -> Table:
        """What runs where; `ledger` takes what could not be looked at."""
        known = self._accounts(facts)
        joined = Tree((each for each in facts if not isinstance(each, Admin)), self._read_or_none)
        settings = self._found.settings
        reaches: Reaches = reaches_of(index, settings.flux.version) if index is not None else lambda _: ()
        made = table(joined, known, settings, self.code_of, reaches)
        self._tell_gaps(joined, ledger)
        return made

    def _accounts(self, facts: Sequence[Fact]) -> dict[str, Account]:
        settings = self._settings
        for path in sorted({each.path for each in facts if not isinstance(each, Admin)} - self._tracked):
            if code := self._code(path):  # not tracked yet, and asked for all the same
                self._files.setdefault(code, []).append(path)
        sides = Sides(
            self._files,
            self.registry,
            self._admin(facts) if settings.admin else None,
            lambda code: any(matches(each, code) for each in settings.uat),
            FileSpan(self._found.path, 0, 0),
            bool(settings.uat),
            self.read,
        )
        return {each.code: each for each in accounts(sides)}

    def _admin(self, facts: Sequence[Fact]) -> dict[str, Said]:
        settings = self._settings
        said = {each.account: each.said for each in facts if isinstance(each, Admin)}
        for path in self._paths:
            code = captured(settings.admin, path) if not path.endswith((".yaml", ".yml")) else ""
            if code:
                said[code] = read_admin(path, self.read(path), settings.admin_is_uat or settings.is_uat)
        return {code: each for code, each in said.items() if not is_ignored(code, settings)}

    def _captured(self) -> dict[str, list[str]]:
        """The files of each account."""
        files: dict[str, list[str]] = {}
        for path in self._paths:
            code = self._code(path)
            if code:
                files.setdefault(code, []).append(path)
        for number, pattern in enumerate(self._settings.files):
            self._refuse_idle(("accounts", "files", number), pattern)
        if self._settings.admin:
            self._refuse_idle(("accounts", "admin"), self._settings.admin)
        return files

    def _refuse_idle(self, route: tuple[str | int, ...], pattern: str) -> None:
        if not any(captured(pattern, path) for path in self._paths):
            raise DdlintError(
                f"{self._found.place(route)}: [accounts] {route[1]}: no tracked file matches {pattern}",
                "it names files from the top of the repository, such as accounts/{account}/**",
            )

    def _code(self, path: str) -> str:
        try:
            return self.code_of(path)
        except Overlap as overlap:
            (one, first), (other, second), *_ = overlap.codes.items()
            raise DdlintError(
                f"{self._found.place(('accounts', 'files'))}: [accounts] files: two patterns take {path} for "
                f"different accounts: {one} for {first}, {other} for {second}",
                "write them so that each file belongs to one account",
            ) from overlap

    def _read_registry(self) -> Registry:
        name, place = self._settings.registry, self._found.place(("accounts", "registry"))
        if "://" in name:
            raise DdlintError(
                f"{place}: [accounts] registry is an address: ddlint reads files, and asks no network",
                "fetch it before ddlint runs, and name the file",
            )
        shown = self._shown(name)
        folder, base = os.path.split(os.path.realpath(os.path.join(self._base, name)))
        if not os.path.isfile(os.path.join(folder, base)):
            raise DdlintError(
                f"{place}: [accounts] registry names {name}, which is no file",
                "export the registry there, or write where it is (from the configuration file)",
            )
        with WorkTree(folder) as files:
            data = files.read(base, 2 * LARGEST_JSON)
        if isinstance(data, tree.Unread):
            raise DdlintError(
                f"{shown} cannot be read: {data.reason} {data.detail}".rstrip(), "name another file"
            )
        try:
            found = read_registry(shown, data, keys_of(self._settings))
        except Unusable as error:
            at = locate(FileSpan(shown, error.at, error.at), data.decode("utf-8", "replace"), brief=True)
            where = f"{shown}:{at.line}:{at.column}"
            raise DdlintError(f"{where}: the registry cannot be used: {error.what}", error.help) from error
        self._texts = {shown: found.text}
        return found

    def _shown(self, name: str) -> str:
        """A path of the configuration as findings have it: from the top of the repository."""
        return os.path.relpath(os.path.realpath(os.path.join(self._base, name)), self._top).replace(
            os.sep, "/"
        )

    def _tell_gaps(self, joined: Tree, ledger: Ledger) -> None:
        """Say what makes the table incomplete."""
        for cycle in {each.link.span: each for each in joined.cycles}.values():
            where = self._where(cycle.link.span)
            ledger.gaps.append(
                Gap(
                    f"{where}: the kustomization includes itself: {cycle.link.to or '.'}",
                    "Take the entry out.",
                )
            )
        if not joined.complete:
            what = "the kustomizations of accounts multiply to more objects than ddlint looks at"
            ledger.gaps.append(Gap(what, "Let fewer folders include each other."))
        for twice in self.registry.twice if self.registry is not None else ():
            where, first = self._where(twice.again.span), twice.first.line
            what = f"{where}: account {twice.again.code} is listed twice, first in line {first}"
            ledger.gaps.append(Gap(what, "Take one entry out, and export the registry again."))

    def _where(self, span: FileSpan) -> str:
        at = locate(span, self.read(span.path), brief=True)
        return f"{span.path}:{at.line}:{at.column}"

    def read(self, path: str) -> str:
        """The text of a file, by the path that places have; empty where it cannot be read."""
        return self._read_or_none(path) or ""

    def _read_or_none(self, path: str) -> str | None:
        if path in self._texts:
            return self._texts[path]
        return _text(self._top, path, self._found.settings.files.max_bytes)


@lru_cache(maxsize=256)
def _text(top: str, path: str, limit: int) -> str | None:
    with WorkTree(top) as files:
        data = files.read(path, limit)
    return None if isinstance(data, tree.Unread) else data.decode("utf-8", "replace")
