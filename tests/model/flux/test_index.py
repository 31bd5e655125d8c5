"""Objects of several files, put together as kustomize does and resolved as Flux does."""

from __future__ import annotations

import pickle
import textwrap

import pytest

from ddlint.model.flux.facts import FileFacts, facts_of
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.yaml_node import read_documents
from ddlint.model.yaml_reading import read_yaml

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: 1.x}}
"""
PATCH = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend}
spec:
  policy: {semver: {range: 2.x}}
"""
AUTOMATION = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: one}
spec:
  sourceRef: {kind: GitRepository, name: config}
  update: {path: ./apps/}
"""
MARKED = 'image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "one:backend"}\n'


def index(**files: str) -> FluxIndex:
    """Of files by path, `__` for `/` and `_yaml` for the ending."""
    facts: list[FileFacts] = []
    for name, text in files.items():
        path = name.replace("__", "/").replace("_yaml", ".yaml")
        found = facts_of(read_yaml(path, textwrap.dedent(text).encode()))
        facts += [pickle.loads(pickle.dumps(found))] if found else []
    return FluxIndex(facts, exists=lambda _: True, read=str)


def keys(found: FluxIndex) -> list[tuple[str, str | None]]:
    return sorted((each.policy.object.key, each.policy.spec.semver) for each in found.policies())


def marker(found: FluxIndex) -> MarkerInUse:
    return next(found.markers())


def test_the_namespace_comes_from_the_outermost_kustomization() -> None:
    found = index(
        base__policy_yaml=POLICY,
        base__kustomization_yaml="namespace: inner\nresources: [policy.yaml]\n",
        one__kustomization_yaml="namespace: one\nresources: [../base]\n",
        two__kustomization_yaml="namespace: two\nresources: [../base]\n",
    )
    assert keys(found) == [("one/backend", "1.x"), ("two/backend", "1.x")]


@pytest.mark.parametrize("how", ["patches: [{path: patch.yaml}]", "patchesStrategicMerge: [patch.yaml]"])
def test_a_patch_is_merged_and_is_no_policy_of_its_own(how: str) -> None:
    found = index(
        base__policy_yaml=POLICY,
        base__kustomization_yaml="resources: [policy.yaml]\n",
        one__patch_yaml=PATCH,
        one__kustomization_yaml=f"namespace: one\nresources: [../base]\n{how}\n",
    )
    assert keys(found) == [("one/backend", "2.x")]
    assert next(found.policies()).policy.range.path == "one/patch.yaml"  # type: ignore[union-attr]


def test_an_inline_patch_is_merged() -> None:
    inline = textwrap.indent(PATCH, "    ")
    found = index(
        base__policy_yaml=POLICY,
        base__kustomization_yaml=f"resources: [policy.yaml]\npatches:\n- patch: |\n{inline}",
    )
    assert keys(found) == [("backend", "2.x")]


def test_a_json_patch_makes_the_content_unknown() -> None:
    found = index(
        base__policy_yaml=POLICY,
        base__kustomization_yaml=(
            "resources: [policy.yaml]\n"
            "patches: [{path: ops.yaml, target: {kind: ImagePolicy, name: backend}}]\n"
        ),
    )
    [policy] = found.policies()
    assert policy.policy.object.unknown


def test_prefix_and_suffix_change_the_name() -> None:
    found = index(
        base__policy_yaml=POLICY,
        base__kustomization_yaml="namePrefix: a-\nnameSuffix: -z\nresources: [policy.yaml]\n",
    )
    assert keys(found) == [("a-backend-z", "1.x")]


def test_kustomizations_that_include_each_other_end() -> None:
    found = index(
        a__kustomization_yaml="resources: [../b]\n",
        b__kustomization_yaml="resources: [../a]\n",
        a__policy_yaml=POLICY,
    )
    assert keys(found) == [("backend", "1.x")]


def test_a_tree_that_doubles_at_every_step_ends_and_says_so() -> None:
    files = {"k0__policy_yaml": POLICY, "k0__kustomization_yaml": "resources: [policy.yaml]\n"}
    for step in range(1, 40):
        files[f"k{step}__kustomization_yaml"] = f"resources: [../k{step - 1}, ../k{step - 1}]\n"
    found = index(**files, m_yaml=MARKED.replace('backend"', 'other"'))
    assert found.known.doubt


def test_the_target_namespace_of_flux_counts_most() -> None:
    found = index(
        flux_yaml="""\
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: a}
            spec: {path: ./base, targetNamespace: given}
            """,
        base__policy_yaml=POLICY,
        base__kustomization_yaml="namespace: inner\nresources: [policy.yaml]\n",
    )
    assert keys(found) == [("given/backend", "1.x")]


def test_a_policy_of_unknown_namespace_is_found_by_its_name() -> None:
    assert marker(index(p_yaml=POLICY, m_yaml=MARKED)).policies


def test_a_name_with_a_variable_can_be_any_name() -> None:
    variable = POLICY.replace("name: backend}", 'name: "${cluster}end"}', 1)
    assert marker(index(p_yaml=variable, m_yaml=MARKED)).policies
    assert not marker(index(p_yaml=variable.replace("end", "x"), m_yaml=MARKED)).policies


@pytest.mark.parametrize(("path", "covered"), [("apps__m_yaml", True), ("apps2__m_yaml", False)])
def test_an_automation_covers_its_folder(path: str, covered: bool) -> None:
    found = marker(index(**{"a_yaml": AUTOMATION, "p_yaml": POLICY, path: MARKED}))
    assert bool(found.automations) is covered
    assert bool(found.passing) is not covered


def test_an_automation_of_another_namespace_does_not_count() -> None:
    other = AUTOMATION.replace("namespace: one", "namespace: two")
    found = marker(index(a_yaml=other, p_yaml=POLICY, apps__m_yaml=MARKED))
    assert not found.automations


@pytest.mark.parametrize(
    ("selector", "admitted"),
    [
        ("{matchLabels: {team: web}}", False),
        ("{matchExpressions: [{key: team, operator: DoesNotExist}]}", True),
        ("{matchExpressions: [{key: team, operator: In, values: [web]}]}", False),
        ("{}", True),
    ],
)
def test_a_selector_admits_by_labels(selector: str, admitted: bool) -> None:
    chosen = f"{AUTOMATION}  policySelector: {selector}\n"
    found = marker(index(a_yaml=chosen, p_yaml=POLICY, apps__m_yaml=MARKED))
    assert bool(found.automations) is admitted


def test_objects_in_lists_are_objects() -> None:
    items = textwrap.indent(POLICY, "  ").replace("  api", "- api", 1)
    assert keys(index(p_yaml=f"apiVersion: v1\nkind: List\nitems:\n{items}")) == [("backend", "1.x")]


def test_a_template_that_does_not_parse_leaves_a_doubt() -> None:
    found = index(t_yaml="{{- if .x }}\n" + POLICY + "{{- end }}\n", m_yaml=MARKED)
    assert "t.yaml" in found.known.doubt


@pytest.mark.parametrize(
    "text",
    [
        "spec: []", "spec: 5", "metadata: []\nspec: {}", "metadata: {name: 5, namespace: [a]}",
        "spec: {policy: [], imageRepositoryRef: 7, filterTags: x}",
        "spec: {policy: {semver: 5}, imageRepositoryRef: {name: {}}}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["ImagePolicy", "ImageRepository", "ImageUpdateAutomation"])
def test_wrong_types_do_no_harm(kind: str, text: str) -> None:
    found = index(a_yaml=f"apiVersion: image.toolkit.fluxcd.io/v1\nkind: {kind}\n{text}\n", m_yaml=MARKED)
    for subjects in (found.markers, found.policies, found.repositories, found.automations):
        assert all(each.title for each in subjects())


def test_an_alias_bomb_is_not_followed_for_ever() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    [document] = read_documents("a.yaml", "\n".join(lines))
    assert document.problem


def test_merge_keys_yield_to_explicit_ones() -> None:
    text = "base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\n"
    [document] = read_documents("a.yaml", text)
    assert document.root is not None
    assert {key: value.word for key, value in document.root.at("use").pairs} == {"x": "1", "y": "3"}  # type: ignore[union-attr]


def test_places_count_in_the_whole_file() -> None:
    text = "a: 1\r\n---\r\nspec:\r\n  range: '1.x'\r\n"
    root = list(read_documents("a.yaml", text))[1].root
    assert root is not None
    found = root.at("spec", "range")
    assert found is not None
    assert (text[found.start : found.end], found.raw, found.route) == ("'1.x'", "'1.x'", "spec.range")


def test_a_policy_that_only_a_disabled_marker_names_is_mentioned() -> None:
    named = POLICY.replace("{name: backend}", "{name: backend, namespace: one}", 1)
    [policy] = index(p_yaml=named, m_yaml=f"a: 1\n# {MARKED}").policies()
    assert policy.is_mentioned
    assert not policy.markers
