"""Tags against what an environment demands, and tags that are nearly sortable."""

from __future__ import annotations

from typing import Any

import pytest

from ddlint.config.settings import Environment, Service, Settings, TagSettings
from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Verdict
from rules.linted import NOW, lint

ERROR, WARNING = Severity.ERROR, Severity.WARNING
MARKED = 'image: ghcr.io/acme/backend:{} # {{"$imagepolicy": "flux-system:backend"}}\n'
BESIDE = 'image:\n  tag: {} # {{"$imagepolicy": "flux-system:backend-prod:tag"}}\n'
NEW_TAG = 'images:\n- name: backend\n  newTag: {} # {{"$imagepolicy": "flux-system:backend:tag"}}\n'
POD = "spec:\n  containers:\n  - image: {}\n"
SHAPES = (MARKED, BESIDE, NEW_TAG)
GOOD = "main-1a2b3c4-1700000000"


def environment(demand: Any, **more: Any) -> Settings:
    return Settings(environments={"staging": Environment(("staging/**",), demand)}, **more)


def told(
    text: str, settings: Settings | None = None, path: str = "staging/a.yaml"
) -> list[tuple[str, Severity]]:
    entries = lint(text, path, settings=settings)
    mine = ("DDT005", "DDT006", "DDT007", "DDT008", "DDT009", "DDT010")
    return [(entry.code, entry.severity) for entry in entries if entry.code in mine]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("tag", "demand", "found"),
    [
        (GOOD, "sortable", []),
        ("release-v1.42.2-1a2b3c4-1700000000", "sortable", []),
        ("release-v1.42.2-fix-login-1a2b3c4-1700000000", "sortable", []),
        ("v1.42.1", "sortable", [("DDT005", ERROR)]),
        ("main-1A2B3C4-1700000000", "sortable", [("DDT005", ERROR)]),
        ("main-1a2b3c4-1700000000-arm64", "sortable", [("DDT005", ERROR)]),
        ("main-12-1700000000", "sortable", [("DDT005", ERROR)]),
        ("main-1a2b-1700000000", "sortable", [("DDT010", ERROR)]),
        ("main-1a2b-1700000000", "any", [("DDT010", WARNING)]),
        ("main-1a2b3c4-1700000000000", "sortable", [("DDT008", ERROR)]),
        ("main-1a2b3c4-1700000000000", "any", [("DDT008", WARNING)]),
        ("main-1a2b3c4-1700000000000", "semver", [("DDT006", ERROR), ("DDT008", WARNING)]),
        ("latest", "sortable", [("DDT007", ERROR)]),
        ("Latest", "semver", [("DDT007", ERROR)]),
        ("latest", "any", [("DDT007", WARNING)]),
        ("v1.42.1", "semver", []),
        ("1.42.1", "semver", []),
        ("v1.42.1-rc.1", "semver", []),
        ("v1.42.01", "semver", [("DDT006", ERROR)]),
        ("v1.42.1-01", "semver", [("DDT006", ERROR)]),
        (GOOD, "semver", [("DDT006", ERROR)]),
        (GOOD, "any", []),
        ("anything", "any", []),
    ],
)
def test_an_environment_demands(shape: str, tag: str, demand: str, found: list[tuple[str, Severity]]) -> None:
    assert told(shape.format(tag), environment(demand)) == found


@pytest.mark.parametrize("tag", ["v1.42.1", "main-1a2b3c4", "anything", "7-alpine"])
def test_outside_of_environments_any_form_will_do(tag: str) -> None:
    assert told(MARKED.format(tag), environment("sortable"), path="other/a.yaml") == []
    assert told(MARKED.format(tag)) == []


def test_an_image_that_is_not_ours_may_have_any_tag() -> None:
    assert told(POD.format("docker.io/library/redis:7-alpine"), environment("sortable")) == []


@pytest.mark.parametrize(
    ("image", "ours"),
    [
        ("ghcr.io/acme/backend", True),
        ("backend", True),
        ("ghcr.io/acme/backend-api", False),
        ("ghcr.io/acme/redis", False),
    ],
)
def test_images_of_a_service_are_ours_marker_or_not(image: str, ours: bool) -> None:
    settings = environment("sortable", services={"backend": Service("../backend")})
    marker = ' # {"$imagepolicy": "flux-system:redis"}'
    for behind in ("", marker):
        assert told(POD.format(f"{image}:v1{behind}"), settings) == ([("DDT005", ERROR)] if ours else [])


def test_images_can_be_named_as_ours() -> None:
    settings = environment("semver", tags=TagSettings(images=("ghcr.io/acme/**",)))
    assert told(POD.format("ghcr.io/acme/team/backend:v1"), settings) == [("DDT006", ERROR)]
    assert told(POD.format("docker.io/redis:v1"), settings) == []


@pytest.mark.parametrize(
    "text",
    [
        MARKED.format("{{ .Values.tag }}"),
        MARKED.format("${TAG}"),
        BESIDE.format('""'),
        POD.format("backend"),
        "tag: v1\n",
        "git:\n  tag: latest\n",
    ],
)
def test_nothing_is_said_of_what_is_no_tag_yet(text: str) -> None:
    assert told(text, environment("sortable")) == []


@pytest.mark.parametrize("text", [POD.format("busybox:latest"), "image:\n  repository: a/b\n  tag: latest\n"])
def test_latest_is_nobodys_business_outside_of_environments_and_without_marker(text: str) -> None:
    assert told(text) == []
    assert told(text, environment("any")) == [("DDT007", WARNING)]


def test_a_digest_holds_a_moving_tag_fast() -> None:
    digest = f"sha256:{'a' * 64}"
    assert told(POD.format(f"busybox:latest@{digest}"), environment("any")) == []
    assert told(f"image:\n  repository: a/b\n  tag: latest\n  digest: {digest}\n", environment("any")) == []


@pytest.mark.parametrize(
    ("ahead", "found"),
    [(-1, []), (300, []), (301, [WARNING]), (86_400, [WARNING]), (86_401, [ERROR]), (10**9, [ERROR])],
)
def test_a_timestamp_may_be_ahead_by_the_skew_of_two_clocks(ahead: int, found: list[Severity]) -> None:
    entries = told(MARKED.format(f"main-1a2b3c4-{NOW + ahead}"))
    assert entries == [("DDT009", severity) for severity in found]


def test_without_a_clock_the_future_is_not_known() -> None:
    entries = lint(MARKED.format(GOOD), now=None)
    assert [(each.code, each.verdict) for each in entries] == [("DDT009", Verdict.NOT_AVAILABLE)]


def test_the_finding_points_at_the_part_that_is_wrong() -> None:
    (entry,) = lint(MARKED.format("main-1a2b3c4-1700000000000"))
    assert entry.location is not None
    assert (entry.location.column, entry.location.end_column) == (42, 55)


def test_the_forms_can_be_configured() -> None:
    settings = environment("sortable", tags=TagSettings(sortable=("master-{commit}-{timestamp}",)))
    assert told(MARKED.format("master-1a2b3c4-1700000000"), settings) == []
    assert told(MARKED.format(GOOD), settings) == [("DDT005", ERROR)]
