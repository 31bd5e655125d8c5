"""Which settings differ between two configurations."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from ddlint.config.settings import Settings
from ddlint.config.toml_text import toml
from ddlint.config.typed import called, leaves


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting whose value differs; the values as TOML writes them.

    Attributes:
        key: such as `commits.types`.
        before: its value under the one configuration.
        after: its value under the other.
    """

    key: str
    before: str
    after: str


def changed_settings(before: Settings, after: Settings) -> tuple[SettingChange, ...]:
    """The settings that differ, in the order of the configuration's page; defaults count as values."""
    found = []
    for route in leaves(Settings):
        read = attrgetter(".".join(route))
        old, new = read(before), read(after)
        if old != new:
            found.append(SettingChange(called(route), toml(old), toml(new)))
    return tuple(found)
