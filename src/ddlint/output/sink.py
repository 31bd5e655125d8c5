"""What an output is: it gets the entries of a run one by one, and the ledger at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO, runtime_checkable

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.rule import Rule
from ddlint.output.json_text import Json


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the subjects come from, as far as it is known; each may be empty."""

    uri: str = ""
    revision: str = ""
    branch: str = ""


#: Makes the evidence manifest at the end of a report, from the digest over the rest, and how the run ended.
Evidence = Callable[[str, Ledger, int], Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class About:
    """What outputs say of the run besides its findings.

    Attributes:
        version: of ddlint.
        rules: that ran.
        repository: that was looked at.
        platform: Python and system, for a crash report (`Python 3.12.1, linux`); empty leaves it out.
        fail_on: the least severity that fails the run.
        evidence: makes the manifest that an audit puts into its report; None for other runs.
    """

    version: str
    rules: Sequence[Rule] = ()
    repository: Provenance = Provenance()
    platform: str = ""
    fail_on: Severity = Severity.ERROR
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants to read it.

    Attributes:
        color: use ANSI colours.
        verbose: list every skip, waiver and grandfathered finding.
        quiet: no counts at the end of a clean run.
        summarized: another output is a page with all of it.
    """

    color: bool = False
    verbose: bool = False
    quiet: bool = False
    summarized: bool = False


class Sink(Protocol):
    """One output. It holds no more than one entry at a time, and writes the same bytes for the same run."""

    def begin(self) -> None:
        """Write what stands before the entries."""
        ...

    def entry(self, entry: Entry) -> None:
        """Write one entry."""
        ...

    def paste(self, written: str) -> None:
        """Write all that a new sink of this kind wrote in another process, entry by entry."""
        ...

    def end(self, ledger: Ledger, exit_code: int) -> None:
        """Write what stands after the entries."""
        ...


@runtime_checkable
class Limited(Protocol):
    """An output that cannot hold everything."""

    @property
    def remark(self) -> str:
        """At the end: what was left out, in words; empty where nothing was."""
        ...


Factory = Callable[[TextIO, About, Manner], Sink]
