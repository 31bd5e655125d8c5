"""What a rule says: findings, with labelled places and fixes, or that it could not look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from ddlint.model.place import Place


class Severity(IntEnum):
    """How bad a finding is; ordered, so that `--fail-on` can compare."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The name used in configuration and output: `info`, `warning`, `error`."""
        return _WORDS[self]


_WORDS = {severity: severity.name.lower() for severity in Severity}


class Label(NamedTuple):
    """A further place that explains a finding, with what to read there."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace characters `start` to `end` of the file `path` by `text`; nothing else changes."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding.

    Attributes:
        title: what the fix does, in the imperative (`quote the tag`).
        edits: disjoint edits, applied together or not at all.
        safe: True when it cannot change what the author meant (`--fix`); False needs `--unsafe-fixes`.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Finding(NamedTuple):
    """One violation, as a rule reports it. The engine adds the rule, the severity and the fingerprint.

    Attributes:
        message: one sentence: what is wrong and what follows from it. No trailing full stop.
        place: the primary place.
        label: what to write under it (a few words); empty for none.
        related: further labelled places, in the order of the causal chain.
        help: how to mend it by hand, with the exact corrected text where it is known; or what makes that
            text, where it costs and not every output shows it (read `help_text`).
        fix: edits that mend it, where that can be known.
        identity: what the finding is about, for its fingerprint: no line numbers, no paths, no commit ids.
            Empty: the route (or nothing) and the text at the primary place.
        severity: this case's own severity where it differs from the rule's.
    """

    message: str
    place: Place
    label: str = ""
    related: tuple[Label, ...] = ()
    help: str | Callable[[], str] = ""
    fix: Fix | None = None
    identity: tuple[str, ...] = ()
    severity: Severity | None = None

    @property
    def help_text(self) -> str:
        """The help, made now where it was not yet."""
        return self.help if isinstance(self.help, str) else self.help()


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """A rule could not look at its subject: never counted as passed.

    Attributes:
        reason: what is missing, in one sentence.
        remedy: what would let the rule look.
        asked: whether somebody asked for what is missing: then the run is incomplete without it.
    """

    reason: str
    remedy: str = ""
    asked: bool = True


Outcome = Finding | NotAvailable
