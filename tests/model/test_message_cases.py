"""The parser against the recorded messages: every label of a person, and those of a reference parser."""

import json
from typing import Any

import pytest

from ddlint.model.cleanup import cleaned
from ddlint.model.commit_policy import DEFAULT_TYPES, CommitPolicy, conforms
from ddlint.model.message import Message
from support import cases_dir

UNDER_HEADER = "without a blank line there is no footer: the row of the same form labelled by hand says so"

THREE_LINES = (
    "fix: address major bug\nBREAKING CHANGE: first line of breaking change\n"
    " second line of breaking change\n third line of breaking change"
)

#: (message, field): why the parser's answer is another than the label's. All other rows agree.
DIFFERENCES = {
    ("chore(release): 1.2.3 [skip ci]\n\n## 1.2.3", "scope"): "the label leaves the scope out; it is there",
    ("feat( ): add new feature", "scope"): "a blank scope is none (D3), as the row labelled by hand has it",
    ("Merge remote-tracking branch", "auto"): "git always names the branch, in quotes",
    ("test: subject\nBREAKING CHANGE: something important", "breaking"): UNDER_HEADER,
    ("test: subject\nbody\nBREAKING CHANGE: something important", "breaking"): UNDER_HEADER,
    ("fix: address major bug\nBREAKING CHANGE: this change is breaking", "breaking"): UNDER_HEADER,
    ("fix: address major bug\nBREAKING-CHANGE: this change is breaking", "breaking"): UNDER_HEADER,
    (THREE_LINES, "breaking"): UNDER_HEADER,
}


def rows() -> list[dict[str, Any]]:
    """The recorded rows, with the message as the moment of the row has it."""
    path = cases_dir() / "commits" / "messages.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def as_stored(row: dict[str, Any]) -> str:
    message: str = row["message"]
    return cleaned(message) if row["mode"] == "hook" else message


def answers(row: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Field -> (label, answer). A refused message may have no label for its type and scope to compare."""
    message = Message(as_stored(row))
    valid = message.has_form and message.type in DEFAULT_TYPES
    found = {
        "valid": (row["expected_valid"], valid),
        "breaking": (row["breaking"], message.is_breaking),
        "auto": (row["auto"], bool(message.automatic)),
    }
    compared: dict[str, tuple[object, object]] = dict(found)
    if valid or row["type"]:
        compared["type"] = row["type"], message.type
    if valid or row["scope"]:
        compared["scope"] = row["scope"], message.scope
    return compared


@pytest.mark.parametrize("label", ["hand", "ref"])
def test_agrees_with_the_labels_but_for_the_listed_differences(label: str) -> None:
    labelled = [row for row in rows() if row["label"] == label]
    differing = {
        (row["message"], field)
        for row in labelled
        for field, (expected, answer) in answers(row).items()
        if expected != answer
    }
    messages = {row["message"] for row in labelled}
    assert differing == {key for key in DIFFERENCES if key[0] in messages}


def test_the_short_cut_never_accepts_what_the_labels_refuse() -> None:
    policy = CommitPolicy(frozenset(DEFAULT_TYPES))
    accepted = [row for row in rows() if conforms(as_stored(row), policy)]
    refused = [row["message"] for row in accepted if not (row["expected_valid"] or row["auto"])]
    assert (len(accepted) > 500, refused) == (True, [])
