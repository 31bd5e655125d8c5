"""Policies are judged as overlays make them, and findings stand where they can be mended."""

from __future__ import annotations

import textwrap

import pytest

from ddlint.engine.ledger import Entry, Verdict
from rules.linted import RULES, lint_tree

BASE = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: ^main-[0-9a-f]{7}-(?P<ts>[0-9]{10})$
    extract: $ts
  policy:
    numerical:
      order: asc
"""
PATCH = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
"""
POLICIES = tuple(rule for code, rule in RULES.items() if code.startswith("DDP"))


def tree(patch: str, **more: str) -> dict[str, str]:
    """A base and an overlay in `prod` that patches it."""
    return {
        "base/policy.yaml": BASE,
        "base/kustomization.yaml": "resources: [policy.yaml]\n",
        "prod/kustomization.yaml": "namespace: prod\nresources: [../base]\npatches: [{path: patch.yaml}]\n",
        "prod/patch.yaml": PATCH + textwrap.indent(textwrap.dedent(patch), "  "),
        **more,
    }


def said(entry: Entry) -> tuple[str, str, list[str]]:
    """Code, file of the finding, files of what it labels."""
    assert entry.location is not None
    return entry.code, entry.location.name, [place.name for place, _ in entry.related]


def found(files: dict[str, str]) -> list[Entry]:
    return [entry for entry in lint_tree(files, POLICIES) if entry.verdict is Verdict.FOUND]


def test_a_patch_alone_is_no_policy() -> None:
    assert found(tree("interval: 5m\ndigestReflectionPolicy: Always\n")) == []


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ("filterTags: {pattern: '^prod-(?P<time>[0-9]{10})$'}", "DDP003"),
        ("filterTags: {pattern: '^prod-(?P<ts>.*)$'}", "DDP006"),
        ("policy: {semver: {range: '>=1.0.0'}}", "DDP001"),
        ("filterTags: {extract: null}", "DDP006"),
        ("interval: 5m", "DDP025"),
    ],
)
def test_an_overlay_that_breaks_the_base_is_found(patch: str, code: str) -> None:
    assert code in [entry.code for entry in found(tree(patch))]


def test_the_finding_stands_in_the_patch_and_labels_the_base() -> None:
    [entry] = found(tree("filterTags: {pattern: '^prod-(?P<time>[0-9]{10})$'}"))
    assert said(entry) == ("DDP003", "prod/patch.yaml", ["base/policy.yaml"])
    assert entry.fix is None


def test_a_finding_of_the_patch_itself_names_the_base_too() -> None:
    [entry] = found(tree("filterTags: {pattern: '^prod-(?!x)(?P<ts>[0-9]{10})$'}"))
    assert said(entry) == ("DDP002", "prod/patch.yaml", ["base/policy.yaml"])


def test_a_fault_of_the_base_is_told_once_for_all_overlays() -> None:
    files = tree("imageRepositoryRef: {name: other}")
    files["base/policy.yaml"] = BASE.replace("10})$", "10})")
    files["dev/kustomization.yaml"] = "namespace: dev\nresources: [../base]\n"
    assert [said(entry) for entry in found(files)] == [("DDP005", "base/policy.yaml", [])]


def test_a_base_that_the_overlay_mends_is_right() -> None:
    files = tree("policy: {numerical: {order: asc}}")
    files["base/policy.yaml"] = BASE.partition("  policy:")[0]
    assert found(files) == []


def test_a_patch_of_a_base_from_elsewhere_is_judged_as_far_as_it_goes() -> None:
    files = tree("filterTags: {pattern: '^(?!x)'}")
    files["prod/kustomization.yaml"] = (
        "resources: [https://example.org/base]\npatches: [{path: patch.yaml}]\n"
    )
    assert [entry.code for entry in found(files)] == ["DDP002"]


def test_what_replacements_change_is_not_available() -> None:
    files = tree("interval: 5m")
    files["prod/kustomization.yaml"] += "replacements: [{targets: [{select: {kind: ImagePolicy}}]}]\n"
    entries = lint_tree(files, POLICIES)
    assert {entry.verdict for entry in entries} == {Verdict.NOT_AVAILABLE}
    assert "has replacements" in entries[0].message


def test_replacements_of_other_kinds_do_no_harm() -> None:
    files = tree("filterTags: {pattern: '^(?!x)'}")
    files["prod/kustomization.yaml"] += "replacements: [{targets: [{select: {kind: Deployment}}]}]\n"
    assert [entry.code for entry in found(files)] == ["DDP002"]


MARKED = 'image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "apps:backend"}\n'


def elsewhere(policy: str, *, marked: bool = True) -> list[Entry]:
    named = policy.replace("  name: backend", "  name: backend\n  namespace: apps", 1)
    return found({"../config/policy.yaml": named, "apps/a.yaml": MARKED if marked else "a: 1\n"})


def test_a_broken_policy_from_elsewhere_is_told_at_the_marker() -> None:
    [entry] = elsewhere(BASE.replace("^main-", "^(?!x)"))
    assert said(entry) == ("DDP002", "apps/a.yaml", ["../config/policy.yaml"])


