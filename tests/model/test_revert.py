"""What a revert says about the commit it takes back."""

import pytest

from ddlint.model.revert import names_what_it_reverts


@pytest.mark.parametrize(
    "text",
    [
        "This reverts commit 0123abc.",
        f"Refs: {'a1' * 20}",
        f"{'a1' * 32}",
        "Reverts group/name#12",
        "reverts !12",
        'Revert "feat: x (#1)"',
        "(cherry picked from commit 0123abc)",
    ],
)
def test_a_commit_or_a_pull_request_is_named(text: str) -> None:
    assert names_what_it_reverts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "remove the cat",
        "the accedeed defaced facade",
        "release 20240101x",
        "ABCDEF0",
        "012abc",
        "a1" * 33,
        "# 12",
        "#twelve",
        "wow!",
    ],
)
def test_nothing_is_named(text: str) -> None:
    assert not names_what_it_reverts(text)
