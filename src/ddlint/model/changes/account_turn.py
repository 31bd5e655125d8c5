"""An account that a change turns into a UAT account, or back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.accounts.account import Account, Said
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True, eq=False)
class AccountTurn:
    """Such an account. `account.is_uat` is what it is afterwards.

    Attributes:
        account: as it is after the change.
        said: who says so now, and said otherwise before.
        before: what was said before, in words.
    """

    noun: ClassVar[str] = "account turned"

    account: Account
    said: Said
    before: str

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
