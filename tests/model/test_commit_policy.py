"""The short cut: True only where no rule can find anything."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.cleanup import cleaned
from ddlint.model.commit_policy import DEFAULT_TYPES, CommitPolicy, conforms
from ddlint.model.message import Message

TYPES = frozenset(DEFAULT_TYPES)
POLICY = CommitPolicy(TYPES)
HOOK = CommitPolicy(TYPES, unfinished=True)


@pytest.mark.parametrize(
    "text",
    [
        "fix: x",
        "FIX(Api)!: x\n",
        "fix: x\n\nbody\n\nBREAKING CHANGE: y",
        "fix: x\r\n\r\nbody",
        "fix: caf\u00e9",
        "fix: wipe the disk",
        "Merge branch 'x'",
        'Revert "feat: x"\n\nThis reverts commit 0123abc.',
        "revert: feat: x\n\nRefs: 0123abc",
        'Reapply "feat: x"',
    ],
)
def test_conforming(text: str) -> None:
    assert conforms(text, POLICY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "foo: x",
        "fix(): x",
        "fix: x\nbody",
        "fix: x\n\nBREAKING CHANGE:",
        "fix: x\n\nBreaking change: y",
        "fix: \udce9",
        "fix: \0",
        "fix: WIP",
        "fixup! fix: x",
        "revert: feat: x",
        'Revert "feat: x"',
        "Merge a lot of things",
    ],
)
def test_not_conforming(text: str) -> None:
    assert not conforms(text, POLICY)


@pytest.mark.parametrize("text", ["fixup! fix: x", "fix: WIP", "fix: x [WIP]"])
def test_unfinished_work_passes_in_the_hook_only(text: str) -> None:
    assert (conforms(text, HOOK), conforms(text, POLICY)) == (True, False)


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("fix(api): x", True),
        ("fix(api,core): x", True),
        ("fix(api, core): x", True),
        ("fix(npm/x,y): x", True),
        ("fix(db): x", False),
        ("fix(api,db): x", False),
        ("fix(API): x", False),
        ("fix: x", True),
    ],
)
def test_scopes(header: str, allowed: bool) -> None:
    assert conforms(header, CommitPolicy(TYPES, frozenset({"api", "core", "npm/x,y"}))) == allowed


def test_a_scope_can_be_required() -> None:
    policy = CommitPolicy(TYPES, require_scope=True)
    assert (conforms("fix: x", policy), conforms("fix(a): x", policy)) == (False, True)


def test_length_counts_characters_of_the_header() -> None:
    policy = CommitPolicy(TYPES, max_header_length=7)
    assert (conforms("fix: \u00e9\u00e9  \n", policy), conforms("fix: abc", policy)) == (True, False)


def test_a_known_merge_needs_no_form() -> None:
    assert (conforms("anything", POLICY, merge=True), conforms("a\0b", POLICY, merge=True)) == (True, False)


def test_without_quotes_a_merge_is_believed_only_where_parents_are_not_known() -> None:
    text = "Merge a into b"
    assert (conforms(text, POLICY), conforms(text, POLICY, merge=False)) == (True, False)


@pytest.mark.parametrize("before", range((1 << 20) - 20, (1 << 20) + 2))
def test_a_large_message_is_read_across_the_seams_of_its_pieces(before: int) -> None:
    body = "x" * (before - 9) + "\n"
    assert conforms(f"fix: x\n\n{body}", POLICY)
    assert not conforms(f"fix: x\n\n{body}Breaking change: y", POLICY)
    assert not conforms(f"fix: x\n\n{body}\udce9", POLICY)


messages = st.text(alphabet="feat: !()xB\n\r\t #", max_size=20) | st.builds(
    "{}{}{}".format,
    st.sampled_from(["fix: x", "feat(a)!: y", "foo: z", "Merge branch 'a'", " fix: x", "fix: wip"]),
    st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\n \n"]),
    st.sampled_from(["b", "BREAKING CHANGE: y", "Breaking change: y", "BREAKING CHANGE:\n\nRefs: 1", "\xe9"]),
)


@given(messages)
def test_what_conforms_has_nothing_wrong_by_the_parser(text: str) -> None:
    message = Message(text)
    if conforms(text, POLICY):
        assert message.automatic or (message.has_form and message.type in TYPES)
        assert message.automatic or not message.near_misses


@given(messages)
def test_cleaning_as_git_does_never_makes_it_worse(text: str) -> None:
    if conforms(text, POLICY):
        assert conforms(cleaned(text, "whitespace"), POLICY)


def test_nothing_heavy_is_imported_before_the_verdict() -> None:
    heavy = ["re", "dataclasses", "typing", "enum", "pathlib", "functools", "collections", "argparse"]
    code = (
        "import sys; from ddlint.model import cleanup, commit, commit_policy;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
