"""Who is a bot."""

import pytest

from ddlint.config.bots import is_bot
from ddlint.config.settings import FluxSettings


@pytest.mark.parametrize(
    "who",
    [
        "fluxcdbot <fluxcdbot@users.noreply.github.com>",
        "Flux <flux@example.org>",
        "FluxCD Bot <fluxcd-bot@example.org>",
        "fluxcd <fluxcd@users.noreply.github.com>",
        "Automation <fluxcd@example.org>",
        "Weave Flux <support@weave.works>",
        "image-automation-controller <ci@example.org>",
        "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>",
        "dependabot[bot] <support@github.com>",
    ],
)
def test_machines_are_bots(who: str) -> None:
    assert is_bot(who, FluxSettings())


@pytest.mark.parametrize(
    "who",
    ["Ada Lovelace <ada@example.org>", "Robot Wilson <rw@example.org>", "Flux Capacitor <doc@example.org>"],
)
def test_people_are_not(who: str) -> None:
    assert not is_bot(who, FluxSettings())


def test_the_author_of_an_automation_is_a_bot_whatever_it_is_called() -> None:
    assert is_bot("Deployer <deploy@example.org>", FluxSettings(), ["Deploy@example.org"])


def test_patterns_can_be_configured() -> None:
    assert is_bot("CI <ci@example.org>", FluxSettings(bots=("CI <*>",)))
