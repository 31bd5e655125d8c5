"""The replay of patches: identity of values, whatever happens to the lines and files around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.deployments.deployed import Deployed, Step
from ddlint.model.deployments.marked_line import is_commented_out, read_line
from ddlint.model.deployments.patch import FilePatch, Hunk, Seen
from ddlint.model.deployments.replay import Replay

Tree = Mapping[str, Sequence[str]]


def marked(policy: str, tag: str, indent: int = 2) -> str:
    return f'{" " * indent}tag: {tag} # {{"$imagepolicy": "flux-system:{policy}:tag"}}'


def seen(lines: Sequence[str]) -> list[Seen]:
    """What a person would read in a file."""
    return [Seen(number, *found) for number, line in enumerate(lines, 1) if (found := read_line(line))]


def patch(path: str, old: Sequence[str] | None, new: Sequence[str] | None) -> FilePatch:
    """The patch between two contents of a file, with git's way of counting."""
    before, after = old or (), new or ()
    hunks = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        removed = tuple(one for one in seen(before) if a < one.line <= b)
        added = tuple(one for one in seen(after) if c < one.line <= d)
        hunks.append(Hunk(a + (a < b), b - a, c + (c < d), d - c, removed, added))
    return FilePatch(path, "" if new is None else str(hash(tuple(new))), tuple(hunks))


def changes(before: Tree, after: Tree) -> list[FilePatch]:
    paths = sorted(before.keys() | after.keys())
    return [
        patch(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def step(number: int) -> Step:
    return Step(f"{number:040x}", number, "Ada <ada@example.org>", "Ada <ada@example.org>", "s", by_bot=False)


def replayed(*trees: Tree) -> tuple[Replay, list[list[tuple[int, Deployed]]]]:
    replay = Replay(lambda _: None)
    before: Tree = {}
    told = []
    for number, tree in enumerate(trees, 1):
        told.append([*replay.apply(step(number), changes(before, tree))])
        before = tree
    return replay, told


def news(told: list[tuple[int, Deployed]]) -> list[tuple[int, str, str]]:
    return [(number, deployed.old, deployed.new) for number, deployed in told]


def test_a_new_value_is_deployed_from_nothing() -> None:
    _, told = replayed({"a.yaml": [marked("backend", "v1")]})
    assert news(told[0]) == [(0, "", "v1")]


def test_a_changed_value_keeps_its_number() -> None:
    _, told = replayed({"a.yaml": [marked("backend", "v1")]}, {"a.yaml": [marked("backend", "v2")]})
    assert news(told[1]) == [(0, "v1", "v2")]


def test_lines_that_come_before_a_value_are_no_deployment() -> None:
    replay, told = replayed(
        {"a.yaml": [marked("backend", "v1")]},
        {"a.yaml": ["x: 1", "y: 2", marked("backend", "v1")]},
        {"a.yaml": ["x: 1", "y: 2", marked("backend", "v2")]},
    )
    assert told[1] == []
    assert news(told[2]) == [(0, "v1", "v2")]
    assert replay.values[0].line == 3


def test_two_values_of_one_policy_are_told_apart_by_where_they_stand() -> None:
    _, told = replayed(
        {"a.yaml": [marked("backend", "v1"), "x: 1", marked("backend", "v1")]},
        {"a.yaml": [marked("backend", "v1"), "x: 1", marked("backend", "v2")]},
        {"a.yaml": [marked("backend", "v3"), "x: 1", marked("backend", "v2")]},
    )
    assert news(told[1]) == [(1, "v1", "v2")]
    assert news(told[2]) == [(0, "v1", "v3")]


def test_a_value_that_is_indented_anew_is_no_deployment() -> None:
    _, told = replayed({"a.yaml": [marked("backend", "v1")]}, {"a.yaml": [marked("backend", "v1", 6)]})
    assert told[1] == []


def test_a_marker_that_names_another_policy_is_another_value() -> None:
    _, told = replayed({"a.yaml": [marked("backend", "v1")]}, {"a.yaml": [marked("engine", "v1")]})
    assert news(told[1]) == [(0, "v1", ""), (1, "", "v1")]


def test_a_marker_that_is_taken_away_ends_its_value() -> None:
    _, told = replayed({"a.yaml": [marked("backend", "v1")]}, {"a.yaml": ["  tag: v1"]})
    assert news(told[1]) == [(0, "v1", "")]


def test_a_file_that_is_deleted_ends_its_values() -> None:
    _, told = replayed({"a.yaml": [marked("backend", "v1")]}, {})
    assert news(told[1]) == [(0, "v1", "")]


def test_a_file_that_is_renamed_back_and_forth_deploys_nothing() -> None:
    here, there = {"a/x.yaml": [marked("backend", "v1")]}, {"b/x.yaml": [marked("backend", "v1")]}
    replay, told = replayed(here, there, here, there)
    assert told[1:] == [[], [], []]
    assert replay.values[0].path == "b/x.yaml"


def test_a_file_that_is_renamed_and_changed_at_once_keeps_its_value() -> None:
    _, told = replayed({"a/x.yaml": [marked("backend", "v1")]}, {"b/x.yaml": [marked("backend", "v2")]})
    assert news(told[1]) == [(0, "v1", "v2")]


def test_of_several_renamed_files_each_keeps_its_own_value() -> None:
    _, told = replayed(
        {"a/x.yaml": [marked("p", "v1")], "a/y.yaml": [marked("p", "v2")]},
        {"b/x.yaml": [marked("p", "v1")], "b/y.yaml": [marked("p", "v2")]},
        {"b/x.yaml": [marked("p", "v3")], "b/y.yaml": [marked("p", "v2")]},
    )
    assert told[1] == []
    assert news(told[2]) == [(0, "v1", "v3")]


def test_a_digest_is_told_with_the_tag_beside_it() -> None:
    def lines(tag: str, digest: str) -> list[str]:
        return [
            f'newTag: {tag} # {{"$imagepolicy": "ns:backend:tag"}}',
            f'digest: sha256:{digest} # {{"$imagepolicy": "ns:backend:digest"}}',
        ]

    _, told = replayed({"k.yaml": lines("v1", "aa")}, {"k.yaml": lines("v1", "bb")})
    assert [(deployed.tag, deployed.digest) for _, deployed in told[0]] == [("v1", "sha256:aa")] * 2
    assert [(deployed.tag, deployed.digest) for _, deployed in told[1]] == [("v1", "sha256:bb")]


def test_a_value_whose_beginning_was_not_seen_says_so() -> None:
    replay = Replay(lambda _: None)
    change = patch("a.yaml", [marked("backend", "v1")], [marked("backend", "v2")])
    told = [*replay.apply(step(1), [change])]
    assert news(told) == [(0, "v1", "v2")]
    assert not replay.values[0].is_whole


def test_what_was_there_before_is_not_whole() -> None:
    replay = Replay(lambda _: None)
    list(replay.apply(step(1), [patch("a.yaml", None, [marked("backend", "v1")])], begins=True))
    assert not replay.values[0].is_whole


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('tag: v1 # {"$imagepolicy": "ns:p:tag"}', "v1"),
        ('tag: "v1" # {"$imagepolicy": "ns:p:tag"}', "v1"),
        ('tag: \'v1\' # {"$imagepolicy": "ns:p:tag"}', "v1"),
        ('- image: r/a:v1 # {"$imagepolicy": "ns:p"}', "r/a:v1"),
        ('- v1 # {"$imagepolicy": "ns:p:tag"}', "v1"),
        ('- - v1 # {"$imagepolicy": "ns:p:tag"}', "v1"),
        ('"quoted key": v1 # {"$imagepolicy": "ns:p:tag"}', "v1"),
        ('a.b/c: localhost:5000/a:v1 #{"$imagepolicy":"ns:p"}', "localhost:5000/a:v1"),
    ],
)
def test_a_marked_line_tells_its_value(line: str, value: str) -> None:
    found = read_line(line)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "line",
    [
        '# {"$imagepolicy": "ns:p:tag"}',
        '# tag: v1 # {"$imagepolicy": "ns:p:tag"}',
        'tag: >- # {"$imagepolicy": "ns:p:tag"}',
        'tag: *anchor # {"$imagepolicy": "ns:p:tag"}',
        'tag: {a: b} # {"$imagepolicy": "ns:p:tag"}',
        'tag: # {"$imagepolicy": "ns:p:tag"}',
        '  went on: # {"$imagepolicy": "ns:p:tag"}',
        '    v1 # {"$imagepolicy": "ns:p:tag"}',
        'tag: "a\\"b" # {"$imagepolicy": "ns:p:tag"}',
    ],
)
def test_a_line_that_does_not_tell_is_not_guessed(line: str) -> None:
    assert read_line(line) is None


