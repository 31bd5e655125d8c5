"""What runs where: an image of a service on an account, where it is written, and what will write it next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.account import Account
from ddlint.model.accounts.reach import Reach
from ddlint.model.accounts.release import Release, release_of
from ddlint.model.marker import Marker
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True)
class Writer:
    """A marker and the policies of its name, which will write the tag next.

    Attributes:
        marker: what it names.
        span: the comment.
        policies: what the effective policies of that name can select: one, in a tree for one cluster; none
            where it is not known.
        live: whether Flux acts on the marker.
    """

    marker: Marker
    span: FileSpan
    policies: tuple[Reach, ...] = ()
    live: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Deployment:
    """One row of the table: one image of one account.

    Attributes:
        account: whose it is.
        service: the configured service, or else the last part of the image's name, or that of the object.
        image: without tag; empty where it is not known.
        tag: empty where it is not known.
        span: the tag in the file that sets it.
        line: of it.
        object: what deploys it (`HelmRelease backend`).
        way: the files through which an account gets what is written elsewhere, the account's own first;
            empty for what is written in its own file.
        writer: the marker behind the tag; None for none.
        is_own: whether the image is one of our own: of a service, or with a marker.
        unknown: why the tag cannot be told; empty where it can.
    """

    noun: ClassVar[str] = "row"

    account: Account
    service: str
    image: str
    tag: str
    span: FileSpan
    line: int
    object: str = ""
    way: tuple[FileSpan, ...] = ()
    writer: Writer | None = None
    is_own: bool = True
    unknown: str = ""

    @property
    def release(self) -> Release | None:
        """The version that the tag names; None where it names none."""
        return release_of(self.tag)

    @property
    def inherited(self) -> bool:
        """Whether the tag is written in a file that is not the account's own."""
        return bool(self.way)

    @property
    def path(self) -> str:
        """The file that the tag is written in."""
        return self.span.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.service} of account {self.account.code}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.account.text_at(place)


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """A tag where it is written, and all that it is deployed to: several accounts, where it is shared.

    Attributes:
        deployments: of that one tag, by account; never empty.
    """

    noun: ClassVar[str] = "deployment"

    deployments: Sequence[Deployment]

    @property
    def first(self) -> Deployment:
        """One of them, for what all have in common: service, image, tag, place, marker."""
        return self.deployments[0]

    @property
    def production(self) -> Sequence[Deployment]:
        """Those on accounts that are not UAT."""
        return [each for each in self.deployments if not each.account.is_uat]

    @property
    def uat(self) -> Sequence[Deployment]:
        """Those on UAT accounts."""
        return [each for each in self.deployments if each.account.is_uat]

    @property
    def path(self) -> str:
        """The file that the tag is written in."""
        return self.first.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.first.span.route}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.first.text_at(place)


@dataclass(frozen=True, slots=True, eq=False)
class ServiceFleet:
    """A service on all accounts that run it.

    Attributes:
        service: its name.
        uat: its deployments on UAT accounts.
        production: on all others, the first deployment of each tag.
    """

    noun: ClassVar[str] = "service"

    service: str
    uat: Sequence[Deployment]
    production: Sequence[Deployment]

    @property
    def path(self) -> str:
        """The file of its first deployment."""
        return next((each.path for each in (*self.production[:1], *self.uat[:1])), "")

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"service {self.service}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        first = next(iter((*self.production[:1], *self.uat[:1])), None)
        return first.text_at(place) if first else ""
