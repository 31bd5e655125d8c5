"""Release tags as the rules on versions see them."""

from __future__ import annotations

from collections.abc import Collection

from semver import Version

from ddlint.config.bumps import levels
from ddlint.config.settings import Settings
from ddlint.engine.bumps import required_of
from ddlint.engine.lines import Lines
from ddlint.git.repository import Repository
from ddlint.model.releases.branch_name import branch_version, short_branch
from ddlint.model.releases.bump import core_of, left_out, next_version
from ddlint.model.releases.release_seen import ReleaseSeen
from ddlint.model.releases.release_tag import ReleaseTag


def release_seen(repository: Repository, lines: Lines, tag: ReleaseTag, settings: Settings) -> ReleaseSeen:
    """All that is known of the release `tag`.

    Args:
        repository: where to look.
        lines: the releases of it; `tag` need not be among them.
        tag: the release.
        settings: the settings of the run.

    Raises:
        ObjectMissing: a commit is not in this clone.
    """
    finals = [*lines.releases.finals]
    lower = [each for each in finals if each.version < tag.version]
    base = lower[-1] if lower else None
    asked = levels(settings)
    required = required_of(repository, lines, tag.commit, lower, settings, asked)
    below = lines.graph.below(tag.commit)
    above = [each for each in finals if each.version > tag.version and each.commit in below]
    right = next_version(base.version, required.bump, asked) if base else None
    gap = left_out(base.version, tag.version) if base else None
    gap = None if gap in reserved(lines) else gap
    return ReleaseSeen(
        tag,
        lines.graph.oids[tag.commit],
        base,
        required,
        asked,
        above=above[-1] if above else None,
        gap=gap,
        gap_was_tried=gap is not None and _was_tried(lines, gap),
        right_is_taken=right is not None and lines.releases.final(core_of(right)) not in (None, base),
    )


def _was_tried(lines: Lines, version: Version) -> bool:
    """Whether a version has pre-releases."""
    core = core_of(version)
    return any(not each.is_final and core_of(each.version) == core for each in lines.releases.tags)


def reserved(lines: Lines) -> Collection[Version]:
    """The versions that hotfix branches are called by: someone works on them."""
    named = (branch_version(lines.template, short_branch(name)) for name in lines.branches)
    return {version for version in named if version is not None}
