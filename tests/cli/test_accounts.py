"""`ddlint accounts`, and the rules on accounts in `ddlint check`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calling import Called, ddlint
from history import History

CONFIG = """\
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
"""
BACKEND = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: TAG # {"$imagepolicy": "flux-system:backend:tag"}
"""
PROD = BACKEND.replace("system:backend", "system:prod")
POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0-0'}}
"""


@pytest.fixture
def repo(tmp_path: Path) -> History:
    made = History(tmp_path / "config").write("ddlint.toml", CONFIG).write("flux/policy.yaml", POLICY)
    made.write("accounts/acme/backend.yaml", PROD.replace("TAG", "v1.4.2"))
    made.write("flux/prod.yaml", POLICY.replace("{name: backend, n", "{name: prod, n").replace("-0", ""))
    made.write("accounts/pilot/backend.yaml", BACKEND.replace("TAG", "v1.5.0-rc.1"))
    return registry(made, acme=False, pilot=True)


def registry(repo: History, **uat: Any) -> History:
    rows = [{"code": code, "is_uat": value} for code, value in uat.items()]
    return repo.write("accounts.json", json.dumps(rows, indent=1))


def check(repo: History, *words: str) -> list[tuple[str, str]]:
    called = ddlint("check", "--select=accounts", "--format=json", *words, folder=repo.path)
    return [(each["code"], each["location"]["path"]) for each in json.loads(called.out)["findings"]]


def table(repo: History, *words: str) -> Called:
    return ddlint("accounts", *words, folder=repo.path)


def test_an_account_that_the_registry_turns_into_production_fails_for_the_candidate_it_runs(
    repo: History,
) -> None:
    before = check(repo, "accounts.json")
    registry(repo, acme=False, pilot=False)
    assert before == []
    assert ("DDA010", "accounts/pilot/backend.yaml") in check(repo, "accounts.json")


def test_a_named_file_is_judged_alone(repo: History) -> None:
    registry(repo, acme=False, pilot=False)
    assert check(repo, "accounts/acme/backend.yaml") == []
    assert {path for _, path in check(repo, "accounts/pilot")} == {"accounts/pilot/backend.yaml"}


def test_without_accounts_no_rule_asks(repo: History) -> None:
    repo.write("ddlint.toml", "")
    called = ddlint("check", "--format=json", folder=repo.path)
    assert not [each for each in json.loads(called.out)["findings"] if each["code"].startswith("DDA")]


def test_the_table_says_what_runs_where_it_is_written_and_what_comes_next(repo: History) -> None:
    assert table(repo).out == (
        "acme: production (registry)\n"
        "  backend  v1.4.2  accounts/acme/backend.yaml:8  flux-system/prod  next such as v1.4.3\n"
        "pilot: UAT (registry)\n"
        "  backend  v1.5.0-rc.1  accounts/pilot/backend.yaml:8  flux-system/backend  "
        "next such as v1.6.0-rc.1\n"
    )


def test_the_table_by_version(repo: History) -> None:
    repo.write("accounts/beta/backend.yaml", PROD.replace("TAG", "v1.4.2"))
    lines = table(repo, "--by=version").out.splitlines()
    assert lines[0] == "backend"
    assert lines[2].split() == [
        "production", "v1.4.2", "flux-system/prod", "next", "such", "as", "v1.4.3", "2:", "acme,", "beta",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ((), ["acme", "pilot"]),
        (("--uat",), ["pilot"]),
        (("--production",), ["acme"]),
        (("--account=pi*",), ["pilot"]),
        (("--service=backend",), ["acme", "pilot"]),
        (("--service=engine",), []),
        (("--prereleases",), ["pilot"]),
    ],
)
def test_filters(repo: History, words: tuple[str, ...], codes: list[str]) -> None:
    found = json.loads(table(repo, "--format=json", *words).out)
    assert [each["code"] for each in found["accounts"]] == codes


def test_json_has_all_that_is_known(repo: History) -> None:
    [account] = json.loads(table(repo, "--format=json", "--account=pilot").out)["accounts"]
    assert account["is_uat"] is True
    assert account["said"] == [
        {"by": "registry", "is_uat": True, "path": "accounts.json", "line": 8, "fault": None}
    ]
    [row] = account["deployments"]
    assert (row["service"], row["tag"], row["is_prerelease"]) == ("backend", "v1.5.0-rc.1", True)
    assert (row["path"], row["line"]) == ("accounts/pilot/backend.yaml", 8)
    assert row["route"] == "spec.values.image.tag"
    assert row["policies"][0]["next"] == "v1.6.0-rc.1"


def test_accounts_that_are_not_configured_are_a_mistake_that_says_how(repo: History) -> None:
    repo.write("ddlint.toml", "")
    called = table(repo)
    assert called.code == 2
    assert 'files = ["accounts/{account}/**"]' in called.err


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "1:1", "Git LFS"),
        ("<!DOCTYPE html>\n<title>Log in</title>", "1:1", "web page"),
        ('[\n // who\n {"code": "a"}]', "2:2", "comment"),
        ('[{"code": "a", "is_uat": true},]', "1:31", "a `,` before `]`"),
        ('[{"code": "a", "is_uat": true}', "1:31", "ends in the middle"),
        ('{"accounts": [{"code": "a"}]}', "1:14", "is a list"),
        ('"acme"', "1:1", 'is the text "acme"'),
        ("[" * 100_000, "1:2", "nested too deep"),
        ("", "1:1", "is empty"),
        ("\x00", "1:1", "not JSON"),
    ],
)
def test_a_registry_that_cannot_be_used_is_told_with_its_place(
    repo: History, content: str, where: str, what: str
) -> None:
    repo.write("accounts.json", content)
    called = ddlint("check", folder=repo.path)
    assert called.code == 2
    assert f"accounts.json:{where}: the registry cannot be used: " in called.err
    assert what in called.err


def test_a_byte_order_mark_is_passed_over(repo: History) -> None:
    repo.write("accounts.json", "\ufeff" + (repo.path / "accounts.json").read_text())
    assert table(repo).code == 0


def test_an_account_that_is_listed_twice_makes_the_run_incomplete(repo: History) -> None:
    rows = [{"code": "acme", "is_uat": False}, {"code": "pilot", "is_uat": True}] * 2
    repo.write("accounts.json", json.dumps(rows, indent=1))
    called = ddlint("check", "--select=accounts", folder=repo.path)
    assert called.code == 3
    assert "accounts.json:11:11: account acme is listed twice, first in line 3" in called.out + called.err


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('files = ["tenants/{account}/**"]', "no tracked file matches tenants/{account}/**"),
        ('files = ["accounts/**"]', "captures no account"),
        ('files = ["accounts/{account}/**", "{account}/**"]', "two patterns take accounts/acme/backend.yaml"),
        ('files = ["accounts/{account}/**"]\nregistry = "gone.json"', "gone.json, which is no file"),
        ('files = ["accounts/{account}/**"]\nregistry = "https://x.example/a"', "is an address"),
        ('files = ["accounts/{account}/**"]\nadmin = "x/{account}.yaml"', "no tracked file matches x/"),
    ],
)
def test_mistakes_of_the_configuration_are_told_with_their_line(repo: History, line: str, what: str) -> None:
    repo.write("ddlint.toml", f"[accounts]\n{line}\n")
    called = ddlint("check", folder=repo.path)
    assert called.code == 2
    assert what in called.err
    assert "ddlint.toml:" in called.err


def test_a_kustomization_that_includes_itself_is_told_with_its_place(repo: History) -> None:
    repo.write("accounts/acme/kustomization.yaml", "resources:\n  - backend.yaml\n  - .\n")
    called = ddlint("check", "--select=accounts", folder=repo.path)
    assert called.code == 3
    assert (
        "accounts/acme/kustomization.yaml:3:5: the kustomization includes itself" in called.out + called.err
    )


def test_files_that_are_not_tracked_yet_count_where_they_are_asked_for(repo: History) -> None:
    repo.place("accounts/fresh/backend.yaml", BACKEND.replace("TAG", "v1.5.0-rc.1"))
    assert ("DDA010", "accounts/fresh/backend.yaml") in check(repo, "--all-files")
    assert check(repo) == []
