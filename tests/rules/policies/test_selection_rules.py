"""What policies select: exactly one kind, numbers sorted as text, descending order."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry
from rules.linted import RULES, lint

MINE = tuple(RULES[code] for code in ("DDP001", "DDP008", "DDP009"))
HEAD = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
"""
REFERENCE = "  imageRepositoryRef: {name: backend}\n"


def found(spec: str, head: str = HEAD) -> list[Entry]:
    return lint(head + spec, rules=MINE)


def codes(spec: str, head: str = HEAD) -> list[str]:
    return [entry.code for entry in found(spec, head)]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (f"{REFERENCE}  policy: {{}}\n", ["DDP001"]),
        (f"{REFERENCE}  policy:\n", ["DDP001"]),
        (f"{REFERENCE}  policy: {{semver: null}}\n", ["DDP001"]),
        (f"{REFERENCE}  policy: {{semver: {{range: '*'}}, numerical: {{}}}}\n", ["DDP001"]),
        ("  policy: {semver: {range: '*'}, numerical: {}}\n", ["DDP001"]),
        (f"{REFERENCE}  policy: {{semver: {{range: '*'}}, numerical: null}}\n", []),
        (f"{REFERENCE}  policy: {{numerical: {{}}}}\n", []),
    ],
)
def test_exactly_one(spec: str, expected: list[str]) -> None:
    assert codes(spec) == expected


@pytest.mark.parametrize(
    "spec", [REFERENCE, "  policy: {}\n", "  interval: 5m\n", "  filterTags: {pattern: '^main-'}\n"]
)
def test_patches_are_left_alone(spec: str) -> None:
    """An overlay, or the base below it, may add what is missing."""
    assert codes(spec) == []


def test_object_without_a_spec_is_left_alone() -> None:
    assert codes("", HEAD.replace("spec:\n", "")) == []


@pytest.mark.parametrize(
    ("spec", "what"),
    [
        ("  - a\n", "spec must be a mapping, and is a list"),
        ("  policy: [a]\n", "spec.policy must be a mapping, and is a list"),
        ("  policy: {numerical: asc}\n", "spec.policy.numerical must be a mapping, and is a text"),
        ("  filterTags: {pattern: 5}\n", "spec.filterTags.pattern is a number in YAML, and must be a string"),
    ],
)
def test_shape_that_the_api_refuses(spec: str, what: str) -> None:
    (entry,) = found(spec)
    assert entry.code == "DDP001"
    assert entry.message.endswith(what)


def test_policies_of_other_groups_are_not_ours() -> None:
    assert codes("  policy: {}\n", HEAD.replace("image.toolkit.fluxcd.io/v1", "config.openshift.io/v1")) == []


def test_policy_in_a_list() -> None:
    item = (HEAD + REFERENCE + "  policy: {}\n").replace("\n", "\n    ")
    (entry,) = lint(f"kind: List\nitems:\n  - {item}", rules=MINE)
    assert entry.code == "DDP001"


@pytest.mark.parametrize(
    ("pattern", "severity"),
    [
        (r"^v[0-9]+\.[0-9]+\.[0-9]+$", Severity.ERROR),
        (r"^build-[0-9]+$", Severity.WARNING),
        (r"^main-[a-f0-9]+-(?P<ts>[0-9]+)$', extract: '$ts", Severity.INFO),
        (r"^main-[a-f0-9]+-(?P<ts>[0-9]{10})$', extract: '$ts", None),
        (r"^RELEASE\.(?P<timestamp>.*)Z$', extract: '$timestamp", None),
    ],
)
def test_numbers_sorted_as_text(pattern: str, severity: Severity | None) -> None:
    spec = f"{REFERENCE}  filterTags: {{pattern: '{pattern}'}}\n  policy: {{alphabetical: {{}}}}\n"
    entries = found(spec)
    assert [(entry.code, entry.severity) for entry in entries] == ([("DDP008", severity)] if severity else [])


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("numerical: {order: desc}", ["DDP009"]),
        ("alphabetical: {order: 'desc'}", ["DDP009"]),
        ("numerical: {order: asc}", []),
        ("semver: {range: '*'}", []),
    ],
)
def test_descending_order(policy: str, expected: list[str]) -> None:
    assert codes(f"{REFERENCE}  policy: {{{policy}}}\n") == expected


def test_order_that_flux_passes_over_is_not_spoken_of() -> None:
    assert codes(f"{REFERENCE}  policy: {{semver: {{range: '*'}}, numerical: {{order: desc}}}}\n") == [
        "DDP001"
    ]


REPOSITORY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend}
spec:
  image: ghcr.io/acme/backend
"""


@pytest.mark.parametrize(
    ("exclusions", "expected"),
    [
        ("", []),
        ("  exclusionList: []\n", []),
        ("  exclusionList: ['^pr-']\n", ["DDP015"]),
        (r"  exclusionList: ['^pr-', '\.sig$']" + "\n", []),
        ("  exclusionList: ['sha256-']\n", []),
        ("  exclusionList: ['(']\n", []),
        ("  exclusionList: x\n", []),
    ],
)
def test_exclusions_that_bring_signatures_back(exclusions: str, expected: list[str]) -> None:
    entries = lint(REPOSITORY + exclusions, rules=[RULES["DDP015"]])
    assert [entry.code for entry in entries] == expected
