"""Versions of charts, which may be ranges: whether they let a pre-release through.

Source: fluxcd.io/flux/components/helm/helmreleases, `spec.chart.spec.version`: a version, or a range as
ImagePolicies have it; it is ignored for charts out of a GitRepository or a Bucket.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ddlint.model.accounts.facts import Value
from ddlint.model.accounts.making import Maker
from ddlint.model.semver import Range, Semantics, example_prerelease
from ddlint.model.yaml_node import MAPPING, SCALAR, YamlNode, read_documents

VERSION = "spec.chart.spec.version"
_DASHED = re.compile(r"[0-9xX*]-[0-9A-Za-z]")
_IN_TEXT = re.compile(r"version[\"']?[ \t]*:[^#\n]*[0-9xX*]-[0-9A-Za-z]")
_UNVERSIONED = frozenset({"GitRepository", "Bucket"})


def may_hold(text: str) -> bool:
    """Whether a file may hold a version of a chart that lets pre-releases through; cheap."""
    return "HelmRelease" in text and bool(_IN_TEXT.search(text))


def admits(value: Value) -> bool:
    """Whether a version may let pre-releases through: none does that has none in it."""
    return bool(_DASHED.search(value.text or ""))


def version_in(root: YamlNode, maker: Maker) -> Value | None:
    """The version of the chart of a HelmRelease; None where it has none, or one that Flux ignores."""
    spec = root.at("spec", "chart", "spec")
    node = spec.get("version") if spec is not None else None
    if spec is None or node is None or node.kind != SCALAR:
        return None
    return None if spec.text_at("sourceRef", "kind") in _UNVERSIONED else maker.node(node)


def versions_in(path: str, text: str) -> dict[int, Value]:
    """The versions of charts in a file, by where their objects begin."""
    maker = Maker(text)
    roots = [each.root for each in read_documents(path, text) if each.root is not None]
    found = {each.start: version_in(each, maker) for each in roots if each.kind == MAPPING}
    return {start: value for start, value in found.items() if value is not None}


@lru_cache(maxsize=1024)
def prerelease_of(text: str, flux: str) -> str:
    """A pre-release that a version of a chart admits; empty where it admits none, or is wrong itself."""
    found = Range.parse(text, Semantics.of(flux))
    version = example_prerelease(found) if isinstance(found, Range) else None
    return version.text if version is not None else ""
