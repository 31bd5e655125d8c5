"""The settings of releases: their branches, their versions, and what is exempt from what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from ddlint.config.limits import Shape
from ddlint.model.releases.default_bumps import DEFAULT_BUMPS, Level


@dataclass(frozen=True, slots=True)
class Exempt:
    """Commits that no commit rule looks at. They are counted as exempt, never as passed."""

    #: Patterns (whole match, `*` wildcards) on `Name <email>` of the author.
    authors: tuple[str, ...] = ()
    #: Patterns (whole match, `*` wildcards) on the first line of the message.
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchSettings:
    """The branches of the process."""

    #: The main branch; empty: what the remote calls its HEAD, else main, else master.
    main: str = ""
    #: Release branches, from which images are built too (patterns, `*` stands for any text).
    release: tuple[str, ...] = ("release-v*",)
    #: The form of the names of hotfix branches: `{version}`, and optionally `{context}`; what stands in
    #: brackets may be left out.
    hotfix: str = "release-v{version}[-{context}]"
    #: Files of a release itself, which a hotfix need not bring back (patterns from the top, `**` spans
    #: folders).
    bookkeeping: tuple[str, ...] = ("VERSION", "**/VERSION", "CHANGELOG*", "**/CHANGELOG*")
    #: How long after its release a hotfix may stay off the main branch: hours, days or weeks (`12h`, `7d`,
    #: `2w`).
    merge_back_within: Annotated[str, Shape(r"[0-9]{1,5}[hdw]", "a time such as 12h, 7d or 2w")] = "7d"
    #: Hotfixes of a line (major and minor) below the highest release: `never`; `merged-back`, they may be
    #: made and come back as others do; `separate`, they may be made and need not come back.
    old_lines: Literal["never", "merged-back", "separate"] = "never"


@dataclass(frozen=True, slots=True)
class VersionSettings:
    """Releases and their versions."""

    #: The form of the names of release tags; `{version}` is a version of SemVer 2.0.0.
    tag: Annotated[str, Shape(r"[^{}]*\{version\}[^{}]*", "text with one `{version}`")] = "v{version}"
    #: What a change asks of the next version, by its type: major, minor, patch or none. `breaking` stands for
    #: any breaking change, `other` for types that are not named. What is not set here keeps its default.
    bump: dict[str, Level] = field(default_factory=lambda: dict(DEFAULT_BUMPS))
    #: What a bump comes to below 1.0.0: major (as above it: a breaking change makes 1.0.0), minor (a breaking
    #: change raises the minor version, all else as above), lower (each bump is one lower: `feat` is a patch).
    zero: Literal["major", "minor", "lower"] = "minor"
    #: The version of the first release.
    first: Annotated[str, Shape(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}", "a version such as 1.0.0")] = "0.1.0"
    #: Whether the headers listed in the body of a squashed commit (`* feat: ...`) count for the bump too.
    squashed_headers: bool = False
    #: Commits that ask for no release, whatever they say.
    exempt: Exempt = field(default_factory=Exempt)
    #: Release tags that were rolled back, and so are not what production runs.
    withdrawn: tuple[str, ...] = ()
    #: The form of what marks a pre-release, behind the `-`; `{number}` counts.
    prerelease: Annotated[
        str, Shape(r"[0-9A-Za-z.-]*\{number\}[0-9A-Za-z.-]*", "text with one `{number}`, such as rc.{number}")
    ] = "rc.{number}"
    #: Whether release tags have to be annotated: a lightweight one does not say who made it, and when.
    annotated: bool = False
    #: Who may release: patterns (`*` stands for any text) on `Name <email>` and on the email of who made an
    #: annotated tag, and on the login of who made a release on GitHub. Empty: anybody.
    approvers: tuple[str, ...] = ()
