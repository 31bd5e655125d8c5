"""Policies that get a field from the same place, as from one patch with a selector."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.place import FileSpan
from ddlint.model.yaml_node import YamlNode

Spot = tuple[str, int, int]
Sharing = Mapping[Spot, Sequence[ImagePolicy]]


def sharing_of(policies: Iterable[ImagePolicy]) -> Sharing:
    """The policies by the places of the fields that decide which tag they select."""
    found: dict[Spot, list[ImagePolicy]] = defaultdict(list)
    for each in policies:
        for node in each.decisive:
            found[_spot(node)].append(each)
    return found


def speaks_for(policy: ImagePolicy, place: FileSpan, sharing: Sharing) -> int | None:
    """For how many policies of other names a finding at `place` holds too; None where another one says it.

    They have the field from there, and say the same about tags.
    """
    node = next((each for each in policy.decisive if _holds(each, place)), None)
    group = sharing.get(_spot(node), ()) if node is not None else ()
    alike = (each for each in group if _says(each) == _says(policy))
    first = next(alike, policy)
    if first is not policy:
        return None
    return len({each.title for each in alike} - {policy.title})


def _says(policy: ImagePolicy) -> tuple[object, bool]:
    return policy.spec, policy.is_partial


def _holds(node: YamlNode, place: FileSpan) -> bool:
    return node.path == place.path and node.start <= place.start and place.end <= node.end


def _spot(node: YamlNode) -> Spot:
    return node.path, node.start, node.end
