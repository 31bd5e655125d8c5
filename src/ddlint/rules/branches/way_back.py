"""What the rules on the way back share: which hotfixes have to come back, and until when."""

from __future__ import annotations

from ddlint.config.duration import seconds
from ddlint.config.settings import Settings
from ddlint.model.releases.hotfix_state import HotfixState, NamedCommit
from ddlint.model.releases.returned import Back

_DAY = 86_400


def has_to_come_back(hotfix: HotfixState, settings: Settings) -> bool:
    """Whether what was released has to come back to main: not from an old line that is kept apart."""
    apart = settings.branches.old_lines == "separate" and hotfix.is_of_old_line
    return bool(hotfix.tag) and not apart


def due(hotfix: HotfixState, settings: Settings) -> int:
    """Until when a released hotfix has to be back, in seconds since 1970."""
    return (hotfix.published or 0) + seconds(settings.branches.merge_back_within)


def commits_that(hotfix: HotfixState, verdict: Back) -> list[NamedCommit]:
    """The commits of the hotfix that this became of."""
    return [each.commit for each in hotfix.commits if each.verdict is verdict]


def span(duration: int) -> str:
    """A time in words: days, or hours below two days."""
    hours = duration // 3_600
    if hours < 48:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{duration // _DAY:,} days"
