"""A config repository to measure on: many life-like HelmReleases with comments and markers."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

SIZE = 5_500  # characters, about
_HEAD = """\
# release {number} of the platform team
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: account-{number}
  namespace: account-{number}
  labels:
    team: platform # who to call
spec:
  interval: 5m
  values:
"""


MARKED = 2  # services of a file whose image Flux sets: the account's own, and its migration job


def make_tree(folder: Path, count: int, marked: int = MARKED) -> None:
    """Make a repository with `count` files, tracked, in folders of a hundred; `marked` markers in each."""
    for number in range(count):
        path = folder / "accounts" / f"{number // 100:03}" / f"{number:05}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(helm_release(number, marked))
    for words in (["init", "-q", "-b", "main"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def helm_release(number: int, marked: int = MARKED) -> str:
    """The text of one HelmRelease: several services with comments, lists and flow style, some marked."""
    chance = random.Random(number)  # the same files every time
    pieces = [_HEAD.format(number=number)]
    service = 0
    while sum(map(len, pieces)) < SIZE:
        service += 1
        pieces.append(_service(service, chance, marked=service <= marked))
    return "".join(pieces)


def _service(number: int, chance: random.Random, *, marked: bool) -> str:
    tag = f"main-{chance.getrandbits(40):010x}-{1_700_000_000 + chance.randrange(10**7)}"
    marker = f' # {{"$imagepolicy": "flux-system:service{number}:tag"}}' if marked else ""
    return (
        f"    service{number}:\n"
        f"      replicas: {chance.randint(1, 9)}\n"
        "      image:\n"
        f"        repository: registry.example.org/services/service{number}\n"
        f"        tag: {tag}{marker}\n"
        "      env:\n"
        "        - name: LOG_LEVEL # how much to say\n"
        '          value: "info"\n'
        "        - name: URL\n"
        f"          value: https://service{number}.example.org/a?b={number}\n"
        "      resources:\n"
        "        limits: {cpu: 500m, memory: 1Gi}\n"
        "      annotations:\n"
        f"        note: 'service {number} is the customer''s own'\n"
    )
