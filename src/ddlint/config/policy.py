"""What the hook, the range and the history need of the settings to tell a fine message at once."""

from __future__ import annotations

from ddlint.config.settings import Settings
from ddlint.model.commit_policy import CommitPolicy


def commit_policy(settings: Settings, *, unfinished: bool) -> CommitPolicy:
    """What a message may be under `settings`.

    Args:
        settings: of the run.
        unfinished: whether `fixup!` and `WIP` may pass: in the hook they may, on the way to main not.
    """
    commits = settings.commits
    return CommitPolicy(
        frozenset(commits.types),
        frozenset(commits.scopes),
        require_scope=commits.require_scope,
        max_header_length=commits.max_header_length,
        unfinished=unfinished,
    )
