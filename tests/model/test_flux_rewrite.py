"""What Flux's rewrite changes besides the values it sets: against files that Flux's own code wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.flux_file import Cause
from ddlint.model.flux_rewrite import changes, parsed_changes
from ddlint.model.rewrite.settled import settled
from ddlint.model.yaml_reading import read_yaml
from support import cases_dir

MARKER = ' # {"$imagepolicy": "a:b:tag"}'

#: Recorded cases in which more changes than is said, or less, and why.
EXPLAINED = {
    "pos-literal": "the header of the block that is set: `|` becomes `|-`",
    "adj-folded-keep": "the header of the block that is set",
    "adj-literal-indent-ind": "the header of the block that is set",
    "syn-xk8scli": "the value that is set is in no list of changes",
    "md-null-first": "a null document is dropped: nothing is lost with it",
    "x-null-doc-lost": "a null document is dropped: nothing is lost with it",
    "meta-anno-str": "content is lost: FluxFile.issues says so",
    "x-docend-loss": "content is lost: FluxFile.issues says so",
    "x-comment-doc-lost": "content is lost: FluxFile.issues says so",
    "meta-anno-alias": "annotations by an alias are too rare to look for",
    "x-docend-comment": "`...` with a comment behind it is too rare to look for",
    "adj-seq-head-blank": "a blank line between a head comment and its item",
    "adj-seq-head-less-indent": "a comment less indented than its item",
    "adj-anchor-nl": "a value below its anchor",
    "adj-tag-nl": "a value below its tag",
    "adj-flow-two-on-line": "one space more in front of a flow item's line",
    "adj-flow-key-line": "a comment between a flow key and its value",
    "adj-flow-pair-implicit": "a pair in a flow sequence",
    "adj-null-seq-item": "the comment behind an empty item",
    "adj-nel": "U+0085 as a line break",
    "pos-tab": "the blanks before the marker itself: the line is written anyway",
    "x-tabs-in-comment-col": "the blanks before the marker itself: the line is written anyway",
    "x-key-alias": "the blank behind an alias key: the line is written anyway",
    "adj-comment-crlf": "one line, and it is written anyway",
    "adj-tab-after-colon": "the tab in front of the value: the line is written anyway",
}


def rewritten() -> list[tuple[str, str, str, str, int]]:
    """Case, path, text before and after, and how many values were set."""
    cases: list[dict[str, Any]] = json.loads((cases_dir() / "flux" / "markers.json").read_text())["cases"]
    return [
        (
            case["id"],
            path,
            case["files"][path],
            after,
            sum(c["file"] == path for c in case["expect"]["changes"]),
        )
        for case in cases
        for path, after in (case["expect"]["written"] or {}).items()
        if path in case["files"]
    ]


def differs(before: str, after: str, values: int) -> bool:
    old, new = before.split("\n"), after.split("\n")
    return len(old) != len(new) or sum(a != b for a, b in zip(old, new, strict=True)) > values


def test_a_file_is_said_to_change_where_flux_changed_more_than_its_values() -> None:
    wrong = {
        name
        for name, path, before, after, values in rewritten()
        if differs(before, after, values) != bool(changes(read_yaml(path, before.encode())))
    }
    assert wrong == set(EXPLAINED)


def test_what_flux_wrote_is_not_said_to_change_again() -> None:
    restless = {
        name: changes(read_yaml(path, after.encode()))
        for name, path, _, after, _ in rewritten()
        if changes(read_yaml(path, after.encode()))
    }
    assert restless == {}


@pytest.mark.parametrize(
    ("text", "cause", "at"),
    [
        ("\ufefftag: v1" + MARKER + "\n", Cause.BYTE_ORDER_MARK, "\ufeff"),
        ("a: 1\r\ntag: v1" + MARKER + "\r\n", Cause.LINE_ENDINGS, "\r"),
        ("---\ntag: v1" + MARKER + "\n", Cause.SEPARATORS, "---"),
        ("a: 1\n\ntag: v1" + MARKER + "\n", Cause.BLANK_LINES, ""),
        ("tag: v1" + MARKER + "\n\n\n", Cause.BLANK_LINES, "\n\n"),
        ("a:\n    b: 1\ntag: v1" + MARKER + "\n", Cause.INDENTATION, "b"),
        ("a:   1\ntag: v1" + MARKER + "\n", Cause.INDENTATION, ":   "),
        ("a:\n- 1\nb:\n  - 2\ntag: v1" + MARKER + "\n", Cause.SEQUENCE_INDENT, "-"),
        ("a: 1   # one\ntag: v1" + MARKER + "\n", Cause.COMMENT_ALIGNMENT, "# one"),
        ("a: 1\n    # far\nb: 2\ntag: v1" + MARKER + "\n", Cause.COMMENT_MOVED, "# far"),
        ("a: &a {x: 1}\nb:\n  <<: *a\ntag: v1" + MARKER + "\n", Cause.MERGE_KEY, "<<"),
        ("a: |\n  x \n  y\ntag: v1" + MARKER + "\n", Cause.BLOCK_SCALAR, "|\n  x \n  y"),
        ("a: >-\n  x\n  y\ntag: v1" + MARKER + "\n", Cause.FOLDED_SCALAR, ">-\n  x\n  y"),
        ('a: "\\u00e9"\ntag: v1' + MARKER + "\n", Cause.ESCAPES, '"\\u00e9"'),
        ("a: [1,2]\ntag: v1" + MARKER + "\n", Cause.FLOW_SPACING, "[1,2]"),
        ("a: {{ .b }}\ntag: v1" + MARKER + "\n", Cause.TEMPLATE, "{{ .b }}"),
        ("metadata:\n  annotations: {}\ntag: v1" + MARKER + "\n", Cause.ANNOTATIONS, "annotations"),
        ("a: 1  \ntag: v1" + MARKER + "\n", Cause.BLANK_LINES, "  "),
    ],
)
def test_each_change_is_named_with_its_place(text: str, cause: Cause, at: str) -> None:
    found = [
        (issue.cause, text[issue.start : issue.end]) for issue in changes(read_yaml("a.yaml", text.encode()))
    ]
    assert (cause, at) in found


@pytest.mark.parametrize(
    "text",
    [
        "# licence\n\na: 1\n# foot\n\n# head\nb: 2\n",
        "a:\n  - b: 1\n    c:\n      - d\n  - e\n",
        "a:\n- b: 1\n  c:\n  - d\n# end\n",
        "a: |\n  x\n\n  y\nb: |-\n  z\n",
        "a: >-\n  one line\nb: 'q'\nc: \"\\t\"\n",
        "a: {b: 1, c: [x, y]}\nd: {}\ne: []\nf: ~\ng:\n",
        "a: &x 1\nb: *x\nc: !!str 2\n",
        "a: 1 # one\n---\nb: 2\n",
    ],
)
def test_a_file_as_flux_writes_it_stays(text: str) -> None:
    assert changes(read_yaml("a.yaml", text.encode())) == ()


PIECES = [
    "a: 1\n", "b:\n  c: 2\n", "b:\n    c: 2\n", "l:\n- x\n", "l:\n  - x\n", "m:\n- a: 1\n  b: 2\n",
    "m:\n  - a: 1\n    b: 2\n", "# note\n", "  # note\n", "d: e # note\n", "d: e  # note\n",
    "f: {a: 1}\n", "f: {a: 1,b: 2}\n", "f: []\n", "f: [1, 2]\n", "g: |\n  x\n  y\n",
    "g: |\n  x\n\n  y\n", "g: |\n    x\n", "h: >\n  x\n", "h: >-\n  x\n  y\n", "i: 'q'\n", 'j: "\\t"\n',
    'j: "q r"\n', "k: a b\n  c\n", "k:   1\n", "\n", "---\n", "n: é\n", "o: \U0001f600\n", "p: &x 1\n",
    "q: 1 \n", "r:\n", "<<: {}\n", "metadata: {}\n", "metadata:\n  name: x\n  annotations:\n",
    "metadata:\n  annotations:\n    x: 1\n", "s: a:b\n", "t: a#b\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_the_short_cut_never_calls_a_file_settled_that_changes(pieces: list[str]) -> None:
    text = "".join(pieces)
    file = read_yaml("a.yaml", text.encode())
    if settled(text) and not file.problems:
        assert parsed_changes(file) == ()


def test_the_short_cut_settles_what_flux_wrote() -> None:
    written = [after for _, _, _, after, _ in rewritten()]
    assert sum(map(settled, written)) > 0.7 * len(written)
