"""The next release of a repository: git asked in a fixed number of processes, judged by the model."""

from __future__ import annotations

from dataclasses import dataclass

from semver import Version

from ddlint.config.bumps import levels
from ddlint.config.settings import Settings
from ddlint.engine.bumps import required_of
from ddlint.engine.lines import Lines
from ddlint.engine.releases_seen import reserved
from ddlint.git.repository import Repository
from ddlint.model.releases.branch_name import branch_version, short_branch
from ddlint.model.releases.bump import core_of
from ddlint.model.releases.next_release import NextRelease, next_release
from ddlint.model.releases.required import Required
from ddlint.model.releases.standing import Standing, Where, standing


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next release, and what makes it what it is.

    Attributes:
        stand: where it would be made.
        required: what the commits ask for.
        next: the version.
        branch: the hotfix branch it is made on; empty for none.
    """

    stand: Standing
    required: Required
    next: NextRelease
    branch: str = ""


def upcoming(
    repository: Repository, lines: Lines, oid: str, branch: str, settings: Settings, pre: str = ""
) -> Upcoming:
    """The next release on the commit `oid`.

    Args:
        repository: where to look.
        lines: the releases and commits of it, those of `oid` among them.
        oid: the full id of the commit.
        branch: the full name of the branch it is on; empty where that is not known.
        settings: the settings of the run.
        pre: for a pre-release what it is called, such as `rc`.
    """
    tip = lines.graph.number_of(oid)
    name, target = _hotfix(lines, tip, branch)
    stand = standing(lines.graph, lines.releases, lines.trunk, tip, target)
    asked = levels(settings)
    required = required_of(repository, lines, tip, stand.lower, settings, asked)
    if stand.where is Where.LINE:
        required = required.on_its_own()
    tags = lines.releases.tags
    here = [tag for tag in tags if tag.commit == tip]
    below = lines.graph.below(tip)
    found = next_release(
        stand, required, asked, tags,
        here=here, contains=lambda tag: tag.commit in below, reserved=open_hotfixes(lines), pre=pre,
    )  # fmt: skip
    return Upcoming(stand, required, found, name)


def open_hotfixes(lines: Lines) -> set[Version]:
    """The versions that hotfix branches are called by and that are not released yet."""
    return {each for each in reserved(lines) if not lines.releases.final(core_of(each))}


def _hotfix(lines: Lines, tip: int, branch: str) -> tuple[str, Version | None]:
    """The hotfix branch that ends at `tip`, and the version in its name.

    In CI the commit is checked out and not the branch: then it is the one branch that ends there.
    """
    if branch:
        name = short_branch(branch)
        return name, branch_version(lines.template, name)
    names = {short_branch(name) for name, end in lines.branches.items() if end == tip}
    found = {name: version for name in names if (version := branch_version(lines.template, name))}
    if len(set(found.values())) != 1 or lines.trunk.is_own(tip):
        return "", None
    return min(found.items())
