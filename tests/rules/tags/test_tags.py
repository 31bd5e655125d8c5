"""Which scalars count as image tags, and what is said of them."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Severity
from rules.linted import lint

IMAGE = "image:\n  repository: ghcr.io/acme/backend\n  tag: {}\n"
KUSTOMIZE = "images:\n- name: backend\n  newTag: {}\n"
MARKED = 'RELEASE: {} # {{"$imagepolicy": "apps:backend:tag"}}\n'
POD = "spec:\n  containers:\n  - name: c\n    image: {}\n"


def told(text: str) -> list[tuple[str, Severity]]:
    return [(entry.code, entry.severity) for entry in lint(text) if entry.code.startswith("DDT")]


@pytest.mark.parametrize(
    ("shape", "tag", "severity"),
    [
        (IMAGE, "1.10", Severity.ERROR),
        (IMAGE, "1e10", Severity.ERROR),
        (IMAGE, "0123", Severity.ERROR),
        (IMAGE, "08", Severity.ERROR),
        (IMAGE, "0o17", Severity.ERROR),
        (IMAGE, "1_000", Severity.ERROR),
        (IMAGE, "1700000000", Severity.ERROR),
        (IMAGE, "on", Severity.ERROR),
        (IMAGE, "y", Severity.ERROR),
        (IMAGE, "3.6", Severity.WARNING),
        (IMAGE, "1234567", Severity.ERROR),
        (KUSTOMIZE, "16", Severity.ERROR),
        (KUSTOMIZE, "3.6", Severity.ERROR),
        (KUSTOMIZE, "true", Severity.ERROR),
        (MARKED, "16", Severity.ERROR),
        (MARKED, "2024-01-01", Severity.ERROR),
        (MARKED, "null", Severity.ERROR),
        (MARKED, "~", Severity.ERROR),
    ],
)
def test_an_unquoted_tag_that_is_no_string_is_as_bad_as_what_becomes_of_it(
    shape: str, tag: str, severity: Severity
) -> None:
    assert told(shape.format(tag)) == [("DDT002", severity)]


@pytest.mark.parametrize("shape", [IMAGE, KUSTOMIZE, MARKED])
@pytest.mark.parametrize(
    "tag",
    [
        "v1", '"1.10"', "'1e10'", "!!str 1.10", "main-0123456-1700000000", "1.2.3", "1e10a", "later",
        "123e4567",
        f"1.2.3@sha256:{'a' * 64}", '""', "_x",
    ],
)  # fmt: skip
def test_an_ordinary_tag_is_left_in_peace(shape: str, tag: str) -> None:
    assert told(shape.format(tag)) == []


def test_a_short_whole_number_comes_out_of_helm_as_it_went_in() -> None:
    assert told(IMAGE.format("16")) == told(IMAGE.format("123456")) == []


@pytest.mark.parametrize(
    "tag", ["", "~", "null", "{{ .Values.tag }}", '"${TAG}"', "$(params.tag)", "<tag>", "%TAG%"]
)
def test_nothing_is_said_of_what_is_not_there_yet(tag: str) -> None:
    assert told(IMAGE.format(tag)) == []


@pytest.mark.parametrize(
    "text",
    [
        "git:\n  tag: 1.10\n",
        "ref:\n  tag: 1.10\n",
        "tag: 1.10\n",
        "image:\n  repository: https://github.com/acme/backend\n  tag: 1.10\n",
        "release:\n  repository: git@github.com:acme/backend.git\n  tag: 1.10\n",
        "log:\n  tag: on\n",
        "tags:\n  tag: release/2026\n",
        "image: 1.10\n",
        "image: logo.png\n",
        "hero:\n  image: /img/a b.png\n",
        "image: https://example.org/a:b+c.png\n",
    ],
)
def test_a_key_called_tag_or_image_is_not_yet_an_image_tag(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (POD, "ghcr.io/acme/backend:v1+build"),
        (POD, 'ghcr.io/acme/backend:prod-439c1aa"}'),
        (POD, "ghcr.io/acme/backend:.v1"),
        (POD, '"ghcr.io/acme/backend:"'),
        (POD, f"backend:{'a' * 129}"),
        (IMAGE, "feature/x"),
        (IMAGE, '"v1 "'),
        (KUSTOMIZE, "v1+2"),
        (MARKED, "v#1"),
    ],
)
def test_a_tag_that_no_registry_takes_is_an_error(shape: str, value: str) -> None:
    assert told(shape.format(value)) == [("DDT001", Severity.ERROR)]


@pytest.mark.parametrize(
    "value",
    [
        "backend", "ghcr.io/acme/backend", "localhost:5000/acme/backend", "localhost:5000/acme/backend:v1",
        f"ghcr.io/acme/backend@sha256:{'a' * 64}", f"ghcr.io/acme/backend:v1@sha256:{'a' * 64}", '""',
        '"{{ .Values.image }}:{{ .Values.tag }}"', "${REGISTRY}/backend:${TAG}", "'$(inputs.image)'",
        "a:<version>",
    ],
)  # fmt: skip
def test_an_ordinary_reference_is_left_in_peace(value: str) -> None:
    assert told(POD.format(value)) == []


def test_the_finding_points_at_the_tag_alone() -> None:
    (entry,) = lint(POD.format("ghcr.io/acme/backend:v1+x"))
    assert entry.location is not None
    assert (entry.location.column, entry.location.end_column) == (33, 37)
