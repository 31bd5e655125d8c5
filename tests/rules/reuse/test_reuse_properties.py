"""Whatever a history holds: no rule crashes, the order of files does not matter, nothing is said twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.histories import lint

DIGEST = "sha256:" + "1" * 64
TAGS = st.sampled_from(
    [
        "main-aaaaaaa-1700000000", "main-bbbbbbb-1700003600", "main-aaaaaaa-1700003600",
        "main-bbbbbbb-4000000000", "v1.0.0", "v1.1.0-rc.1", "1.1.0", "latest", "x", "-",
        "prod-1234567-20240230120000", "99999999999999999999",
    ]
)  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=12)
TIMES = st.sampled_from([-(2**40), -1, 0, 1_700_000_000, 4_200_000_000, 2**60])


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """The lines of a history: a few files, each with its own form."""
    found = []
    for file in range(draw(st.integers(1, 3))):
        whole = draw(st.booleans())
        for number in range(1, draw(st.integers(1, 6)) + 1):
            tag = draw(TAGS | TEXTS)
            name = "" if tag == "-" or not whole else "ghcr.io/acme/backend:"
            digest = f"@{DIGEST}" if name and draw(st.booleans()) else ""
            who, time = draw(st.sampled_from(["flux", "ann"])), draw(TIMES)
            found.append(f"{number} {who} {name}{tag}{digest} at={time} file={file}.yaml")
    return found


@settings(max_examples=150, deadline=None)
@given(lines(), st.booleans())
def test_no_rule_crashes_on_any_history(history: list[str], whole: bool) -> None:
    for entry in lint("\n".join(history), is_whole=whole):
        assert entry.message
        assert "\n" not in entry.message


@settings(max_examples=60, deadline=None)
@given(lines())
def test_no_finding_is_told_twice(history: list[str]) -> None:
    told = [(entry.code, entry.message) for entry in lint("\n".join(history))]
    assert len(told) == len(set(told))


@settings(max_examples=60, deadline=None)
@given(lines())
def test_a_history_without_persons_has_no_finding_by_hand(history: list[str]) -> None:
    text = "\n".join(history).replace(" ann ", " flux ")
    assert "DDU003" not in {entry.code for entry in lint(text)}


@settings(max_examples=60, deadline=None)
@given(lines())
def test_services_that_know_anything_crash_nothing(history: list[str]) -> None:
    options = {
        "commits": "aaaaaaa:1700001000/1,bbbbbbb:-5",
        "releases": "v1.0.0:5:tagged=99999999999,v1.1.0:9",
    }
    lint("\n".join(history), options)
