"""A life-like config repository: 42 accounts in three regions, staging, shared bases, candidates."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

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
