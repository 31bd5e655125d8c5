"""An account that a change turns into a UAT account, and the pre-releases that the same change gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.account import Account, Said
from ddlint.model.accounts.deployment import Deployment
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True, eq=False)
class TurnedAccount:
    """Such an account.

    Attributes:
        account: as it is after the change.
        said: who says that it is UAT, and did not before.
        before: what was said before, in words.
        deployments: pre-releases of our own images that came with the change.
    """

    noun: ClassVar[str] = "account turned UAT"

    account: Account
    said: Said
    before: str
    deployments: Sequence[Deployment]

    @property
    def path(self) -> str:
        """The file that says so."""
        return self.said.span.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return self.account.title

    @property
    def place(self) -> FileSpan:
        """Where it is said."""
        return self.said.span

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.account.text_at(place)
