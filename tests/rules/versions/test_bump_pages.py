"""Every page of a rule on the bump of a release has examples that are true.

An example is a release: its name, and what came before it (`after=`), stand behind the fence, its
commits below, the newest first.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from semver import Version

from ddlint.config.release_settings import VersionSettings
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.message import Message
from ddlint.model.releases.bump import Levels, left_out
from ddlint.model.releases.change import Change
from ddlint.model.releases.release_seen import ReleaseSeen
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.required import required
from ddlint.rules import load
from rules.examples import Example, examples

RULES = tuple(rule for rule in load(("versions",)) if "DDV010" <= rule.code < "DDV020")
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]


def release(name: str, *messages: str, after: str = "") -> ReleaseSeen:
    """The release `name` of commits with these messages, the newest first, after the final `after`."""
    tag = tagged(name)
    base = tagged(after) if after else None
    changes = [Change(f"{at:040x}", Message(text)) for at, text in enumerate(messages, 1)]
    return ReleaseSeen(
        tag,
        "f" * 40,
        base,
        required(changes, Levels.of()),
        gap=left_out(base.version, tag.version) if base else None,
    )


def tagged(name: str) -> ReleaseTag:
    return ReleaseTag(name, Version.parse(name.removeprefix("v")), 0)


def of(example: Example) -> ReleaseSeen:
    name = next(word for word, value in example.options.items() if not value)
    after = example.options.get("after", "")
    return release(name, *example.text.splitlines(), after=after)


def lint(seen: ReleaseSeen, settings: Settings | None = None) -> list[Entry]:
    entries: list[Entry] = []
    settings = settings or Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.TAG), entries.append)
    run.feed(seen)
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def codes(seen: ReleaseSeen, settings: Settings | None = None) -> list[str]:
    return [f"{entry.code} {entry.severity.word}" for entry in lint(seen, settings)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_this_rule_alone_where_it_is_bad(rule: Rule, example: Example) -> None:
    assert {entry.code for entry in lint(of(example))} == ({rule.code} if example.bad else set())


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_finding_points_to_the_tag_and_says_what_to_do(rule: Rule, example: Example) -> None:
    for entry in lint(of(example)):
        assert entry.location is not None
        assert entry.location.name == of(example).title
        assert entry.help
        assert "\n" not in entry.message


def test_the_finding_names_the_commits_and_the_right_version() -> None:
    seen = release("v1.42.2", "feat: b", "fix: c", "feat(x): a", after="v1.42.1")
    (entry,) = lint(seen)
    assert entry.message == (
        "v1.42.2 raises the patch version of v1.42.1, and 2 commits ask for a minor release, v1.43.0"
    )
    places = [(where.name, where.snippet) for where, _ in entry.related]
    assert places == [(f"{1:040x}", ("feat: b",)), (f"{3:040x}", ("feat(x): a",))]


def test_where_the_right_version_is_out_the_commit_has_to_go() -> None:
    seen = replace(release("v1.42.2", "feat: b", after="v1.42.1"), right_is_taken=True)
    (entry,) = lint(seen)
    assert entry.help == (
        "v1.43.0 is out already, so take this commit off this line: it can have patches only"
    )


def test_a_commit_that_does_not_say_what_it_is_may_be_what_makes_it_major() -> None:
    assert codes(release("v2.0.0", "fix: b", after="v1.9.0")) == ["DDV011 warning"]
    assert codes(release("v2.0.0", "fix: b", "Rework all", after="v1.9.0")) == []
    assert codes(release("v1.10.0", "fix: b", after="v1.9.0")) == ["DDV011 info"]


def test_a_feature_that_a_lower_line_has_may_make_it_minor_and_need_not() -> None:
    changes = [Change("a" * 40, Message("feat: x"))]
    asked = required(changes, Levels.of(), carried={"a" * 40})
    for name in ("v1.43.0", "v1.42.2"):
        assert codes(replace(release(name, after="v1.42.1"), required=asked)) == []


def test_leaving_zero_is_a_decision() -> None:
    assert codes(release("v1.0.0", "fix: b", after="v0.9.0")) == []


def test_below_one_a_breaking_change_may_be_minor() -> None:
    assert codes(release("v0.10.0", "fix!: b", after="v0.9.0")) == []
    assert codes(release("v0.9.1", "fix!: b", after="v0.9.0")) == ["DDV010 error"]


def test_a_first_release_may_be_any() -> None:
    assert codes(release("v3.0.0", "fix: b")) == []


def test_what_is_not_known_is_not_called_fine() -> None:
    seen = replace(release("v1.0.1", after="v1.0.0"), required=None, unknown="git fetch --unshallow")
    assert [f"{entry.code} {entry.verdict}" for entry in lint(seen)] == ["DDV010 not available"]


def test_a_tag_below_what_it_contains_has_no_bump() -> None:
    seen = replace(release("v1.0.1", "feat: b", after="v1.0.0"), above=tagged("v1.1.0"))
    assert codes(seen) == []


def test_a_version_that_was_tried_or_withdrawn_is_not_simply_left_out() -> None:
    seen = release("v1.3.0", "feat: b", after="v1.1.0")
    assert codes(seen) == ["DDV012 warning"]
    assert codes(replace(seen, gap_was_tried=True)) == ["DDV012 info"]
    gone = Settings(versions=VersionSettings(withdrawn=("v1.2.0",)))
    assert codes(seen, gone) == []
