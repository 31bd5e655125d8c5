"""Where a tag comes from: through kustomize, Flux's Kustomizations and `valuesFrom`."""

from __future__ import annotations

import pytest

from rules.account_scenes import table_of

RELEASE = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend, namespace: apps}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.0.0 # {"$imagepolicy": "flux-system:backend:tag"}
"""
PATCH = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec:
  values:
    image:
      tag: v2.0.0 # {"$imagepolicy": "flux-system:backend:tag"}
"""
WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: backend}
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: eu.gcr.io/acme/proxy:v1.0.0
        - name: app
          image: eu.gcr.io/acme/backend:v1.0.0 # {"$imagepolicy": "flux-system:backend"}
"""
BASE = {"base/kustomization.yaml": "resources: [backend.yaml]\n", "base/backend.yaml": RELEASE}
ACCOUNT = "accounts/acme/kustomization.yaml"


def rows(files: dict[str, str]) -> list[tuple[str, str, str, int]]:
    """Service, tag or what is not known, file and line of what account acme runs."""
    made, _ = table_of({"README.md": "", **files})
    return [
        (each.service, each.tag or each.unknown, each.span.path, each.line)
        for each in made.deployments
        if each.account.code == "acme"
    ]


def untold(files: dict[str, str]) -> list[str]:
    made, _ = table_of(files)
    return [each.reason for each in made.untold]


def test_its_own_file() -> None:
    assert rows({"accounts/acme/backend.yaml": RELEASE}) == [
        ("backend", "v1.0.0", "accounts/acme/backend.yaml", 8)
    ]


def test_a_plain_values_file() -> None:
    values = 'image:\n  tag: v1.0.0 # {"$imagepolicy": "flux-system:backend:tag"}\n'
    assert rows({"accounts/acme/values.yaml": values}) == [
        ("backend", "v1.0.0", "accounts/acme/values.yaml", 2)
    ]


def test_a_shared_base_with_the_way_to_it() -> None:
    files = BASE | {ACCOUNT: "resources: [../../base]\n"}
    assert rows(files) == [("backend", "v1.0.0", "base/backend.yaml", 8)]
    [row] = table_of(files)[0].deployments
    assert [each.path for each in row.way] == [ACCOUNT, "base/kustomization.yaml"]


@pytest.mark.parametrize(
    "patches",
    [
        "patches: [{path: patch.yaml}]",
        "patchesStrategicMerge: [patch.yaml]",
        "patches: [{path: patch.yaml, target: {kind: HelmRelease}}]",
        "patches: [{path: patch.yaml, target: {kind: HelmRelease, name: back.*}}]",
    ],
)
def test_a_patch_replaces_the_tag_and_the_place(patches: str) -> None:
    files = BASE | {ACCOUNT: f"resources: [../../base]\n{patches}\n", "accounts/acme/patch.yaml": PATCH}
    assert rows(files) == [("backend", "v2.0.0", "accounts/acme/patch.yaml", 7)]
    [row] = table_of(files)[0].deployments
    assert (row.image, row.inherited) == ("eu.gcr.io/acme/backend", False)


def test_a_patch_of_another_object_changes_nothing() -> None:
    other = PATCH.replace("backend", "engine")
    files = BASE | {
        ACCOUNT: "resources: [../../base]\npatches: [{path: p.yaml}]\n",
        "accounts/acme/p.yaml": other,
    }
    assert rows(files) == [("backend", "v1.0.0", "base/backend.yaml", 8)]


def test_a_patch_that_is_chosen_by_labels_makes_it_unknown() -> None:
    patches = "patches: [{path: patch.yaml, target: {labelSelector: a=b}}]\n"
    files = BASE | {ACCOUNT: f"resources: [../../base]\n{patches}", "accounts/acme/patch.yaml": PATCH}
    assert "labels" in rows(files)[0][1]


def test_a_json_patch_in_place() -> None:
    patch = """\
