"""What `ddlint flux select` prints for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddlint.model.selection.evaluate import Selection
from ddlint.model.selection.verdicts import Group, groups
from ddlint.output.flux_selection import Asked
from ddlint.output.json_text import Json, dumps
from ddlint.output.safe import is_safe


def as_json(selection: Selection, asked: Asked) -> Iterator[str]:
    """The answer as one JSON object, a tag a line."""
    head: dict[str, Json] = {
        "latest": selection.latest,
        "error": selection.error or None,
        "nondeterministic": selection.nondeterministic,
        "kind": selection.kind or None,
        "policy": asked.policy,
        "flux": asked.flux,
        "latest_as_stored": asked.stored or None,
    }
    yield f'{dumps(head)[:-1]}, "tags": ['
    before = "\n"
    shapes: dict[int, list[str] | None] = {}
    for group in groups(selection):
        yield before
        yield from _objects(group, shapes)
        before = ",\n"
    yield "\n]}\n"


def _objects(group: Group, shapes: dict[int, list[str] | None]) -> Iterator[str]:
    """Each tag as JSON; all at once where they have the same reason and nothing is to be escaped.

    Args:
        group: the tags.
        shapes: the beginnings of the objects by their columns, which several groups share.
    """
    if id(group.columns) not in shapes:
        shapes[id(group.columns)] = _shape(group)
    shape = shapes[id(group.columns)]
    if shape is None or len(group.reasons) > 1:
        yield ",\n".join(dumps(verdict._asdict()) for verdict in group.rows())
        return
    end = f', "state": {dumps(group.state)}, "reason": {dumps(group.reasons[0])}}}'
    yield f"{end},\n".join(map(shape.__getitem__, group.chosen))
    yield end


def _shape(group: Group) -> list[str] | None:
    """What the objects begin with, for all tags of the columns; None where something is to be escaped."""
    tags, keys, weights = group.columns.tags, group.columns.keys, group.columns.sorted_as
    if len(keys) != len(weights) or not all(map(_is_plain, (tags, keys, weights))):
        return None
    matched = dumps(group.matched)
    if not weights:
        return [f'{{"tag": "{tag}", "matched": {matched}, "key": null, "sorted_as": null' for tag in tags]
    return [
        f'{{"tag": "{tag}", "matched": {matched}, "key": "{key}", "sorted_as": "{weight}"'
        for tag, key, weight in zip(tags, keys, weights, strict=True)
    ]


def _is_plain(column: Sequence[str | None]) -> bool:
    """Whether every text of the column stands in JSON as it is."""
    together = "".join(text for text in column if text)
    return None not in column and is_safe(together) and '"' not in together and "\\" not in together
