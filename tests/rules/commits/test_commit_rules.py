"""What each commit rule finds, where it points, and the corrected form it offers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.config.settings import CommitSettings
from ddlint.engine.finding import Severity
from ddlint.engine.rule import Moment
from ddlint.model.commit import CommitMessage
from ddlint.model.commit_policy import CommitPolicy, conforms
from ddlint.model.header import read_header
from ddlint.model.place import MessageSpan
from model.test_hostile_messages import HOSTILE
from model.test_message_cases import as_stored, rows
from rules.commits.found import findings, names, pointed, run


@pytest.mark.parametrize(
    ("text", "place", "better"),
    [
        ("Fix the login: page", " the login", "fix: the login: page"),
        ("Fix the login", "", "fix: the login"),
        ("fix the login", "", "fix: the login"),
        ("Added a login page", "", "feat: Added a login page"),
        ("Initial commit", "", "chore: Initial commit"),
        ("Something else", "", "chore: Something else"),
        ("\u2728 feat: x", "\u2728 ", "feat: x"),
        ("feat:x", "", "feat: x"),
        ("fix (api): x", " ", "fix(api): x"),
        ("feature:x", "", "feat: x"),
        ("Feat/mark routes", "", "feat: mark routes"),
        ("fix(build); update it", ";", "fix(build): update it"),
        ("WIP", "", "chore: WIP"),
        ("[fix] x", "", "fix: x"),
        ("[ci skip] x", "", "chore: [ci skip] x"),
        ("call() at start", "", "chore: call() at start"),
        ("Merge the parsers", "", "chore: Merge the parsers"),
        ("feat(a)(b): x", "(b)", "feat: x"),
    ],
)
def test_malformed_header(text: str, place: str, better: str) -> None:
    (finding,) = findings("malformed-header", text)
    assert (pointed(finding, text), finding.help_text.rpartition("\n")[2]) == (place, better)


@pytest.mark.parametrize(("text", "start"), [("Fix the login", 3), ("Added a login", 0), ("feat(a) x", 7)])
def test_a_missing_colon_is_shown_where_it_belongs(text: str, start: int) -> None:
    (finding,) = findings("malformed-header", text)
    assert finding.place == MessageSpan("", start, start)


@pytest.mark.parametrize(
    "text", ["BREAKING CHANGE: gone", "BREAKING-CHANGE: gone", "Breaking change(api): gone"]
)
def test_a_breaking_change_as_title_gets_the_same_advice_from_every_rule(text: str) -> None:
    found = run(CommitMessage(text))
    assert {finding.help_text.rpartition("\n")[2] for _, finding in found} == {"feat!: gone"}
    assert len(found) == 2


def test_further_faults_of_a_header_are_labelled() -> None:
    text = " feat (a) :x"
    (finding,) = findings("malformed-header", text)
    assert pointed(finding, text) == " "
    assert [label.text for label in finding.related] == [
        "remove this",
        "remove this",
        "a space is missing here",
    ]
    assert finding.help_text.endswith("\nfeat(a): x")


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("feature: x", "feat: x"),
        ("fxi(api)!: x", "fix(api)!: x"),
        ("Docss: x", "docs: x"),
        ("release: 1.2.3", "chore: 1.2.3"),
        ("zzz: x", "chore: x"),
        ("notes: x", "chore: x"),
        ("review: x", "chore: x"),
        ("zzz(): x", "chore: x"),
    ],
)
def test_unknown_type(text: str, better: str) -> None:
    (finding,) = findings("unknown-type", text)
    assert pointed(finding, text) == text.partition(":")[0].partition("(")[0]
    assert finding.help_text.endswith(f"\n{better}")


def test_a_type_can_be_allowed() -> None:
    assert names("deps: x", CommitSettings(types=("deps", "feat"))) == []


@pytest.mark.parametrize(
    ("text", "place", "better"),
    [
        ("fix(appi): x", "appi", "fix(api): x"),
        ("fix(api, cor): x", "cor", "fix(api, core): x"),
        ("fix(zzz): x", "zzz", "fix(api): x"),
        ("fix(): x", "()", "fix: x"),
        ("fix: x", "fix", "fix(api): x"),
    ],
)
def test_scope_not_allowed(text: str, place: str, better: str) -> None:
    settings = CommitSettings(scopes=("api", "core"), require_scope=True)
    (finding,) = findings("scope-not-allowed", text, settings)
    assert pointed(finding, text) == place
    assert finding.help_text.endswith(f"\n{better}")


def test_a_missing_scope_is_put_before_the_bang() -> None:
    (finding,) = findings("scope-not-allowed", "fix!: x", CommitSettings(require_scope=True))
    assert finding.help_text.endswith("\nfix(scope)!: x")


@pytest.mark.parametrize("text", ["", "\n \n", "feat:", "feat(a)!: \n\nbody"])
def test_empty_message(text: str) -> None:
    assert names(text) == ["empty-message"]


def test_header_too_long_points_at_what_is_too_much() -> None:
    text = "feat: add a thing to it"
    (finding,) = findings("header-too-long", text, CommitSettings(max_header_length=16))
    assert pointed(finding, text) == "g to it"
    assert finding.help_text.endswith("\nfeat: add a")


def test_missing_blank_line() -> None:
    text = "fix: x\n  body\n\nmore"
    (finding,) = findings("missing-blank-line", text)
    assert pointed(finding, text) == "  body"
    assert names("Some old prose\nof two lines") == ["malformed-header"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("fix: x\n\nBreaking change: y", None),
        ("fix: x\n\nbreaking change for some", Severity.WARNING),
        ("fix!: x\n\nBreaking change: y", Severity.INFO),
        ("fix: x\n\nBREAKING CHANGES: y\n\nBREAKING CHANGE: y", Severity.INFO),
        ("fix: x\n\n- BREAKING CHANGE: y", None),
        ("fix: x\n\n- Breaking change: y", Severity.WARNING),
        ("fix: x\n\n> Breaking change: y", Severity.WARNING),
        ("build(deps): bump a from 1 to 2\n\n- Breaking change: y", Severity.INFO),
        ("build(deps-dev): bump a from 1 to 2\n\nBREAKING CHANGES: y", Severity.WARNING),
        (
            "chore: bump a\n\n* Breaking change: y\n\n---\nupdated-dependencies:\n- dependency-name: a",
            Severity.INFO,
        ),
    ],
)
def test_severity_of_a_misspelled_breaking_change(text: str, severity: Severity | None) -> None:
    (finding,) = findings("misspelled-breaking-change", text)
    assert finding.severity == severity


def test_a_misspelled_breaking_change_is_shown_in_its_right_form() -> None:
    text = "fix: x\n\n* **Breaking changes** - use /v2"
    (finding,) = findings("misspelled-breaking-change", text)
    assert pointed(finding, text) == "Breaking changes**"
    assert finding.help_text.endswith("\nBREAKING CHANGE: use /v2")


def test_a_misspelled_breaking_change_is_shown_with_its_text_on_a_later_line() -> None:
    (finding,) = findings("misspelled-breaking-change", "fix: x\n\nBREAKING CHANGE\n\nuse /v2\nnow")
    assert finding.help_text.endswith("\nBREAKING CHANGE: use /v2")


def test_breaking_change_without_text_points_at_the_token() -> None:
    text = "fix: x\n\nBREAKING-CHANGE:\n\nRefs: 1"
    (finding,) = findings("breaking-change-without-text", text)
    assert pointed(finding, text) == "BREAKING-CHANGE:"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("fixup! feat: x", "fixup!"),
        ("fixup! squash! feat: x", "fixup! squash!"),
        ("feat: WIP", "WIP"),
        ("feat(a): [WIP] x", "[WIP]"),
        ("feat: x (wip)", "(wip)"),
    ],
)
def test_unfinished_work_is_shown_without_its_mark(text: str, place: str) -> None:
    (finding,) = findings("unfinished-commit", text)
    assert finding.help_text.rpartition("\n")[2] in (
        "feat: x",
        "feat(a): x",
        "feat: what this commit changes",
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("fixup! feat: x", "fixup!"),
        ("fixup! squash! feat: x", "fixup! squash!"),
        ("feat: WIP", "WIP"),
        ("feat(a): [WIP] x", "[WIP]"),
        ("feat: x (wip)", "(wip)"),
    ],
)
def test_unfinished_commits_are_found_on_the_way_to_main_only(text: str, place: str) -> None:
    (finding,) = findings("unfinished-commit", text)
    assert pointed(finding, text) == place
    assert names(text, moment=Moment.HOOK) == []


def test_a_type_wip_that_is_allowed_is_unfinished_work_all_the_same() -> None:
    assert names("wip: x", CommitSettings(types=("wip",))) == ["unfinished-commit"]
    assert names("wip: x") == ["unknown-type"]


@pytest.mark.parametrize("text", ["fix: wipe it", "fix: wip badge", "docs: say what WIP means"])
def test_words_that_only_look_unfinished(text: str) -> None:
    assert names(text) == []


def test_undecodable_message_names_the_byte() -> None:
    text = b"fix: caf\xe9 \x00".decode("utf-8", "surrogateescape")
    found = findings("undecodable-message", text)
    assert [pointed(finding, text) for finding in found] == ["\udce9", "\0"]
    assert found[0].label == "byte 0xe9"


@pytest.mark.parametrize(
    "text",
    [
        "Merge branch 'x'\nsecond line",
        "Merge pull request #1 from a/b\n\nBreaking change: y",
        'Revert "x"\n\nThis reverts commit 0123abc.',
        'Reapply "x"',
        "Update from image update automation",
    ],
)
def test_messages_of_tools_are_left_alone(text: str) -> None:
    assert names(text) == []


def test_a_merge_told_by_its_parents_is_left_alone() -> None:
    assert run(CommitMessage("Bring the two lines together", merge=True)) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_messages_get_few_and_short_findings(text: str) -> None:
    found = [finding for _, finding in run(CommitMessage(text))]
    assert len(found) <= 12
    assert all(len(finding.message) + len(finding.label) + len(finding.help_text) < 1000 for finding in found)


POLICY = CommitPolicy(frozenset(CommitSettings().types))


@pytest.mark.parametrize("merge", [None, False, True])
def test_the_short_cut_agrees_with_the_rules_on_all_recorded_messages(merge: bool | None) -> None:
    disagreeing = [
        text
        for text in map(as_stored, rows())
        if conforms(text, POLICY, merge) and run(CommitMessage(text, merge=merge))
    ]
    assert disagreeing == []


def test_the_short_cut_lets_no_clean_message_wait_but_those_with_blank_lines_first() -> None:
    waiting = [
        text for text in map(as_stored, rows()) if not conforms(text, POLICY) and not run(CommitMessage(text))
    ]
    assert all(text.startswith("\n") for text in waiting)


pieces = st.lists(
    st.sampled_from(
        [
            "fix", "foo", "revert", "wip", "(a)", "()", "!", ": ", ":", " ", "x", "WIP ", "\n", "\n\n",
            "\r\n",
            "BREAKING CHANGE", "Breaking change", ": y", " - y", "Refs #1", "fixup! ", "Merge branch 'a'",
            'Revert "x"', "\udce9", "\0", "\u2028", "0123abc", "#", "* ", "  ", "MERGE",
        ]
    ),
    max_size=9,
).map("".join)  # fmt: skip


@given(pieces, st.sampled_from(Moment), st.sampled_from([None, False, True]), st.booleans())
def test_the_short_cut_and_the_rules_never_disagree(
    text: str, moment: Moment, merge: bool | None, limited: bool
) -> None:
    settings = CommitSettings(
        scopes=("a",) if limited else (), require_scope=limited, max_header_length=9 * limited
    )
    policy = CommitPolicy(
        frozenset(settings.types), frozenset(settings.scopes), require_scope=limited,
        max_header_length=9 * limited, unfinished=moment is Moment.HOOK,
    )  # fmt: skip
    found = run(CommitMessage(text, merge=merge), settings=settings, moment=moment)
    assert not (conforms(text, policy, merge) and found)
    for _, finding in found:
        place = finding.place
        assert isinstance(place, MessageSpan)
        assert 0 <= place.start <= place.end <= len(text)


@given(pieces)
def test_the_corrected_header_can_be_read(text: str) -> None:
    for rule, finding in run(CommitMessage(text)):
        if rule.name in ("malformed-header", "unknown-type"):
            better = finding.help_text.partition("\n")[2]
            assert not better or read_header(better)