resources: [../../base]
patches:
  - target: {kind: HelmRelease, name: backend}
    patch: |
      - op: replace
        path: /spec/values/image/tag
        value: v3.0.0
"""
    assert rows(BASE | {ACCOUNT: patch}) == [("backend", "v3.0.0", ACCOUNT, 7)]


def test_a_merge_patch_in_place() -> None:
    text = "".join(f"      {line}\n" for line in PATCH.splitlines())
    patch = f"resources: [../../base]\npatches:\n  - patch: |\n{text}"
    assert rows(BASE | {ACCOUNT: patch}) == [("backend", "v2.0.0", ACCOUNT, 10)]


def test_null_takes_a_value_away() -> None:
    patch = PATCH.partition("      tag:")[0] + "      tag: null\n"
    files = BASE | {
        ACCOUNT: "resources: [../../base]\npatches: [{path: p.yaml}]\n",
        "accounts/acme/p.yaml": patch,
    }
    assert rows(files) == []


def test_a_component_patches_what_includes_it() -> None:
    component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: p.yaml}]\n"
    files = BASE | {
        ACCOUNT: "resources: [../../base]\ncomponents: [../../pilot]\n",
        "pilot/kustomization.yaml": component,
        "pilot/p.yaml": PATCH,
    }
    assert rows(files) == [("backend", "v2.0.0", "pilot/p.yaml", 7)]


def test_images_of_a_kustomization_with_their_marker() -> None:
    images = """\
resources: [../../base]
images:
  - name: eu.gcr.io/acme/backend
    newTag: v2.0.0 # {"$imagepolicy": "flux-system:backend:tag"}
"""
    files = BASE | {"base/backend.yaml": WORKLOAD, ACCOUNT: images}
    assert rows(files) == [("backend", "v2.0.0", ACCOUNT, 4), ("proxy", "v1.0.0", "base/backend.yaml", 9)]


def test_images_of_resources_that_are_elsewhere() -> None:
    images = "resources: [https://example.org/x.yaml]\nimages: [{name: acme/backend, newTag: v2.0.0}]\n"
    assert rows({ACCOUNT: images}) == [("backend", "v2.0.0", ACCOUNT, 2)]
    assert untold({ACCOUNT: images}) == ["https://example.org/x.yaml is not in this repository"]


def test_containers_merge_by_name() -> None:
    patch = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: backend}
spec:
  template:
    spec:
      containers:
        - name: app
          image: eu.gcr.io/acme/backend:v2.0.0
"""
    files = BASE | {
        "base/backend.yaml": WORKLOAD,
        ACCOUNT: "resources: [../../base]\npatches: [{path: p.yaml}]\n",
        "accounts/acme/p.yaml": patch,
    }
    assert [row[1:3] for row in rows(files)] == [
        ("v2.0.0", "accounts/acme/p.yaml"),
        ("v1.0.0", "base/backend.yaml"),
    ]


VALUES_FROM = RELEASE.partition("  values:")[0] + "  valuesFrom: [{kind: KIND, name: backend-values}]\n"
VALUES = (
    'image:\n  repository: eu.gcr.io/acme/backend\n  tag: v2.0.0 # {"$imagepolicy": "flux-system:b:tag"}\n'
)


@pytest.mark.parametrize("file", ["values.yaml", "values.yaml=backend-values.yaml"])
def test_values_from_a_generated_config_map(file: str) -> None:
    path = f"accounts/acme/{file.rpartition('=')[2]}"
    generator = f"configMapGenerator: [{{name: backend-values, files: ['{file}']}}]\n"
    files = {
        ACCOUNT: f"resources: [backend.yaml]\n{generator}",
        "accounts/acme/backend.yaml": VALUES_FROM.replace("KIND", "ConfigMap"),
        path: VALUES,
    }
    assert rows(files) == [("backend", "v2.0.0", path, 3)]


