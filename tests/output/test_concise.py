"""One line for each finding."""

from __future__ import annotations

from ddlint.output.sink import Manner
from output.sample import EVERY_KIND, entry, written


def test_a_line_for_each_finding() -> None:
    assert written("concise").splitlines() == [
        "apps/x.yaml:4:21: error DDX001 toy-finding: Flux ignores this marker",
        "0123456789:1:3: warning DDX001 toy-finding: Flux ignores this marker",
        "message:1:1: info DDX001 toy-finding: Flux ignores this marker",
        "refs/tags/v1.0.0:1:1: error DDX001 toy-finding: Flux ignores this marker",
        "-: not available DDX001 toy-finding: v1.0.0: its object is missing",
    ]


def test_a_message_with_a_line_break_stays_one_line() -> None:
    assert written("concise", [entry(message="a\nb")]).count("\n") == 1


def test_what_was_set_aside_is_shown_when_asked_for() -> None:
    assert written("concise", EVERY_KIND, manner=Manner(verbose=True)).count("\n") == len(EVERY_KIND)
