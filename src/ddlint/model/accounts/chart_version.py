"""A version of a chart that lets pre-releases through, as rules see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.deployment import Deployment
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True, eq=False)
class ChartVersion:
    """Such a version, where it is written, and all that gets it.

    Attributes:
        deployments: one for each account; what they deploy is the chart, their tag is the version as written.
        example: a pre-release that it admits.
    """

    noun: ClassVar[str] = "pre-release chart version"

    deployments: Sequence[Deployment]
    example: str

    @property
    def first(self) -> Deployment:
        """One of them, for what all have in common."""
        return self.deployments[0]

    @property
    def production(self) -> Sequence[Deployment]:
        """Those on accounts that are not UAT."""
        return [each for each in self.deployments if not each.account.is_uat]

    @property
    def place(self) -> FileSpan:
        """Where it is written."""
        return self.first.span

    @property
    def path(self) -> str:
        """The file that it is written in."""
        return self.first.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.first.span.route}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.first.text_at(place)
