"""The commits, releases and branches of a repository, loaded once for all questions about releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ddlint.config.settings import Settings
from ddlint.errors import DdlintError, Incomplete
from ddlint.git.graph import load
from ddlint.git.refs import HEADS, REMOTES, TAGS, Ref, Refs, main_branch, refs
from ddlint.git.repository import Repository
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.hotfix import Hotfix, hotfixes
from ddlint.model.releases.release_tag import ReleaseTag, version_in
from ddlint.model.releases.releases import Releases
from ddlint.model.releases.trunk import Trunk


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of releases of a repository.

    Attributes:
        graph: the commits.
        releases: the release tags.
        trunk: the main branch.
        main: its name.
        branches: the newest commit of each other branch, by its full name.
        template: the form of the names of hotfix branches.
    """

    graph: Graph
    releases: Releases
    trunk: Trunk
    main: str
    branches: Mapping[str, int]
    template: str

    def hotfixes(self) -> list[Hotfix]:
        """Every patch release and every hotfix branch, the lowest version first."""
        return [*hotfixes(self.graph, self.releases, self.branches, self.template, self.trunk)]

    def with_branch(self, name: str, oid: str) -> Lines:
        """The same as if the branch with this full name ended at the commit `oid`, where that is here."""
        number = self.graph.number(oid)
        return self if number is None else replace(self, branches={**self.branches, name: number})


def lines_of(
    repository: Repository, settings: Settings, hint: str, *,
    published: Mapping[str, int] | None = None, further: Iterable[str] = (),
) -> Lines:  # fmt: skip
    """The lines of releases of `repository`.

    Args:
        repository: where to look.
        settings: the forms of tags and branches, and the main branch.
        hint: how to get the rest of the history, for a clone that has a part of it.
        published: when releases were published, by tag, where somebody knows better than the tags.
        further: full ids of commits that no ref has yet.

    Raises:
        Incomplete: the history is cut, or the main branch was not fetched, so that nothing can be said.
        DdlintError: what is called the main branch is no branch of commits.
    """
    if repository.is_shallow:
        raise Incomplete(
            "the history of this clone is cut, so where hotfixes left and came back is unknown", hint
        )
    found = refs(repository, (HEADS, REMOTES, TAGS))
    main = main_branch(found, settings.branches.main)
    if main is None:
        raise _without_main(found, settings.branches.main, hint)
    graph = load(repository, [*_tips(found), *further])
    tip = graph.number(main.peeled)
    if tip is None:
        raise DdlintError(f"{main.short} is no branch of commits", "set `[branches] main` to its name")
    releases = Releases(_release_tags(graph, found, settings.versions.tag, published or {}))
    branches = {ref.name: graph.number(ref.oid) for ref in _branches(found) if ref.name != main.name}
    known = {name: number for name, number in branches.items() if number is not None}
    return Lines(graph, releases, Trunk(graph, tip), main.short, known, settings.branches.hotfix)


def _without_main(found: Refs, named: str, hint: str) -> DdlintError:
    """What to say where main is missing: it was not fetched, unless there is no branch at all."""
    what = f"main branch {named}" if named else "main branch (main, master or trunk)"
    set_ = "Set `[branches] main` to its name"
    if not found.under(HEADS) and not found.under(REMOTES):
        return Incomplete(f"there is no {what} in this clone, nor any other", f"{set_}, or commit first.")
    return Incomplete(f"there is no {what} in this clone", f"{set_}, or fetch it.\n{hint}")


def _tips(found: Refs) -> Iterable[str]:
    for ref in found.by_name.values():
        if not ref.target and ref.type in {"commit", "tag"}:
            yield ref.peeled


def _branches(found: Refs) -> Iterable[Ref]:
    return (ref for prefix in (REMOTES, HEADS) for ref in found.under(prefix) if not ref.target)


def _release_tags(
    graph: Graph, found: Refs, template: str, published: Mapping[str, int]
) -> Iterable[ReleaseTag]:
    for ref in found.under(TAGS):
        name = ref.name.removeprefix(TAGS)
        version = version_in(template, name)
        commit = graph.number(ref.peeled)
        if version is not None and commit is not None:
            time = published.get(name) or ref.made or graph.when(commit)
            yield ReleaseTag(name, version, commit, ref.type == "tag" or name in published, time)