def test_a_policy_from_elsewhere_that_no_marker_names_is_not_our_business() -> None:
    assert elsewhere(BASE.replace("^main-", "^(?!x)"), marked=False) == []


def test_a_warning_on_a_policy_from_elsewhere_is_left_to_its_own_run() -> None:
    assert elsewhere(BASE.replace("10})$", "10})")) == []


KUSTOMIZATION = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
"""
BRACED = BASE.replace("extract: $ts", "extract: ${ts}")
SUBSTITUTED = "  postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}\n"


def extracts(policy: str, kustomization: str) -> list[str]:
    files = {"apps/policy.yaml": policy, "flux/apps.yaml": kustomization}
    return [str(entry.severity.word) for entry in lint_tree(files, [RULES["DDP004"]])]


@pytest.mark.parametrize(
    ("kustomization", "expected"),
    [
        (KUSTOMIZATION + SUBSTITUTED, ["error"]),
        (KUSTOMIZATION, []),
        (KUSTOMIZATION + "  postBuild: {}\n", []),
        (KUSTOMIZATION.replace("./apps", "./other") + SUBSTITUTED, ["info"]),
        ("a: 1\n", ["info"]),
    ],
)
def test_braces_are_wrong_where_variables_are_substituted(kustomization: str, expected: list[str]) -> None:
    assert extracts(BRACED, kustomization) == expected


@pytest.mark.parametrize("field", ["annotations", "labels"])
def test_substitution_can_be_disabled(field: str) -> None:
    off = f"  {field}: {{kustomize.toolkit.fluxcd.io/substitute: disabled}}\n"
    policy = BRACED.replace("metadata:\n", f"metadata:\n{off}")
    assert extracts(policy, KUSTOMIZATION + SUBSTITUTED) == []


def test_what_many_get_from_one_patch_is_told_once() -> None:
    patch = "patches: [{path: patch.yaml, target: {kind: ImagePolicy}}]\n"
    files = tree("filterTags: {pattern: '^prod-(?P<ts>[0-9]{10})'}")
    files["prod/kustomization.yaml"] = f"resources: [../base]\n{patch}"
    files["base/policy.yaml"] = "---\n".join(
        BASE.replace("  name: backend", f"  name: {name}", 1) for name in ("backend", "frontend", "worker")
    )
    [entry] = found(files)
    assert said(entry)[:2] == ("DDP005", "prod/patch.yaml")
    assert "2 other policies get it from there too" in entry.message


SOURCE = """\
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {url: "https://git.example/acme/%s", ref: {branch: main}}
"""


@pytest.mark.parametrize(("repository", "expected"), [("config", ["DDP001"]), ("other", [])])
def test_a_policy_that_flux_applies_without_one_is_refused(repository: str, expected: list[str]) -> None:
    """Where the folder is of another repository, nothing is known."""
    files = {
        "apps/policy.yaml": BASE.partition("  policy:")[0],
        "flux/apps.yaml": f"{KUSTOMIZATION}---\n{SOURCE % repository}",
    }
    assert [entry.code for entry in found(files)] == expected


def test_the_fix_of_a_patch_is_made_in_the_patch() -> None:
    [entry] = found(tree("filterTags: {extract: '${ts}'}"))
    assert entry.fix is not None
    assert {edit.path for edit in entry.fix.edits} == {"prod/patch.yaml"}


AUTOMATION = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: config}
  update: {path: ./apps}
"""


@pytest.mark.parametrize(("automations", "expected"), [(("one",), []), (("one", "two"), ["DDR004"])])
def test_two_clusters_undo_each_other_only_where_both_write(
    automations: tuple[str, ...], expected: list[str]
) -> None:
    files = {"apps/a.yaml": MARKED}
    for cluster in ("one", "two"):
        files[f"clusters/{cluster}/sync.yaml"] = KUSTOMIZATION.replace("./apps", f"./clusters/{cluster}")
        named = BASE.replace("  name: backend", "  name: backend\n  namespace: apps", 1)
        files[f"clusters/{cluster}/policy.yaml"] = named.replace("main", cluster)
    for cluster in automations:
        files[f"clusters/{cluster}/automation.yaml"] = AUTOMATION
    assert [entry.code for entry in lint_tree(files, [RULES["DDR004"]])] == expected


def test_a_reference_of_a_policy_from_elsewhere_is_told_at_the_marker() -> None:
    policy = BASE.replace("  name: backend", "  name: backend\n  namespace: apps", 1)
    repository = (
        "---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\n"
        "metadata: {name: other, namespace: apps}\nspec: {image: ghcr.io/acme/other, interval: 5m}\n"
    )
    files = {"../config/policy.yaml": policy + repository, "apps/a.yaml": MARKED}
    [entry] = lint_tree(files, [RULES["DDR005"]])
    assert said(entry) == ("DDR005", "apps/a.yaml", ["../config/policy.yaml"])


def test_a_policy_from_elsewhere_whose_spec_is_a_list_is_told_at_the_marker() -> None:
    [entry] = elsewhere(f"{BASE.partition('spec:')[0]}spec: [a, b]\n")
    assert said(entry) == ("DDP001", "apps/a.yaml", ["../config/policy.yaml"])
