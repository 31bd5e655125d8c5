"""Selectors of patches: whether they choose an object, where that can be told.

Source: kubernetes.io, "Labels and Selectors": `key=value`, `key!=value` (true where there is no such key),
`key` and `!key`, with commas between them.
"""

from __future__ import annotations

import re

from ddlint.model.accounts.built import Built
from ddlint.model.route import step_of

#: Kinds whose labels and annotations are known.
KNOWN = frozenset({"Kustomization"})
_TERM = re.compile(r"(!?)\s*([\w./-]+)\s*(?:(!=|==?)\s*([\w.-]*))?\s*")


def is_chosen(item: Built, labels: str, annotations: str) -> bool | None:
    """Whether selectors choose an object; None where that is not known."""
    if not (labels or annotations):
        return True
    if item.part.kind not in KNOWN:
        return None
    answers = [_holds(item, "labels", term) for term in labels.split(",") if labels]
    answers += [_holds(item, "annotations", term) for term in annotations.split(",") if annotations]
    if False in answers:
        return False
    return None if None in answers else True


def _holds(item: Built, kind: str, term: str) -> bool | None:
    found = _TERM.fullmatch(term.strip())
    if found is None:
        return None  # `in` and `notin`
    value = item.values.get(f"metadata.{kind}{step_of(found[2])}")
    if found[3] is None:
        return (value is None) == bool(found[1])
    same = value is not None and (value.text or "") == found[4]
    return same != (found[3] == "!=")
