"""Cheap tests in front of the rules on placements.

They look only at what deployments that are alike have in common: the tag, what writes it, whether it is
inherited, whether the account is UAT. Never at the account itself, and at no place.
"""

from __future__ import annotations

from ddlint.model.accounts.deployment import Placement


def holds_candidate(placement: Placement) -> bool:
    """Whether its tag is a pre-release."""
    release = placement.first.release
    return release is not None and release.is_candidate


def may_admit_candidates(placement: Placement) -> bool:
    """Whether a policy writes it that may take pre-releases, or of which that is not known."""
    writer = placement.first.writer
    found = [each.examples for each in writer.policies] if writer is not None else []
    return any(each.prerelease or not (each.never or each.invalid) for each in found)


def admits_no_candidates(placement: Placement) -> bool:
    """Whether some account that takes candidates never gets one."""
    writer = placement.first.writer
    never = writer is not None and all(each.examples.never for each in writer.policies)
    return never and any(each.account.is_uat for each in placement.deployments)


def is_inherited(placement: Placement) -> bool:
    """Whether it is written in a file that is not the account's own."""
    return placement.first.inherited
