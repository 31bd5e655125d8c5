"""The cheap tests in front of the commit rules hide nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.rule import Moment
from ddlint.model.commit import CommitMessage
from model.test_message_cases import rows
from rules.commits.found import RULES, run

SCREENED = [rule for rule in RULES.values() if rule.screen]
PIECES = st.sampled_from(
    [
        "feat", "fix", "revert", "wip", "WIP", "fixup! ", "Revert ", '"x"', "(", ")", "a", "!", ":", "\uff1a",
        " ", "\xa0", "\n", "\n\n", "breaking change", "BREAKING CHANGE", "BREAKING-CHANGES", "#12", "x", "- ",
    ]
)  # fmt: skip


def hidden(text: str, merge: bool | None) -> list[str]:
    """The rules that would find something behind a test that fails."""
    subject = CommitMessage(text, merge=merge)
    closed = [rule for rule in SCREENED if rule.screen and not rule.screen(subject)]
    return [rule.name for moment in Moment for rule, _ in run(subject, closed, moment=moment)]


def test_most_rules_have_one() -> None:
    assert len(SCREENED) >= 8


@pytest.mark.parametrize("merge", [None, True, False])
def test_no_recorded_message_is_hidden(merge: bool | None) -> None:
    assert not {row["message"]: found for row in rows() if (found := hidden(row["message"], merge))}


@given(st.lists(PIECES, max_size=9).map("".join), st.sampled_from([None, True, False]))
def test_no_message_is_hidden(text: str, merge: bool | None) -> None:
    assert not hidden(text, merge)
