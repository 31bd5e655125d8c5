"""The rules on accounts: 10,000 accounts with 5 services each, against `ddlint check` without those rules."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Command, Row, interleaved, versus

ACCOUNTS = 10_000
SERVICES = ("admin", "backend", "engine", "onboarding", "reports")
ROUNDS = 2
LIMIT = 1.3
MEGABYTES = 300

_RELEASE = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {service}
  namespace: {code}
spec:
  interval: 10m
  chart:
    spec:
      chart: {service}
      version: ">=2.0.0 <3.0.0"
  values:
    image:
      repository: eu.gcr.io/acme/{service}
      tag: v1.42.2 # {{"$imagepolicy": "flux-system:{service}-{channel}:tag"}}
{settings}"""
_SETTINGS = "".join(f"    setting{number}: value-{number}\n" for number in range(60))
_POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {{name: {service}-{channel}, namespace: flux-system}}
spec:
  imageRepositoryRef: {{name: {service}}}
  policy: {{semver: {{range: '{range}'}}}}
"""
_RANGES = {"uat": ">=1.0.0-0", "prod": ">=1.0.0"}
_CONFIG = '[accounts]\nfiles = ["accounts/{account}/**"]\nregistry = "accounts.json"\n'


def make_tree(top: Path) -> None:
    """A repository with all accounts; one in twenty is UAT."""
    listed = []
    for number in range(ACCOUNTS):
        code, channel = f"account-{number:05}", "prod" if number % 20 else "uat"
        folder = top / "accounts" / code
        folder.mkdir(parents=True)
        listed.append({"code": code, "is_uat": channel == "uat", "project": "acme-nl", "active": True})
        for service in SERVICES:
            text = _RELEASE.format(service=service, code=code, channel=channel, settings=_SETTINGS)
            (folder / f"{service}.yaml").write_text(text)
    (top / "accounts.json").write_text(json.dumps(listed, indent=1))
    (top / "flux").mkdir()
    for service in SERVICES:
        for channel, limits in _RANGES.items():
            policy = _POLICY.format(service=service, channel=channel, range=limits)
            (top / "flux" / f"{service}-{channel}.yaml").write_text(policy)
    (top / "with.toml").write_text(_CONFIG)
    (top / "without.toml").write_text("")
    for words in (("init", "-q", "-b", "main"), ("add", "-A")):
        subprocess.run(["git", *words], cwd=top, check=True)


def rows() -> Iterable[Row]:
    """Time of `check` with and without the rules, and the memory of the table."""
    with TemporaryDirectory(prefix="ddlint-accounts-") as name:
        make_tree(Path(name))
        check = [sys.executable, "-m", "ddlint", "check", "--format", "concise", "--config"]
        table = [sys.executable, "-m", "ddlint", "accounts", "--format", "json", "--config", "with.toml"]
        commands = [
            Command("check without accounts", [*check, "without.toml"], Path(name), accept=(0, 1, 3)),
            Command("check with accounts", [*check, "with.toml"], Path(name), accept=(0, 1, 3)),
            Command("table of accounts", table, Path(name)),
        ]
        base, measured, printed = interleaved(commands, ROUNDS).values()
    note = f"{ACCOUNTS:,} accounts, {ACCOUNTS * len(SERVICES):,} files"
    yield versus(measured, base, LIMIT, note=note)
    memory = max(printed.megabytes, measured.megabytes)
    yield Row("table of accounts: memory", f"{memory:.0f} MB", f"{MEGABYTES} MB", memory / MEGABYTES, 1)
