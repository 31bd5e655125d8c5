"""Releases in production that are above all that UAT accounts run: whether one of these ever had them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.deployment import Deployment, ServiceFleet
from ddlint.model.accounts.release import Release, release_of
from ddlint.model.image import split_ref
from ddlint.model.place import FileSpan, Place

_BETWEEN = re.compile(r"[\s\"',{}\[\]=]+")
_POLICY = re.compile(r"imagepolicy\"\s*:\s*\"([^\":]+:[^\":]+)")


@dataclass(frozen=True, slots=True, eq=False)
class UntriedRelease:
    """A final release that production runs and no UAT account runs, nor anything above it.

    Attributes:
        deployment: where production runs it first.
        uat: the service on UAT accounts, now; never empty.
        tried: the tag by which a UAT account had it before; empty for none.
        unknown: why that cannot be told; empty where it can.
    """

    noun: ClassVar[str] = "release ahead of UAT"

    deployment: Deployment
    uat: Sequence[Deployment]
    tried: str = ""
    unknown: str = ""

    @property
    def files(self) -> list[str]:
        """The files that the service is written in for UAT accounts."""
        return sorted({each.path for each in self.uat})

    def tag_in(self, lines: Iterable[str]) -> str:
        """The tag by which a UAT account had the release, or one above it, in lines of its files; or nothing.

        A line with a marker or an image speaks of the service if these are its own; one without counts where
        it has this very version.
        """
        for line in lines:
            for name, release in _releases(line):
                if self._counts(line, name, release):
                    return release.tag
        return ""

    def _counts(self, line: str, name: str, found: Release) -> bool:
        wanted = self.deployment.release
        if wanted is None or found.core < wanted.core:
            return False
        policy = _POLICY.search(line)
        if policy is not None:
            return policy[1] in {_policy(each) for each in self.uat}
        if name:
            return name in {each.image for each in self.uat}
        return found.core == wanted.core

    @property
    def path(self) -> str:
        """The file that production has it in."""
        return self.deployment.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.deployment.service} {self.deployment.tag}"

    @property
    def place(self) -> FileSpan:
        """The tag in production."""
        return self.deployment.span

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.deployment.text_at(place)


def _policy(row: Deployment) -> str:
    marker = row.writer.marker if row.writer is not None else None
    return f"{marker.namespace}:{marker.name}" if marker is not None else ""


def _releases(line: str) -> Iterator[tuple[str, Release]]:
    """The versions in a line, each with the image before it where there is one."""
    for word in _BETWEEN.split(line):
        ref = split_ref(word)
        release = release_of(ref.name if ref.tag is None else ref.tag)
        if release is not None:
            yield "" if ref.tag is None else ref.name, release


def untried(fleet: ServiceFleet) -> Iterator[UntriedRelease]:
    """The releases of a service that production runs and that are above all that UAT accounts run.

    A service that no UAT account runs, or runs by versions, has none: there is nothing to be ahead of.
    """
    known = [each.release.core for each in fleet.uat if each.release is not None]
    doubt = next((each for each in fleet.uat if each.unknown), None)
    why = (
        f"what account {doubt.account.code} runs cannot be told: {doubt.unknown}" if doubt is not None else ""
    )
    for each in fleet.production:
        release = each.release
        if known and release is not None and not release.is_candidate and release.core > max(known):
            yield UntriedRelease(each, fleet.uat, unknown=why)
