"""No output holds the entries it has written, and none fails on any text or place."""

from __future__ import annotations

import tracemalloc
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddlint.engine.locate import locate
from ddlint.model.place import FileSpan, MessageSpan, Place
from ddlint.output import FORMATS, factory
from output.sample import ABOUT, EVERY_KIND, PLAIN, entry, ledger_of, written

TEXT = st.text(st.one_of(st.sampled_from("ab \t\r\n\n世e\u0301\x1b\u202e#["), st.characters(codec=None)))


class Nowhere(StringIO):
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


@pytest.mark.parametrize("form", FORMATS)
def test_memory_does_not_grow_with_the_findings(form: str) -> None:
    sink = factory(form)(Nowhere(), ABOUT, PLAIN)
    sink.begin()
    for each in EVERY_KIND * 600:  # more than `markdown` keeps
        sink.entry(each)
    tracemalloc.start()
    for each in EVERY_KIND * 200:
        sink.entry(each)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sink.end(ledger_of(EVERY_KIND), 1)
    assert grown < 20_000  # of some 400,000 that were written


@st.composite
def places(draw: st.DrawFn) -> tuple[Place, str]:
    text = draw(TEXT)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    if draw(st.booleans()):
        return FileSpan(draw(st.sampled_from(["a", "b\x1b"])), start, end, draw(TEXT)), text
    return MessageSpan(draw(st.sampled_from(["", "c0ffee"])), start, end), text


@settings(max_examples=60, deadline=None)
@given(places(), st.lists(st.tuples(places(), TEXT), max_size=4), TEXT)
@pytest.mark.parametrize("form", FORMATS)
def test_every_output_takes_every_finding(
    form: str, primary: tuple[Place, str], related: list[tuple[tuple[Place, str], str]], words: str
) -> None:
    others = tuple((locate(*each), label) for each, label in related)
    shown = written(form, [entry(locate(*primary), message=words, label=words, help=words, related=others)])
    assert "\x1b" not in shown
    assert "\u202e" not in shown
