"""Selectors as text, as kustomize's patch targets have them: `app in (a, b), env != prod, !legacy`.

Source: k8s.io/apimachinery `labels.Parse`, which kustomize uses for `labelSelector` and `annotationSelector`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_KEY = r"(?P<key>[A-Za-z0-9][\w./-]*)"
_SET = re.compile(rf"\s*{_KEY}\s+(?P<op>in|notin)\s*\((?P<values>[^()]*)\)\s*", re.ASCII)
_EQUAL = re.compile(rf"\s*{_KEY}\s*(?P<op>==|!=|=)\s*(?P<values>[\w.-]*)\s*", re.ASCII)
_EXISTS = re.compile(rf"\s*(?P<op>!?)\s*{_KEY}\s*", re.ASCII)


def selected(selector: str, words: Mapping[str, str]) -> bool | None:
    """Whether an object with these labels (or annotations) is selected; None where that is not understood.

    An object without the key satisfies `!=` and `notin`.
    """
    at, holds = 0, True
    while selector.strip() and at <= len(selector):
        found = _SET.match(selector, at) or _EQUAL.match(selector, at) or _EXISTS.match(selector, at)
        if found is None or (found.end() < len(selector) and selector[found.end()] != ","):
            return None
        holds = holds and _holds(found, words)
        at = found.end() + 1
    return holds


def _holds(found: re.Match[str], words: Mapping[str, str]) -> bool:
    key, operator = found["key"], found["op"]
    if operator in {"", "!"}:
        return (key in words) == (operator == "")
    values = {value.strip() for value in found["values"].split(",")}
    return (words.get(key) in values) == (operator in {"in", "=", "=="})
