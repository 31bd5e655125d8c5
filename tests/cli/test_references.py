"""`ddlint check` over files that refer to each other, and to objects outside of the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: 1.x}}
"""
MARKED = 'image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:%s"}\n'


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "config").write("apps/app.yaml", MARKED % "backend")


def check(repo: History, *words: str) -> Called:
    return ddlint("check", "--select=DDR001", "--select=DDR006", "--format=json", *words, folder=repo.path)


def codes(called: Called) -> list[str]:
    return [each["code"] for each in json.loads(called.out)["findings"]]


def test_without_any_policy_one_line_says_so_and_the_run_is_clean(repo: History) -> None:
    repo.write("apps/other.yaml", MARKED % "other")
    called = check(repo)
    [said] = json.loads(called.out)["findings"]
    assert "[flux] policies" in said["help"]
    assert called.code == 0


def test_policies_of_another_checkout_count(repo: History, tmp_path: Path) -> None:
    (tmp_path / "flux" / "deep").mkdir(parents=True)
    (tmp_path / "flux" / "deep" / "policy.yaml").write_text(POLICY)
    for entry in ("../flux", "../flux/**/policy.yaml", "../flux/deep/policy.yaml", str(tmp_path / "flux")):
        repo.write("ddlint.toml", f'[flux]\npolicies = ["{entry}"]\n')
        assert codes(check(repo)) == [], entry
    repo.write("apps/other.yaml", MARKED % "other")
    assert codes(check(repo)) == ["DDR001"]


@pytest.mark.parametrize("entry", ["../gone", "../flux/*.yaml", "../flux"])
def test_an_entry_that_names_nothing_is_a_mistake_with_its_place(
    repo: History, tmp_path: Path, entry: str
) -> None:
    (tmp_path / "flux").mkdir()
    repo.write("ddlint.toml", f'[flux]\npolicies = ["{entry}"]\n')
    called = check(repo)
    assert called.code == 2
    assert "ddlint.toml:2: [flux] policies names " in called.err


def test_a_link_out_of_a_source_is_not_followed(repo: History, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(POLICY)
    (tmp_path / "flux").mkdir()
    (tmp_path / "flux" / "a.yaml").symlink_to(tmp_path / "secret.yaml")
    repo.write("ddlint.toml", '[flux]\npolicies = ["../flux"]\n')
    called = check(repo)
    assert "no ImagePolicy is known" in called.out


def test_named_files_are_judged_by_what_all_files_say(repo: History) -> None:
    repo.write("flux/policy.yaml", POLICY).write("apps/other.yaml", MARKED % "other")
    assert codes(check(repo, "apps/app.yaml")) == []
    assert codes(check(repo, "flux/policy.yaml")) == []
    assert codes(check(repo, "apps/other.yaml")) == ["DDR001"]
    assert codes(check(repo)) == ["DDR001"]


@pytest.mark.parametrize("words", [("--jobs=1",), ("--jobs=3",), ("--fix",)])
def test_it_is_the_same_however_the_files_are_read(repo: History, words: tuple[str, ...]) -> None:
    repo.write("flux/policy.yaml", POLICY)
    for number in range(20):
        repo.place(f"apps/{number:02}.yaml", MARKED % f"missing-{number % 3}")
    repo.git("add", "-A")
    assert check(repo, *words).out == check(repo).out
    assert codes(check(repo)) == ["DDR001"] * 20


PATCHED = """\
resources: [../base]
patches:
  - target: {kind: ImagePolicy}
    patch: |-
      - op: replace
        path: /spec/filterTags/extract
        value: ${ts}
"""
SORTED = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  filterTags:
    pattern: ^main-[0-9a-f]{7}-(?P<ts>[0-9]{10})
    extract: $ts
  policy: {numerical: {order: asc}}
"""


@pytest.mark.parametrize(
    ("option", "anchored"), [("--fix", False), ("--unsafe-fixes", True), ("--diff", False)]
)
def test_fixes_are_made_where_overlays_put_the_value(tmp_path: Path, option: str, anchored: bool) -> None:
    repository = History(tmp_path / "config")
    for path, text in {
        "base/policy.yaml": SORTED,
        "base/kustomization.yaml": "resources: [policy.yaml]\n",
        "prod/kustomization.yaml": PATCHED,
    }.items():
        repository.place(path, text)
    repository.git("add", "-A")
    called = ddlint("check", option, folder=repository.path)
    patch = (repository.path / "prod/kustomization.yaml").read_text()
    assert patch == (PATCHED if option == "--diff" else PATCHED.replace("${ts}", "$ts"))
    assert ("+        value: $ts" in called.out) is (option == "--diff")
    policy = (repository.path / "base/policy.yaml").read_text()
    assert ("{10})$" in policy) is anchored
