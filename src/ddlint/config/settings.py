"""The typed settings. Every field has a default that works without a configuration file.

The comment line above a field (`#:`) is its description: in `ddlint config show`, in the schema, in the docs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from ddlint.config.limits import AtLeast, Judged, Shape
from ddlint.config.release_settings import BranchSettings, Exempt, VersionSettings
from ddlint.config.waiver_settings import Day, WaiverSetting
from ddlint.model.accounts.pattern import admin_fault, pattern_fault
from ddlint.model.commit_policy import DEFAULT_TYPES
from ddlint.model.tag_template import template_fault

FailOn = Literal["error", "warning", "info"]
Type = Annotated[str, Shape(r"[a-z][a-z0-9_-]*", "a word of small letters, digits, `-` and `_`")]


_TEMPLATE_TEXT = r"(?:[A-Za-z0-9_.-]|\{(?:branch|context|version|commit)\})*"
Template = Annotated[
    str,
    Judged(
        rf"{_TEMPLATE_TEXT}\{{timestamp\}}{_TEMPLATE_TEXT}",
        "a template such as main-{commit}-{timestamp}",
        template_fault,
    ),
]


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
class FluxSettings:
    """The Flux that reads the repository."""

    #: The Flux version in use, as MAJOR.MINOR.
    version: Annotated[str, Shape(r"[0-9]+\.[0-9]+", "MAJOR.MINOR, such as 2.7")] = "2.7"
    #: Where Flux objects stand that are not in this repository: files, folders and patterns, relative to the
    #: configuration file; a second checkout, or a rendered chart.
    policies: tuple[Annotated[str, Shape(r"[^\n]+", "a path")], ...] = ()
    #: Who is a machine, Flux before all: patterns (`*` stands for any text, capitals do not count) on
    #: `Name <email>` of an author. The author of an ImageUpdateAutomation at hand is one anyway.
    bots: tuple[str, ...] = (
        "*[bot] <*>", "flux <*>", "fluxcd <*>", "flux*bot* <*>", "weave flux <*>", "* <flux@*>",
        "* <fluxcd@*>", "* <flux*bot*@*>", "*image-automation* <*>", "* <*image-automation*@*>",
        "renovate* <*>", "dependabot* <*>",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileSettings:
    """Which files are read, and how much of them."""

    #: Files that are not looked at (patterns from the top of the repository, `**` spans folders).
    exclude: tuple[str, ...] = ()
    #: A YAML file with more bytes than this is skipped, saying so.
    max_bytes: Annotated[int, AtLeast(1)] = 4_000_000


@dataclass(frozen=True, slots=True)
class TagSettings:
    """What image tags look like."""

    #: The sortable forms, the usual one first. Fields: `{commit}`, `{timestamp}` (seconds since 1970),
    #: `{date}` or `{day}` and `{time}` (YYYYMMDDHHMMSS in UTC), `{version}`, `{branch}`, `{context}`.
    sortable: Annotated[tuple[Template, ...], AtLeast(1)] = (
        "main-{commit}-{timestamp}",
        "release-v{version}-{commit}-{timestamp}",
        "release-v{version}-{context}-{commit}-{timestamp}",
    )
    #: Tags that move from image to image (patterns, `*` stands for any text, case is ignored).
    moving: tuple[str, ...] = (
        "latest", "latest-*", "*-latest", "main", "master", "trunk", "head", "dev", "devel", "develop",
        "development", "edge", "nightly", "canary", "snapshot", "*-snapshot", "stable", "testing", "staging",
        "production",
    )  # fmt: skip
    #: The ledger of release tags (`ddlint tags`), from the top of the repository.
    ledger: Annotated[
        str, Shape(r"(?!/|.*(^|/)\.\.?(/|$))[^\n]+[^\n/]", "the path of a file in the repository")
    ] = ".ddlint/tags"
    #: The images that are our own, to which what an environment demands of tags applies (patterns, `**`
    #: spans folders). Empty: those of a service, and where there is no service, those with a marker.
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Environment:
    """Files that deploy to one environment."""

    #: The files, by pattern; a file belongs to the first environment that names it.
    files: Annotated[tuple[str, ...], AtLeast(1)]
    #: What the tags of our own images have to be there: `sortable` (see `[tags]`), `semver` (the tag of a
    #: release), or anything.
    tags: Literal["sortable", "semver", "any"] = "any"


@dataclass(frozen=True, slots=True)
class Service:
    """A service whose images are deployed, and the clone of its repository."""

    #: The top of the clone, or the bare repository; relative to the configuration file.
    path: Annotated[str, Shape(r"[^\x00-\x1f]+", "a path")]
    #: Its images, without tag (patterns, `*` stays within a part, `**` spans parts). Empty: those whose last
    #: part is the service's name.
    images: tuple[str, ...] = ()
    #: The ImagePolicies of its images, for fields that hold a tag alone (patterns on the name, `*` stands for
    #: any text). Empty: the service's name, and what begins with it and `-`.
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """The builds that make images, and what sets them off."""

    #: Where Cloud Build triggers are defined: files, folders and patterns (`**` spans folders), relative to
    #: the configuration file. YAML or JSON of `gcloud builds triggers export`, `list` and `describe`;
    #: Terraform with `google_cloudbuild_trigger`. Tracked files that plainly define triggers are read anyway.
    triggers: tuple[str, ...] = ()
    #: The repository as triggers name it, `OWNER/NAME`. Empty: what the address of the remote `origin` says.
    repository: str = ""


Pattern = Annotated[
    str,
    Judged(
        r"(?!/)[^\x00-\x1f]*\{account\}[^\x00-\x1f]*",
        "a pattern with {account}, such as accounts/{account}/**",
        pattern_fault,
    ),
]
Route = Annotated[
    str, Shape(r"[^.\s]+(\.[^.\s]+)*", "keys with dots between them, such as metadata.labels.is_uat")
]
MaybeRoute = Annotated[str, Shape(r"(?:[^.\s]+(?:\.[^.\s]+)*)?", "keys with dots between them")]


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """Accounts: tenants with deployments of their own. Release candidates go to UAT accounts only."""

    #: The files of an account, by pattern: `{account}` captures its code, `**` spans folders. Empty: there
    #: are no accounts, and no rule asks about them.
    files: tuple[Pattern, ...] = ()
    #: The registry, as it was exported: JSON or YAML, a list of accounts or an object by code; relative to
    #: the configuration file. Empty: there is none.
    registry: Annotated[str, Shape(r"[^\x00-\x1f]*", "a path")] = ""
    #: Where the list (or the object) is in the registry (`data.accounts`). Empty: it is the whole of it.
    registry_list: MaybeRoute = ""
    #: The file in which the account itself says what it is, by pattern with `{account}`. Empty: there is
    #: none.
    admin: Annotated[str, Judged(r"[^\x00-\x1f]*", "a pattern with {account}", admin_fault)] = ""
    #: The key of the code in the registry.
    code: Route = "code"
    #: The key that says whether an account is UAT, in the registry and in admin's file (`spec.values.isUat`).
    is_uat: Route = "is_uat"
    #: The same in admin's file, where it is called otherwise there.
    admin_is_uat: MaybeRoute = ""
    #: The key that says whether an account is in use, in the registry.
    active: Route = "active"
    #: Accounts that are UAT whatever else is said (patterns on the code, `*` stands for any text): for
    #: environments that no registry lists.
    uat: tuple[str, ...] = ()
    #: What the patterns capture and is no account: shared bases (patterns on the code).
    ignore: tuple[str, ...] = ("_*", ".*", "base", "bases", "common", "components", "shared")
    #: Whether a release has to run on a UAT account, as a candidate or itself, before production runs it:
    #: looked up in the history of this repository.
    uat_first: bool = False


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
    #: The day from which on a rule holds, such as 2026-01-31, by code, name or area; the code has the last
    #: word. Commits and tags that are older are grandfathered: counted and shown, not failed.
    effective_from: dict[str, Day] = field(default_factory=dict)
    #: The baseline that `ddlint check` sets aside: a file, from the top of the repository; empty for none.
    baseline: Annotated[str, Shape(r"[^\x00-\x1f]*", "a path")] = ""
    #: Findings that may stand, each with a reason.
    waivers: tuple[WaiverSetting, ...] = ()
    #: Rules that nothing waives, by code, name or area.
    unwaivable: tuple[str, ...] = ()
    commits: CommitSettings = field(default_factory=CommitSettings)
    branches: BranchSettings = field(default_factory=BranchSettings)
    versions: VersionSettings = field(default_factory=VersionSettings)
    flux: FluxSettings = field(default_factory=FluxSettings)
    files: FileSettings = field(default_factory=FileSettings)
    tags: TagSettings = field(default_factory=TagSettings)
    #: Files that deploy to one environment, and what is demanded of the tags there.
    environments: dict[str, Environment] = field(default_factory=dict)
    #: Services whose images are deployed: where the commits of a tag are looked up.
    services: dict[str, Service] = field(default_factory=dict)
    builds: BuildSettings = field(default_factory=BuildSettings)
    accounts: AccountSettings = field(default_factory=AccountSettings)
