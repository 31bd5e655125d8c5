"""Which of two tags is the newer one to Flux."""

from __future__ import annotations

import pytest

from ddlint.config.settings import Settings
from ddlint.model.accounts.reach import Reach
from ddlint.model.changes.tag_order import Way, moved
from ddlint.model.deployments.tag_order import reader
from ddlint.model.place import FileSpan
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.tag_template import templates_of

READ = reader(templates_of(Settings().tags.sortable))
ANY, ONES, TWOS = (PolicySpec(semver=text) for text in ("*", "1.x", "2.x"))
ASCENDING, DESCENDING = (PolicySpec(alphabetical=order) for order in ("asc", "desc"))
NUMBERS = PolicySpec(numerical="asc", pattern=r"^b(?P<n>[0-9]+)$", extract="$n", has_filter=True)


def way(old: str, new: str, *specs: PolicySpec, unknown: str = "") -> Way:
    policies = [Reach("f/a", FileSpan("a", 0, 0), each, unknown=unknown) for each in specs]
    return moved(old, new, policies, READ).way


@pytest.mark.parametrize(
    ("old", "new", "specs", "found"),
    [
        ("1.2.0", "1.1.9", [ANY], Way.DOWN),
        ("1.9.0", "1.10.0", [ANY], Way.UP),
        ("1.9.0", "1.10.0", [ASCENDING], Way.DOWN),
        ("1.9.0", "1.10.0", [DESCENDING], Way.UP),
        ("b9", "b10", [NUMBERS], Way.UP),
        ("b10", "b9", [NUMBERS], Way.DOWN),
        ("b10", "c9", [NUMBERS], Way.OUT),
        ("latest", "1.0.0", [ANY], Way.UP),
        ("1.0.0", "latest", [ANY], Way.OUT),
        ("2.0.0", "1.0.0", [ONES], Way.UP),
        ("2.0.0", "1.0.0", [TWOS], Way.OUT),
        ("2.0.0", "1.0.0", [ONES, TWOS], Way.UP),
        ("1.2.0", "1.1.0", [ONES, TWOS], Way.DOWN),
        ("1.9.0", "1.10.0", [ANY, ASCENDING], Way.UNKNOWN),
        ("1.1.0-rc.1", "1.0.0", [ANY, PolicySpec(semver=">=0-0")], Way.UNKNOWN),
        ("v1.0.0", "1.0.0", [ANY], Way.LEVEL),
        ("1.2.0", "1.1.0", [PolicySpec(semver="nonsense")], Way.DOWN),
    ],
)
def test_the_order_is_that_of_the_policies(old: str, new: str, specs: list[PolicySpec], found: Way) -> None:
    assert way(old, new, *specs) is found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("1.2.0", "1.1.9", Way.DOWN),
        ("v1.42.1", "v1.42.1-rc.1", Way.DOWN),
        ("1.2.0", "1.2.0-alpine", Way.UNKNOWN),
        ("1.2.0-alpine", "1.1.0-alpine", Way.DOWN),
        ("main-3f2c1aa-1700000001", "main-2b7e151-1700000000", Way.DOWN),
        ("main-3f2c1aa-1700000000", "main-2b7e151-1700000001", Way.UP),
        ("pr-1-3f2c1aa-20260101000001", "pr-1-2b7e151-20260101000000", Way.DOWN),
        ("3f2c1aa", "2b7e151", Way.UNKNOWN),
        ("latest", "stable", Way.UNKNOWN),
    ],
)
def test_without_a_policy_tags_speak_for_themselves(old: str, new: str, found: Way) -> None:
    assert way(old, new) is found
    assert way(old, new, DESCENDING, unknown="variables") is found
