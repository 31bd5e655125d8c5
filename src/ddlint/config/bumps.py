"""What the settings ask of the next version, as the model takes it."""

from __future__ import annotations

from ddlint.config.settings import Settings
from ddlint.model.releases.bump import Levels


def levels(settings: Settings) -> Levels:
    """What a project asks for its changes: `[versions] bump` on top of the defaults."""
    versions = settings.versions
    return Levels.of(
        versions.bump, zero=versions.zero, bullets=versions.squashed_headers, first=versions.first
    )
