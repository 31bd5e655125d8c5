"""The report for people, as they see it."""

from __future__ import annotations

from ddlint.engine.finding import Fix
from ddlint.engine.locate import locate
from ddlint.model.place import FileSpan
from ddlint.output.full import render
from ddlint.output.sink import Manner
from output.sample import EVERY_KIND, at, entry, ledger_of, troubled, written

GOLDEN = """\
error[DDX001] toy-finding: Flux ignores this marker
 --> apps/x.yaml:4:21 (spec.values.image.tag)
  |
4 |       tag: v1.2.3 # {"$imagepolicy": "flux-system:backend:tag"}
  |            ------   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this one
  |            |
  |            stays as it is
  |
 ::: flux/policy.yaml:3:9
  |
3 |   name: backend
  |         ------- the policy that it names
  |
  = help: write it so:
            tag: v1
  = fix: quote the tag (safe, --fix does it)
  = rule: https://example.org/rules/toy-finding.md

warning[DDX001] toy-finding: Flux ignores this marker
 --> commit 0123456789:1:3
  |
1 | fix:x
  |   ^
  |
  = rule: https://example.org/rules/toy-finding.md

info[DDX001] toy-finding: Flux ignores this marker
 --> message:1:1
  |
1 | wip
  | ^^^
  |
  = rule: https://example.org/rules/toy-finding.md

error[DDX001] toy-finding: Flux ignores this marker
 --> refs/tags/v1.0.0: moved
  = rule: https://example.org/rules/toy-finding.md

not available[DDX001] toy-finding: v1.0.0: its object is missing
  = help: git fetch --tags
  = rule: https://example.org/rules/toy-finding.md

checked 214 files, 1 marker against 1 rule: 2 errors, 1 warning, 1 info, 1 waived, 1 grandfathered
fixable: 1 with --fix
not available: 1 check could not be made
incomplete: what was not looked at is not clean
"""


def test_the_whole_report() -> None:
    assert written("full") == GOLDEN


def test_waived_and_grandfathered_findings_are_shown_when_asked_for() -> None:
    shown = written("full", manner=Manner(verbose=True))
    assert "waived[DDX001]" in shown
    assert "grandfathered[DDX001]" in shown


def test_lines_apart_are_joined_by_dots() -> None:
    text = "".join(f"line{number}\n" for number in range(1, 13))
    rows = render(entry(at("a", text, "line2"), related=((at("a", text, "line12"), "and here"),), url=""))
    assert rows[1:] == [
        "  --> a:2:1",
        "   |",
        " 2 | line2",
        "   | ^^^^^",
        "...",
        "12 | line12",
        "   | ------ and here",
        "   |",
    ]


def test_a_single_line_left_out_is_shown_by_dots_too() -> None:
    text = "one\ntwo\nthree\n"
    rows = render(entry(at("a", text, "one"), related=((at("a", text, "three"), ""),), url=""))
    assert rows[3:6] == ["1 | one", "  | ^^^", "..."]
    rows = render(entry(at("a", text, "one"), related=((at("a", text, "two"), ""),), url=""))
    assert "..." not in rows


def test_a_span_over_lines_is_underlined_on_each_and_labelled_at_the_end() -> None:
    rows = render(entry(at("a", "x: |\n  one\n  two\nz\n", "|\n  one\n  two"), label="here", url=""))
    assert rows[3:] == [
        "1 | x: |",
        "  |    ^",
        "2 |   one",
        "  |   ^^^",
        "3 |   two",
        "  |   ^^^ here",
        "  |",
    ]


def test_a_span_that_ends_with_a_line_break_does_not_show_the_next_line() -> None:
    rows = render(entry(at("a", "one\ntwo\n", "one\n"), label="here", url=""))
    assert rows[3:] == ["1 | one", "  | ^^^ here", "  |"]


def test_a_span_over_more_lines_than_are_kept_is_labelled_on_the_last_that_is_shown() -> None:
    text = "a\nb\nc\nd\ne\nf\n"
    rows = render(entry(at("a", text, "a\nb\nc\nd\ne\nf"), label="all", url=""))
    assert rows[-3:] == ["4 | d", "  | ^ all", "  |"]


def test_the_return_of_a_dos_line_is_shown_only_where_it_is_meant() -> None:
    plain = render(entry(at("a", "tag: v1\r\n", "v1"), url=""))
    assert plain[3:5] == ["1 | tag: v1", "  |      ^^"]
    meant = render(entry(at("a", "tag: v1\r\n", "\r"), url=""))
    assert meant[3:5] == ["1 | tag: v1\\r", "  |        ^^"]


def test_a_point_at_the_end_of_a_file_is_shown() -> None:
    rows = render(entry(locate(FileSpan("a", 2, 2), "x\n"), url=""))
    assert rows[3:5] == ["2 |", "  | ^"]


def test_an_unsafe_fix_says_so() -> None:
    assert "  = fix: drop it (unsafe, --unsafe-fixes does it)" in render(
        entry(fix=Fix("drop it", (), safe=False))
    )


def test_colours_are_used_only_when_asked_for() -> None:
    assert "\x1b[" not in written("full")
    assert "\x1b[1;31merror[DDX001]\x1b[0m" in written("full", manner=Manner(color=True))


def test_a_clean_run_ends_with_its_counts() -> None:
    assert written("full", [], ledger_of()) == "checked 214 files, 1 marker against 1 rule: found nothing\n"


def test_an_incomplete_run_ends_with_what_was_not_looked_at() -> None:
    assert written("full", EVERY_KIND, troubled()).endswith(
        "incomplete: what was not looked at is not clean\n"
    )
