"""What stands in a file that defines triggers, alike for YAML, JSON and Terraform, with places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ddlint.model.place import FileSpan


@dataclass(frozen=True, slots=True)
class Value:
    """A text, a list, a mapping, or what cannot be known without running something.

    Attributes:
        span: where it stands.
        text: of a text, a number or a truth value; None for all else.
        items: of a list.
        fields: of a mapping; names as the REST API spells them.
        unknown: why it cannot be known; empty where it is.
        quoted: whether a text was written in quotes.
    """

    span: FileSpan
    text: str | None = None
    items: tuple[Value, ...] | None = None
    fields: Mapping[str, Value] | None = None
    unknown: str = ""
    quoted: bool = False

    def get(self, *names: str) -> Value | None:
        """What stands under `names`, one inside the other; None where there is nothing."""
        found: Value | None = self
        for name in names:
            found = found.single() if found is not None else None
            found = found.fields.get(name) if found is not None and found.fields is not None else None
        return found

    def single(self) -> Value:
        """The mapping itself; of a list with one entry, that entry (Terraform writes a block so)."""
        return self.items[0] if self.items is not None and len(self.items) == 1 else self

    def texts(self) -> Iterator[Value]:
        """The entries of a list; a text alone counts as one."""
        return iter(self.items if self.items is not None else (self,))

    @property
    def truth(self) -> bool | None:
        """Whether it says true; None where that cannot be known."""
        return None if self.unknown else self.text == "true"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or a part of it, could not be read.

    Attributes:
        span: where.
        reason: what is wrong, in a few words.
    """

    span: FileSpan
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """What was read out of some files.

    Attributes:
        values: each trigger, as a mapping.
        problems: what could not be read.
    """

    values: tuple[Value, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
