"""Every key of a TOML document is found on its line, however it is laid out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.config.locate import Route, lines

ODD = '''\
# comment with = and [brackets]
a.b . "c.d" = 1
"quoted # key" = "a = [1, 2] # no comment"
'literal = key' = 'x'

[table] # a comment
x = [ 1, # one ]
      [2, 3],
      { y = 4, z.w = [5] },
    ]
text = """
[not.a.table]
key = "not a key" \\"""
"""
raw = \'\'\'
x = 1\'\'\'\'\'
after = 1979-05-27 07:32:00
"" = true

[ table . "sub table" ]
deep = { a = { b = [{ c = 1 }] }, "d" = {} }

[[list]]
one = 1
[[list.inner]]
two = 2
[[list.inner]]
[[list]]
[list.sub]
three = 3
[[list.inner]]
four = """""x"""""
empty = []
'''


def routes(value: Any, route: Route = ()) -> Iterator[Route]:
    if route:
        yield route
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield from routes(each, (*route, key))


@pytest.mark.parametrize("text", [ODD, ODD.replace("\n", "\r\n"), "", "# x", "a=1", "[a]"])
def test_every_route_that_tomllib_reads_is_found_and_no_other(text: str) -> None:
    assert set(lines(text)) == set(routes(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("route", "line"),
    [
        (("a",), 2),
        (("a", "b", "c.d"), 2),
        (("quoted # key",), 3),
        (("literal = key",), 4),
        (("table",), 6),
        (("table", "x", 1), 8),
        (("table", "x", 2, "z", "w"), 9),
        (("table", "raw"), 15),
        (("table", "after"), 17),
        (("table", ""), 18),
        (("table", "sub table", "deep", "a", "b", 0, "c"), 21),
        (("list", 0), 23),
        (("list", 0, "inner", 0, "two"), 26),
        (("list", 0, "inner", 1), 27),
        (("list", 1), 28),
        (("list", 1, "sub", "three"), 30),
        (("list", 1, "inner", 0, "four"), 32),
    ],
)
def test_a_key_is_on_its_line(route: Route, line: int) -> None:
    assert lines(ODD)[route] == line


KEYS = st.sampled_from(["a", "b", "c-d", '"e.f"', "'g = [h]'", '"\\u0069 #"', "3"])
BLANKS = st.sampled_from(["", "\n", "# = [x]\n", "\n\n# '\n"])
TEXTS = st.sampled_from(
    ['"x"', '"""\n\n= 3\n"""', "'''\n[a]\n'''", "[\n1,\n]", "{ q = 1 }", "1.5", "{}", "[]"]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[int, int]]:
    """A document, and the line of each of the unique numbers in it."""
    text, marked, number = "", {}, 1000
    for table in draw(st.lists(KEYS, unique=True, max_size=4)):
        text += draw(BLANKS)
        repeated = draw(st.booleans())
        for _ in range(draw(st.integers(1, 3)) if repeated else 1):
            text += f"[[ {table} ]]\n" if repeated else f"[{table}] # [x]\n"
            for key in draw(st.lists(KEYS, unique=True, max_size=4)):
                text += draw(BLANKS)
                number += 1
                form = draw(
                    st.sampled_from(
                        [
                            "{k} = {n}",
                            "{k}.x = {n}",
                            "{k} = [ # ]\n{t},\n{n}]",
                            "{k} = {{ i = {t}, z.y = {n} }}",
                        ]
                    )
                )
                piece = form.format(k=key, n=number, t=draw(TEXTS))
                if form.startswith("{k} = {{") and "\n" in piece:
                    piece = f"{key} = {number}"
                text += piece
                marked[number] = text.count("\n") + 1
                text += "\n"
    return text, marked


@given(documents())
def test_the_line_of_every_value_is_right(document: tuple[str, dict[int, int]]) -> None:
    text, marked = document
    parsed = tomllib.loads(text)
    found = lines(text)
    assert set(found) == set(routes(parsed))
    for route in routes(parsed):
        value: Any = parsed
        for key in route:
            value = value[key]
        if isinstance(value, int) and value in marked:
            assert found[route] == marked[value]