def test_a_value_that_is_commented_out_is_told_from_a_marker_above_its_value() -> None:
    assert is_commented_out('  # tag: v1 # {"$imagepolicy": "ns:p:tag"}')
    assert not is_commented_out('  # {"$imagepolicy": "ns:p:tag"}')


LINES = st.lists(
    st.one_of(
        st.sampled_from(["a: 1", "b: 2", "c: 3"]),
        st.builds(marked, st.sampled_from(["p", "q"]), st.sampled_from(["v1", "v2", "v3"])),
    ),
    max_size=6,
)
TREES = st.lists(
    st.dictionaries(st.sampled_from(["a/x.yaml", "a/y.yaml", "b/x.yaml"]), LINES, max_size=3), max_size=6
)


@given(TREES)
def test_the_state_is_what_the_files_hold(trees: list[Tree]) -> None:
    replay, told = replayed(*trees)
    for path, lines in (trees[-1] if trees else {}).items():
        assert sorted(held_in(replay, path)) == [(one.line, one.value) for one in seen(lines)]


@given(TREES)
def test_each_deployment_begins_where_the_one_before_ended(trees: list[Tree]) -> None:
    _, told = replayed(*trees)
    now: dict[int, str] = {}
    for number, deployed in (each for commit in told for each in commit):
        assert deployed.old == now.get(number, "")
        assert deployed.old != deployed.new
        now[number] = deployed.new


@given(TREES, st.integers(0, 6))
def test_a_replay_that_is_resumed_tells_the_same(trees: list[Tree], at: int) -> None:
    _, whole = replayed(*trees)
    first, told = replayed(*trees[:at])
    second = Replay(lambda _: None)
    second.resume(first.state())
    before: Tree = trees[at - 1] if 0 < at <= len(trees) else (trees[-1] if trees and at else {})
    for number, tree in enumerate(trees[at:], at + 1):
        told.append([*second.apply(step(number), changes(before, tree))])
        before = tree
    assert told == whole


def held_in(replay: Replay, path: str) -> Iterator[tuple[int, str]]:
    import json

    _, held = json.loads(replay.state().get(path, "[false, []]"))
    for _, line, _, _, value, _ in held:
        yield line, value
