"""Kustomizations of Flux that kustomize patches, or that get their path from the one that applies them."""

from __future__ import annotations

import pytest

from rules.account_scenes import table_of

RELEASE = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: TAG # {"$imagepolicy": "flux-system:backend:tag"}
"""
APPS = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system, annotations: {tier: app}}
spec:
  path: ./nowhere
  sourceRef: {kind: GitRepository, name: here}
  postBuild: {substitute: {version: v1.0.0}}
"""
PATCH = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
"""
CLUSTER = "accounts/acme/kustomization.yaml"
FILES = {
    "README.md": "",
    "base/apps.yaml": APPS,
    "base/kustomization.yaml": "resources: [apps.yaml]\n",
    "apps/prod/backend.yaml": RELEASE.replace("TAG", "v1.2.3"),
    "apps/uat/backend.yaml": RELEASE.replace("TAG", "${version}"),
}


def tags(files: dict[str, str], account: str = "acme") -> list[str]:
    made, _ = table_of(FILES | files)
    return [each.tag or each.unknown for each in made.deployments if each.account.code == account]


def patched(patch: str, target: str = "", file: str = "patch.yaml") -> dict[str, str]:
    entry = f"  - path: {file}\n{target}"
    return {CLUSTER: f"resources: [../../base]\npatches:\n{entry}", f"accounts/acme/{file}": patch}


def test_a_path_that_a_patch_puts_in_is_followed() -> None:
    assert tags(patched(f"{PATCH}  path: ./apps/prod\n")) == ["v1.2.3"]


def test_so_are_variables() -> None:
    patch = f"{PATCH}  path: ./apps/uat\n  postBuild: {{substitute: {{version: v2.0.0-rc.1}}}}\n"
    assert tags(patched(patch)) == ["v2.0.0-rc.1"]
    assert tags(patched(f"{PATCH}  path: ./apps/uat\n")) == ["v1.0.0"]


@pytest.mark.parametrize(
    "value",
    [
        "/spec/postBuild/substitute/version, value: v2.0.0",
        "/spec/postBuild, value: {substitute: {version: v2.0.0}}",
    ],
)
def test_a_json_patch_puts_them_in_too(value: str) -> None:
    patch = f"- {{op: replace, path: /spec/path, value: ./apps/uat}}\n- {{op: replace, path: {value}}}\n"
    assert tags(patched(patch, "    target: {kind: Kustomization}\n")) == ["v2.0.0"]


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [
        ("annotationSelector: tier=app", True),
        ("annotationSelector: tier!=app", False),
        ("annotationSelector: 'other != disabled, tier'", True),
        ("annotationSelector: '!tier'", False),
        ("labelSelector: tier=app", False),
    ],
)
def test_simple_selectors_are_told(selector: str, chosen: bool) -> None:
    target = f"    target:\n      kind: Kustomization\n      {selector}\n"
    assert tags(patched(f"{PATCH}  path: ./apps/prod\n", target)) == (["v1.2.3"] if chosen else [])


def test_a_patch_alone_applies_nothing() -> None:
    """Of another object: the path in it is nobody's."""
    patch = f"{PATCH}  path: ./apps/prod\n".replace("name: apps", "name: other")
    assert tags(patched(patch)) == []


def test_each_overlay_of_one_base_is_followed() -> None:
    other = {
        path.replace("acme", "beta"): text for path, text in patched(f"{PATCH}  path: ./apps/uat\n").items()
    }
    files = patched(f"{PATCH}  path: ./apps/prod\n") | other
    assert (tags(files), tags(files, "beta")) == (["v1.2.3"], ["v1.0.0"])


FLUX = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec:
  path: ./accounts/acme
  sourceRef: {kind: GitRepository, name: here}
  postBuild: {substitute: {env: prod}}
"""


def test_variables_of_the_one_that_applies_it_are_put_into_its_path() -> None:
    """As `flux bootstrap` writes it: flux-system applies the folder that it stands in."""
    files = {
        "accounts/acme/flux-system/flux.yaml": FLUX,
        "accounts/acme/flux-system/kustomization.yaml": "resources: [flux.yaml]\n",
        "accounts/acme/apps.yaml": APPS.replace("./nowhere", "./apps/${env}"),
    }
    assert tags(files) == ["v1.2.3"]
    assert tags({**files, "accounts/acme/apps.yaml": APPS.replace("./nowhere", "./apps/${other}")}) == []


def test_one_that_applies_itself_with_ever_new_variables_ends() -> None:
    text = FLUX.replace("{env: prod}", "{env: '${env}x'}").replace("./accounts/acme", "./loop")
    files = {"loop/flux.yaml": text, "loop/kustomization.yaml": "resources: [flux.yaml]\n"}
    assert tags(files) == []
