"""Pushed tags against policies: what is proven is never wrong, what is possible is never accused."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddlint.model.cloudbuild.language import Language, Refs, language_of
from ddlint.model.cloudbuild.prospect import Chance, Prospect, nearest, prospect
from ddlint.model.cloudbuild.site import PolicyAtHand
from ddlint.model.cloudbuild.text import Field, Fields, Kind
from ddlint.model.place import FileSpan
from ddlint.model.selection.fate import Fate, judge_of
from ddlint.model.selection.spec import PolicySpec

FLUX = "2.7"
TS = r"^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$"


def numerical(pattern: str = "", extract: str = "") -> PolicySpec:
    return PolicySpec(numerical="asc", pattern=pattern, extract=extract, has_filter=bool(pattern))


def semver(limits: str, pattern: str = "", extract: str = "") -> PolicySpec:
    return PolicySpec(semver=limits, pattern=pattern, extract=extract, has_filter=bool(pattern))


def policy(spec: PolicySpec, *exclusions: str, doubtful: bool = False) -> PolicyAtHand:
    return PolicyAtHand("a/b", FileSpan("p.yaml", 0, 1), spec, ("gcr.io/a/b",), exclusions, doubtful)


def tag(text: str) -> tuple[str, Fields]:
    """`main-<short commit>`: fields by kind between angles."""
    fields = Fields()
    known = {str(kind): kind for kind in Kind}
    made = re.sub(r"<([^>]+)>", lambda match: fields.add(Field(known[match[1]], match[0])), text)
    return made, fields


def language(text: str, refs: Refs | None = None) -> Language:
    found = language_of(*tag(text), refs or Refs())
    assert found is not None
    return found


def asked(text: str, spec: PolicySpec, refs: Refs | None = None) -> Prospect:
    return prospect(policy(spec), language(text, refs), FLUX)


SORTABLE = "main-<short commit>-<timestamp>"


@pytest.mark.parametrize(
    ("text", "spec", "chance"),
    [
        (SORTABLE, numerical(TS, "$ts"), Chance.MAY_BE),
        ("master-<short commit>-<timestamp>", numerical(TS, "$ts"), Chance.FILTERED),
        ("<branch>-<short commit>-<timestamp>", numerical(TS, "$ts"), Chance.MAY_BE),
        ("<plain branch>-<short commit>-<timestamp>", numerical(TS, "$ts"), Chance.MAY_BE),
        ("<branch>-<short commit>", numerical(TS, "$ts"), Chance.FILTERED),
        ("<release tag>", numerical(TS, "$ts"), Chance.MAY_BE),
        ("<commit>", numerical(TS, "$ts"), Chance.FILTERED),
        ("main-<commit>", numerical("^main-(?P<ts>.*)$", "$ts"), Chance.REFUSED),
        ("main-<timestamp>", numerical("^main-(?P<ts>.*)$", "$ts"), Chance.MAY_BE),
        ("<build>", numerical(), Chance.REFUSED),
        ("<timestamp>", numerical(), Chance.MAY_BE),
        ("latest", numerical(), Chance.REFUSED),
        ("<branch>-x-<short commit>", numerical(), Chance.REFUSED),
        ("latest", semver(">=1.0.0"), Chance.REFUSED),
        ("v1.2.3", semver(">=1.0.0"), Chance.MAY_BE),
        ("v0.9.9", semver(">=1.0.0"), Chance.REFUSED),
        ("<release tag>", semver(">=1.0.0"), Chance.MAY_BE),
        ("<release tag>-<short commit>", semver(">=1.0.0"), Chance.REFUSED),
        ("<release tag>-<short commit>", semver(">=1.0.0-0"), Chance.MAY_BE),
        ("1.0.<timestamp>", semver(">=1.0.0"), Chance.MAY_BE),
        ("1.0.0-<short commit>", semver(">=1.0.0"), Chance.REFUSED),
        (SORTABLE, semver(">=1.0.0"), Chance.REFUSED),
        ("release-<release tag>", semver(">=1.0.0", "^release-(.*)$", "$1"), Chance.MAY_BE),
        ("<commit>", PolicySpec(alphabetical="asc"), Chance.MAY_BE),
        ("<commit>", PolicySpec(), Chance.MAY_BE),
        ("<commit>", numerical("(", "$ts"), Chance.MAY_BE),
        ("<commit>", semver("not a range"), Chance.MAY_BE),
        ("main-<commit>", numerical("^main-(?P<a>.)(?P<b>.*)$", "$a$b"), Chance.REFUSED),
        ("<branch>-<commit>", numerical("^main-(?P<a>.)(?P<b>.*)$", "${a}${b}"), Chance.MAY_BE),
        ("<branch>-x", numerical("(?P<ts>.*)$", "$ts"), Chance.REFUSED),
        ("<plain branch>-<short commit>", numerical("^main-[a-f0-9]+-(?P<ts>.*)", "$ts"), Chance.FILTERED),
        ("<plain branch>-<timestamp>", numerical("^main-[a-f0-9]+-(?P<ts>.*)", "$ts"), Chance.MAY_BE),
        ("<plain branch>-<build>", numerical("^main-[a-f0-9]+-(?P<ts>[0-9]+)", "$ts"), Chance.MAY_BE),
    ],
)
def test_how_far_tags_come(text: str, spec: PolicySpec, chance: Chance) -> None:
    assert asked(text, spec).chance is chance


def test_a_doubtful_policy_may_select_anything() -> None:
    found = prospect(policy(numerical(TS, "$ts"), doubtful=True), language("<commit>"), FLUX)
    assert found.chance is Chance.MAY_BE


def test_a_tag_that_the_repository_leaves_out() -> None:
    excluded = policy(numerical("^main-.*-(?P<ts>[0-9]+)$", "$ts"), "^main-")
    assert prospect(excluded, language(SORTABLE), FLUX).chance is Chance.EXCLUDED


def test_the_branches_that_are_built_are_known() -> None:
    refs = Refs(branches="develop", names=("develop",))
    text = "<branch>-<short commit>-<timestamp>"
    assert asked(text, numerical(TS, "$ts"), refs).chance is Chance.FILTERED
    assert asked(text, numerical(TS.replace("main", "develop"), "$ts"), refs).chance is Chance.MAY_BE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("main-<short commit>", "is too short for the filter of a/b, which takes `main-1a2b3c4-1700000000`"),
        ("master-<timestamp>", "is refused from `ster-1700000000` on by the filter of a/b, which takes"),
        ("x<timestamp>", "is refused by the filter of a/b, which takes `main-1a2b3c4-1700000000`"),
    ],
)
def test_where_a_tag_and_a_filter_part(text: str, reason: str) -> None:
    assert asked(text, numerical(TS, "$ts")).reason.startswith(reason)


def test_the_nearest_policy_is_the_one_whose_filter_likes_most_of_it() -> None:
    prospects = [asked("main-<short commit>", numerical(p, "$ts")) for p in (TS, "^v(?P<ts>.*)$")]
    assert nearest(prospects) is prospects[0]


@pytest.mark.parametrize(
    ("text", "spec", "fails"),
    [
        ("main-<commit>", numerical("^main-(?P<ts>.*)$", "$ts"), True),
        ("latest", numerical(), True),
        ("latest", semver(">=1.0.0"), False),
        ("<commit>", numerical(TS, "$ts"), False),
    ],
)
def test_what_fails_a_policy(text: str, spec: PolicySpec, fails: bool) -> None:
    assert asked(text, spec).fails is fails


SPECS = [
    numerical(TS, "$ts"),
    numerical("^main-(?P<ts>.*)$", "$ts"),
    numerical("(?P<ts>[0-9]+)$", "$ts"),
    numerical("^(?P<b>[a-z]+)-.*-(?P<ts>[0-9a-f]+)$", "$ts"),
    numerical("^(?:(?P<ts>[0-9a-z]+)-)*x$", "$ts"),
    numerical(),
    semver(">=1.0.0"),
    semver("^1.0.0-0"),
    semver("*", "^v?(.*)$", "$1"),
    semver("~1.2", "(?P<v>[0-9.]+)", "$v"),
    PolicySpec(alphabetical="asc", pattern="^[a-c]", has_filter=True),
]
PARTS = ["main", "-", "v", "1.2.", "x", "<branch>", "<release tag>", "<short commit>", "<timestamp>"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), st.sampled_from(SPECS), st.integers())
def test_what_is_proven_holds_for_every_tag(parts: list[str], spec: PolicySpec, seed: int) -> None:
    made = language("".join(parts))
    if parts[0] == "-" or made.exact or prospect(policy(spec), made, FLUX).chance is Chance.MAY_BE:
        return
    dice = random.Random(seed)
    free = ["main", "1.2.3", "v1.2.3", "7", "a-1", "main-1a2b3c4-1700000000", "1.0.0-rc.1"]
    for _ in range(20):
        text = "".join(_filled(part, dice, free) for part in parts)
        assert made.pattern.matches(text)
        assert judge_of(spec, FLUX)(text).fate is not Fate.SORTED, text


def _filled(part: str, dice: random.Random, free: list[str]) -> str:
    if part == "<short commit>":
        return dice.choice("abcdf").join(("".join(dice.choices("0123456789abcdef", k=3)),) * 2)
    if part == "<timestamp>":
        return str(dice.randint(10**9, 10**10 - 1))
    return dice.choice(free) if part.startswith("<") else part
