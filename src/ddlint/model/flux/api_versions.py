"""Which versions of the image API a Flux release serves.

Source: fluxcd/flux2, manifests/crds, by release: v1beta1 until 2.6, v1beta2 until 2.8, v1 since 2.7;
ImageUpdateAutomation has v1beta2 since 2.3. The alpha versions were gone before 2.0.
"""

from __future__ import annotations

Release = tuple[int, int]
#: By version: since which release, and until before which; None for no end.
_SERVED: dict[str, tuple[Release, Release | None]] = {
    "v1beta1": ((0, 0), (2, 7)),
    "v1beta2": ((0, 0), (2, 9)),
    "v1": ((2, 7), None),
}
_AUTOMATION_V1BETA2 = (2, 3)


def release_of(version: str) -> Release:
    """The release that the setting `version` (`2.7`) names."""
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def is_served(kind: str, version: str, release: Release) -> bool:
    """Whether `release` of Flux serves `version` of a kind."""
    if version not in _SERVED:
        return False
    since, until = _SERVED[version]
    if kind == "ImageUpdateAutomation" and version == "v1beta2":
        since = _AUTOMATION_V1BETA2
    return since <= release and (until is None or release < until)


def newest(kind: str, release: Release) -> str:
    """The newest version of a kind that `release` serves."""
    return next(version for version in ("v1", "v1beta2", "v1beta1") if is_served(kind, version, release))


def gone_since(version: str, release: Release) -> Release | None:
    """The release that removed `version`; None where it never was, or is yet to come."""
    until = _SERVED[version][1] if version in _SERVED else None
    return until if until is not None and until <= release else None
