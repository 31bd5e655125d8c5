"""The fast and the exact way of reading YAML say the same of every file that both can read."""

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model import yaml_piece_reading
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_document import Read, Task, read_exactly
from ddlint.model.yaml_events import FastReader
from ddlint.model.yaml_file import ProblemKind, YamlFile
from ddlint.model.yaml_reading import read_yaml

SEEDS = (
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: n\nspec:\n  containers:\n  - image: r/i:1\n",
    "kind: List\nmetadata: {annotations: {a: b}}\nitems:\n- kind: Pod\n  image: i:1\n- {kind: A, image: x}\n",
    "images:\n- name: a\n  newName: b\n  newTag: '1'\n- newTag: \"2\n    3\"\n",
    "a: &x v1\nb: *x\nc: !!str v2\nd: &y\n  tag: 1\n<<: *y\nimage: &i {tag: 1, name: [a, b]}\n",
    "image:\n  # head\n  value\ntag: |\n  text\n\n  more\ndigest: >-\n  folded\nrepository:\n",
    "a: 1\nimage: x\n---\n# comment\n\ntag: e\n...\nimage: h\n",
    "? image\n: v\n? [a, b]\n: - x\n'quoted': v\n1: one\n\"1\": two\ntag: [\n  a,\n  b\n]\n",
)
MARKER = '# {"$imagepolicy": "ns:p:tag"}'
WORDS = "&a | *a |!!str |!t |? |: |- |'|\"|[|]|{|}|,|...|---|--- # x|%YAML 1.1|#| #|<<: *a|key:|~|@|''|=|!|\\"
PIECES = (
    *WORDS.split("|"),
    *("|", ">", "|-", "\u2028", "\x85", "\ufeff", "\n", "\n\n", "\t", "  ", "\r", "\r\n"),
    *("kind: List", "metadata: x", "...\n", "---\n", "-\n", "- # x\n"),
)


def _mutants(count: int) -> Iterator[str]:
    chance = random.Random(20_260)
    for _ in range(count):
        lines = chance.choice(SEEDS).split("\n")
        text = "\n".join(f"{line} {MARKER}" if chance.random() < 0.3 else line for line in lines)
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            places = [match.start() for match in re.finditer(r"(?m)^|(?<=[:,\[{-] )|$", text)]
            at = chance.choice(places) + chance.choice((0, 0, 0, 1))
            text = text[:at] + chance.choice(PIECES) + text[at + chance.choice((0, 0, 1)) :]
        yield chance.choice((text, text, text.replace("\n", "\r\n")))


def _scalar(scalar: Scalar | None) -> object:
    if scalar is None:
        return None
    span = scalar.start, scalar.end, scalar.comment
    said = scalar.value, scalar.style, scalar.tag, scalar.anchor
    around = tuple(scalar.siblings), scalar.route, scalar.key, scalar.parent.document
    return span, said, around


def _said(file: YamlFile) -> dict[str, object]:
    return {
        "problems": file.problems,
        "documents": file.documents,
        "flux": file.flux,
        "scalars": [_scalar(scalar) for scalar in file.scalars],
        "markers": [
            (site.span, site.position, site.reading, site.live, site.reason, _scalar(site.target))
            for site in file.markers
        ],
    }


def test_both_ways_of_reading_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    mutants = list(dict.fromkeys(_mutants(1500)))
    fast = [_said(read_yaml("a.yaml", text.encode())) for text in mutants]
    monkeypatch.setattr(FastReader, "read", lambda _: None)
    differing = [
        text
        for text, said in zip(mutants, fast, strict=True)
        if said != _said(read_yaml("a.yaml", text.encode()))
    ]
    assert differing == []


@pytest.mark.parametrize(
    "text",
    [
        f"kind: List {MARKER}\nitems:\n- kind: A\n  tag: x {MARKER}\n",
        f"metadata:\n  name: x {MARKER}\n",
        "a: *unknown\n",
        "image: a\n...\nimage: b\n",
        "---\n",
        f"image: a\n---\nspec: {{x: {{image: b}}}}\n---\nspec:\n  image: c {MARKER}\n  tag: d\n",
        f"a: b {MARKER}\nimage: c\n",
    ],
)
def test_files_on_which_they_once_differed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = _said(read_yaml("a.yaml", text.encode()))
    monkeypatch.setattr(FastReader, "read", lambda _: None)
    assert fast == _said(read_yaml("a.yaml", text.encode()))


SMALL = [
    "", "# c\n", "null\n", "~ # c\n", "- 1\n", "a\n", "a: 1\n", "a: *x\n", "{\n", "&x\n", "\n\n", "---\n",
    "...\n", "a:\t- b\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(SMALL), min_size=2, max_size=12), st.booleans())
def test_a_piece_that_is_known_is_read_as_one_that_is_not(pieces: list[str], marked: bool) -> None:
    text = "---\n".join([f"tag: v1 {MARKER}\n" if marked else "b: 1\n", *pieces])
    remembering = _said(read_yaml("a.yaml", text.encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_piece_reading, "_WORTH_REMEMBERING", -1)
        assert remembering == _said(read_yaml("a.yaml", text.encode()))


def test_what_one_file_takes_to_read_exactly_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_piece_reading, "LARGEST_EXACT", 200)
    pieces = "---\n".join(f"a: &x{number} 1\nb: *x{number}\n" for number in range(10))
    file = read_yaml("a.yaml", f"tag: v1 {MARKER}\n---\n{pieces}".encode())
    kinds = [problem.kind for problem in file.problems]
    assert set(kinds) == {ProblemKind.TOO_LARGE}
    assert 0 < len(kinds) < 10


def test_many_equal_documents_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    exactly = read_exactly

    def counting(task: Task) -> Read:
        read.append(task.text[slice(*task.piece)])
        return exactly(task)

    monkeypatch.setattr(yaml_piece_reading, "read_exactly", counting)
    file = read_yaml("a.yaml", (f"tag: v1 {MARKER}\n" + "---\n" * 2_000).encode())
    assert len(file.documents) > 1_000
    assert len(read) < 5
