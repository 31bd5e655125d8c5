"""Versions of charts: which ones let a pre-release through, and what overlays make of them."""

from __future__ import annotations

import pytest

from rules.account_scenes import RULES, look

REGISTRY = '[{"code": "acme", "is_uat": false}, {"code": "uat", "is_uat": true}]'
RELEASE = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec:
  chart:
    spec:
      chart: backend
      version: VERSION
      sourceRef: {kind: HelmRepository, name: charts}
"""
KUSTOMIZATION = "resources: [../../base]\npatches:\n  - path: patch.yaml\n"
PATCH = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec: {chart: {spec: {version: VERSION}}}
"""
INLINE = """\
resources: [../../base]
patches:
  - target: {kind: HelmRelease}
    patch: |
      - {op: replace, path: /spec/chart/spec/version, value: VERSION}
"""


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    entries = look({"accounts.json": REGISTRY, **files}, [RULES["DDA018"]])
    return [(entry.location.name, entry.severity.word) for entry in entries if entry.location]


def overlaid(base: str, patch: str, account: str = "acme") -> list[str]:
    files = {
        "base/kustomization.yaml": "resources: [release.yaml]\n",
        "base/release.yaml": RELEASE.replace("VERSION", base),
        f"accounts/{account}/kustomization.yaml": KUSTOMIZATION,
        f"accounts/{account}/patch.yaml": PATCH.replace("VERSION", patch),
    }
    return [path for path, _ in found(files)]


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ("'>=1.0.0-0'", True),
        ('">=1.0.0-alpha"', True),
        ("2.0.0-rc.1", True),
        ("'*-0'", True),
        ("^1.0.0-0 # why not", True),
        ("'>=1.0.0'", False),
        ("1.2.3 - 2.0.0", False),
        ("1.x", False),
        ("'>=1.0.0 # -0'", False),
        ("1.2.3 # not 1.2.3-rc.1", False),
        ("${version}", False),
    ],
)
def test_a_version_is_judged_by_what_it_admits(version: str, bad: bool) -> None:
    assert bool(found({"accounts/acme/x.yaml": RELEASE.replace("VERSION", version)})) == bad


def test_uat_accounts_may_have_them() -> None:
    assert found({"accounts/uat/x.yaml": RELEASE.replace("VERSION", "'>=1.0.0-0'")}) == []


def test_flux_ignores_the_version_of_a_chart_out_of_git() -> None:
    text = RELEASE.replace("VERSION", "'>=1.0.0-0'").replace("HelmRepository", "GitRepository")
    assert found({"accounts/acme/x.yaml": text}) == []


def test_an_overlay_that_takes_it_back_is_seen() -> None:
    assert overlaid("'>=1.0.0-0'", "'>=1.0.0'") == []


def test_an_overlay_that_brings_it_is_found_where_it_stands() -> None:
    assert overlaid("'>=1.0.0'", "'>=1.0.0-alpha'") == ["accounts/acme/patch.yaml"]
    assert overlaid("'>=1.0.0'", "'>=1.0.0-alpha'", "uat") == []


def test_a_shared_base_is_found_once() -> None:
    assert overlaid("'>=1.0.0-0'", "") == []  # null takes it away
    files = {
        "base/kustomization.yaml": "resources: [release.yaml]\n",
        "base/release.yaml": RELEASE.replace("VERSION", "'>=1.0.0-0'"),
        **{f"accounts/{code}/kustomization.yaml": "resources: [../../base]\n" for code in ("a", "b", "uat")},
    }
    assert found(files) == [("base/release.yaml", "warning")]


@pytest.mark.parametrize(("version", "bad"), [("'>=1.0.0-0'", True), ("'>=1.0.0'", False)])
def test_a_json_patch_puts_one_in(version: str, bad: bool) -> None:
    files = {
        "base/kustomization.yaml": "resources: [release.yaml]\n",
        "base/release.yaml": RELEASE.replace("VERSION", "'>=2.0.0-0'"),
        "accounts/acme/kustomization.yaml": INLINE.replace("VERSION", version),
    }
    assert bool(found(files)) == bad


def test_a_chart_of_our_own_service_is_an_error() -> None:
    config = '[accounts]\nfiles = ["accounts/{account}/**"]\nregistry = "accounts.json"\n'
    config += '[services.backend]\npath = "../backend"\n'
    text = RELEASE.replace("VERSION", "2.0.0-rc.1")
    assert found({"ddlint.toml": config, "accounts/acme/x.yaml": text}) == [("accounts/acme/x.yaml", "error")]


def test_a_marker_on_the_version_is_the_policys_business() -> None:
    text = RELEASE.replace("VERSION", '2.0.0-rc.1 # {"$imagepolicy": "flux-system:backend:tag"}')
    assert found({"accounts/acme/x.yaml": text}) == []
