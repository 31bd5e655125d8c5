"""Which commits of a hotfix ask for more than a patch, by what the project asks for its changes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.config.bumps import levels
from ddlint.config.settings import Settings
from ddlint.model.message import Message
from ddlint.model.releases.bump import Bump
from ddlint.model.releases.change import Asked, Change, asked
from ddlint.model.releases.hotfix_state import HotfixState, OwnCommit

_REVERTS = re.compile(r"[Tt]his reverts commit ([0-9a-f]{7,64})\b")


def above_fix_level(hotfix: HotfixState, settings: Settings) -> list[tuple[OwnCommit, Asked]]:
    """The commits that ask for more than a patch and are not reverted on the hotfix itself, and what asks."""
    level = levels(settings)
    reverted = _reverted(hotfix.commits)
    found = []
    for each in hotfix.commits:
        what = asked(Change(each.commit.oid, Message(each.message)), level)
        if what and level.applied(what.bump, hotfix.version) > Bump.PATCH and each.commit.oid not in reverted:
            found.append((each, what))
    return found


def _reverted(commits: Iterable[OwnCommit]) -> set[str]:
    """The commits that others of these take back, the newest first, so that a revert of a revert counts."""
    gone: set[str] = set()
    oids = [each.commit.oid for each in commits]
    for each in commits:
        if each.commit.oid not in gone:
            gone |= {oid for name in _REVERTS.findall(each.message) for oid in oids if oid.startswith(name)}
    return gone
