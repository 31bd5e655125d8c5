"""`ddlint flux select`: the answer, the reasons, and clear errors."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from calling import Called, ddlint
from ddlint.cli.commands import run
from ddlint.cli.environment import Environment
from support import cases_dir

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: ^main-[0-9a-f]+-(?P<ts>[0-9]+)$
    extract: $ts
  policy:
    numerical:
      order: asc
"""
REPOSITORY = """\
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec:
  image: ghcr.io/acme/backend
  interval: 5m
  exclusionList: ["-1700000300$"]
"""
TAGS = "main-1a2b3c4-1700000300\nlatest\nmain-9f8e7d6-1700000200\nmain-9f8e7d6-1700000200.sig\n"


def select(
    folder: Path, *words: str, policy: str = POLICY, tags: str = TAGS, name: str = "policy.yaml"
) -> Called:
    (folder / "policy.yaml").write_text(policy)
    (folder / "tags.txt").write_bytes(tags.encode("utf-8", "surrogateescape"))
    return ddlint("flux", "select", "--policy", name, "--tags", "tags.txt", *words, folder=folder)


def answer(called: Called) -> dict[str, Any]:
    found = json.loads(called.out)
    assert isinstance(found, dict)
    return found


def test_the_winner_comes_first_then_why(tmp_path: Path) -> None:
    called = select(tmp_path)
    assert called.code == 0
    assert called.out.splitlines() == [
        "main-1a2b3c4-1700000300",
        "",
        "apps/backend: numerical, asc, filter '^main-[0-9a-f]+-(?P<ts>[0-9]+)$', key '$ts'; Flux 2.7",
        "4 tags: 1 selected, 1 behind, 1 not matched by the filter, 1 excluded",
        "",
        "tag                          key         why",
        "main-1a2b3c4-1700000300      1700000300  selected",
        "main-9f8e7d6-1700000200      1700000200  sorts behind",
        "latest                       -           not matched by the filter",
        r"main-9f8e7d6-1700000200.sig  -           excluded by '^.*\.sig$' of the ImageRepository",
    ]


def test_json(tmp_path: Path) -> None:
    called = select(tmp_path, "--format", "json")
    found = answer(called)
    assert called.code == 0
    assert (found["latest"], found["error"], found["nondeterministic"]) == (
        "main-1a2b3c4-1700000300",
        None,
        [],
    )
    assert found["tags"][0] == {
        "tag": "main-1a2b3c4-1700000300",
        "matched": True,
        "key": "1700000300",
        "sorted_as": "1700000300",
        "state": "selected",
        "reason": "selected",
    }
    assert [each["matched"] for each in found["tags"]] == [True, True, False, False]


def test_exclusions_of_the_repository_in_the_same_file(tmp_path: Path) -> None:
    called = select(tmp_path, policy=POLICY + REPOSITORY)
    assert called.out.startswith("main-9f8e7d6-1700000200\n")


