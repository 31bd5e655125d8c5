"""An account: a tenant with deployments of its own, and what is said about whether it is a UAT account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from ddlint.model.place import FileSpan, Place


class Side(StrEnum):
    """Who says whether an account is UAT."""

    REGISTRY = "registry"
    ADMIN = "admin"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says about `is_uat` of an account.

    Attributes:
        side: who says it.
        span: the value; where there is none, the entry or the file that lacks it.
        line: of `span` in its file, counted from 1; 0 where there is no such file.
        value: true or false; None where it is neither.
        fault: what stands there instead of true or false (`the text "yes"`, `null`); empty where nothing is
            wrong.
        absent: whether the side says nothing at all about the account: no entry, no file.
    """

    side: Side
    span: FileSpan
    line: int
    value: bool | None
    fault: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way in which the code of an account is written, and where."""

    code: str
    span: FileSpan
    side: str


@dataclass(frozen=True, slots=True)
class Active:
    """What the registry says about whether an account is in use."""

    value: bool
    span: FileSpan


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """An account, from all sides.

    Attributes:
        code: as its files have it, or else the registry.
        span: where it stands: the code in the registry, else the start of its first file.
        files: how many files it has.
        first_file: the first of them; empty for none.
        registry: the path of the registry; empty where none is configured.
        listed: the code in the registry; None where it is not there.
        said: what each side that is configured says about `is_uat`.
        active: what the registry says about that; None for nothing.
        spellings: other spellings of the same code.
        read: gives the text of a file, by its path.
        is_uat: whether it takes release candidates: where nobody says so for certain, it does not.
    """

    noun: ClassVar[str] = "account"

    code: str
    span: FileSpan
    files: int
    first_file: str
    registry: str
    listed: FileSpan | None
    said: tuple[Said, ...] = ()
    active: Active | None = None
    spellings: tuple[Spelling, ...] = ()
    read: Callable[[str], str] = field(default=str, repr=False)
    is_uat: bool = field(init=False)

    def __post_init__(self) -> None:
        """Decide once: it is asked for every deployment, again and again."""
        object.__setattr__(self, "is_uat", _is_uat(self.said))

    @property
    def decisive(self) -> Said | None:
        """Who says that it is UAT or not: first who says so plainly; None where nobody was asked."""
        is_uat = self.is_uat
        plain = next((each for each in self.said if each.value is is_uat), None)
        return plain or next(iter(self.said), None)

    @property
    def standing(self) -> str:
        """UAT or production, and who says so, in words."""
        word = "UAT" if self.is_uat else "production"
        said = self.decisive
        if said is None:
            return f"{word} (nobody says that it is UAT)"
        if said.value is None:
            return f"{word} ({said.side}: {said.fault})"
        sides = " and ".join(dict.fromkeys(each.side for each in self.said if each.value is said.value))
        return f"{word} ({sides})"

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.span.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"account {self.code}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.read(place.path) if isinstance(place, FileSpan) else ""


def _is_uat(said: tuple[Said, ...]) -> bool:
    """The configuration decides alone; else every side that is asked has to say yes."""
    own = [each for each in said if each.side is Side.CONFIGURATION]
    asked = own or said
    return bool(asked) and all(each.value is True for each in asked)


def folded(code: str) -> str:
    """A code without what people write now one way and now another: case, `_` and `-`."""
    return code.lower().replace("_", "-")
