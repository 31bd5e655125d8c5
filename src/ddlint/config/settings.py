"""The typed settings. Every field has a default that works without a configuration file.

The comment line above a field (`#:`) is its description: in `ddlint config show`, in the schema, in the docs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from ddlint.config.limits import AtLeast, Shape
from ddlint.model.commit_policy import DEFAULT_TYPES

FailOn = Literal["error", "warning", "info"]
Type = Annotated[str, Shape(r"[a-z][a-z0-9_-]*", "a word of small letters, digits, `-` and `_`")]


@dataclass(frozen=True, slots=True)
class Exempt:
    """Commits that no commit rule looks at. They are counted as exempt, never as passed."""

    #: Patterns (whole match, `*` wildcards) on `Name <email>` of the author.
    authors: tuple[str, ...] = ()
    #: Patterns (whole match, `*` wildcards) on the first line of the message.
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitSettings:
    """Conventional Commits: what a message may be."""

    #: The types that a header may have, in lower case.
    types: Annotated[tuple[Type, ...], AtLeast(1)] = DEFAULT_TYPES
    #: The scopes that a header may have; empty: any scope.
    scopes: tuple[str, ...] = ()
    #: Whether every header needs a scope.
    require_scope: bool = False
    #: The longest header allowed, in characters; 0: no limit.
    max_header_length: Annotated[int, AtLeast(0)] = 0
    #: Commits that no commit rule looks at.
    exempt: Exempt = field(default_factory=Exempt)


@dataclass(frozen=True, slots=True)
class BranchSettings:
    """The branches of the process."""

    #: The main branch; empty: what the remote calls its HEAD, else main, else master.
    main: str = ""


@dataclass(frozen=True, slots=True)
class FluxSettings:
    """The Flux that reads the repository."""

    #: The Flux version in use, as MAJOR.MINOR.
    version: Annotated[str, Shape(r"[0-9]+\.[0-9]+", "MAJOR.MINOR, such as 2.7")] = "2.7"


@dataclass(frozen=True, slots=True)
class FileSettings:
    """Which files are read, and how much of them."""

    #: Files that are not looked at (patterns from the top of the repository, `**` spans folders).
    exclude: tuple[str, ...] = ()
    #: A YAML file with more bytes than this is skipped, saying so.
    max_bytes: Annotated[int, AtLeast(1)] = 4_000_000


@dataclass(frozen=True, slots=True)
class PathOverride:
    """Other rules for some files."""

    #: The files, by pattern.
    paths: Annotated[tuple[str, ...], AtLeast(1)]
    #: Rules that are off there, by code, name, area or `all`.
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run."""

    #: Rules that are on, by code, name, area or `all`.
    select: tuple[str, ...] = ("all",)
    #: Rules that are off; wins over `select`.
    ignore: tuple[str, ...] = ()
    #: The least severity that fails the run: error, warning or info.
    fail_on: FailOn = "error"
    #: Another severity for a rule, by code, name or area; the code has the last word, the area the first.
    severity: dict[str, FailOn] = field(default_factory=dict)
    #: Other rules for some files.
    overrides: tuple[PathOverride, ...] = ()
    commits: CommitSettings = field(default_factory=CommitSettings)
    branches: BranchSettings = field(default_factory=BranchSettings)
    flux: FluxSettings = field(default_factory=FluxSettings)
    files: FileSettings = field(default_factory=FileSettings)
