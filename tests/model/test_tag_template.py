"""Templates of sortable tags: what they match, the policy that they yield, and which are refused."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.image import tag_fault
from ddlint.model.selection import select
from ddlint.model.sortable_tag import SortableTag, TagFault, read_tag
from ddlint.model.tag_policy import api_version, policy_spec
from ddlint.model.tag_template import Field, TagTemplate, TemplateFault, parse_template, template_fault

USABLE = (
    "main-{commit}-{timestamp}",
    "release-v{version}-{commit}-{timestamp}",
    "release-v{version}-{context}-{commit}-{timestamp}",
    "{branch}-{commit}-{timestamp}",
    "{timestamp}",
    "{timestamp}.g{commit}",
    "v{version}_{timestamp}",
    "main.{timestamp}",
    "main-{commit}-{date}",
    "{day}-{time}-{commit}",
    "main-{day}.{time}",
    "release-v{version}-{day}T{time}Z",
)


def template(text: str) -> TagTemplate:
    found = parse_template(text)
    assert isinstance(found, TagTemplate), found
    return found


def test_the_pattern_is_the_one_that_is_recommended() -> None:
    assert template("main-{commit}-{timestamp}").pattern == "^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$"


def test_a_dot_in_the_template_means_a_dot() -> None:
    assert template("main.{timestamp}").pattern == r"^main\.(?P<ts>[0-9]{10})$"


@pytest.mark.parametrize("text", USABLE)
def test_the_example_is_a_tag_of_the_form_for_ddlint_and_for_flux(text: str) -> None:
    form = template(text)
    assert not tag_fault(form.example)
    assert isinstance(read_tag(form.example, (form,)), SortableTag)
    assert re2.compile(form.pattern).search(form.example)


@pytest.mark.parametrize("flux", ["2.6", "2.7", "2.9"])
@pytest.mark.parametrize("text", USABLE)
def test_the_policy_selects_the_newest_of_the_form_and_nothing_else(text: str, flux: str) -> None:
    form = template(text)
    older = form.example
    newer = older.replace("1700000000", "1700000001").replace("030405", "030406")
    foreign = ["latest", f"{newer}0", f"{newer}-arm64", "v9.9.9", "9999999999999", f"x/{newer}"]
    tags = sorted({older, newer, *foreign} - {older, newer} | {older, newer}, reverse=True)
    found = select(policy_spec(form), tags, flux=flux)
    assert not found.error
    assert found.latest == newer


@given(st.sampled_from(USABLE), st.text("abc0123456789.-_/ABC", max_size=60), st.booleans())
def test_ddlint_reads_exactly_the_tags_that_the_policy_filters(text: str, junk: str, glue: bool) -> None:
    form = template(text)
    tag = form.example + junk if glue else junk
    mine = isinstance(read_tag(tag, (form,)), SortableTag)
    theirs = bool(re2.compile(form.pattern).search(tag)) and len(tag) <= 128
    assert mine == theirs or (theirs and "time" not in str(form.moment[0]))  # what is no date of the calendar


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "{timestamp} is missing"),
        ("main-{commit}", "{timestamp} is missing"),
        ("main-{sha}-{timestamp}", "there is no field {sha}"),
        ("main-{commit}-{day}", "{day} cannot say when an image was made"),
        ("main-{time}-{day}", "{time} and {day} cannot say when"),
        ("main-{date}-{timestamp}", "{date} and {timestamp} cannot say when"),
        ("main-{day}{time}", "cannot be told apart"),
        ("main-{day}0{time}", "cannot be told apart"),
        ("main-1{date}", "a digit next to {date}"),
        ("main-{comit}-{timestamp}", "did you mean {commit}?"),
        ("main-{}-{timestamp}", "there is no field {}"),
        ("{commit}-{commit}-{timestamp}", "{commit} stands there twice"),
        ("main-{commit}{timestamp}", "cannot be told apart"),
        ("main-{commit}0{timestamp}", "both may hold '0'"),
        ("{version}.{version}-{timestamp}", "stands there twice"),
        ("{branch}-{context}-{timestamp}", "cannot be told apart"),
        ("main-{commit}-1{timestamp}", "a digit next to {timestamp}"),
        ("main-{timestamp}0", "a digit next to {timestamp}"),
        ("main/{commit}-{timestamp}", "no tag can hold the character '/'"),
        ("main {timestamp}", "no tag can hold the character ' '"),
        ("-{timestamp}", "no tag can begin with '-'"),
        (".{timestamp}", "no tag can begin with '.'"),
        ("main-{commit}-{timestamp", "has no partner"),
        ("main-}{timestamp}", "has no partner"),
        ("a" * 120 + "{timestamp}", "130 characters or more"),
        ("a" * 10_000 + "{timestamp}", "10011 characters"),
        ("ä{timestamp}", "no tag can hold the character 'ä'"),
    ],
)
def test_a_template_that_cannot_work_is_refused_saying_why(text: str, told: str) -> None:
    assert isinstance(parse_template(text), TemplateFault)
    assert told in template_fault(text)


MAIN = (template("main-{commit}-{timestamp}"), template("release-v{version}-{commit}-{timestamp}"))


def fault(tag: str) -> TagFault:
    found = read_tag(tag, MAIN)
    assert isinstance(found, TagFault), found
    return found


@pytest.mark.parametrize(
    ("tag", "told", "part"),
    [
        ("main-1a2b3c4-1700000000000", "the timestamp has 13 digits: milliseconds", "1700000000000"),
        ("main-1a2b3c4-1700000000000000", "16 digits: microseconds", "1700000000000000"),
        ("main-1a2b3c4-1700000000000000000", "19 digits: nanoseconds", "1700000000000000000"),
        ("main-1a2b3c4-20260102030405", "a date (YYYYMMDDHHMMSS)", "20260102030405"),
        ("main-1a2b3c4-20260102", "a date (YYYYMMDD)", "20260102"),
        ("main-1a2b3c4-17000000", "has 8 digits, seconds have 10", "17000000"),
        ("main-1a2b3c4-1700000000-arm64", "'-arm64' follows the timestamp", "1700000000-arm64"),
        ("main-1a2b3c4-", "the timestamp is missing", ""),
        ("main-1a2b3c4-now", "'now' is no timestamp", "now"),
        ("main-1A2B3C4-1700000000", "the commit id '1A2B3C4' has upper-case letters", "1A2B3C4"),
        ("main-1a2b3-1700000000", "has 5 digits, 7 at least", "1a2b3"),
        ("main--1700000000", "the commit id is missing", ""),
        ("main-xyz1234-1700000000", "'x' is no hexadecimal digit", "xyz1234"),
        (f"main-{'a' * 41}-1700000000", "has 41 digits, 40 at most", "a" * 41),
        ("release-v1.2-1a2b3c4-1700000000", "'1.2' is no version", "1.2"),
        ("feature/x-1a2b3c4-1700000000", "the `/` of a branch's name", "/"),
        ("latest", "it is not of the form main-{commit}-{timestamp} or release-v", "latest"),
        ("v1.2.3", "it is not of the form", "v1.2.3"),
        ("a" * 200, "it has 200 characters", "a" * 200),
    ],
)
def test_a_fault_names_the_part_that_is_wrong(tag: str, told: str, part: str) -> None:
    found = fault(tag)
    assert told in found.text
    assert tag[found.start : found.end] == part


@pytest.mark.parametrize(
    ("tag", "corrected"),
    [
        ("main-1a2b3c4-1700000000123", "main-1a2b3c4-1700000000"),
        ("main-1A2B3C4-1700000000", "main-1a2b3c4-1700000000"),
        ("main-1A2B3C4-1700000000123", ""),
        ("main-1a2b3-1700000000", ""),
    ],
)
def test_what_was_meant_is_said_only_where_it_is_certain(tag: str, corrected: str) -> None:
    assert fault(tag).corrected == corrected


def test_a_date_is_read_as_the_moment_that_it_is_in_utc() -> None:
    for text in ("main-{commit}-{date}", "main-{commit}-{day}-{time}"):
        form = template(text)
        found = read_tag(form.example, (form,))
        assert isinstance(found, SortableTag)
        assert found.timestamp == 1_767_323_045
        assert found.tag[slice(*found.span(Field.TIMESTAMP))] in {"20260102030405", "20260102-030405"}


def test_the_two_parts_of_a_date_are_put_together_by_the_policy() -> None:
    form = template("main-{commit}-{day}-{time}")
    assert form.pattern == "^main-[0-9a-f]{7,40}-(?P<day>[0-9]{8})-(?P<time>[0-9]{6})$"
    assert policy_spec(form).extract == "$day$time"


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("main-1a2b3c4-20261302030405", "'20261302030405' is no date of the calendar (YYYYMMDDHHMMSS)"),
        ("main-1a2b3c4-20260230030405", "is no date of the calendar"),
        ("main-1a2b3c4-1700000000", "the date has 10 digits, YYYYMMDDHHMMSS has 14: seconds since 1970"),
        ("main-1a2b3c4-202601020304", "the date has 12 digits, YYYYMMDDHHMMSS has 14"),
        ("main-1a2b3c4-", "the date is missing"),
        ("main-1a2b3c4-2026-01-02", "'2026-01-02' is no date"),
    ],
)
def test_what_is_wrong_with_a_date(tag: str, told: str) -> None:
    found = read_tag(tag, (template("main-{commit}-{date}"),))
    assert isinstance(found, TagFault)
    assert told in found.text


def test_a_branch_takes_what_it_can_get() -> None:
    found = read_tag("pr-446-1a2b3c4-17000000", (template("{branch}-{commit}-{timestamp}"),))
    assert isinstance(found, TagFault)
    assert found.text == "the timestamp has 8 digits, seconds have 10"


def test_the_parts_of_a_tag_are_told() -> None:
    found = read_tag("release-v1.42.2-1a2b3c4-1700000000", MAIN)
    assert isinstance(found, SortableTag)
    assert (found.version, found.commit, found.timestamp) == ("1.42.2", "1a2b3c4", 1_700_000_000)
    assert found.template is MAIN[1]


@given(st.text(max_size=140))
def test_any_text_is_read_or_refused_with_a_place_in_it(tag: str) -> None:
    found = read_tag(tag, MAIN)
    if isinstance(found, TagFault):
        assert 0 <= found.start <= found.end <= len(tag)
        assert found.text


@pytest.mark.parametrize(
    ("flux", "version"),
    [("2.0", "v1beta2"), ("2.6", "v1beta2"), ("2.7", "v1"), ("2.10", "v1"), ("3.0", "v1")],
)
def test_the_api_version_is_one_that_the_flux_serves(flux: str, version: str) -> None:
    assert api_version(flux) == f"image.toolkit.fluxcd.io/{version}"
