"""Whether a machine or a person made a deployment."""

from __future__ import annotations

import re

from ddlint.model.deployments.deployed import Step

#: What GitHub, GitLab, Bitbucket and git write when a branch of Flux is merged: its name says whose it is.
_MERGE = re.compile(
    r"Merge(?: pull request #[0-9]+ from |d in |d? (?:remote-tracking )?branch ')"
    r"(?:[^ ']*[/:])?"
    r"(?:flux(?:cd)?[-_/]?(?:image|update|auto|bot)|image-?(?:update|auto)|renovate/|dependabot/)",
    re.IGNORECASE,
)


def by_machine(step: Step) -> bool:
    """Whether a bot made the commit, or a person merged a branch of one."""
    return step.by_bot or _MERGE.match(step.subject) is not None
