"""The cheap tests in front of the rules hide nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddlint.config.settings import Environment, Settings, TagSettings
from ddlint.engine.rule import Context, Moment
from ddlint.model.deployed_image import may_deploy
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_reading import read_yaml
from rules.examples import examples
from rules.linted import RULES, lint
from support import cases_dir

UNSCREENED = [replace(rule, screen=None, screen_for=None) for rule in RULES.values()]
KEYS = ["image", "tag", "newTag", "repository", "newName", "digest", "value", "registry"]
VALUES = [
    "v1", "1.10", "1e10", "on", "abcdef", "1.2.3", "2024-01-01", "feature/x", "ghcr.io/a/b:v1", "a+b",
    "ghcr.io/a/b", "host:5000/a:1", "sha256:" + "a" * 64, "v1@sha256:" + "a" * 64, "~", "''", '"1.10"',
    "'x y'", "0123", "x:y:z", "1.4.0-rc10", "1.4.0-0123456", "ghcr.io/a/b:v1.4.0-beta2",
    "latest", "ghcr.io/a/b:latest", "main-1a2b3c4-1700000000", "ghcr.io/a/b:main-1a2b3c4-1900000000",
    "main-1a2b3c4-1700000000000", "b:main-1a2b-1700000000", "main-1A2B3C4-1700000000@sha256:" + "a" * 64,
]  # fmt: skip
PLAIN = Settings()
ENVIRONMENTS = [
    PLAIN,
    *(Settings(environments={"e": Environment(("**",), demand)}) for demand in ("sortable", "semver", "any")),
    Settings(
        environments={"e": Environment(("**",), "sortable")},
        tags=TagSettings(images=("**/b",), moving=("v*",)),
    ),
]
FORMS = ["", ":tag", ":name", ":digest"]


def outcome(text: str, given: Settings = PLAIN) -> list[tuple[str, str]]:
    return [(entry.code, entry.message) for entry in lint(text, settings=given)]


def unscreened(text: str, given: Settings = PLAIN) -> list[tuple[str, str]]:
    return [(entry.code, entry.message) for entry in lint(text, rules=UNSCREENED, settings=given)]


lines = st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES), st.sampled_from([None, *FORMS]))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(lines, min_size=1, max_size=4, unique_by=lambda line: line[0]),
    st.booleans(),
    st.sampled_from(ENVIRONMENTS),
)
def test_no_finding_is_lost_to_a_screen(
    fields: list[tuple[str, str, str | None]], container: bool, given: Settings
) -> None:
    indent = "    " if container else "  "
    text = "containers:\n  - name: x\n" if container else "image:\n"
    for key, value, form in fields:
        comment = "" if form is None else ' # {"$imagepolicy": "a:b%s"}' % form  # noqa: UP031 - braces
        text += f"{indent}{key}: {value}{comment}\n"
    assert outcome(text, given) == unscreened(text, given)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_no_example_is_lost_to_a_screen(rule: object) -> None:
    for example in examples(rule):  # type: ignore[arg-type]
        assert outcome(example.text) == unscreened(example.text)


def test_no_recorded_case_is_lost_to_a_screen() -> None:
    for case in json.loads((cases_dir() / "flux" / "markers.json").read_text())["cases"]:
        for text in case["files"].values():
            assert outcome(text) == unscreened(text)


@pytest.mark.parametrize("given", ENVIRONMENTS)
def test_what_deploys_nothing_is_of_no_interest_to_any_rule_on_values(given: Settings) -> None:
    text = "".join(f"- {{repository: {value}, registry: {value}, digest: {value}}}\n" for value in VALUES)
    scalars = [each for each in read_yaml("a.yaml", text.encode()).scalars if not may_deploy(each)]
    context = Context(given, Moment.CHANGE)
    rules = [rule for rule in RULES.values() if rule.subject is Scalar]
    found = [outcome for rule in rules for scalar in scalars for outcome in rule.check(scalar, context)]
    assert (len(scalars) > 50, len(rules) > 5, found) == (True, True, [])