def test_tags_from_stdin(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    out, err = io.StringIO(), io.StringIO()
    words = ["flux", "select", "--policy", "policy.yaml", "--no-config"]
    assert run(words, Environment(io.StringIO("main-a-5\r\nmain-a-7\r\n"), out, err, {}, tmp_path)) == 0
    assert out.getvalue().startswith("main-a-7\n")


@pytest.mark.parametrize(
    ("tags", "first"),
    [
        ("", "nothing is selected: version list argument cannot be empty"),
        ("latest\n", "nothing is selected: version list argument cannot be empty"),
    ],
)
def test_nothing_selected_is_exit_1(tmp_path: Path, tags: str, first: str) -> None:
    called = select(tmp_path, tags=tags)
    assert (called.code, called.out.splitlines()[0]) == (1, first)


def test_chance_is_exit_1(tmp_path: Path) -> None:
    policy = POLICY.replace("^main-[0-9a-f]+-(?P<ts>[0-9]+)$", "^(?P<ts>.*)$")
    called = select(tmp_path, policy=policy, tags="1\n1.0\n0\n")
    assert called.code == 1
    assert called.out.splitlines()[0] == "chance decides between 1, 1.0"
    found = answer(select(tmp_path, "--format", "json", policy=policy, tags="1\n1.0\n0\n"))
    assert (found["latest"], found["nondeterministic"]) == (None, ["1", "1.0"])


def test_order_of_the_list_is_spoken_of_where_flux_sorts_it(tmp_path: Path) -> None:
    policy = POLICY.partition("  filterTags")[0] + "  policy:\n    numerical: {}\n"
    called = select(tmp_path, policy=policy, tags="1\n1.0\n")
    assert called.out.startswith("1.0\n")
    assert "the order of the list decides: Flux 2.7 sorts it, and selects 1\n" in called.out
    older = select(tmp_path, "--flux-version", "2.6", policy=policy, tags="1\n1.0\n")
    assert "sorts it" not in older.out


def test_numbers_that_are_sorted_as_text_are_spoken_of(tmp_path: Path) -> None:
    policy = "kind: ImagePolicy\nspec: {policy: {alphabetical: {}}, filterTags: {pattern: '^b-[0-9]+$'}}\n"
    called = select(tmp_path, policy=policy, tags="b-1\nb-2\n")
    assert "numbers are sorted as text: b-9 comes after b-10\n" in called.out


@pytest.mark.parametrize(
    ("version", "latest"),
    [("2.6", "1.0.0"), ("2.7", "2.0.0-rc.1"), ("2.7+", "2.0.0-rc.1"), ("v2.8.3", "2.0.0-rc.1")],
)
def test_version_of_flux(tmp_path: Path, version: str, latest: str) -> None:
    policy = POLICY.partition("  filterTags")[0] + "  policy:\n    semver: {range: '>=1.0.0-0 <2.0.0'}\n"
    called = select(tmp_path, "--flux-version", version, policy=policy, tags="1.0.0\n2.0.0-rc.1\n")
    assert called.out.splitlines()[0] == latest


def test_version_of_flux_comes_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "ddlint.toml").write_text('[flux]\nversion = "2.6"\n')
    assert "Flux 2.6" in select(tmp_path).out


SEVERAL = POLICY + "---\n" + POLICY.replace("backend", "frontend") + "---\n" + POLICY.replace("apps", "other")


def test_several_policies_need_a_name(tmp_path: Path) -> None:
    called = select(tmp_path, policy=SEVERAL)
    assert called.code == 2
    assert "holds 3 ImagePolicies" in called.err
    assert "apps/backend, apps/frontend, other/backend" in called.err


@pytest.mark.parametrize("name", ["apps/backend", "other/backend", "frontend"])
def test_policy_by_name(tmp_path: Path, name: str) -> None:
    called = select(tmp_path, policy=SEVERAL, name=f"policy.yaml#{name}")
    assert called.code == 0
    assert f"{name}: " in called.out


def test_file_with_a_hash_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "a#b.yaml").write_text(POLICY)
    assert select(tmp_path, name="a#b.yaml").code == 0
    assert select(tmp_path, name="a#b.yaml#backend").code == 0


LISTED = """\
kind: List
items:
  - &it
    kind: ImagePolicy
    metadata: {name: one}
    spec: {policy: {alphabetical: null, numerical: {order: null}}}
"""


def test_policy_in_a_list(tmp_path: Path) -> None:
    assert select(tmp_path, policy=LISTED, tags="1\n2\n").out.startswith("2\n")


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("spec: []\n", "spec must be a mapping, and is a list"),
        ("spec: {policy: x}\n", "spec.policy must be a mapping, and is a text"),
        ("spec: {policy: {semver: {range: 1.0}}}\n", "spec.policy.semver.range is a number in YAML"),
        ("spec: {filterTags: {pattern: [a]}}\n", "spec.filterTags.pattern must be a text"),
        ("spec: {filterTags: {pattern: &a [*a]}}\n", "nested deeper than ddlint reads"),
        ("a: [\n", "policy.yaml:3: not valid YAML"),
        ("a: " + "[" * 5000, "nested deeper than ddlint reads"),
        (f"spec: {{policy: {{semver: {{range: '{'1 || ' * 10_000} 1'}}}}}}\n", "the range has"),
    ],
)
def test_what_cannot_be_read_is_a_clear_error(tmp_path: Path, policy: str, said: str) -> None:
    called = select(tmp_path, policy=f"kind: ImagePolicy\n{policy}")
    assert (called.code, called.out) == (2, "")
    assert said in called.err
    assert "Traceback" not in called.err


