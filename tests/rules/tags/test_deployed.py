"""Timestamps against commits, and tags against each other."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Verdict
from ddlint.model.service_commits import CommitFact, Found, ServiceCommits
from rules.linted import lint

ERROR, WARNING = Severity.ERROR, Severity.WARNING
MADE = 1_700_000_000
OLD, NEW = "1a2b3c4", "5d6e7f8"
MINE = ("DDT011", "DDT012", "DDT013", "DDT014", "DDT015", "DDT016")


def commit(step: int = 0, *, line: str = "main", authored: int = MADE, own: bool = True) -> CommitFact:
    return CommitFact(Found.COMMIT, f"{step:040}", MADE + step * 600, authored, line, step, own)


def known(
    lack: str = "", main: str = "main", newest: int = MADE + 10**8, **commits: CommitFact
) -> ServiceCommits:
    facts = {name.removeprefix("c"): fact for name, fact in commits.items()}
    return ServiceCommits("backend", "../backend", facts, main, newest, lack)


def text(*tags: str) -> str:
    return "".join(
        f'i{number}: ghcr.io/acme/backend:{tag} # {{"$imagepolicy": "flux-system:backend"}}\n'
        for number, tag in enumerate(tags)
    )


def told(commits: ServiceCommits, *tags: str) -> list[tuple[str, Severity]]:
    entries = lint(text(*tags), commits=commits)
    return [(each.code, each.severity) for each in entries if each.code in MINE]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (0, []),
        (60, []),
        (3600, []),
        (86_400 * 30, []),
        (-300, []),
        (-301, [("DDT014", WARNING)]),
        (-3600, [("DDT015", WARNING)]),
        (-14 * 3600, [("DDT015", WARNING)]),
        (-15 * 3600, [("DDT014", WARNING)]),
        (-86_401, [("DDT014", ERROR)]),
    ],
)
def test_a_timestamp_is_held_against_its_commit(after: int, found: list[tuple[str, Severity]]) -> None:
    assert told(known(c1a2b3c4=commit()), f"main-{OLD}-{MADE + after}") == found


def test_the_time_of_the_author_is_a_warning_however_old() -> None:
    facts = known(c1a2b3c4=commit(authored=MADE - 10**6))
    assert told(facts, f"main-{OLD}-{MADE - 10**6}") == [("DDT014", WARNING)]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (MADE + 600, [("DDT015", WARNING)]),
        (MADE + 600 + 7200, [("DDT015", WARNING), ("DDT015", WARNING)]),
        (MADE + 601, []),
    ],
)
def test_whole_hours_after_the_commit_are_a_shift_where_others_keep_its_time(
    other: int, found: list[tuple[str, Severity]]
) -> None:
    facts = known(c1a2b3c4=commit(), c5d6e7f8=commit(1))
    assert [
        each
        for each in told(facts, f"main-{OLD}-{MADE + 3600}", f"main-{NEW}-{other}")
        if each[0] == "DDT015"
    ] == found


def test_the_same_tag_in_two_files_is_no_habit() -> None:
    tag = f"main-{OLD}-{MADE + 3600}"
    assert told(known(c1a2b3c4=commit()), tag, tag) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (MADE + 1000, MADE + 2000, []),
        (MADE + 2000, MADE + 1000, ["DDT016"]),
        (MADE + 1000, MADE + 1000, []),
    ],
)
def test_timestamps_follow_the_commits(old: int, new: int, found: list[str]) -> None:
    facts = known(c1a2b3c4=commit(), c5d6e7f8=commit(1))
    assert [code for code, _ in told(facts, f"main-{OLD}-{old}", f"main-{NEW}-{new}")] == found


def test_commits_of_two_branches_do_not_compare() -> None:
    facts = known(c1a2b3c4=commit(), c5d6e7f8=commit(1, line="release-v1"))
    assert told(facts, f"main-{OLD}-{MADE + 2000}", f"main-{NEW}-{MADE + 1000}") == []


def test_what_a_merge_brought_is_not_held_against_others() -> None:
    facts = known(c1a2b3c4=commit(), c5d6e7f8=commit(1, own=False))
    assert told(facts, f"main-{OLD}-{MADE + 2000}", f"main-{NEW}-{MADE + 1000}") == []


def test_builds_of_two_forms_do_not_compete() -> None:
    facts = known(c1a2b3c4=commit(), c5d6e7f8=commit(1))
    assert told(facts, f"release-v1.0.1-{OLD}-{MADE + 2000}", f"main-{NEW}-{MADE + 1000}") == []


def test_a_commit_that_was_built_twice_is_fine() -> None:
    assert told(known(c1a2b3c4=commit()), f"main-{OLD}-{MADE + 10}", f"main-{OLD}-{MADE + 20}") == []


@pytest.mark.parametrize(
    ("facts", "verdicts"),
    [
        (known(c1a2b3c4=CommitFact(Found.MISSING)), [("DDT011", Verdict.FOUND)]),
        (known(c1a2b3c4=CommitFact(Found.OTHER)), [("DDT011", Verdict.FOUND)]),
        (known("shallow", c1a2b3c4=CommitFact(Found.OTHER)), [("DDT011", Verdict.FOUND)]),
        (known("shallow", c1a2b3c4=CommitFact(Found.MISSING)), [("DDT011", Verdict.NOT_AVAILABLE)]),
        (known("partial", c1a2b3c4=CommitFact(Found.MISSING)), [("DDT011", Verdict.NOT_AVAILABLE)]),
        (known(main="", c1a2b3c4=CommitFact(Found.MISSING)), [("DDT011", Verdict.NOT_AVAILABLE)]),
        (known(newest=MADE, c1a2b3c4=CommitFact(Found.MISSING)), [("DDT011", Verdict.NOT_AVAILABLE)]),
        (known("shallow", c1a2b3c4=commit(line="")), [("DDT013", Verdict.NOT_AVAILABLE)]),
        (known(main="", c1a2b3c4=commit(line="")), [("DDT013", Verdict.NOT_AVAILABLE)]),
        (known("partial", c1a2b3c4=commit(line="")), [("DDT013", Verdict.FOUND)]),
        (known("shallow", c1a2b3c4=commit()), []),
        (known("shallow", c1a2b3c4=CommitFact(Found.AMBIGUOUS)), [("DDT012", Verdict.FOUND)]),
    ],
)
def test_what_the_clone_cannot_know_is_not_guessed(
    facts: ServiceCommits, verdicts: list[tuple[str, Verdict]]
) -> None:
    entries = lint(text(f"main-{OLD}-{MADE + 60}"), commits=facts)
    assert [(each.code, each.verdict) for each in entries] == verdicts
