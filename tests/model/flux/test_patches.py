"""Patches of all kinds, what they reach, and where the values then stand."""

from __future__ import annotations

import textwrap

import pytest

from ddlint.model.flux.facts import FileFacts, read_facts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.objects import ImagePolicy

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^main-'}
  policy: {alphabetical: {order: asc}}
"""
STEPS = "- op: replace\n  path: /spec/filterTags/pattern\n  value: ^prod-\n"
HEAD = "apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata: {name: backend}\n"


def policies(kustomization: str, **files: str) -> list[ImagePolicy]:
    texts = {
        "apps/kustomization.yaml": f"resources: [policy.yaml]\n{kustomization}",
        "apps/policy.yaml": POLICY,
        **{f"apps/{name}.yaml": text for name, text in files.items()},
    }
    facts = [read_facts(path, text) for path, text in texts.items()]
    known = [each for each in facts if isinstance(each, FileFacts)]
    index = FluxIndex(known, exists=lambda _: True, read=lambda path: texts.get(path, ""))
    return [each.policy for each in index.policies()]


def pattern(kustomization: str, **files: str) -> str:
    [found] = policies(kustomization, **files)
    return f"unknown: {found.object.unknown}" if found.object.unknown else found.spec.pattern


@pytest.mark.parametrize("field", ["patches", "patchesJson6902"])
def test_a_json_patch_in_a_file_is_applied(field: str) -> None:
    target = "target: {group: image.toolkit.fluxcd.io, version: v1, kind: ImagePolicy, name: backend}"
    assert pattern(f"{field}: [{{path: ops.yaml, {target}}}]\n", ops=STEPS) == "^prod-"


def test_a_json_patch_in_json_is_applied() -> None:
    steps = '[{"op": "replace", "path": "/spec/filterTags/pattern", "value": "^prod-"}]'
    assert pattern("patches: [{path: ops.yaml, target: {kind: ImagePolicy}}]\n", ops=steps) == "^prod-"


def test_an_inline_json_patch_has_places_of_its_own() -> None:
    inline = textwrap.indent(STEPS, "      ")
    text = f"patches:\n  - target: {{kind: ImagePolicy}}\n    patch: |-\n{inline}"
    [found] = policies(text)
    assert found.pattern is not None
    whole = f"resources: [policy.yaml]\n{text}"
    assert whole[found.pattern.start : found.pattern.end] == found.pattern.raw == "^prod-"


def test_text_in_quotes_has_the_place_of_all_of_it() -> None:
    [found] = policies(
        'patches: [{target: {kind: ImagePolicy}, patch: \'[{"op": "replace", '
        '"path": "/spec/filterTags/pattern", "value": "^prod-"}]\'}]\n'
    )
    assert found.pattern is not None
    assert (found.pattern.word, found.pattern.raw) == ("^prod-", "")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("{kind: ImagePolicy, name: back.*}", "^prod-"),
        ("{kind: Image(Policy|Repository)}", "^prod-"),
        ("{name: back}", "^main-"),
        ("{kind: Deployment}", "^main-"),
        ("{group: apps}", "^main-"),
        ("{version: v1beta2}", "^main-"),
        ("{namespace: other}", "^main-"),
    ],
)
def test_targets_are_expressions_for_all_of_the_name(target: str, expected: str) -> None:
    assert pattern(f"patches: [{{path: ops.yaml, target: {target}}}]\n", ops=STEPS) == expected


def test_a_target_that_is_no_expression_leaves_it_unknown() -> None:
    assert "target" in pattern("patches: [{path: ops.yaml, target: {name: '(?!x)'}}]\n", ops=STEPS)


def test_a_json_patch_that_fails_leaves_it_unknown() -> None:
    steps = "- {op: remove, path: /spec/none}\n"
    said = pattern("patches: [{path: ops.yaml, target: {kind: ImagePolicy}}]\n", ops=steps)
    assert said == "unknown: the JSON patch of apps/ops.yaml cannot be applied: there is no /spec/none"


def test_a_patch_with_a_target_may_call_itself_what_it_likes() -> None:
    patch = "apiVersion: x\nkind: not-used\nmetadata: {name: x}\nspec: {filterTags: {pattern: ^prod-}}\n"
    assert pattern("patches: [{path: p.yaml, target: {kind: ImagePolicy}}]\n", p=patch) == "^prod-"


def test_a_patch_can_delete_an_object() -> None:
    assert policies("patches: [{path: p.yaml}]\n", p=f"$patch: delete\n{HEAD}") == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("filterTags: {$patch: replace, extract: $ts}", ""),
        ("filterTags: {$patch: delete}", ""),
        ("filterTags: {extract: $ts}", "^main-"),
        ("filterTags: {pattern: ^prod-}", "^prod-"),
    ],
)
def test_directives_of_strategic_merge_patches(spec: str, expected: str) -> None:
    assert pattern("patches: [{path: p.yaml}]\n", p=f"{HEAD}spec: {{{spec}}}\n") == expected


@pytest.mark.parametrize(
    "more",
    [
        "transformers: [t.yaml]",
        "namePrefix: a-\nconfigurations: [c.yaml]",
        "replacements: [{path: r.yaml}]",
    ],
)
def test_what_is_not_followed_is_said(more: str) -> None:
    replacement = "source: {kind: ConfigMap}\ntargets: [{select: {kind: ImagePolicy}}]\n"
    assert "the kustomization in apps" in pattern(f"{more}\n", r=replacement)


def flux(path: str, more: str = "") -> str:
    return (
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
        f"metadata: {{name: x, namespace: flux-system}}\nspec:\n  path: {path}\n{more}"
    )


def test_patches_of_flux_itself_are_applied() -> None:
    inline = textwrap.indent(STEPS, "        ")
    patches = f"  patches:\n    - target: {{kind: ImagePolicy}}\n      patch: |\n{inline}"
    assert pattern("", flux=flux("./apps", patches)) == "^prod-"


def test_two_kustomizations_of_flux_that_do_different_things_make_two_objects() -> None:
    both = f"{flux('./apps', '  targetNamespace: a')}\n---\n{flux('./apps', '  targetNamespace: b')}\n"
    assert sorted(each.object.namespace for each in policies("", flux=both)) == ["a", "b"]


def clusters_of(**files: str) -> list[set[str]]:
    """Of the policies in `apps`, each built by its own cluster's Kustomization."""
    texts = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    facts = [read_facts(path, text) for path, text in texts.items()]
    known = [each for each in facts if isinstance(each, FileFacts)]
    index = FluxIndex(known, exists=lambda _: True, read=lambda path: texts.get(path, ""))
    return sorted(set(each.object.clusters) for each in index.policies())


def test_clusters_begin_where_a_kustomization_applies_itself() -> None:
    found = clusters_of(
        clusters__one__sync=flux("./clusters/one"),
        clusters__one__apps=flux("./apps/one"),
        clusters__two__sync=flux("./clusters/two"),
        clusters__two__apps=flux("./apps/two"),
        apps__one__policy=POLICY,
        apps__two__policy=POLICY,
    )
    assert found == [{"clusters/one"}, {"clusters/two"}]


def test_without_such_a_beginning_no_cluster_is_known() -> None:
    assert clusters_of(one__apps=flux("./apps"), apps__policy=POLICY) == [set()]
