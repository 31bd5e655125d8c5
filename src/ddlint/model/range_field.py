"""The `policy.semver.range` field of an ImagePolicy, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.place import FileSpan
from ddlint.model.scalar_types import Type
from ddlint.model.yaml_node import SCALAR, YamlNode

_WAY = ("spec", "policy", "semver", "range")
_PLACEHOLDER = re.compile(r"\{\{|\$\{|\[\[|@\w+@|%\w+%|<[A-Za-z_][\w .-]*>")


@dataclass(frozen=True, slots=True)
class RangeField:
    """A range as it stands in a file.

    Attributes:
        policy: namespace and name of the ImagePolicy, as far as they stand there.
        node: the value.
    """

    policy: str
    node: YamlNode

    @property
    def value(self) -> str:
        """What a YAML parser reads, as text."""
        return self.node.value

    @property
    def raw(self) -> str:
        """The characters of the value, with quotes and tag; empty where they have no place of their own."""
        return f"{self.node.properties}{self.node.raw}".strip()

    @property
    def type(self) -> Type:
        """What Kubernetes takes the value for; a string where it is quoted."""
        return self.node.type

    @property
    def tag(self) -> str:
        """An explicit YAML tag, or ""."""
        return self.node.tag

    @property
    def is_placeholder(self) -> bool:
        """Whether something replaces the text before it reaches the cluster."""
        return bool(_PLACEHOLDER.search(self.value))

    def span(self, start: int = 0, end: int | None = None) -> FileSpan:
        """The place of a part of the range, or of all of it where the part has no place of its own."""
        node = self.node
        at = node.raw.find(self.value) if self.value and end is not None else -1
        if at < 0 or end is None:
            return node.span._replace(start=node.start - len(node.properties))
        return node.span._replace(start=node.start + at + start, end=node.start + at + max(end, start))


def range_field(policy: ImagePolicy) -> RangeField | None:
    """The range of a policy; None where it has none, or one that is no scalar."""
    node = policy.object.node.at(*_WAY)
    if node is None or node.kind != SCALAR:
        return None
    return RangeField(policy.object.called, node)
