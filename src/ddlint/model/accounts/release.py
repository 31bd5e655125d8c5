"""The release that an image tag names: a version of SemVer, with or without a `v`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.semver.version import RELEASE, Key, lenient_key

_NUMBER = "(?:0|[1-9][0-9]*)"
_WORD = f"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_VERSION = re.compile(rf"v?{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-({_WORD}(?:\.{_WORD})*))?", re.ASCII)
#: Suffixes that name a variant of an image and no candidate: SemVer takes them for pre-releases all the same.
_VARIANT = re.compile(
    r"(?:alpine|debian|ubuntu|bookworm|bullseye|buster|trixie|jammy|focal|noble|slim|distroless|scratch|ubi"
    r"|windowsservercore|nanoserver|amd64|arm64|arm|armv[67]|x86_64|ppc64le|s390x|linux|fips|debug|gpu|cuda"
    r"|jdk|jre|management|apache|fpm|cli|nonroot|rootless|musl|glibc)[0-9.]*(?:[-.].*)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True, order=False)
class Release:
    """A version that an image tag names.

    Attributes:
        tag: as it is written.
        key: by which versions are compared.
        variant: the suffix, where it names a variant of the image; else empty.
    """

    tag: str
    key: Key
    variant: str = ""

    @property
    def is_candidate(self) -> bool:
        """Whether it is a pre-release, and not the variant of a release (`1.2.3-alpine`)."""
        return self.key[3] != RELEASE and not self.variant

    @property
    def core(self) -> tuple[int, int, int]:
        """Major, minor and patch: of a pre-release, those of the release that it leads to."""
        return self.key[:3]

    @property
    def final(self) -> str:
        """The tag of the release that a pre-release leads to."""
        return self.tag.partition("-")[0]


@lru_cache(maxsize=4096)
def release_of(tag: str) -> Release | None:
    """The version that `tag` names; None where it is none of SemVer.

    Source: SemVer 2.0.0, points 2, 9 and 11; build metadata cannot stand in a tag.
    """
    found = _VERSION.fullmatch(tag) if len(tag) <= 128 else None
    if found is None:
        return None
    key = lenient_key(tag)
    if not isinstance(key, tuple):
        return None
    suffix = found[1] or ""
    return Release(tag, key, suffix if _VARIANT.fullmatch(suffix) else "")
