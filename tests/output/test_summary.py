"""The counts at the end of a run, in words."""

from __future__ import annotations

from collections import Counter

import pytest

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Crash, Gap, Ledger, Refused, Skip, Verdict
from ddlint.output.sink import About, Manner
from ddlint.output.summary import counted, summary
from output.sample import ABOUT, ledger_of, troubled


def lines(ledger: Ledger, **manner: bool) -> list[str]:
    return summary(ledger, ABOUT, Manner(**manner))


def test_a_run_that_looked_at_nothing_is_not_clean() -> None:
    assert lines(Ledger()) == ["nothing was checked"]
    assert lines(Ledger(), quiet=True) == ["nothing was checked"]


def test_a_run_without_a_rule_checked_nothing() -> None:
    expected = ["nothing was checked: no rule is on (read 214 files, 1 marker)"]
    assert summary(ledger_of(), About("0.1.0"), Manner(quiet=True)) == expected


def test_exempt_subjects_are_counted() -> None:
    ledger = ledger_of(exempt=Counter({("commit", "commits.exempt.authors"): 3}))
    assert lines(ledger)[1:] == ["exempt, not looked at: 3 commits by commits.exempt.authors"]


def test_fixes_that_were_not_made_are_told_with_the_reason() -> None:
    refused = [Refused(f"a.yaml:{line}:1: DDM010", "a live marker would be lost") for line in range(1, 6)]
    told = [line for line in lines(ledger_of(refused=refused)) if line.startswith("not fixed")]
    assert told[0] == "not fixed: a.yaml:1:1: DDM010: a live marker would be lost"
    assert told[3:] == ["not fixed: 2 more, for like reasons (-v lists them)"]
    assert len(lines(ledger_of(refused=refused), verbose=True)) == 6


def test_a_clean_run_says_what_it_looked_at() -> None:
    assert lines(ledger_of()) == ["checked 214 files, 1 marker against 1 rule: found nothing"]


def test_a_quiet_clean_run_says_nothing() -> None:
    assert lines(ledger_of(), quiet=True) == []


def test_a_quiet_run_that_is_incomplete_says_so() -> None:
    assert lines(ledger_of(gaps=[Gap("shallow")]), quiet=True)[-1].startswith("incomplete")


def test_findings_are_counted_by_severity_and_what_was_set_aside_too() -> None:
    ledger = Ledger(
        checked=Counter(commit=30_124),
        severities=Counter({Severity.ERROR: 1, Severity.INFO: 1200}),
        verdicts=Counter({("A", Verdict.WAIVED): 2, ("B", Verdict.GRANDFATHERED): 5}),
    )
    expected = "checked 30,124 commits against 1 rule: 1 error, 1,200 info, 2 waived, 5 grandfathered"
    assert lines(ledger) == [expected]


def test_fixes_made_and_fixes_left_are_counted() -> None:
    ledger = ledger_of(fixed=2, fixable=Counter({True: 3, False: 1}))
    assert lines(ledger)[1:] == ["fixed 2 findings", "fixable: 3 with --fix, 1 with --unsafe-fixes"]


def test_what_the_configuration_exempts_is_counted_by_setting() -> None:
    ledger = Ledger(Counter(commit=2))
    ledger.exempt.update({("commit", "header Bump *"): 1, ("commit", "author *[bot] <*>"): 1200})
    assert lines(ledger)[1:] == [
        "exempt, not looked at: 1,200 commits by author *[bot] <*>",
        "exempt, not looked at: 1 commit by header Bump *",
    ]


def test_skips_are_told_by_reason_with_examples() -> None:
    skipped = [Skip(f"{number}.yaml", "not UTF-8") for number in range(5)]
    skipped += [Skip("b", "too large"), Skip("c", "a link"), Skip("d", "a pipe"), Skip("e", "unreadable")]
    assert lines(ledger_of(skipped=skipped))[1:] == [
        "skipped 9, not looked at:",
        "  - 5 not UTF-8: 0.yaml, 1.yaml, 2.yaml, and 2 more",
        "  - 1 a link: c",
        "  - 1 a pipe: d",
        "  - and 2 more for 2 other reasons (-v lists them)",
    ]


def test_a_verbose_run_names_every_skip() -> None:
    skipped = [Skip(f"{number}.yaml", "not UTF-8") for number in range(5)]
    assert lines(ledger_of(skipped=skipped), verbose=True)[2:] == [
        f"  - {n}.yaml: not UTF-8" for n in range(5)
    ]


def test_a_gap_comes_once_with_its_remedy() -> None:
    gap = Gap("the history is shallow", "git fetch --unshallow\nor this")
    assert lines(ledger_of(gaps=[gap, gap]))[1:] == [
        "not looked at: the history is shallow",
        "  git fetch --unshallow",
        "  or this",
        "incomplete: what was not looked at is not clean",
    ]


def test_a_crash_is_ready_to_paste() -> None:
    shown = lines(troubled())
    start = shown.index("rule DDX002 toy-crash crashed on c.yaml; please report it with these lines:")
    assert shown[start + 1 : -1] == [
        "  ----8<----",
        "  ddlint 0.1.0, Python 3.12.1, linux",
        "  rule DDX002 toy-crash on c.yaml",
        "  Traceback (most recent call last):",
        "  KeyError: 'x\\x1b[2J'",
        "  ---->8----",
    ]


def test_a_rule_that_crashes_everywhere_is_reported_once() -> None:
    crashes = [Crash("DDX002", "toy-crash", f"{number}.yaml", "boom") for number in range(1000)]
    shown = lines(ledger_of(crashes=crashes))
    assert len(shown) < 12
    assert "crashed on 0.yaml (and 999 times more)" in shown[1]


def test_the_platform_is_left_out_where_it_is_not_known() -> None:
    ledger = ledger_of(crashes=[Crash("DDX002", "toy-crash", "a", "boom")])
    assert "  ddlint 0.1.0" in summary(ledger, About("0.1.0"), Manner())


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (1, "file", "1 file"),
        (0, "file", "0 files"),
        (1024, "policy", "1,024 policies"),
        (2, "branch", "2 branches"),
        (2, "key", "2 keys"),
    ],
)
def test_counting_in_words(count: int, noun: str, words: str) -> None:
    assert counted(count, noun) == words
