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


def make_tree(folder: Path, count: int) -> None:
    """Make a repository with `count` files, tracked, in folders of a hundred."""
    for number in range(count):
        path = folder / "accounts" / f"{number // 100:03}" / f"{number:05}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(helm_release(number))
    for words in (["init", "-q", "-b", "main"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def helm_release(number: int) -> str:
    """The text of one HelmRelease: several services, each with a marker, comments, a list and flow style."""
    chance = random.Random(number)  # the same files every time
    pieces = [_HEAD.format(number=number)]
    service = 0
    while sum(map(len, pieces)) < SIZE:
        service += 1
        pieces.append(_service(service, chance))
    return "".join(pieces)


def _service(number: int, chance: random.Random) -> str:
    tag = f"main-{chance.getrandbits(40):010x}-{1_700_000_000 + chance.randrange(10**7)}"
    return (
        f"    service{number}:\n"
        f"      replicas: {chance.randint(1, 9)}\n"
        "      image:\n"
        f"        repository: registry.example.org/services/service{number}\n"
        f'        tag: {tag} # {{"$imagepolicy": "flux-system:service{number}:tag"}}\n'
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