def test_values_from_a_config_map_in_the_repository() -> None:
    text = "".join(f"    {line}\n" for line in VALUES.splitlines())
    head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: backend-values}\n"
    held = f"{head}data:\n  values.yaml: |\n{text}"
    files = {
        ACCOUNT: "resources: [backend.yaml, map.yaml]\n",
        "accounts/acme/backend.yaml": VALUES_FROM.replace("KIND", "ConfigMap"),
        "accounts/acme/map.yaml": held,
    }
    assert rows(files) == [("backend", "v2.0.0", "accounts/acme/map.yaml", 8)]


def test_inline_values_win_over_those_from_elsewhere() -> None:
    release = RELEASE.replace("spec:\n", "spec:\n  valuesFrom: [{kind: Secret, name: hidden}]\n")
    assert rows({"accounts/acme/backend.yaml": release}) == [
        ("backend", "v1.0.0", "accounts/acme/backend.yaml", 9)
    ]


def test_values_from_a_secret_cannot_be_told() -> None:
    files = {"accounts/acme/backend.yaml": VALUES_FROM.replace("KIND", "Secret")}
    assert rows(files) == []
    assert untold(files) == [
        "HelmRelease backend gets values from Secret backend-values, which is not in the repository"
    ]


APPLIED = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./base
  postBuild:
    substitute:
      backend_tag: v2.0.0 # {"$imagepolicy": "flux-system:backend:tag"}
"""
VARIABLE = BASE | {"base/backend.yaml": RELEASE.replace("v1.0.0", "${backend_tag}")}


def test_a_kustomization_of_flux_with_its_variables() -> None:
    files = VARIABLE | {"accounts/acme/apps.yaml": APPLIED}
    assert rows(files) == [("backend", "v2.0.0", "accounts/acme/apps.yaml", 8)]


def test_a_variable_of_which_nothing_is_known_cannot_be_told() -> None:
    files = VARIABLE | {ACCOUNT: "resources: [../../base]\n"}
    assert rows(files) == [("backend", "nothing here says what backend_tag is", "base/backend.yaml", 8)]


def test_variables_from_a_config_map() -> None:
    source = APPLIED.partition("    substitute:")[0] + "    substituteFrom: [{kind: ConfigMap, name: vars}]\n"
    held = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars}\ndata:\n  backend_tag: v3.0.0\n"
    files = VARIABLE | {"accounts/acme/apps.yaml": source, "accounts/acme/vars.yaml": held}
    assert rows(files) == [("backend", "v3.0.0", "accounts/acme/vars.yaml", 5)]


def test_variables_from_a_secret_cannot_be_told() -> None:
    source = APPLIED.partition("    substitute:")[0] + "    substituteFrom: [{kind: Secret, name: vars}]\n"
    [row] = rows(VARIABLE | {"accounts/acme/apps.yaml": source})
    assert row[1] == "backend_tag comes from Secret vars, which is not in the repository"


def test_a_marked_variable_counts_wherever_it_is_put_in() -> None:
    files = {"accounts/acme/apps.yaml": APPLIED, "base/chart.yaml": "kind: HelmRelease\n"}
    assert rows(files) == [("backend_tag", "v2.0.0", "accounts/acme/apps.yaml", 8)]


def test_a_parent_kustomization_changes_the_account_too() -> None:
    files = {
        "accounts/kustomization.yaml": "resources: [acme]\n"
        "images: [{name: eu.gcr.io/acme/backend, newTag: v9.0.0}]\n",
        ACCOUNT: "resources: [app.yaml]\n",
        "accounts/acme/app.yaml": WORKLOAD,
    }
    assert ("backend", "v9.0.0", "accounts/kustomization.yaml", 2) in rows(files)


def test_kustomizations_that_include_each_other_end() -> None:
    files = {
        ACCOUNT: "resources: [../beta, app.yaml]\n",
        "accounts/beta/kustomization.yaml": "resources: [../acme]\n",
        "accounts/acme/app.yaml": RELEASE,
    }
    assert [row[1] for row in rows(files)] == ["v1.0.0"]
