"""What the lines of a value were: who wrote what, and what was rolled back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ddlint.model.changes.past import LineStep, rolled_back, tag_steps, values_in, writer_of
from ddlint.model.changes.tag_order import Way

SETTER = "flux-system:api:tag"
PATH = "a.yaml"


def line(tag: str, setter: str = SETTER) -> str:
    return f'  tag: {tag} # {{"$imagepolicy": "{setter}"}}'


def steps(*tags: str) -> list[LineStep]:
    """Commits that write these tags one after the other, newest first."""
    return [
        LineStep(f"{number:040x}", f"P{number} <p>", number, PATH, (line(old),), (line(new),))
        for number, (old, new) in enumerate(pairwise(tags))
    ][::-1]


def went(old: str, new: str) -> Way:
    """Letters are in their order; the policy does not select `x`."""
    if new == "x":
        return Way.OUT
    return Way.DOWN if new < old else Way.UP


def back(tag: str, *tags: str, bots: str = "") -> str:
    known = {f"P{number} <p>" for number in bots}
    found = rolled_back([*tag_steps(steps(*tags), PATH, SETTER)], tag, went, known.__contains__)
    return found.to if found else ""


@pytest.mark.parametrize(
    ("tag", "tags", "to"),
    [
        ("b", "aba", "a"),
        ("b", "ba", "a"),
        ("b", "abac", "a"),
        ("b", "abc", ""),
        ("c", "aba", ""),
        ("b", "ababc", ""),
        ("c", "acab", "a"),
        ("b", "bcb", ""),
        ("b", "", ""),
        ("b", "xbx", ""),
    ],
)
def test_a_tag_was_rolled_back_where_something_older_took_its_place(tag: str, tags: str, to: str) -> None:
    assert back(tag, *tags) == to


@pytest.mark.parametrize(("bots", "to"), [("1", ""), ("01", "a"), ("0", "a"), ("", "a")])
def test_what_a_person_wrote_and_flux_put_right_was_not_rolled_back(bots: str, to: str) -> None:
    assert back("b", *"aba", bots=bots) == to


@pytest.mark.parametrize(
    ("text", "setter", "value"),
    [
        ('tag: v1 # {"$imagepolicy": "f:a:tag"}', "f:a:tag", ["v1"]),
        ('- tag: "v1" # {"$imagepolicy": "f:a:tag"}', "f:a:tag", ["v1"]),
        ('- \'v1\' # {"$imagepolicy": "f:a:tag"}', "f:a:tag", ["v1"]),
        ('    image: host:5000/a/b:v1 # {"$imagepolicy": "f:a"}', "f:a", ["v1"]),
        ('- image: a/b:v1@sha256:0 # {"$imagepolicy": "f:a"}', "f:a", ["v1"]),
        ('"a.b/c": v1 # {"$imagepolicy": "f:a:tag"}', "f:a:tag", ["v1"]),
        ('tag: v1@sha256:0 # {"$imagepolicy": "f:a:tag"}', "f:a:tag", ["v1"]),
        ('tag: v1 # {"$imagepolicy": "f:b:tag"}', "f:a:tag", []),
        ("tag: v1", "f:a:tag", []),
    ],
)
def test_a_value_is_read_out_of_its_line(text: str, setter: str, value: list[str]) -> None:
    assert values_in([text], setter) == value


def test_the_writer_is_who_put_the_tag_there_last() -> None:
    found = writer_of(steps("a", "b", "c", "b"), [PATH], SETTER, "b")
    assert found is not None
    assert found.commit == f"{2:040x}"


def test_who_moves_a_line_did_not_write_it() -> None:
    moved = LineStep("f" * 40, "M <m>", 9, PATH, (line("b"),), (f"  {line('b')}",))
    found = writer_of([moved, *steps("a", "b")], [PATH], SETTER, "b")
    assert found is not None
    assert found.commit == f"{0:040x}"


def test_other_files_and_markers_do_not_count() -> None:
    assert writer_of(steps("a", "b"), ["other.yaml"], SETTER, "b") is None
    assert writer_of(steps("a", "b"), [PATH], "flux-system:web:tag", "b") is None


def test_who_renames_a_file_did_not_write_its_values() -> None:
    renamed = LineStep("f" * 40, "M <m>", 9, "new.yaml", (), (line("b"),))
    found = writer_of([renamed, *steps("a", "b")], ["new.yaml", PATH], SETTER, "b")
    assert found is not None
    assert found.commit == f"{0:040x}"
    alone = writer_of([renamed], ["new.yaml", PATH], SETTER, "b")
    assert alone is renamed
