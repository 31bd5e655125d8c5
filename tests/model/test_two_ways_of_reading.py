"""The fast way of reading YAML answers as the exact way does, wherever it answers at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.demo.config_mistakes import MISTAKES
from ddlint.model import yaml_piece_reading
from ddlint.model.marker_site import MarkerSite
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml
from ddlint.rules import load
from rules.examples import examples
from support import cases_dir

MARKER = '{"$imagepolicy": "flux-system:backend:tag"}'


class Aside:
    """A fast reader that always steps aside."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def read(self) -> None:
        return None


def exactly(path: str, data: bytes) -> YamlFile:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_piece_reading, "FastReader", Aside)
        return read_yaml(path, data)


def scalar(one: Scalar | None) -> object:
    if one is None:
        return None
    siblings = {key: (each.start, each.end) for key, each in one.siblings.items()}
    place = one.start, one.end, one.route, one.key, siblings
    return place, one.value, one.style, one.tag, one.anchor, one.comment


def marker(one: MarkerSite) -> object:
    return one.start, one.end, one.position, one.reading, one.live, one.reason, one.route, scalar(one.target)


def told(file: YamlFile) -> dict[str, Any]:
    """All that a file is known by, in values that compare.

    What is wrong with a file that Flux does not open and that holds no marker is of no consequence: there
    libyaml has the word.
    """
    if not (file.flux.screened or file.markers):
        return {}
    bare = {"scalar": "no collection", "empty": "no collection"}
    return {
        "problems": file.problems,
        "documents": [replace(each, root=bare.get(each.root, each.root)) for each in file.documents],
        "flux": file.flux,
        "scalars": sorted(repr(scalar(each)) for each in file.scalars),
        "markers": [marker(each) for each in file.markers],
    }


def same(path: str, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert told(read_yaml(path, data)) == told(exactly(path, data))


def written() -> Iterator[tuple[str, str]]:
    """The files of the sample and the examples of the rules."""
    for group in MISTAKES.values():
        yield from group.items()
    for rule in load():
        for example in examples(rule):
            if example.language == "yaml" and "bytes" not in example.options:
                yield example.options.get("path", "a.yaml"), f"{example.text}\n"


WRITTEN = list(written())


def recorded() -> Iterator[tuple[str, str]]:
    cases = json.loads((cases_dir() / "flux" / "markers.json").read_text("utf-8"))["cases"]
    for case in cases:
        yield from case["files"].items()


@pytest.mark.parametrize(("path", "text"), WRITTEN)
def test_files_that_are_written_here(path: str, text: str) -> None:
    same(path, text)


@pytest.mark.parametrize(
    "text",
    [
        f"kind: List # {MARKER}\nitems:\n  - kind: A\n    metadata: {{name: a}}\n    tag: v1 # {MARKER}\n",
        f"metadata: x # {MARKER}\n",
        f"a: 1\n---\n---tag: v1 # {MARKER}\n",
    ],
)
def test_files_on_which_they_once_differed(text: str) -> None:
    same("a.yaml", text)


def test_recorded_files() -> None:
    for path, text in recorded():
        same(path, text)


def test_golden_files() -> None:
    for file in sorted((cases_dir() / "flux" / "golden").rglob("*.y*ml")):
        same(file.name, file.read_text("utf-8"))


def test_there_is_something_to_compare() -> None:
    assert len(WRITTEN) > 50


_WORDS = r"""a: tag: image: v1 1.10 'x' "x" | >- { } [ ] , *a : # \ ' " --- ... ~ null é <<:"""
_SPACED = ["- ", "  ", " ", "&a ", "!!str ", "!t ", "? ", ": ", " # ", "{{ x }}", "--- # x", "<<: *a", "\t"]
_BREAKS = ["\n", "\n  ", "\n- ", "\n---\n", "\n...\n", "\r\n", "\u2028", "\x85", "\ufeff", "%YAML 1.1\n"]
_MARKED = [MARKER, f"# {MARKER}", f" # {MARKER}", "kind: List\nitems:\n", "metadata:\n  name: x\n"]
PIECES = st.sampled_from([*_WORDS.split(), *_SPACED, *_BREAKS, *_MARKED])


@given(st.lists(PIECES, max_size=24).map("".join))
def test_texts_made_of_what_matters(text: str) -> None:
    same("a.yaml", text)


_HEADS = [
    "a: ",
    "tag: ",
    "kind: ",
    "metadata: ",
    "name: ",
    "- ",
    "- tag: ",
    "items: ",
    "? ",
    "- - ",
    "",
    "'a': ",
    "&k a: ",
]
_VALUES = [
    "v1",
    "1.10",
    "'x'",
    '"x"',
    "",
    "|",
    ">-",
    "{tag: v1}",
    "[v1, v2]",
    "&a v1",
    "*a",
    "!t v1",
    "List",
    "{",
    "[",
]
_TAILS = [
    "",
    f" # {MARKER}",
    f" # {MARKER}",
    f"# {MARKER}",
    " # note",
    ",",
    f", # {MARKER}",
    "}",
    "]",
    f"}} # {MARKER}",
]
LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "  ", "    "]),
    st.sampled_from(_HEADS),
    st.sampled_from(_VALUES),
    st.sampled_from(_TAILS),
)
ALONE = st.sampled_from(
    ["", "---", "...", f"# {MARKER}", f"  # {MARKER}", f"# tag: v1 # {MARKER}", "{{- if x }}"]
)


@given(st.lists(st.one_of(LINES, LINES, LINES, ALONE), max_size=8).map("\n".join))
def test_texts_made_of_lines(text: str) -> None:
    same("a.yaml", text + "\n")


@given(st.sampled_from(WRITTEN), st.data())
def test_files_with_a_piece_put_in_or_taken_out(file: tuple[str, str], data: st.DataObject) -> None:
    path, text = file
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    same(path, text[:start] + data.draw(PIECES) + text[end:])
