"""Patches of a kustomization reach the objects that their target's selectors take, and no others."""

from __future__ import annotations

import pytest

from ddlint.model.flux.facts import FileFacts, read_facts
from ddlint.model.flux.index import FluxIndex

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: {name}
  annotations: {{automated: "{automated}"}}
spec:
  imageRepositoryRef: {{name: backend}}
  filterTags: {{pattern: '^main-'}}
  policy: {{alphabetical: {{}}}}
"""
PATCH = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: any}
spec:
  filterTags: {pattern: '^prod-'}
"""
KUSTOMIZATION = """\
namespace: apps
resources: [policies.yaml]
patches:
  - path: prod.yaml
    target:
      kind: ImagePolicy
      annotationSelector: {selector}
"""


def patterns(selector: str) -> dict[str, str]:
    """The filters of the effective policies, `unknown` where they are not known."""
    files = {
        "apps/kustomization.yaml": KUSTOMIZATION.format(selector=selector),
        "apps/policies.yaml": "---\n".join(
            POLICY.format(name=name, automated=automated) for name, automated in (("a", "yes"), ("b", "no"))
        ),
        "apps/prod.yaml": PATCH,
    }
    facts = [read_facts(path, text) for path, text in files.items()]
    known = [each for each in facts if isinstance(each, FileFacts)]
    index = FluxIndex(known, exists=lambda _: True, read=lambda path: files[path])
    policies = [each.policy for each in index.policies()]
    return {each.object.name: "unknown" if each.object.unknown else each.spec.pattern for each in policies}


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("automated != no", {"a": "^prod-", "b": "^main-"}),
        ("automated in (yes, no)", {"a": "^prod-", "b": "^prod-"}),
        ("'!automated'", {"a": "^main-", "b": "^main-"}),
        ("automated ~ yes", {"a": "unknown", "b": "unknown"}),
    ],
)
def test_annotation_selector(selector: str, expected: dict[str, str]) -> None:
    assert patterns(selector) == expected
