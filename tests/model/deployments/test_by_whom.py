"""Whether a machine or a person made a deployment."""

from __future__ import annotations

import pytest

from ddlint.model.deployments.by_whom import by_machine
from deployment_histories import step


@pytest.mark.parametrize(
    ("subject", "by_bot", "machine"),
    [
        ("Update from image update automation", True, True),
        ("Roll back the backend", False, False),
        ("Merge pull request #12 from acme/flux-image-updates", False, True),
        ("Merge pull request #12 from acme/FluxCD/updates", False, True),
        ("Merge branch 'image-updates' into 'main'", False, True),
        ("Merge remote-tracking branch 'origin/flux-updates'", False, True),
        ("Merge pull request #9 from acme/renovate/backend-1.x", False, True),
        ("Merged in flux-image-updates (pull request #3)", False, True),
        ("Merge pull request #12 from acme/rollback", False, False),
        ("Merge branch 'main' of github.com:acme/flux-config", False, False),
        ("Merge pull request #289 from acme/use-flux-to-install", False, False),
        ("Merge pull request #1445 from acme/dev-fluxv2-migration", False, False),
        ("Stop flux from updating the backend", False, False),
    ],
)
def test_who_made_it(subject: str, by_bot: bool, machine: bool) -> None:
    assert by_machine(step(1, by_bot=by_bot, subject=subject)) is machine
