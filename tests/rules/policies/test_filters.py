"""What is said about tag filters, where, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ddlint.config.settings import FluxSettings, Settings
from ddlint.engine.finding import Severity
from ddlint.engine.fix import apply
from ddlint.engine.ledger import Entry, Verdict
from rules.linted import lint

CODES = {"DDP002", "DDP003", "DDP004", "DDP005", "DDP006", "DDP007", "DDP013"}
NUMERICAL = "numerical: {order: asc}"
ALPHABETICAL = "alphabetical: {order: asc}"
SEMVER = "semver: {range: '>=1.0.0'}"
GOOD = "'^main-[a-f0-9]{7,40}-(?P<ts>[0-9]{10})$'"


def policy(pattern: str, extract: str = "", kind: str = NUMERICAL, reference: bool = True) -> str:
    return "\n".join(
        line
        for line in (
            "apiVersion: image.toolkit.fluxcd.io/v1",
            "kind: ImagePolicy",
            "metadata: {name: backend, namespace: apps}",
            "spec:",
            "  imageRepositoryRef: {name: backend}" if reference else "",
            "  filterTags:",
            f"    pattern: {pattern}" if pattern else "",
            f"    extract: {extract}" if extract else "",
            f"  policy: {{{kind}}}" if kind else "",
            "",
        )
        if line
    )


def found(text: str, flux: str = "2.7") -> list[Entry]:
    settings = replace(Settings(), flux=FluxSettings(version=flux))
    return [entry for entry in lint(text, settings=settings) if entry.code in CODES]


def told(text: str, flux: str = "2.7") -> list[tuple[str, Severity]]:
    return [(entry.code, entry.severity) for entry in found(text, flux)]


def underlined(text: str) -> str:
    (entry,) = found(text)
    assert entry.location is not None
    line = text.splitlines()[entry.location.line - 1]
    return line[entry.location.column - 1 : entry.location.end_column - 1]


@pytest.mark.parametrize(
    ("pattern", "extract", "kind", "said"),
    [
        ("'main-(?!x)'", "", NUMERICAL, [("DDP002", Severity.ERROR)]),
        ("'[a-'", "$ts", NUMERICAL, [("DDP002", Severity.ERROR)]),
        (GOOD, "$t", NUMERICAL, [("DDP003", Severity.ERROR)]),
        (GOOD, "$ts$", NUMERICAL, [("DDP003", Severity.ERROR)]),
        (GOOD, "ts", ALPHABETICAL, [("DDP003", Severity.ERROR)]),
        (GOOD, "${ts}", NUMERICAL, [("DDP004", Severity.INFO)]),
        ("'^main-(?P<n>[0-9]{5})'", "$n", NUMERICAL, [("DDP005", Severity.WARNING)]),
        ("'^main|staging$'", "", ALPHABETICAL, [("DDP005", Severity.WARNING)]),
        ("'^main-(?P<ts>.*)$'", "$ts", NUMERICAL, [("DDP006", Severity.ERROR)]),
        ("'^main-(?P<n>[0-9]*)$'", "$n", NUMERICAL, [("DDP006", Severity.WARNING)]),
        (GOOD, "", NUMERICAL, [("DDP006", Severity.ERROR)]),
        ("'^main-(?P<ts>[0-9]+)$'", "$ts", NUMERICAL, [("DDP007", Severity.INFO)]),
        ("'^main-(?P<ts>[0-9]{10,13})$'", "$ts", NUMERICAL, [("DDP007", Severity.WARNING)]),
        ("'^main-(?P<ts>[0-9]{19})$'", "$ts", NUMERICAL, [("DDP007", Severity.WARNING)]),
        (GOOD, "", SEMVER, [("DDP013", Severity.ERROR)]),
        (GOOD, "$ts", SEMVER, [("DDP013", Severity.ERROR)]),
        ("", "$ts", NUMERICAL, [("DDP013", Severity.ERROR)]),
        (
            "'^main-[a-f0-9]+-(?P<ts>[0-9]+)'",
            "'$ts'",
            NUMERICAL,
            [("DDP005", Severity.WARNING), ("DDP007", Severity.INFO)],
        ),
        ("'^main-[a-fA-F0-9]+-(?P<ts>.*)'", "'$ts'", NUMERICAL, [("DDP006", Severity.ERROR)]),
    ],
)
def test_a_filter_that_goes_wrong(
    pattern: str, extract: str, kind: str, said: list[tuple[str, Severity]]
) -> None:
    assert told(policy(pattern, extract, kind)) == said


@pytest.mark.parametrize(
    ("pattern", "extract", "kind"),
    [
        (GOOD, "$ts", NUMERICAL),
        (GOOD, "'$1'", NUMERICAL),
        (GOOD, "$ts", ALPHABETICAL),
        ("'^main-'", "", ALPHABETICAL),
        ("'^latest$'", "", ALPHABETICAL),
        ("'.*-rc.*'", "", "semver: {range: '>=1.0.0-0'}"),
        ("'v.*'", "", SEMVER),
        ("'^v(?P<v>[0-9.]+)-alpine$'", "$v", SEMVER),
        ("'^(\\d+)\\.(\\d+)$'", "'$1.$2.0'", SEMVER),
        ("'^server-b(?P<build>\\d+)$'", "$build", NUMERICAL),
        ("'^{{ .Values.branch }}-(?P<ts>.*'", "$ts", NUMERICAL),
        ("'^${branch}-[a-f0-9]+-(?P<ts>.*)'", "$ts", NUMERICAL),
        ("''", "", NUMERICAL),
        ("null", "~", NUMERICAL),
    ],
)
def test_a_filter_that_is_right_or_not_known(pattern: str, extract: str, kind: str) -> None:
    assert told(policy(pattern, extract, kind)) == []


def test_a_pattern_with_variables_that_does_not_compile_is_not_judged() -> None:
    (entry,) = found(policy("'^${branch}-(?P<ts>[0-9]+'", "$ts"))
    assert (entry.code, entry.verdict) == ("DDP002", Verdict.NOT_AVAILABLE)


def test_a_huge_pattern_is_an_error_with_its_place_and_not_judged() -> None:
    (entry,) = found(policy("'" + "a" * 1_000_0 + "'"))
    assert (entry.code, entry.severity) == ("DDP002", Severity.ERROR)
    assert entry.message.endswith("is too large to be read")
    assert entry.location is not None


@pytest.mark.parametrize(
    ("pattern", "extract", "kind"),
    [("'^main-(?P<ts>.*)'", "", NUMERICAL), ("", "$ts", NUMERICAL), (GOOD, "", ""), (GOOD, "$ts", "")],
)
def test_a_patch_that_changes_a_part_is_not_judged_as_a_whole(pattern: str, extract: str, kind: str) -> None:
    assert told(policy(pattern, extract, kind, reference=False)) == []


def test_other_kinds_have_no_filter() -> None:
    text = policy("'[a-'").replace("kind: ImagePolicy", "kind: Other # ImagePolicy")
    assert told(text) == []


def test_policies_in_a_list() -> None:
    item = "\n  ".join(policy("'[a-'").splitlines())
    assert told(f"apiVersion: v1\nkind: List\nitems:\n- {item}\n") == [("DDP002", Severity.ERROR)]


@pytest.mark.parametrize(
    ("pattern", "extract", "place"),
    [
        ("'main-(?!x)'", "", "(?!"),
        ("main-(?!x)", "", "(?!"),
        ('"main\\\\Z"', "", '"main\\\\Z"'),
        (GOOD, "'a-$tss'", "$tss"),
        (GOOD, "${ts}", "${ts}"),
        ("'^main-(?P<n>[0-9]{5})'", "$n", "'^main-(?P<n>[0-9]{5})'"),
        ("'^main-(?P<ts>.*)$'", "$ts", "(?P<ts>.*)"),
        (GOOD, "", GOOD),
    ],
)
def test_place(pattern: str, extract: str, place: str) -> None:
    kind = ALPHABETICAL if "'a-" in extract else NUMERICAL
    assert underlined(policy(pattern, extract, kind)) == place


@pytest.mark.parametrize(
    ("pattern", "extract", "mended"),
    [
        ("'a\\Z'", "", "pattern: 'a\\z'"),
        ("'(?>a)[0-9]++'", "", None),
        ("'[0-9]++$'", "", "pattern: '[0-9]+$'"),
        (GOOD, "$tss", "extract: $ts"),
        (GOOD, "'\\1'", "extract: '$1'"),
        (GOOD, "$x", "extract: $ts"),
        (GOOD, "${ts}", "extract: $ts"),
        (GOOD, "'${ts}0'", None),
        ("'main-(?P<n>[0-9]{5})'", "$n", "pattern: '^main-(?P<n>[0-9]{5})$'"),
        ("main-(?P<n>[0-9]{5})", "$n", "pattern: ^main-(?P<n>[0-9]{5})$"),
        ("'^main|staging$'", "", "pattern: '^(?:^main|staging$)$'"),
        ('"main-(?P<n>\\\\d{5})"', "$n", None),
    ],
)
def test_fix(pattern: str, extract: str, mended: str | None) -> None:
    text = policy(pattern, extract, ALPHABETICAL)
    (entry,) = found(text)
    if mended is None:
        assert entry.fix is None
    else:
        assert entry.fix is not None
        assert f"    {mended}" in apply(text.encode(), entry.fix.edits).decode().splitlines()


def test_a_group_is_mended_to_digits() -> None:
    text = policy("'^main-(?P<ts>.*)'", "$ts")
    (entry,) = found(text)
    assert entry.fix is not None
    mended = apply(text.encode(), entry.fix.edits).decode()
    assert "    pattern: '^main-(?P<ts>[0-9]+)$'" in mended.splitlines()


@pytest.mark.parametrize(("flux", "prefers"), [("2.6", False), ("2.7", True)])
def test_which_of_two_tags_with_one_key_wins_depends_on_the_version(flux: str, prefers: bool) -> None:
    (entry,) = found(policy("'v(?P<v>[0-9]+\\.[0-9]+\\.[0-9]+)$'", "$v", SEMVER), flux)
    assert "`feature-v1.2.3`, with the key `1.2.3`" in entry.message
    assert ("prefers it to `v1.2.3`" in entry.message) == prefers


def test_angle_names_are_a_fault_before_flux_2_3() -> None:
    text = policy("'^main-(?<ts>[0-9]{10})$'", "$ts")
    assert told(text, "2.2") == [("DDP002", Severity.ERROR)]
    assert told(text, "2.3") == []


def test_a_message_names_the_policy_and_shows_a_tag() -> None:
    (entry,) = found(policy("'^main-(?P<ts>.*)$'", "$ts"))
    assert entry.message == (
        "the tag `main-1700000000-arm64` has the key `1700000000-arm64`, which is no number: "
        "one such tag fails ImagePolicy apps/backend for all tags"
    )


def test_what_may_be_meant_for_substitution_is_not_judged() -> None:
    (entry,) = found(policy(GOOD, "$${ts}"))
    assert (entry.code, entry.verdict) == ("DDP003", Verdict.NOT_AVAILABLE)


REPOSITORY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec:
  image: ghcr.io/acme/backend
  interval: 5m
  exclusionList: ['\\.sig$', %s]
"""


@pytest.mark.parametrize(("exclusion", "wrong"), [("'*.att'", True), ("'.att'", False), ("'${x'", False)])
def test_an_exclusion_that_does_not_compile(exclusion: str, wrong: bool) -> None:
    found = [entry for entry in lint(REPOSITORY % exclusion) if entry.code == "DDP016"]
    assert bool(found) == wrong
    assert all("missing argument to repetition operator: `*`" in entry.message for entry in found)
