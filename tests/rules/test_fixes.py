"""Fixes change what they say and nothing else; a second run has nothing left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.mend import Mended, mend
from ddlint.engine.rule import Context, Moment
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.tree import lint_content
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml
from rules.examples import examples
from rules.linted import RULES, lint

ALL = tuple(RULES.values())
M = '{"$imagepolicy": "apps:backend:tag"}'


def mended(text: str, *, unsafe: bool = False) -> Mended:
    def look(data: bytes) -> tuple[list[Entry], Ledger]:
        entries: list[Entry] = []
        settings = Settings()
        run = Run(
            ALL, Selection(ALL, settings), Context(settings, Moment.CHANGE, 1_800_000_000), entries.append
        )
        lint_content(run, "a.yaml", data)
        return entries, run.close()

    return mend(look, text.encode(), unsafe=unsafe)


def strings(text: str) -> Any:
    """What the document holds, every scalar as text (a fix may put quotes around a number)."""
    loader = YAML(typ="base", pure=True)
    loader.allow_duplicate_keys = True
    return _plain(loader.load(text))


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(item) for item in node] if isinstance(node, list) else str(node)


COMMENTS = [
    f"# {M}", f"#{M}", f"# {M} note", f"# note {M}", "# plain",
    "# {'$imagepolicy': 'apps:backend:tag'}",
    '# {"$imagepolicy": "apps:backend:tag"',
    '# {"$imagepolicy": "apps:backend:Tag"}',
    '# {"$imagepolicy": "apps/backend"}',
    '# {"imagepolicy": "a:b"}',
    '# {"$imagepolicy": "apps:backend:tag", "$imagepolicy": "apps:backend"}',
    '# {"$imagepolicy": "apps:backend:tag", "x": 1}',
    '# {"$ref": "#/definitions/io.k8s.cli.setters.a:b:tag"}',
]  # fmt: skip
VALUES = [
    "v1",
    '"v1"',
    "1.10",
    "'x'",
    "ghcr.io/a/b:v1",
    "ghcr.io/a/b",
    "0123",
    "|\n      x",
    "sha256:" + "a" * 64,
]
KEYS = ["image", "tag", "newTag", "repository", "digest", "value"]


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = ["spec:", "  image:"]
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
        comment, value = draw(st.sampled_from(COMMENTS)), draw(st.sampled_from(VALUES))
        place = draw(st.sampled_from(["behind", "above", "below", "none", "key"]))
        above = [f"    {comment}"] if place == "above" else []
        below = [f"    {comment}"] if place == "below" else []
        head, _, rest = value.partition("\n")
        behind = f" {comment}" if place == "behind" else ""
        entry = [f"    {key}: {head}{behind}", *([rest] if rest else [])]
        if place == "key" and not rest:
            entry = [f"    {key}: {comment}", f"      {value}"]
        lines += [*above, *entry, *below]
    items = draw(st.lists(st.tuples(st.sampled_from(VALUES[:4]), st.sampled_from(COMMENTS)), max_size=2))
    lines += ["  args:"] if items else []
    for value, comment in items:
        lines += [f"    {comment}", f"    - {value}"] if draw(st.booleans()) else [f"    - {value} {comment}"]
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""])


@given(documents())
@settings(max_examples=150, deadline=None)
def test_safe_fixes_keep_what_the_document_holds_and_leave_nothing_to_fix(text: str) -> None:
    after = mended(text)
    assert not [entry for entry in after.entries if entry.fix and entry.fix.safe]
    assert strings(after.data.decode()) == strings(text)


@given(documents())
@settings(max_examples=150, deadline=None)
def test_unsafe_fixes_leave_nothing_to_fix_and_a_file_that_parses(text: str) -> None:
    after = mended(text, unsafe=True)
    assert not [entry for entry in after.entries if entry.fix]
    assert not read_yaml("a.yaml", after.data).problems


LINES = [
    "a:", "  tag: v1", "  tag: !!str", "    v1", "v1", "- v1", "  - v1", "  - &x v1", "b: *x", "tag: |",
    "  text", "tag: 1.10", "- image: a/b:v1", "  newTag: 0123", "\tx", "", "---", "...", "{tag: v1}",
    "tag: {{ .x }}", "? k", ": v1", "kind: List", "items:", "metadata: x", "tag: 'a", "  b'",
    "tag: [v1,", "v2]", "tag: a", "  b",
]  # fmt: skip
BLANKS = ["", " ", "  ", "    ", "\t", "  \t", "\u2028", "\x85", "\r"]


@st.composite
def odd_files(draw: st.DrawFn) -> str:
    """Lines in any order, comments anywhere: what nobody wrote with care."""
    lines = []
    for _ in range(draw(st.integers(1, 7))):
        line, comment = draw(st.sampled_from(LINES)), draw(st.sampled_from(["", "", *COMMENTS]))
        first, second = draw(st.sampled_from(["", "", *BLANKS])), draw(st.sampled_from(BLANKS))
        lines.append(draw(st.sampled_from([f"{first}{line}{second}{comment}", f"{first}{comment}"])))
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join([*lines, ""])


@given(odd_files(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_fix_breaks_any_file_and_a_second_run_changes_nothing(text: str, unsafe: bool) -> None:
    before, after = text.encode(), mended(text, unsafe=unsafe)
    was, now = read_yaml("a.yaml", before), read_yaml("a.yaml", after.data)
    assert len(now.problems) <= len(was.problems)
    assert not Counter(_live(was)) - Counter(_live(now))
    assert mended(after.data.decode(), unsafe=unsafe).data == after.data


def _live(file: YamlFile) -> list[str]:
    return [site.route for site in file.markers if site.live]


@given(documents())
@settings(max_examples=100, deadline=None)
def test_a_fix_keeps_the_line_breaks_of_the_file(text: str) -> None:
    after = mended(text, unsafe=True).data.decode()
    assert after.count("\n") == after.count("\r\n") if "\r\n" in text else "\r" not in after


def bad_examples() -> Iterator[Any]:
    for rule in ALL:
        for number, example in enumerate(each for each in examples(rule) if each.bad):
            yield pytest.param(example.text + "\n", id=f"{rule.name}-{number}")


@pytest.mark.parametrize("text", list(bad_examples()))
def test_no_safe_fix_adds_an_error(text: str) -> None:
    before = {entry.code for entry in lint(text)}
    after = {entry.code for entry in mended(text).entries}
    assert after <= before


@pytest.mark.parametrize("text", list(bad_examples()))
def test_what_a_rule_offers_on_its_page_does_no_harm(text: str) -> None:
    assert mended(text, unsafe=True).ledger.refused == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tag: v1 # {'$imagepolicy': 'apps:backend:tag'}\n", f"tag: v1 # {M}\n"),
        (f"tag: v1 # {M} by Flux\n", f"# by Flux\ntag: v1 # {M}\n"),
        (f"a:\n  - v1 # x {M} y\n", f"a:\n  # x y\n  - v1 # {M}\n"),
        (f"a:\n  # {M}\n  - v1\n", f"a:\n  - v1 # {M}\n"),
        (f"a:\n- # {M}\n  v1\n", f"a:\n-\n  v1 # {M}\n"),
        ("images:\n- newTag: 1.10\n", 'images:\n- newTag: "1.10"\n'),
        ('tag: v1 # {"$imagepolicy": "apps:backend: TAG"}\n', f"tag: v1 # {M}\n"),
    ],
)
def test_a_safe_fix_does_this(before: str, after: str) -> None:
    assert mended(before).data.decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"# {M}\ntag: v1\n", f"tag: v1 # {M}\n"),
        (f"tag: v1\n# {M}\n", f"tag: v1 # {M}\n"),
        (f"tag: v1\n# {M}\npull: true\n", f"tag: v1 # {M}\npull: true\n"),
        (f"tag: v1\n# {M}\nnewTag: v2\n", f"tag: v1\nnewTag: v2 # {M}\n"),
        (f"tag: # {M}\n  v1\n", f"tag:\n  v1 # {M}\n"),
        (f"tag: # {M}\nb: 1\n", f'tag: "" # {M}\nb: 1\n'),
        (f"newTag: v1 # {M.replace(':tag', '')}\n", f"newTag: v1 # {M}\n"),
        ('tag: v1 # {"$imagepolicy": "apps:backend:tag", "x": 1}\n', f"tag: v1 # {M}\n"),
    ],
)
def test_an_unsafe_fix_does_this_and_a_safe_run_does_not(before: str, after: str) -> None:
    assert mended(before, unsafe=True).data.decode() == after
    assert mended(before).data.decode() == before


@pytest.mark.parametrize(
    "text",
    [
        "newTag: 1.10\n \t    #\n",
        f"c: d\n \t    # {M}\n\t#\n",
        f"tag: !!str  # {M}\n  v2\n  # {M}\n",
        f"tag: &x  # {M}\n  v2\n \t  # {M}\n",
    ],
)
def test_a_fix_that_would_break_the_file_is_not_made_and_is_told(text: str) -> None:
    after = mended(text, unsafe=True)
    assert after.data.decode() == text
    assert after.ledger.refused


@pytest.mark.parametrize("field", ["pull: true", "replicas: 3", "image: a/b:v1"])
def test_a_marker_that_suits_no_neighbour_is_not_moved(field: str) -> None:
    text = f"a: 1\n# {M}\n{field}\n"
    assert mended(text, unsafe=True).data.decode() == text
