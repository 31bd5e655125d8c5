"""Resolving references: 300 policies, 20,000 markers and 1,000 files against reading the same files."""

from __future__ import annotations

import time
from collections.abc import Iterable

from benchmarks.frame import Measure, Row, versus
from ddlint.model.flux.facts import facts_of
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml

POLICIES, FILES, MARKERS = 300, 1000, 20
ROUNDS = 3

_OBJECTS = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {{name: p{0}, namespace: flux-system}}
spec:
  imageRepositoryRef: {{name: p{0}}}
  policy: {{semver: {{range: 1.x}}}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {{name: p{0}, namespace: flux-system}}
spec: {{image: ghcr.io/acme/p{0}, interval: 5m}}
"""
_AUTOMATION = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: flux-system}
spec:
  sourceRef: {kind: GitRepository, name: config}
  update: {path: ./apps}
"""


def texts() -> dict[str, bytes]:
    """The files, by path."""
    files = {f"flux/p{number}.yaml": _OBJECTS.format(number).encode() for number in range(POLICIES)}
    files["flux/automation.yaml"] = _AUTOMATION.encode()
    for number in range(FILES):
        lines = [_marked((number * MARKERS + each) % POLICIES) for each in range(MARKERS)]
        files[f"apps/{number}.yaml"] = ("kind: App\nimages:\n" + "".join(lines)).encode()
    return files


def _marked(policy: int) -> str:
    return f'- image: ghcr.io/acme/p{policy}:1.2.3 # {{"$imagepolicy": "flux-system:p{policy}"}}\n'


def resolve(files: Iterable[YamlFile]) -> int:
    """All that is resolved, counted."""
    facts = [found for file in files if (found := facts_of(file)) is not None]
    index = FluxIndex(facts, exists=lambda _: True, read=str)
    return sum(1 for part in (index.markers, index.policies, index.automations) for _ in part())


def rows() -> Iterable[Row]:
    """One row."""
    given, reading, resolving = texts(), [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        files = [read_yaml(path, data) for path, data in given.items()]
        middle = time.perf_counter()
        resolve(files)
        reading.append(middle - start)
        resolving.append(time.perf_counter() - middle)
    base = Measure("reading the files", min(reading), 0)
    note = f"{POLICIES} policies, {FILES * MARKERS} markers, {FILES} files"
    yield versus(Measure("resolve", min(resolving), 0), base, limit=2.0, label="references", note=note)
