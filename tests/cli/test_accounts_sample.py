"""A life-like config repository: 42 accounts in three regions, staging, shared bases, candidates, a hotfix.

It is clean; then one mistake is planted for each rule, and exactly that is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calling import ddlint
from history import History

REGIONS = ("nl", "uk", "no")
SERVICES = ("backend", "engine")
RUNNING = {
    "prod": {"backend": "v1.42.2", "engine": "v3.8.1"},
    "uat": {"backend": "v1.43.0-rc.2", "engine": "v3.8.1"},
}
CONFIG = """\
[flux]
version = "2.7"
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
admin = "accounts/{account}/account.yaml"
[environments.staging]
files = ["staging/**"]
tags = "sortable"
[environments.production]
files = ["accounts/**"]
tags = "semver"
"""
RELEASE = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {service}
spec:
  chart: {{spec: {{chart: {service}, sourceRef: {{kind: HelmRepository, name: charts}}}}}}
  values:
    replicaCount: 2
"""
PATCH = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {service}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/{service}
      tag: {tag} # {{"$imagepolicy": "flux-system:{service}-{channel}:tag"}}
"""
POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {{name: {service}-{channel}, namespace: flux-system}}
spec:
  imageRepositoryRef: {{name: {service}}}
  policy: {{semver: {{range: '{range}'}}}}
---
"""
Files = dict[str, str]


def accounts() -> list[dict[str, Any]]:
    return [
        {"code": f"{region}-{number:02}", "is_uat": number == 0, "project": f"acme-{region}", "active": True}
        for region in REGIONS
        for number in range(14)
    ]


def sample() -> Files:
    """All files of the repository, without a mistake."""
    files = {"ddlint.toml": CONFIG, "accounts.json": json.dumps(accounts(), indent=1)}
    for service in SERVICES:
        files[f"base/{service}.yaml"] = RELEASE.format(service=service)
        tag = "main-1a2b3c4-1700000000"
        files[f"staging/{service}.yaml"] = PATCH.format(service=service, tag=tag, channel="staging")
    files["base/kustomization.yaml"] = "resources: [backend.yaml, engine.yaml]\n"
    files["flux/policies.yaml"] = "".join(
        POLICY.format(service=service, channel=channel, range=limits)
        for service in SERVICES
        for channel, limits in (("prod", ">=1.0.0"), ("uat", ">=1.0.0-0"))
    )
    for account in accounts():
        code, channel = account["code"], "uat" if account["is_uat"] else "prod"
        folder = f"accounts/{code}"
        files[f"{folder}/account.yaml"] = f"code: {code}\nis_uat: {str(account['is_uat']).lower()}\n"
        patches = "".join(f"  - path: {service}.yaml\n" for service in SERVICES)
        files[f"{folder}/kustomization.yaml"] = f"resources: [../../base]\npatches:\n{patches}"
        for service in SERVICES:
            tag = RUNNING[channel][service]
            files[f"{folder}/{service}.yaml"] = PATCH.format(service=service, tag=tag, channel=channel)
    return files


def edited(path: str, old: str, new: str) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)

    return edit


def registered(code: str, **fields: Any) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        rows = json.loads(files["accounts.json"])
        found = next((row for row in rows if row["code"] == code), None)
        if found is None:
            rows.append({"code": code, "is_uat": False, **fields})
        elif fields:
            found.update(fields)
        else:
            rows.remove(found)
        files["accounts.json"] = json.dumps(rows, indent=1)

    return edit


def shared_build(files: Files) -> None:
    files["base/engine.yaml"] = files["staging/engine.yaml"]
    files["accounts/nl-05/kustomization.yaml"] = "resources: [../../base]\npatches:\n  - path: backend.yaml\n"
    del files["accounts/nl-05/engine.yaml"]


def shared_candidate(files: Files) -> None:
    for code in ("nl-05", "uk-05"):
        files[f"accounts/{code}/kustomization.yaml"] = "resources: [../../pilot]\n"
        for service in SERVICES:
            del files[f"accounts/{code}/{service}.yaml"]
    files["pilot/kustomization.yaml"] = "resources: [backend.yaml]\n"
    files["pilot/backend.yaml"] = PATCH.format(service="backend", tag="v1.43.0-rc.2", channel="prod")


PLANTED = [
    ("DDA001", "accounts/nl-03/account.yaml", registered("nl-03")),
    ("DDA002", "accounts.json", registered("nl-99")),
    ("DDA003", "accounts.json", registered("nl-03", active=False)),
    ("DDA004", "accounts.json", registered("NL_03")),
    ("DDA005", "accounts/nl-03/account.yaml", edited("accounts/nl-03/account.yaml", "false", "'no'")),
    ("DDA006", "accounts.json", edited("accounts/nl-03/account.yaml", "false", "true")),
    ("DDA007", "accounts.json", registered("nl-03", active="no")),
    (
        "DDA010",
        "accounts/nl-03/backend.yaml",
        edited("accounts/nl-03/backend.yaml", "v1.42.2", "v1.43.0-rc.2"),
    ),
    ("DDA010", "pilot/backend.yaml", shared_candidate),
    ("DDA011", "accounts/nl-03/backend.yaml", edited("accounts/nl-03/backend.yaml", "-prod", "-uat")),
    ("DDA012", "accounts/nl-00/backend.yaml", edited("accounts/nl-00/backend.yaml", "-uat:", "-prod:")),
    ("DDA013", "accounts/uk-00/engine.yaml", edited("accounts/uk-00/engine.yaml", "v3.8.1", "v3.7.9")),
    (
        "DDA014",
        "accounts/no-00/backend.yaml",
        edited("accounts/no-00/backend.yaml", "v1.43.0-rc.2", "v1.42.2-rc.1"),
    ),
    ("DDA015", "base/engine.yaml", shared_build),
]


def found(tmp_path: Path, files: Files) -> list[tuple[str, str]]:
    repo = History(tmp_path / "config")
    for path, text in files.items():
        repo.place(path, text)
    repo.git("add", "-A")
    called = ddlint("check", "--select=accounts", "--format=json", folder=repo.path)
    assert called.code in {0, 1}, called.err
    return [(each["code"], each["location"]["path"]) for each in json.loads(called.out)["findings"]]


def test_the_sample_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, sample()) == []


@pytest.mark.parametrize(("code", "path", "plant"), PLANTED, ids=[f"{row[0]}-{row[1]}" for row in PLANTED])
def test_a_planted_mistake_is_found_and_nothing_else(
    tmp_path: Path, code: str, path: str, plant: Callable[[Files], None]
) -> None:
    files = sample()
    plant(files)
    assert found(tmp_path, files) == [(code, path)]


def test_a_hotfix_that_reaches_production_first_leaves_uat_ahead_of_it(tmp_path: Path) -> None:
    """v1.42.3 is below the candidate of v1.43.0 that UAT tries: nothing is behind."""
    files = {path: text.replace("v1.42.2 #", "v1.42.3 #") for path, text in sample().items()}
    assert found(tmp_path, files) == []
