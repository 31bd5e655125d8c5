"""Messages made to be slow. A parser of more than linear time would not come back from these sizes."""

import pytest

from ddlint.model.cleanup import cleaned
from ddlint.model.commit_policy import DEFAULT_TYPES, CommitPolicy, conforms
from ddlint.model.message import Message

POLICY = CommitPolicy(frozenset(DEFAULT_TYPES))
MANY = 1_000_000

HOSTILE = {
    "spaces": "feat: " + " " * MANY + "\nx",
    "parentheses": "feat(" + "(" * MANY + ": x",
    "closed parentheses": "feat" + "(a)" * MANY + ": x",
    "one word": "a" * MANY + " x",
    "subject": "feat: " + "x" * MANY,
    "colons": "feat" + ": " * MANY,
    "line ends": "feat: x" + "\n" * MANY + "y",
    "blank lines first": " \n" * MANY + "feat: x",
    "footers": "feat: x\n\n" + "A: b\n" * 200_000,
    "paragraphs": "feat: x\n\n" + "A: b\n\n" * 200_000,
    "breaking": "feat: x\n\n" + "BREAKING CHANGE\n" * 100_000,
    "breaking footers": "feat: x\n\n" + "BREAKING CHANGE:\n" * 100_000,
    "breaking, indented": "feat: x\n\n" + " " * MANY + "breaking change",
    "breaking, far apart": "feat: x\n\nbreaking" + " " * MANY + "change",
    "quotes": "Merge branch " + "'a', " * 200_000,
    "reverts": 'Revert "' * 200_000,
    "fixups": "fixup! " * 200_000,
    "ids": "revert: x\n\n" + "abcdef0" * 200_000,
    "scissors": ("# " + "-" * 24 + " >8 " + "-" * 23 + "\n") * 20_000,
    "comments": "#\n" * MANY,
    "surrogates": "feat: " + "\udcff" * MANY,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_comes_back(text: str) -> None:
    message = Message(cleaned(text, "whitespace"))
    seen = len(message.header_faults) + len(message.near_misses) + len(message.footers)
    assert seen <= len(text)
    assert not (conforms(text, POLICY) and message.header_faults)
