"""Fixes are spliced in at their exact spans, and only those that can be made together."""

from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.finding import Edit, Fix
from ddlint.engine.fix import apply, choose, edits_of


def edit(start: int, end: int, text: str) -> Edit:
    return Edit("a.yaml", start, end, text)


def fix(*edits: Edit) -> Fix:
    return Fix("mend it", edits, safe=True)


def test_offsets_count_characters_not_bytes() -> None:
    assert apply("é: ü # x\n".encode(), [edit(3, 4, '"ü"')]) == 'é: "ü" # x\n'.encode()


def test_the_byte_order_mark_is_a_character_and_survives() -> None:
    assert apply(b"\xef\xbb\xbftag: 1\r\n", [edit(6, 7, '"1"')]) == b'\xef\xbb\xbftag: "1"\r\n'


def test_overlapping_fixes_wait_for_another_round() -> None:
    chosen = choose([fix(edit(0, 4, "A")), fix(edit(3, 6, "B")), fix(edit(6, 7, "C"))])
    assert [each.text for each in edits_of(chosen)] == ["A", "C"]


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    chosen = choose([fix(edit(5, 6, "A")), fix(edit(0, 1, "B"), edit(5, 7, "B"))])
    assert [each.text for each in edits_of(chosen)] == ["A"]


def test_two_fixes_that_want_the_same_edit_are_both_made() -> None:
    same = edit(0, 1, "A")
    chosen = choose([fix(same), fix(same)])
    assert len(chosen) == 2
    assert edits_of(chosen) == [same]


def test_two_insertions_at_one_point_are_not_both_made() -> None:
    assert choose([fix(edit(1, 1, "a")), fix(edit(1, 1, "b"))]) == [fix(edit(1, 1, "a"))]


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.text(max_size=3)), max_size=6),
)
def test_nothing_outside_the_chosen_spans_changes(text: str, wishes: list[tuple[int, int, str]]) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    fixes = [
        fix(edit(start, min(start + size, len(text)), new))
        for start, size, new in wishes
        if start <= len(text)
    ]
    edits = edits_of(choose(fixes))
    result = apply(text.encode(), edits).decode()
    kept, done = [], 0
    for each in edits:
        kept.append(text[done : each.start])
        done = each.end
    for piece in [*kept, text[done:]]:
        assert piece in result
    assert len(result) == len(text) + sum(len(each.text) - (each.end - each.start) for each in edits)
