"""What is wrong with a header, and what it was meant to be."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ddlint.model.header import read_header
from ddlint.model.header_fault import KINDS, Fault, repaired, walk_over

CASES = [
    # header, (kind, text it points at)..., repaired
    ("feat", [("no-colon", "")], ""),
    ("fix the thing", [("no-colon", "")], "fix: the thing"),
    ("Bump x from 1 to 2", [("no-colon", "")], "Bump: x from 1 to 2"),
    ("feat:", [("empty-description", "")], ""),
    ("feat(a)!:  ", [("empty-description", "  ")], ""),
    (": x", [("no-type", "")], ""),
    ("!: x", [("no-type", "")], ""),
    (" feat: x", [("leading-space", " ")], "feat: x"),
    ("feat:x", [("no-space-after-colon", "")], "feat: x"),
    ("feat:\tx", [("not-a-space-after-colon", "\t")], "feat: x"),
    ("feat:\xa0x", [("not-a-space-after-colon", "\xa0")], "feat: x"),
    ("feat\uff1ax", [("wide-colon", "\uff1a")], "feat: x"),
    ("feat : x", [("space-before-colon", " ")], "feat: x"),
    ("feat(a) : x", [("space-before-colon", " ")], "feat(a): x"),
    ("feat (a): x", [("space-before-scope", " ")], "feat(a): x"),
    ("feat !: x", [("space-before-bang", " ")], "feat!: x"),
    ("feat(a)! : x", [("space-before-colon", " ")], "feat(a)!: x"),
    ("feat(): x", [("empty-scope", "()")], "feat: x"),
    ("feat( ): x", [("blank-scope", "( )")], "feat: x"),
    ("feat(a: x", [("unclosed-scope", "(")], ""),
    ("feat(a(b)): x", [("parenthesis-in-scope", "(")], ""),
    ("feat(a)(b): x", [("second-scope", "(b)")], ""),
    ("feat[a]: x", [("scope-brackets", "[a]")], "feat(a): x"),
    ("feat!(a): x", [("bang-before-scope", "!")], "feat(a)!: x"),
    ("\u2728 feat: x", [("text-before-type", "\u2728 ")], "feat: x"),
    (":sparkles: feat: x", [("text-before-type", ":sparkles: ")], "feat: x"),
    ("[ABC-1] feat(a): x", [("text-before-type", "[ABC-1] ")], "feat(a): x"),
    ("ABC-1 feat(a): x", [("text-before-type", "ABC-1 ")], "feat(a): x"),
    ("\ufefffeat: x", [("text-before-type", "\ufeff")], "feat: x"),
    ("Bump version: 1", [("text-before-colon", " version")], ""),
    ("b\u00e5r: x", [("type-characters", "b\u00e5r")], ""),
    ("1feat: x", [("type-characters", "1feat")], ""),
    ("\u2728 sparkle", [("no-colon", "\u2728 sparkle")], ""),
    ("feat(a) x", [("no-colon", "")], "feat(a): x"),
]


def faults_of(header: str) -> list[Fault]:
    return [] if read_header(header) else walk_over(header).faults


@pytest.mark.parametrize(("header", "faults", "better"), CASES)
def test_names_and_places_what_is_wrong(header: str, faults: list[tuple[str, str]], better: str) -> None:
    assert [(each.kind, header[each.start : each.end]) for each in faults_of(header)] == faults


@pytest.mark.parametrize(("header", "faults", "better"), CASES)
def test_offers_the_header_it_was_meant_to_be(
    header: str, faults: list[tuple[str, str]], better: str
) -> None:
    assert repaired(walk_over(header)) == better


headers = st.text(alphabet="feat(): !\t[]a-1\u00e9\xa0\uff1a#", max_size=14)


@given(headers)
@example("a (b): c")
def test_faults_are_found_exactly_where_the_header_cannot_be_read(header: str) -> None:
    header = header.rstrip(" \t\r\n")
    faults = faults_of(header)
    assert bool(faults) == (read_header(header) is None)
    assert all(each.kind in KINDS and 0 <= each.start <= each.end <= len(header) for each in faults)


@given(headers)
def test_a_repaired_header_can_be_read(header: str) -> None:
    better = repaired(walk_over(header))
    assert not better or read_header(better)


@given(
    st.from_regex(r"\A[A-Za-z][A-Za-z0-9_-]{0,9}\Z"),
    st.none() | st.text(min_size=1, max_size=9),
    st.booleans(),
    st.text(min_size=1, max_size=20),
)
def test_a_header_made_of_parts_reads_back_as_its_parts(
    type_: str, scope: str | None, bang: bool, description: str
) -> None:
    description = description.replace("\n", "").strip()
    scope = scope and scope.translate(dict.fromkeys(map(ord, "()\r\n")))
    if not description or (scope is not None and not scope.strip()):
        return
    parts = read_header(f"{type_}{f'({scope})' if scope else ''}{'!' if bang else ''}: {description}")
    assert parts is not None
    assert (parts.type, parts.scope, parts.bang, parts.description) == (type_, scope, bang, description)
