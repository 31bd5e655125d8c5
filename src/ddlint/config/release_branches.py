"""Which branches releases are made on, besides the main branch."""

from __future__ import annotations

from ddlint.config.settings import Settings
from ddlint.config.wildcards import matches


def is_release_branch(settings: Settings, name: str) -> bool:
    """Whether a branch called `name` is one: by `[branches] release`, or by the form of those of hotfixes."""
    if any(matches(pattern, name) for pattern in settings.branches.release):
        return True
    from ddlint.model.releases.branch_name import branch_version  # `check` starts without it, and `semver`

    return branch_version(settings.branches.hotfix, name) is not None
