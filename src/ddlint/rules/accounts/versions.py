"""Which deployments of a service are behind which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddlint.model.accounts.deployment import Deployment, ServiceFleet
from ddlint.model.semver.version import Key


def highest(deployments: Sequence[Deployment]) -> Deployment | None:
    """The one with the highest final release; None where none has one."""
    finals = [each for each in deployments if each.release is not None and not each.release.is_candidate]
    return max(finals, key=_key, default=None)


def highest_of(deployments: Sequence[Deployment]) -> Deployment | None:
    """The one with the highest version, pre-releases among them; None where none has one."""
    return max((each for each in deployments if each.release is not None), key=_key, default=None)


def behind(fleet: ServiceFleet, top: Deployment) -> Iterator[Deployment]:
    """The deployments on UAT accounts whose release is below that of `top`."""
    for each in fleet.uat:
        if each.release is not None and _key(each) < _key(top):
            yield each


def _key(row: Deployment) -> Key:
    found = row.release
    return found.key if found is not None else (0, 0, 0, ())
