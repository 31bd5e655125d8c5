"""All release tags of a repository, by commit and by version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddlint.model.releases.release_tag import ReleaseTag, order

Core = tuple[int, int, int]


class Releases:
    """The release tags, the lowest version first.

    Attributes:
        tags: all of them.
    """

    __slots__ = ("_final", "_on", "tags")

    def __init__(self, tags: Iterable[ReleaseTag]) -> None:
        """Of all tags that name a version."""
        self.tags: Sequence[ReleaseTag] = sorted(tags, key=lambda tag: (order(tag.version), tag.name))
        self._final: dict[Core, ReleaseTag] = {}
        self._on: dict[int, list[ReleaseTag]] = {}
        for tag in self.tags:
            if tag.is_final:
                self._final[core(tag)] = tag
                self._on.setdefault(tag.commit, []).append(tag)

    def final(self, version: Core) -> ReleaseTag | None:
        """The final release of this version."""
        return self._final.get(version)

    def finals_on(self, commit: int) -> Sequence[ReleaseTag]:
        """The final releases on a commit."""
        return self._on.get(commit, ())

    @property
    def finals(self) -> Iterable[ReleaseTag]:
        """The final releases, the lowest version first."""
        return self._final.values()


def core(tag: ReleaseTag) -> Core:
    """Major, minor and patch of a release."""
    version = tag.version
    return version.major, version.minor, version.patch
