"""The subject of the rules on versions: one release tag with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from semver import Version

from ddlint.model.place import MessageSpan, RefPlace
from ddlint.model.releases.bump import Bump, Levels, between, next_version
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.required import Required


@dataclass(frozen=True, slots=True)
class ReleaseSeen:
    """A release tag.

    Attributes:
        tag: the tag.
        oid: the full id of the commit it is on.
        base: the highest final release that is lower; None for the first release.
        required: what the commits ask for that this release has and no lower final release has; None where
            that is not known.
        levels: what the project asks for its changes.
        unknown: why it is not known what the commits ask for.
        above: the highest release that the commit contains, where that is higher; else None.
        gap: a version that was left out between `base` and this one; None for none.
        gap_was_tried: whether that version has pre-releases.
        right_is_taken: whether the version that the commits ask for is released already.
    """

    noun: ClassVar[str] = "release"
    path: ClassVar[str] = ""

    tag: ReleaseTag
    oid: str
    base: ReleaseTag | None = None
    required: Required | None = None
    levels: Levels = field(default_factory=Levels.of)
    unknown: str = ""
    above: ReleaseTag | None = None
    gap: Version | None = None
    gap_was_tried: bool = False
    right_is_taken: bool = False

    @property
    def title(self) -> str:
        """The full name of the ref."""
        return f"refs/tags/{self.tag.name}"

    @property
    def place(self) -> RefPlace:
        """Where findings point."""
        return RefPlace(self.title)

    @property
    def version(self) -> Version:
        """The version it names."""
        return self.tag.version

    @property
    def raised(self) -> Bump | None:
        """The part of the version that is raised above `base`; None for the first release."""
        return between(self.base.version, self.version) if self.base else None

    @property
    def asked(self) -> Bump | None:
        """What the commits ask for, as it applies to `base`; None where it is not known, or nothing is."""
        if self.required is None or self.base is None:
            return None
        return self.levels.applied(self.required.bump, self.base.version)

    @property
    def right(self) -> Version | None:
        """The final version that the commits ask for; None where it is not known."""
        if self.required is None or self.base is None:
            return None
        return next_version(self.base.version, self.required.bump, self.levels)

    def text_at(self, place: object) -> str:
        """The message of a commit that counts for the bump; empty for a ref."""
        if not isinstance(place, MessageSpan) or self.required is None:
            return ""
        found = (each.change for each in self.required.reasons if each.change.oid == place.commit)
        return next((change.message.text for change in found), "")
