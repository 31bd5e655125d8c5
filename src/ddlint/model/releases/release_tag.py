"""Release tags: the form of their names, and the versions that they name."""

from __future__ import annotations

from dataclasses import dataclass

from semver import Version

from ddlint.model.release_name import release_text

_TOO_LARGE = 1 << 64


@dataclass(frozen=True, slots=True)
class ReleaseTag:
    """A tag that names a version, on a commit.

    Attributes:
        name: of the tag, such as `v1.42.2`.
        version: the version.
        commit: the number of the commit in the graph.
        annotated: whether it is an annotated tag.
        time: when it was made, in seconds since 1970: of the tag where it is annotated, else of the commit.
    """

    name: str
    version: Version
    commit: int
    annotated: bool = False
    time: int = 0

    @property
    def is_final(self) -> bool:
        """Whether it is no pre-release."""
        return self.version.prerelease is None


def version_in(template: str, name: str) -> Version | None:
    """The version in a tag or branch called `name`, by a template such as `v{version}`; None for none.

    Source: SemVer 2.0.0; build metadata is not allowed, since neither a tag of an image nor an order of
    releases can hold it; nor are numbers that Flux cannot read.
    """
    text = release_text(template, name)
    if not text:
        return None
    try:
        version = Version.parse(text)
    except ValueError:
        return None
    return None if max(version.to_tuple()[:3]) >= _TOO_LARGE else version


def precedes(version: Version) -> tuple[int, int, int] | None:
    """The version that `version` is the next patch of, as three numbers; None for a `.0`."""
    return (version.major, version.minor, version.patch - 1) if version.patch else None


def order(version: Version) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
    """A key by which versions sort as they are ordered, in a fraction of the time that comparing them takes.

    Source: SemVer 2.0.0, point 11.
    """
    parts = (version.prerelease or "").split(".")
    pre = tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)
    return version.major, version.minor, version.patch, version.prerelease is None, pre
