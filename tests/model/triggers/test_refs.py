"""Which branches and tags set a trigger off."""

import pytest

from ddlint.model.place import FileSpan
from ddlint.model.triggers.refs import common, covers, sets_off, stray_tag
from ddlint.model.triggers.trigger import Event, EventKind, Text, Trigger

SPAN = FileSpan("t.yaml", 0, 0)


def event(pattern: str, kind: EventKind = EventKind.BRANCH, *, inverted: bool | None = False) -> Event:
    return Event(kind, Text(pattern, SPAN), inverted)


def trigger(*events: Event, disabled: bool | None = False, uncertain: str = "") -> Trigger:
    return Trigger("t", SPAN, events, disabled=disabled, uncertain=uncertain)


@pytest.mark.parametrize(
    ("pattern", "name", "answer"),
    [
        ("main", "release-please/branches/main", True),
        ("^main$", "release-please/branches/main", False),
        ("^main$", "main", True),
        ("^(main|release-.*)$", "release-v1.42.2", True),
        ("(", "main", None),
    ],
)
def test_a_pattern_matches_any_part_of_a_name(pattern: str, name: str, answer: bool | None) -> None:
    assert sets_off(event(pattern), name) is answer


def test_an_inverted_pattern() -> None:
    assert sets_off(event("^main$", inverted=True), "feature/login") is True
    assert sets_off(event("^main$", inverted=True), "main") is False
    assert sets_off(event("^main$", inverted=None), "main") is None


def test_what_all_triggers_cover() -> None:
    main = event("^main$")
    assert covers([trigger(main)], EventKind.BRANCH, "main") is True
    assert covers([trigger(main)], EventKind.BRANCH, "dev") is False
    assert covers([trigger(main, disabled=True)], EventKind.BRANCH, "main") is False
    assert covers([trigger(main, uncertain="count")], EventKind.BRANCH, "main") is None
    assert covers([trigger(main), trigger(Event(EventKind.UNKNOWN))], EventKind.BRANCH, "dev") is None


@pytest.mark.parametrize(
    ("pattern", "stray"),
    [
        (r"^v\d+\.\d+\.\d+$", False),
        (r"^v\d+\.\d+\.\d+(-rc\.\d+)?$", False),
        (r"^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$", False),
        (".*", True),
        ("v.*", True),
        (r"^v\d+\.\d+\.\d+", True),
        (r"^v\d+.\d+.\d+$", True),
        (r"v\d+\.\d+\.\d+$", True),
    ],
)
def test_a_tag_that_is_no_release(pattern: str, stray: bool) -> None:
    assert bool(stray_tag(event(pattern, EventKind.TAG))) == stray


def test_a_name_that_two_patterns_share() -> None:
    assert common(event("^main$"), event("^(main|release-.*)$")) == "main"
    assert common(event("^main$"), event("^release-.*$")) == ""
    assert common(event("^x7+$"), event("^x7q?7$")) == "x77"
    assert common(event("^main$"), event("^dev$", inverted=True)) == "main"