@pytest.mark.parametrize("policy", ["kind: ConfigMap\n", "", "kind: ImagePolicyList\nitems: 5\n", "5\n"])
def test_file_without_a_policy(tmp_path: Path, policy: str) -> None:
    called = select(tmp_path, policy=policy)
    assert (called.code, called.out) == (2, "")
    assert "policy.yaml holds no ImagePolicy" in called.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--policy", "missing.yaml"], "cannot read missing.yaml: No such file"),
        (["--policy", "."], "cannot read .: Is a directory"),
        (["--policy", "policy.yaml#apps/none"], "policy.yaml holds no ImagePolicy apps/none"),
        (["--policy", "policy.yaml", "--tags", "missing.txt"], "cannot read missing.txt: No such file"),
        (["--policy", "binary.yaml"], "binary.yaml is not UTF-8"),
    ],
)
def test_files_that_are_no_policy(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe")
    called = ddlint("flux", "select", *words, folder=tmp_path)
    assert called.code == 2
    assert said in called.err


def test_version_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        select(tmp_path, "--flux-version", "two")
    assert caught.value.code == 2
    assert "MAJOR.MINOR is needed" in capsys.readouterr().err


def test_hostile_tags_are_made_safe(tmp_path: Path) -> None:
    tags = "main-a-5\x1b[2J\n::error::x\nmain-a-9\n\udcff\n"
    policy = POLICY.partition("  filterTags")[0] + "  policy:\n    alphabetical: {}\n"
    called = select(tmp_path, policy=policy, tags=tags)
    assert "\x1b" not in called.out
    assert "\\x1b[2J" in called.out
    assert "\n::error" not in called.out
    assert "\\xff" in called.out
    found = answer(select(tmp_path, "--format", "json", policy=policy, tags=tags))
    assert [each["tag"] for each in found["tags"]][1:] == ["main-a-9", "main-a-5\x1b[2J", "::error::x"]


def test_blank_and_repeated_lines_are_passed_over(tmp_path: Path) -> None:
    called = select(tmp_path, tags="main-a-5\n\n\nmain-a-5\n")
    assert called.out.startswith("main-a-5\n")
    assert "1 tag: 1 selected" in called.out
    assert called.err.splitlines() == [
        "empty lines passed over: 2",
        "lines passed over whose tag was listed before: 1",
    ]


def manifest(row: dict[str, Any]) -> str:
    spec: dict[str, Any] = {"imageRepositoryRef": {"name": "x"}, "policy": row["policy"]}
    if "pattern" in row:
        spec["filterTags"] = {"pattern": row["pattern"], "extract": row["extract"]}
    return json.dumps({"kind": "ImagePolicy", "metadata": {"name": "x", "namespace": "y"}, "spec": spec})


def test_every_recorded_answer_through_the_command(tmp_path: Path) -> None:
    rows = json.loads((cases_dir() / "flux" / "policy.json").read_text("utf-8"))["cases"]
    wrong = []
    for row in rows:
        if "" in row["tags"]:
            continue  # a list of lines cannot name a tag without characters
        tags = "".join(f"{tag}\n" for tag in row["tags"])
        called = select(tmp_path, "--format", "json", policy=manifest(row), tags=tags)
        found, result = answer(called), row["result"]
        expected = (result["latest"], result["error"], result.get("nondeterministic", []))
        if (found["latest"], found["error"], found["nondeterministic"]) != expected:
            wrong.append((row["label"], found, expected))
        assert called.code == (0 if result["latest"] is not None else 1)
        filtered = {each["key"]: each["tag"] for each in found["tags"] if each["matched"]}
        if "filtered" in result:
            assert filtered.keys() == result["filtered"].keys()
    assert wrong == []
