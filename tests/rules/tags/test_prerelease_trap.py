"""Which pre-release tags are a trap, and which only look like one."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Severity
from ddlint.model.semver import Version
from rules.linted import lint

MARKED = 'RELEASE: {} # {{"$imagepolicy": "apps:backend:tag"}}\n'


def told(text: str) -> list[tuple[str, Severity]]:
    return [(entry.message, entry.severity) for entry in lint(text) if entry.code == "DDT004"]


TEXT = "pre-release `{0}{1}` of tag {2} is compared as text, and `{0}10` is below `{0}9`"
ZERO = "tag {1} is no version for Flux: the pre-release number `{0}` begins with a zero"


@pytest.mark.parametrize(
    ("tag", "message", "severity"),
    [
        ("1.4.0-rc10", TEXT.format("rc", 10, "1.4.0-rc10"), Severity.WARNING),
        ("v1.4.0-rc1", TEXT.format("rc", 1, "v1.4.0-rc1"), Severity.INFO),
        ("1.4.0-SNAPSHOT-12", TEXT.format("SNAPSHOT-", 12, "1.4.0-SNAPSHOT-12"), Severity.WARNING),
        ('"1.4.0-rc.01"', ZERO.format("01", "1.4.0-rc.01"), Severity.WARNING),
        ("ghcr.io/acme/backend:1.4.0-0123456", ZERO.format("0123456", "1.4.0-0123456"), Severity.WARNING),
        ("1.4.0-0123456@sha256:" + "a" * 64, ZERO.format("0123456", "1.4.0-0123456"), Severity.WARNING),
    ],
)
def test_traps(tag: str, message: str, severity: Severity) -> None:
    assert told(MARKED.format(tag)) == [(message, severity)]


@pytest.mark.parametrize("word", ["rc", "beta", "SNAPSHOT-"])
def test_the_order_is_what_the_message_says(word: str) -> None:
    nine, ten = Version.parse(f"1.0.0-{word}9"), Version.parse(f"1.0.0-{word}10")
    assert isinstance(nine, Version)
    assert isinstance(ten, Version)
    assert ten.key < nine.key


@pytest.mark.parametrize(
    "tag",
    [
        *("1.4.0", "1.4.0-rc.10", "1.4.0-alpine3", "1.4.0-3f2c1aa", "1.4.0-0a1b2c3", "1.4.0-1700000000"),
        *("main-3f2c1aa-1700000000", "release-1.4.0-rc10", "1.4-rc10", "1.4.0-jdk17", "1.4.0-b3f2c1aa"),
        *("1.4.0-0", "16.04-rc10", "1.4.0-rc10a", "1.4.0-build20240101"),
    ],
)
def test_no_trap(tag: str) -> None:
    assert told(MARKED.format(tag)) == []


def test_a_tag_that_flux_does_not_write_is_left_alone() -> None:
    assert told("image:\n  repository: ghcr.io/acme/backend\n  tag: 1.4.0-rc10 # the tenth\n") == []


def test_points_at_the_identifier() -> None:
    text = MARKED.format("backend:1.4.0-rc10")
    (entry,) = [entry for entry in lint(text) if entry.code == "DDT004"]
    assert entry.location is not None
    assert entry.location.column == text.index("rc10") + 1
