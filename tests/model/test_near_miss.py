"""Lines that mean a breaking change and are not spelled as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.message import Message
from ddlint.model.near_miss import KINDS


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (each.kind, text[each.start : each.end], text[each.text_at : each.line_end])
        for each in Message(text).near_misses
    ]


@pytest.mark.parametrize(
    ("line", "kind", "spelling", "rest"),
    [
        ("Breaking change: y", "lower-case", "Breaking change:", "y"),
        ("breaking-change: y", "lower-case", "breaking-change:", "y"),
        ("BREAKING CHANGES: y", "plural", "BREAKING CHANGES:", "y"),
        ("BREAKING CHANGES", "plural", "BREAKING CHANGES", ""),
        ("BREAKING CHANGE", "no-colon", "BREAKING CHANGE", ""),
        ("BREAKING CHANGE y", "no-colon", "BREAKING CHANGE", "y"),
        ("BREAKING CHANGE - y", "dash", "BREAKING CHANGE", "y"),
        ("BREAKING CHANGE \u2014 y", "dash", "BREAKING CHANGE", "y"),
        ("BREAKING CHANGE #12", "number", "BREAKING CHANGE", "#12"),
        ("BREAKING CHANGE:y", "no-space", "BREAKING CHANGE:", "y"),
        ("BREAKING CHANGE(api): y", "emphasis", "BREAKING CHANGE(api):", "y"),
        ("BREAKING CHANGE(api)!: y", "emphasis", "BREAKING CHANGE(api)!:", "y"),
        ("BREAKING_CHANGE: y", "spelling", "BREAKING_CHANGE:", "y"),
        ("BREAKINGCHANGE: y", "spelling", "BREAKINGCHANGE:", "y"),
        ("BREAKING: y", "short", "BREAKING:", "y"),
        ("- BREAKING CHANGE: y", "bullet", "BREAKING CHANGE:", "y"),
        ("* BREAKING CHANGE: y", "bullet", "BREAKING CHANGE:", "y"),
        ("> BREAKING CHANGE: y", "quoted", "BREAKING CHANGE:", "y"),
        ("  BREAKING CHANGE: y", "indented", "BREAKING CHANGE:", "y"),
        ("## BREAKING CHANGE: y", "heading", "BREAKING CHANGE:", "y"),
        ("**BREAKING CHANGE**: y", "emphasis", "BREAKING CHANGE**:", "y"),
        ("**BREAKING CHANGE:** y", "emphasis", "BREAKING CHANGE:", "y"),
        ("  breaking change we provided", "sentence", "breaking change", "we provided"),
        ("breaking change for some", "sentence", "breaking change", "for some"),
    ],
)
def test_near_misses(line: str, kind: str, spelling: str, rest: str) -> None:
    assert found(f"fix: x\n\nbody\n{line}\n") == [(kind, spelling, rest)]


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING CHANGE: y",
        "BREAKING-CHANGE: y",
        "this is not a breaking change: y",
        "breaking-changes.md lists them",
        "breaking-changes-header delegates",
        "Breaking changes are listed below",
        "## Breaking changes",
        "### \u26a0 BREAKING CHANGES",
        '"Breaking Changes" rather than',
        "- breaking change in the parser",
        "breaking news: y",
        "BREAKING the build",
        "breaking change",
        "breaking: y",
        "> BREAKING CHANGE which MUST be uppercase",
        "breakings: y",
        "BREAKINGs: y",
        "breaking change(s) come later: y",
    ],
)
def test_others(line: str) -> None:
    assert found(f"fix: x\n\nbody\n{line}\n") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("fix: x\nBREAKING CHANGE: y", "under-header"),
        ("fix: x\nbody\nBREAKING CHANGE: y", "under-header"),
        ("BREAKING CHANGE: x", "as-title"),
        ("BREAKING CHANGE(api): x", "as-title"),
        ("BREAKING-CHANGE: x", "as-title"),
        ("Breaking change: x", "as-title"),
        ("breaking-change(api): x", "as-title"),
        ("BREAKING CHANGES: x", "as-title"),
        ("feat: BREAKING CHANGE: x", "in-description"),
    ],
)
def test_near_misses_by_their_position(text: str, kind: str) -> None:
    assert [each[0] for each in found(text)] == [kind]


@pytest.mark.parametrize(
    "header",
    [
        "BreakingChanges: announce it",
        "breaking-changes: announce it",
        "BreakingChange: announce it",
        "docs: Breaking change: what it means",
        "Breaking changes in the docs",
    ],
)
def test_headers_that_may_name_a_document(header: str) -> None:
    assert found(header) == []


@given(st.text(alphabet="BREAKINGbreaking CHchange-_:*>#s\n\t\u0130\u212a", max_size=60))
def test_places_lie_within_their_line(tail: str) -> None:
    text = "fix: x\n\n" + tail
    for miss in Message(text).near_misses:
        assert miss.kind in KINDS
        assert 0 <= miss.start < miss.end <= miss.line_end
        assert miss.start < miss.text_at <= miss.line_end
        assert "\n" not in text[miss.start : miss.line_end]
