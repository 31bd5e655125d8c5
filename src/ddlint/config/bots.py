"""Who is a bot: a machine that commits, and nobody to ask."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.config.settings import FluxSettings
from ddlint.config.wildcards import matches


def is_bot(who: str, settings: FluxSettings, known: Iterable[str] = ()) -> bool:
    """Whether `who` is a bot.

    Args:
        who: as `Name <email>`.
        settings: hold the patterns.
        known: the emails with which an ImageUpdateAutomation commits (`spec.git.commit.author.email`).

    Examples:
        >>> is_bot("fluxcdbot <fluxcdbot@users.noreply.github.com>", FluxSettings())
        True
        >>> is_bot("Ada Lovelace <ada@example.org>", FluxSettings())
        False
    """
    low = who.lower()
    if any(low.endswith(f"<{email.lower()}>") for email in known):
        return True
    return any(matches(pattern.lower(), low) for pattern in settings.bots)
