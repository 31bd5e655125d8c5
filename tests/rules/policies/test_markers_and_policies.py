"""Tags at markers against the policies that write them, and policies against each other."""

from __future__ import annotations

import pytest

from ddlint.config.settings import FluxSettings, Settings
from rules.linted import RULES, lint

MINE = tuple(RULES[code] for code in ("DDM022", "DDT003", "DDP014"))
POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {{name: {name}, namespace: apps}}
spec:
  imageRepositoryRef: {{name: backend}}
  {spec}
---
"""
REPOSITORY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
"""
RANGE = "policy: {semver: {range: '>=1.0.0-0 <2.0.0'}}"
NUMBERS = "filterTags: {pattern: '^main-(?P<ts>.*)$', extract: $ts}\n  policy: {numerical: {order: asc}}"


def policy(spec: str, name: str = "backend") -> str:
    return POLICY.format(name=name, spec=spec)


def codes(*documents: str, flux: str = "2.7") -> list[str]:
    entries = lint("".join(documents), rules=MINE, settings=Settings(flux=FluxSettings(flux)))
    return [entry.code for entry in entries]


def tag(value: str) -> str:
    return f'spec:\n  tag: {value} # {{"$imagepolicy": "apps:backend:tag"}}\n'


def image(value: str) -> str:
    return f'spec:\n  image: {value} # {{"$imagepolicy": "apps:backend"}}\n'


@pytest.mark.parametrize(
    ("spec", "marked", "expected"),
    [
        (RANGE, tag("1.4.2"), []),
        (RANGE, tag("2.4.2"), ["DDM022"]),
        (RANGE, tag("1.4"), ["DDT003"]),
        (RANGE, tag("latest"), ["DDT003"]),
        (RANGE, image("ghcr.io/acme/backend:2.4.2"), ["DDM022"]),
        (RANGE, image("ghcr.io/acme/backend:1.4.2@sha256:" + "0" * 64), []),
        (RANGE, image("ghcr.io/acme/backend@sha256:" + "0" * 64), []),
        (RANGE, image("ghcr.io/acme/backend"), []),
        (RANGE, tag("${TAG}"), []),
        (RANGE, tag("'{{ .Values.tag }}'"), []),
        (RANGE, tag("''"), []),
        (NUMBERS, tag("main-1700000000"), []),
        (NUMBERS, tag("main-1700000000-arm64"), ["DDT003"]),
        (NUMBERS, tag("dev-1700000000"), ["DDM022"]),
        ("policy: {alphabetical: {}}", tag("anything"), []),
        ("policy: {}", tag("1.4.2"), []),
        ("policy: {semver: {range: nope}}", tag("1.4.2"), []),
        ("policy: {semver: {range: '${RANGE}'}}", tag("1.4.2"), []),
        ("filterTags: {pattern: '('}\n  policy: {numerical: {}}", tag("1.4.2"), []),
        (RANGE, 'spec:\n  name: x/backend # {"$imagepolicy": "apps:backend:name"}\n', []),
        (RANGE, tag("2.4.2").replace("apps:", "other:"), []),
        (RANGE, '# tag: 2.4.2 # {"$imagepolicy": "apps:backend:tag"}\n', []),
    ],
)
def test_value_at_a_marker(spec: str, marked: str, expected: list[str]) -> None:
    assert codes(REPOSITORY, policy(spec), marked) == expected


@pytest.mark.parametrize(("flux", "expected"), [("2.6", ["DDM022"]), ("2.7", [])])
def test_version_of_flux_decides(flux: str, expected: list[str]) -> None:
    assert codes(REPOSITORY, policy(RANGE), tag("2.0.0-rc.1"), flux=flux) == expected


def test_one_of_several_policies_of_the_name_is_enough() -> None:
    other = policy("policy: {semver: {range: '>=2.0.0'}}")
    assert codes(REPOSITORY, policy(RANGE), other, tag("2.4.2")) == []
    assert codes(REPOSITORY, policy(RANGE), other, tag("0.4.2")) == ["DDM022"]


FILTERED = policy(NUMBERS, "filtered")


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("policy: {alphabetical: {}}", ["DDP014"]),
        ("policy: {numerical: {}}", ["DDP014"]),
        ("filterTags: {extract: $1}\n  policy: {numerical: {}}", ["DDP014"]),
        ("policy: {semver: {range: '*'}}", []),
        (NUMBERS, []),
    ],
)
def test_policy_without_a_filter_beside_one_with_it(spec: str, expected: list[str]) -> None:
    assert codes(REPOSITORY, FILTERED, policy(spec)) == expected


def test_policies_without_filters_alone_are_left_alone() -> None:
    first, second = (policy("policy: {alphabetical: {}}", name) for name in ("one", "two"))
    assert codes(REPOSITORY, first, second) == []


def test_policies_of_other_repositories_do_not_count() -> None:
    other = FILTERED.replace("Ref: {name: backend}", "Ref: {name: other}")
    assert codes(REPOSITORY, other, policy("policy: {alphabetical: {}}")) == []
