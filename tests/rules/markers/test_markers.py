"""The marker rules on what real repositories hold: what is a marker, what is prose, what to do."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Severity
from rules.linted import codes, lint

M = '{"$imagepolicy": "apps:backend:tag"}'


@pytest.mark.parametrize(
    "text",
    [
        f"# Flux rewrites lines that carry {M}\ntag: v1\n",
        f"tag: v1\n# To automate it, add `# {M}` behind the tag.\nb: 1\n",
        'tag: v1 # see {"$imagepolicy": ...} in the docs\n',
        "tag: v1 # set by the ImagePolicy {backend}\n",
        "tag: v1 # imagepolicy\n",
        "kind: ImagePolicy\nmetadata:\n  name: backend\n",
        "kind: ImageUpdateAutomation\nspec:\n  update:\n    strategy: Setters\n",
        f"data:\n  README.md: |\n    # Images\n    Put {M} behind the tag:\n\n        tag: v1 # {M}\n",
        f"run: |\n  cat > a.yaml <<EOF\n  tag: v1 # {M}\n  EOF\n",
        "run: |\n  grep -rn '\"$imagepolicy\"' . | sed 's/{.*}//'\n",
        'note: \'{"$imagepolicy": "apps:backend"}\'\n',
        'a: "use the \\"$imagepolicy\\" marker"\n',
    ],
)
def test_prose_and_scripts_are_no_markers(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"# tag: v1 # {M}\na: 1\n", "DDM016"),
        (f"a:\n  b: 1\n  #- image: x:1 #{M}\n", "DDM016"),
        (f"## - image: x:1 # {M}\na: 1\n", "DDM016"),
        (f"data:\n  values.yaml: |\n    image:\n      tag: v1 # {M}\n", "DDM012"),
        (f"- patch: |-\n    - op: replace\n      path: /a\n      value: v1 # {M}\na: 1\n", "DDM014"),
        (f"p:\n- patch: |-\n    - op: replace\n      path: /a\n      value: v1 # {M}\n", "DDM012"),
        (f"tag: 'v1 # {M}'\n", "DDM012"),
        (f"a: &a v1\nb: *a # {M}\n", "DDM013"),
        (f"a:\n  # {M}\n  tag: v1\n", "DDM010"),
        (f"a: [x, y] # {M}\n", "DDM010"),
        (f"args:\n# {M}\n- v1 # why\n", "DDM010"),
        (f"args:\n# {M}\n- v1\n", "DDM011"),
        ("tag: v1 # {$imagepolicy: apps:backend:tag}\n", "DDM001"),
        ('tag: v1 # {"$imagePolicy": "apps:backend:tag"}\n', "DDM001"),
        (f"tag: v1 # {M}, please\n", "DDM003"),
        ('tag: v1 # {"$imagepolicy": "apps:backend:latest"}\n', "DDM002"),
        ('tag: v1 # {"$imagepolicy": "apps:Backend:tag"}\n', "DDM002"),
        ('tag: v1 # {"$imagepolicy": "apps:${NAME}:tag"}\n', "DDM002"),
        ('tag: v1 # {"$imagepolicy": "backend:tag"}\n', "DDM002"),
    ],
)
def test_each_defect_has_its_rule_and_no_second_one(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_policy_can_be_named_like_a_suffix_so_that_is_a_warning() -> None:
    [entry] = lint('tag: v1 # {"$imagepolicy": "backend:tag"}\n')
    assert entry.severity is Severity.WARNING
    assert "namespace:backend:tag" in entry.help
    assert entry.fix is None


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("newTag: v1", ":tag"),
        ("newName: ghcr.io/a/b", ":name"),
        ("image: ghcr.io/a/b:v1", ""),
        ("image: v1", ""),
        ("image: ghcr.io/a/b", ":name"),
        ("image: v1", ":tag"),
        ("tag: ghcr.io/a/b:v1", ""),
        ("repository: ghcr.io/a/b:v1", ""),
        ("version: 1.2.3", ":tag"),
        ("value: ghcr.io/a/b:v1", ""),
        ("value: x", ":tag"),
        ("value: x", ""),
        ("name: backend", ":name"),
        ("content-hash: v1", ":tag"),
        ("digest: sha256:" + "a" * 64, ":digest"),
        ("url: https://example.org/a:b", ":tag"),
    ],
)
def test_a_form_that_can_be_right_is_left_in_peace(field: str, form: str) -> None:
    assert codes(f'{field} # {{"$imagepolicy": "apps:backend{form}"}}\n') == []


@pytest.mark.parametrize(
    ("field", "form", "wanted"),
    [
        ("newTag: v1", "", ":tag"),
        ("newTag: v1", ":name", ":tag"),
        ("newName: ghcr.io/a/b", "", ":name"),
        ("image: ghcr.io/a/b:v1", ":tag", ""),
        ("image: ghcr.io/a/b:v1", ":name", ""),
        ("tag: v1", "", ":tag"),
        ("repository: ghcr.io/a/b", ":tag", ":name"),
        ("version: 1.2.3", "", ":tag"),
        ("value: ghcr.io/a/b:v1", ":tag", ""),
        ("value: main-0123456-1700000000", "", ":tag"),
        ("digest: sha256:" + "a" * 64, ":tag", ":digest"),
    ],
)
def test_a_form_that_does_harm_is_told_with_the_right_one(field: str, form: str, wanted: str) -> None:
    (entry,) = lint(f'{field} # {{"$imagepolicy": "apps:backend{form}"}}\n')
    assert entry.code == "DDM020"
    assert f'"apps:backend{wanted}"' in entry.help


def test_a_chart_that_puts_name_and_tag_together_itself_takes_the_name() -> None:
    (entry,) = lint(f'image: ghcr.io/a/b # {{"$imagepolicy": "apps:backend"}}\ntag: v1 # {M}\n')
    assert entry.code == "DDM020"
    assert ":name" in entry.help


def test_markers_of_a_skipped_file_are_all_shown_at_the_place_that_breaks_it() -> None:
    (entry,) = lint(f"a: v1 # {M}\nb: v2 # {M}\nc: [\n")
    assert entry.code == "DDM014"
    assert "2 markers are dead" in entry.message
    assert [location.line for location, _ in entry.related] == [1, 2]


@pytest.mark.parametrize("name", ["a.YAML", "a.Yml", "dir/kustomization", "KUSTOMIZATION"])
def test_a_name_that_flux_does_not_open_is_told(name: str) -> None:
    assert "DDM017" in [entry.code for entry in lint(f"tag: v1 # {M}\n", name)]


@pytest.mark.parametrize(
    "name", ["a.yaml", "a.yml", "Kustomization", ".github/workflows/a.yaml", "a.json", "b.yaml.tpl"]
)
def test_a_name_that_flux_opens_or_nobody_expects_it_to_is_not(name: str) -> None:
    assert "DDM017" not in [entry.code for entry in lint(f"tag: v1 # {M}\n", name)]


def test_an_alias_is_told_where_its_anchor_is() -> None:
    (entry,) = lint(f"x: &tag v1\ny: *tag # {M}\n")
    assert entry.related[0][0].line == 1


def test_equal_keys_are_both_shown() -> None:
    (entry,) = lint(f"tag: v1\ntag: v2 # {M}\n")
    assert [location.line for location, _ in entry.related] == [1, 2]


def test_a_digest_that_stays_behind_is_told() -> None:
    digest = "digest: sha256:" + "a" * 64
    assert codes(f"image:\n  tag: v1 # {M}\n  {digest}\n") == ["DDM024"]
    assert codes(f'image:\n  tag: v1 # {M}\n  {digest} # {{"$imagepolicy": "apps:backend:digest"}}\n') == []
    assert codes(f"image:\n  tag: v1\n  {digest}\n") == []


INJECTION = '# {"type":"string","x-k8s-cli":{"setter":{"name":"a","value":"evil"}}}'
REFERENCE = '# {"$ref": "#/definitions/io.k8s.cli.setters.apps:backend:tag"}'


@pytest.mark.parametrize("comment", [INJECTION, REFERENCE])
def test_a_setter_that_flux_obeys_is_told_once_wherever_it_stands(comment: str) -> None:
    assert codes(f"a: v1 {comment}\ntag: v1 # {M}\n") == ["DDM018"]
    assert codes(f"l:\n{comment}\n- v1\ntag: v1 # {M}\n") == ["DDM018"]


@pytest.mark.parametrize(
    "comment", [INJECTION, REFERENCE, '# {"$openapi":"replicas"}', "# kpt-set: ${replicas}"]
)
def test_a_setter_that_flux_does_not_obey_is_the_business_of_another_tool(comment: str) -> None:
    assert codes(f"replicas: 3 {comment}\n") == []
    assert codes(f"{comment}\nreplicas: 3\ntag: v1 # {M}\n") == []


def test_what_an_injection_writes_is_said() -> None:
    (entry,) = lint(f"a: v1 {INJECTION}\ntag: v1 # {M}\n")
    assert "'evil'" in entry.message
