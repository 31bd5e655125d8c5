"""Every page of a file rule: one shape, examples that are true, fixes that mend, fingerprints that stay."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ddlint.config.settings import Environment, Settings
from ddlint.engine.finding import Severity
from ddlint.engine.fix import apply
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Fixable, Rule
from ddlint.model.service_commits import CommitFact, Found, ServiceCommits
from ddlint.rules import load
from rules.examples import HEADINGS, Example, examples, headings
from rules.linted import RULES, lint

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES.values()
    for number, example in enumerate(examples(rule))
]
BAD = [case for case in EXAMPLES if case.values[1].bad]  # type: ignore[union-attr]


def path_of(example: Example) -> str:
    return example.options.get("path", "a.yaml")


def content(example: Example) -> bytes:
    text = f"{example.text}\n"
    if "bytes" in example.options:
        return text.encode().decode("unicode_escape").encode("latin-1")
    return text.encode()


def settings_of(example: Example) -> Settings:
    """`environment=sortable` behind a fence: the file belongs to an environment that demands that."""
    if "environment" not in example.options:
        return Settings()
    demand: Any = example.options["environment"]
    return Settings(environments={"example": Environment(("**",), demand)})


def commits_of(example: Example) -> ServiceCommits | None:
    """`commits=1a2b3c4:1700000000,5d6e7f8:off-main`: what the clone of the service `backend` knows."""
    if "commits" not in example.options:
        return None
    pairs = [each.split(":") for each in example.options["commits"].split(",")]
    named = re.findall(r"-([0-9a-f]{7,40})-\d{10}", example.text)
    known = dict.fromkeys(named, CommitFact(Found.MISSING))
    for step, (commit, word) in enumerate(pairs):
        known[commit] = _fact(commit, word, step)
    newest = max((fact.committed or 0 for fact in known.values()), default=0)
    return ServiceCommits("backend", "../backend", known, "main", newest)


def _fact(commit: str, word: str, step: int) -> CommitFact:
    if word == "ambiguous":
        return CommitFact(Found.AMBIGUOUS)
    if word == "off-main":
        return CommitFact(Found.COMMIT, commit)
    return CommitFact(Found.COMMIT, commit, int(word), int(word), "main", step, is_step=True)


def found(rule: Rule, example: Example, data: bytes | None = None, path: str = "") -> list[Entry]:
    given = content(example) if data is None else data
    return lint(given, path or path_of(example), [rule], settings_of(example), commits=commits_of(example))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_page_has_the_fixed_shape(rule: Rule) -> None:
    assert headings(rule) == HEADINGS
    assert rule.page.strip().split("\n")[0].endswith(".")
    assert {example.bad for example in examples(rule)} == {True, False}


def test_codes_and_names_are_unique_and_codes_in_order() -> None:
    rules = load()
    assert len({rule.name for rule in rules}) == len(rules)
    for area in {rule.area for rule in rules}:
        codes = [rule.code for rule in rules if rule.area == area]
        assert codes == sorted(set(codes))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_where_it_is_bad_and_only_there(rule: Rule, example: Example) -> None:
    assert bool(found(rule, example)) == example.bad


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_finding_says_what_to_do(rule: Rule, example: Example) -> None:
    for entry in found(rule, example):
        assert entry.help
        assert entry.message
        assert not entry.message.endswith(".")
        assert "\n" not in entry.message


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_fingerprint_survives_an_inserted_line_and_a_rename(rule: Rule, example: Example) -> None:
    before = [entry.fingerprint for entry in found(rule, example)]
    inserted = [entry.fingerprint for entry in found(rule, example, b"\n\n" + content(example))]
    moved = [entry.fingerprint for entry in found(rule, example, path=f"other/folder/{path_of(example)}")]
    assert before == inserted
    assert before == moved


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_fix_mends_its_finding_and_only_rules_that_say_so_offer_one(rule: Rule, example: Example) -> None:
    offered = False
    for entry in found(rule, example):
        if entry.fix is None:
            continue
        offered = True
        assert rule.fixable is (Fixable.SAFE if entry.fix.safe else rule.fixable)
        mended = apply(content(example), sorted(entry.fix.edits, key=lambda edit: edit.start))
        assert entry.fingerprint not in [each.fingerprint for each in found(rule, example, mended)]
        assert not _new_errors(example, mended), mended
    if offered:
        assert rule.fixable is not Fixable.NO


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.fixable is not Fixable.NO])
def test_a_rule_that_promises_a_fix_shows_one_in_an_example(rule: Rule) -> None:
    fixes = [entry.fix for example in examples(rule) for entry in found(rule, example) if entry.fix]
    assert fixes
    assert any(fix.safe for fix in fixes) == (rule.fixable is Fixable.SAFE)


def _new_errors(example: Example, mended: bytes) -> set[str]:
    """Rules that call the mended file wrong and did not call the original so."""
    before = {entry.code for entry in lint(content(example), path_of(example))}
    after = {entry.code for entry in lint(mended, path_of(example)) if entry.severity is Severity.ERROR}
    return after - before


@pytest.mark.parametrize(
    ("first", "second", "images", "count"),
    [
        ("build -t g/b:v1 .", "push g/b:v2", "", 1),
        ("build -t g/b:v1 .", "push g/b:v1", "", 0),
        ("build -t g/b .", "push g/b:latest", "", 0),
        ("build -t g/b:v1 .", "tag g/b:v1 g/b:v2", "g/b:v2", 0),
        ("build -t g/b:v1 .", "images", "g/b", 0),
        ("build -t g/b:v1 .", "images", "g/other:v1", 0),
        ("build -t g/b:$SHORT_SHA .", "images", "g/b:$COMMIT_SHA", 1),
        ("build -t g/b:$SHORT_SHA .", "images", "g/b:$_TAG", 0),
        ("build -t g/b:$_TAG .", "images", "g/b:v1", 0),
        ("pull g/b:v1", "build -t g/b:v2 .", "g/b:v1", 0),
        ("buildx build --push -t g/b:v1 .", "push g/b:v2", "", 1),
    ],
)
def test_a_tag_is_pushed_only_where_it_was_made(first: str, second: str, images: str, count: int) -> None:
    steps = "".join(f"  - {{name: docker, args: [{', '.join(each.split())}]}}\n" for each in (first, second))
    text = f"steps:\n{steps}" + (f"images: ['{images}']\n" if images else "")
    assert len(lint(text, "cloudbuild.yaml", [RULES["DDL010"]])) == count
