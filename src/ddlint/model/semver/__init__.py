"""SemVer as Flux reads it: versions in tags, ranges in policies."""

from ddlint.model.semver.examples import changed_in_2_7, example_prerelease, example_release
from ddlint.model.semver.explain import why_not
from ddlint.model.semver.range import Range
from ddlint.model.semver.range_fault import RangeFault
from ddlint.model.semver.semantics import FLUX_2_5, FLUX_2_6, FLUX_2_7, Semantics
from ddlint.model.semver.traps import traps_of
from ddlint.model.semver.version import Fault, Version

__all__ = [
    "FLUX_2_5",
    "FLUX_2_6",
    "FLUX_2_7",
    "Fault",
    "Range",
    "RangeFault",
    "Semantics",
    "Version",
    "changed_in_2_7",
    "example_prerelease",
    "example_release",
    "traps_of",
    "why_not",
]
