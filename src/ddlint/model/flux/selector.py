"""Kubernetes label selectors (`policySelector`)."""

from __future__ import annotations

from collections.abc import Mapping

from ddlint.model.yaml_node import YamlNode


def selects(selector: YamlNode | None, labels: Mapping[str, str]) -> bool:
    """Whether `selector` admits an object with these labels. None, and an empty one, admit all."""
    if selector is None:
        return True
    wanted = selector.get("matchLabels")
    if wanted is not None and any(labels.get(key) != value.word for key, value in wanted.pairs):
        return False
    return all(_holds(item, labels) for item in selector.items_at("matchExpressions"))


def _holds(expression: YamlNode, labels: Mapping[str, str]) -> bool:
    """Whether one of `matchExpressions` holds; one with an operator that does not exist is not judged."""
    key = expression.text_at("key")
    values = {item.word for item in expression.items_at("values")}
    match expression.text_at("operator"):
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    return True
