"""What the engine makes of subjects, rules and settings."""

import pytest

from ddlint.config.settings import PathOverride, Settings
from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.rule import Context, Moment
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.errors import DdlintError
from engine.toy import Note, cannot_look, crash, find_bad, rule, run


def test_a_finding_is_resolved_to_line_and_column() -> None:
    running, entries = run(rule(find_bad))
    running.feed(Note("good\n a bad\n"))
    [entry] = entries
    assert entry.location is not None
    assert (entry.location.line, entry.location.column, entry.location.end_column) == (2, 4, 7)
    assert entry.location.snippet == (" a bad",)


def test_a_subject_without_findings_passes_and_is_counted() -> None:
    running, entries = run(rule(find_bad))
    running.feed(Note("good"))
    assert not entries
    assert running.close().checked["note"] == 1
    assert running.close().verdicts["DDX001", Verdict.PASSED] == 1


def test_a_crash_makes_the_run_incomplete_and_keeps_the_other_findings() -> None:
    running, entries = run(rule(crash, "DDX002", "crasher"), rule(find_bad))
    running.feed(Note("bad"))
    assert [entry.code for entry in entries] == ["DDX001"]
    [report] = running.close().crashes
    assert (report.code, report.subject) == ("DDX002", "a.txt")
    assert "KeyError" in report.traceback
    assert running.close().incomplete


def test_a_sink_that_fails_is_no_crash_of_a_rule() -> None:
    def closed(_: Entry) -> None:
        raise BrokenPipeError

    rules = [rule(find_bad)]
    settings = Settings()
    running = Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE), closed)
    with pytest.raises(BrokenPipeError):
        running.feed(Note("bad"))
    assert running.close().crashes == []


def test_a_rule_that_could_not_look_is_not_counted_as_passed() -> None:
    running, [*entries] = run(rule(cannot_look))
    running.feed(Note("x"))
    assert running.close().total(Verdict.PASSED) == 0
    assert running.close().total(Verdict.NOT_AVAILABLE) == 1
    assert running.close().incomplete


def fingerprints(*texts: str, path: str = "a.txt") -> list[str]:
    running, entries = run(rule(find_bad))
    for text in texts:
        running.feed(Note(text, path))
    return [entry.fingerprint for entry in entries]


def test_a_fingerprint_survives_an_inserted_line_and_a_rename() -> None:
    assert fingerprints("bad") == fingerprints("new line\nbad", path="b.txt")


def test_an_ignored_rule_does_not_run() -> None:
    running, entries = run(rule(find_bad), settings=Settings(ignore=("bad-word",)))
    running.feed(Note("bad"))
    assert not entries
    assert not running.close().verdicts


def test_an_override_silences_a_rule_under_its_paths_only() -> None:
    settings = Settings(overrides=(PathOverride(("old/**",), ("toys",)),))
    running, entries = run(rule(find_bad), settings=settings)
    running.feed(Note("bad", "old/a.txt"))
    running.feed(Note("bad", "new/a.txt"))
    verdicts = {entry.location.name: entry.verdict for entry in entries if entry.location}
    assert verdicts == {"old/a.txt": Verdict.WAIVED, "new/a.txt": Verdict.FOUND}


def test_a_rule_that_cannot_be_waived_is_not_silenced_by_an_override() -> None:
    settings = Settings(overrides=(PathOverride(("**",), ("all",)),))
    running, entries = run(rule(find_bad, waivable=False), settings=settings)
    running.feed(Note("bad"))
    assert len(entries) == 1


def test_configuration_decides_the_severity() -> None:
    running, [*_] = run(rule(find_bad), settings=Settings(severity={"bad-word": "info"}))
    running.feed(Note("bad"))
    assert running.close().severities == {Severity.INFO: 1}
    assert running.close().failing(Severity.ERROR) == 0


def test_the_severity_of_an_area_gives_way_to_that_of_a_rule() -> None:
    running, [*_] = run(rule(find_bad), settings=Settings(severity={"toys": "info"}))
    running.feed(Note("bad"))
    assert running.close().severities == {Severity.INFO: 1}
    running, [*_] = run(rule(find_bad), settings=Settings(severity={"toys": "info", "DDX001": "warning"}))
    running.feed(Note("bad"))
    assert running.close().severities == {Severity.WARNING: 1}


def test_a_rule_runs_at_its_moments_only() -> None:
    running, entries = run(rule(find_bad, moments=frozenset({Moment.HISTORY})), moment=Moment.HOOK)
    running.feed(Note("bad"))
    assert not entries


@pytest.mark.parametrize(
    "settings", [Settings(select=("bad-wrod",)), Settings(ignore=("x",)), Settings(severity={"x": "info"})]
)
def test_a_selector_that_names_nothing_is_refused(settings: Settings) -> None:
    with pytest.raises(DdlintError, match="no rule"):
        run(rule(find_bad), settings=settings)


def test_a_misspelt_selector_is_answered_with_the_right_one() -> None:
    with pytest.raises(DdlintError) as raised:
        run(rule(find_bad), settings=Settings(select=("bad-wrod",)))
    assert "did you mean 'bad-word'" in raised.value.hint


def test_what_is_known_to_pass_is_counted_for_every_rule() -> None:
    running, _ = run(rule(find_bad))
    running.passed(Note, 1000)
    ledger = running.close()
    assert ledger.verdicts["DDX001", Verdict.PASSED] == 1000
    assert ledger.checked["note"] == 1000


def test_what_an_override_silenced_is_counted_as_waived() -> None:
    running, _ = run(rule(find_bad), settings=Settings(overrides=(PathOverride(("**",), ("all",)),)))
    running.feed(Note("bad"))
    running.feed(Note("good"))
    ledger = running.close()
    assert ledger.verdicts == {("DDX001", Verdict.PASSED): 1, ("DDX001", Verdict.WAIVED): 1}
    assert ledger.failing(Severity.INFO) == 0
