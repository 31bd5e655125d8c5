"""Reading YAML against its physical limit: pulling the same files' libyaml events in a Python loop.

Run: python -m benchmarks.yaml_reading [FILES]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence

from ddlint.model.libyaml import event_parser
from ddlint.model.yaml_reading import read_yaml

SIZE = 5_500
MARKED = 0.3
_WORDS = ("cache", "broker", "gateway", "worker", "ledger", "billing", "search", "mailer", "session", "audit")
_COMMENTS = ("tuned after the incident of May", "see the runbook", "keep in step with the chart", "MB")


def _deployment(random_: random.Random, marked: bool) -> str:
    name = f"{random_.choice(_WORDS)}-{random_.randrange(1000)}"
    lines = [
        f"# {name}: owned by the platform team",
        "apiVersion: apps/v1",
        "kind: Deployment",
        "metadata:",
        f"  name: {name}",
        f"  namespace: {random_.choice(_WORDS)}",
        "  labels:",
        f"    app.kubernetes.io/name: {name}",
        "spec:",
        f"  replicas: {random_.randrange(1, 9)} # {random_.choice(_COMMENTS)}",
        "  template:",
        "    spec:",
        "      containers:",
    ]
    while sum(map(len, lines)) < SIZE - 500:
        lines += _container(random_, marked)
    return "\n".join(lines) + "\n"


def _container(random_: random.Random, marked: bool) -> list[str]:
    name = random_.choice(_WORDS)
    marker = f' # {{"$imagepolicy": "flux-system:{name}"}}' if marked else ""
    tag = f"main-{random_.randrange(16**7):07x}-{random_.randrange(10**9, 2 * 10**9)}"
    lines = [
        f"        - name: {name}",
        f"          image: ghcr.io/deepdesk/{name}:{tag}{marker}",
        '          args: ["--verbose", "--port=8080"]',
        "          env:",
    ]
    for number in range(random_.randrange(3, 9)):
        lines += [
            f"            - name: SETTING_{number}",
            f'              value: "{random_.randrange(10**6)}"',
        ]
    comment = f" # {random_.choice(_COMMENTS)}" if random_.random() < 0.5 else ""
    return [
        *lines,
        "          resources:",
        f"            limits: {{cpu: 500m, memory: 512Mi}}{comment}",
        "            requests:",
        "              cpu: 100m",
        "              memory: 128Mi",
        "          readinessProbe:",
        "            httpGet:",
        "              path: /healthz # must not need the database",
        "              port: 8080",
    ]


def _release(random_: random.Random, marked: bool) -> str:
    name = random_.choice(_WORDS)
    marker = f' # {{"$imagepolicy": "flux-system:{name}:tag"}}' if marked else ""
    lines = [
        "apiVersion: helm.toolkit.fluxcd.io/v2",
        "kind: HelmRelease",
        "metadata:",
        f"  name: {name}",
        "spec:",
        "  interval: 10m",
        "  values:",
        "    image:",
        f"      repository: ghcr.io/deepdesk/{name}",
        f"      tag: main-{random_.randrange(16**7):07x}-{random_.randrange(10**9, 2 * 10**9)}{marker}",
    ]
    while sum(map(len, lines)) < SIZE - 300:
        section = random_.choice(_WORDS) + str(len(lines))
        lines += [f"    {section}:", f"      enabled: true # {random_.choice(_COMMENTS)}"]
        lines += [
            f"      {word}{number}: {random_.randrange(10**4)}" for number, word in enumerate(_WORDS[:6])
        ]
        lines += ["      script: |", "        set -eu", '        echo "start # not a comment"']
    return "\n".join(lines) + "\n"


def generate(count: int, seed: int = 7) -> list[bytes]:
    """Life-like manifests of about `SIZE` bytes, with comments; some carry live markers."""
    random_ = random.Random(seed)
    kinds = (_deployment, _release)
    return [kinds[n % 2](random_, random_.random() < MARKED).encode() for n in range(count)]


def pull_events(data: bytes) -> None:
    """The limit: every event of a file, nothing done with it."""
    parser = event_parser(data.decode())
    while parser.check_event():
        parser.get_event()


def _seconds(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    begin = time.perf_counter()
    for data in files:
        work(data)
    return time.perf_counter() - begin


def main(count: int) -> None:
    """Print a table: the best of seven rounds of each, and the ratio."""
    files = generate(count)
    rounds = [
        (_seconds(pull_events, files), _seconds(lambda data: read_yaml("apps/a.yaml", data), files))
        for _ in range(7)
    ]
    events, reading = min(r[0] for r in rounds), min(r[1] for r in rounds)
    print(f"{count} files, {sum(map(len, files)) / count:.0f} bytes each")
    print(f"{'libyaml events':<20}{events / count * 1000:8.3f} ms/file")
    print(f"{'read_yaml':<20}{reading / count * 1000:8.3f} ms/file")
    print(f"{'ratio':<20}{reading / events:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
