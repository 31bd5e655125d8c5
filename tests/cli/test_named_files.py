"""`ddlint check FILE` says of a file what `ddlint check` says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from account_sample import edited, registered, sample, shared_candidate
from calling import ddlint
from history import History

MISTAKES = (
    shared_candidate,
    registered("nl-99"),
    registered("no-07", active=False),
    edited("accounts/nl-03/backend.yaml", "v1.42.2", "v1.43.0-rc.2"),
    edited("accounts/nl-04/backend.yaml", "-prod", "-uat"),
    edited("accounts/nl-06/engine.yaml", "engine-prod", "engine-prd"),
    edited("accounts/uk-00/engine.yaml", "v3.8.1", "v3.7.9"),
    edited("accounts/no-00/backend.yaml", "v1.43.0-rc.2", "v1.42.2-rc.1"),
    edited("accounts/no-03/account.yaml", "false", "'no'"),
    edited("accounts/no-04/engine.yaml", "v3.8.1", "latest"),
)
UNUSED = """\
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: nobody, namespace: flux-system}
spec:
  imageRepositoryRef: {name: nowhere}
  policy: {semver: {range: '>=1.0.0'}}
"""
NAMED = [
    "accounts.json",
    "base/kustomization.yaml",
    "flux/policies.yaml",
    "pilot/backend.yaml",
    *(f"accounts/{code}/backend.yaml" for code in ("nl-03", "nl-04", "no-00")),
    *(f"accounts/{code}/engine.yaml" for code in ("nl-03", "nl-06", "uk-00", "no-04")),
    "accounts/nl-05/kustomization.yaml",
    "accounts/no-03/account.yaml",
    "staging/engine.yaml",
]


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = History(tmp_path_factory.mktemp("named") / "config")
    files = sample()
    for plant in MISTAKES:
        plant(files)
    files["flux/policies.yaml"] += UNUSED
    for path, text in files.items():
        made.place(path, text)
    made.git("add", "-A")
    return made.path


def findings(repo: Path, *words: str) -> list[dict[str, Any]]:
    report = json.loads(ddlint("check", "--format=json", *words, folder=repo).out)
    return [each for each in report["findings"] if each["verdict"] == "found"]


@pytest.fixture(scope="module")
def everything(repo: Path) -> list[dict[str, Any]]:
    return findings(repo)


def shown(entry: dict[str, Any]) -> tuple[Any, ...]:
    place = entry["location"]
    return entry["code"], place["path"], place["line"], entry["message"], entry["severity"]


def test_there_is_something_to_compare(everything: list[dict[str, Any]]) -> None:
    assert len({each["code"] for each in everything}) >= 9


@pytest.mark.parametrize("path", NAMED)
def test_a_file_alone_is_judged_as_among_all(repo: Path, everything: list[dict[str, Any]], path: str) -> None:
    def touches(entry: dict[str, Any]) -> bool:
        places = (entry["location"], *(each["location"] for each in entry["related"]))
        return path in {each["path"] for each in places if each}

    alone = findings(repo, path)
    assert {shown(each) for each in alone} == {shown(each) for each in everything if touches(each)}
