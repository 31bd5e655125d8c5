"""The registry of accounts, as onboarding exports it: what was read of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.accounts.account import Active, Said
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True)
class Keys:
    """What the fields of an account are called.

    Attributes:
        code, is_uat, active: as routes (`metadata.labels.is_uat`).
        list: the route to the accounts; empty for the whole file.
    """

    code: str = "code"
    is_uat: str = "is_uat"
    active: str = "active"
    list: str = ""


class Unusable(Exception):
    """The registry cannot be used at all.

    Attributes:
        at: where, in characters.
        what: why, without a full stop.
        help: what to do about it.
    """

    def __init__(self, what: str, help_: str, at_: int = 0) -> None:
        super().__init__(what)
        self.at = at_
        self.what = what
        self.help = help_


@dataclass(frozen=True, slots=True)
class Entry:
    """An account in the registry.

    Attributes:
        code: its code.
        span: the code.
        line: of it.
        said: what it says about `is_uat`.
        active: whether it is in use; None where nothing is said.
    """

    code: str
    span: FileSpan
    line: int
    said: Said
    active: Active | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A part of the registry that is not as it has to be.

    Attributes:
        span: where.
        message: what is wrong, without a full stop.
        code: of the account; empty where it has none.
    """

    span: FileSpan
    message: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Twice:
    """An account that is listed twice: where first, and where again."""

    first: Entry
    again: Entry


@dataclass(frozen=True, slots=True)
class Registry:
    """The registry.

    Attributes:
        path: as findings name it.
        text: its whole text.
        entries: by code; of an account that is listed twice the first.
        twice: accounts that are listed more than once.
        violations: entries that are none, or not as they have to be.
    """

    noun: ClassVar[str] = "account registry"

    path: str
    text: str = field(repr=False)
    entries: dict[str, Entry]
    twice: tuple[Twice, ...] = ()
    violations: tuple[Violation, ...] = ()

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return self.path

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """Its text."""
        return self.text
