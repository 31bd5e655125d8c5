"""Colours of the report: every pair that is put together can be told apart, in light and in dark."""

import re

import pytest

from ddlint.audit.report.write import _read

CSS = _read("report.css")
MARKS = ("final", "candidate", "hotfix", "build", "roll-back", "come-back", "gone")
TEXTS = ("text", "quiet", "accent", "error", "warning", "info", "good")
#: The three blocks of variables: light, dark by the system, dark by the switch.
BLOCKS = re.findall(r":root[^{]*\{\s*color-scheme: (\w+);(.*?)\}", CSS, re.DOTALL)
THEMES = {theme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for theme, body in BLOCKS}


def luminance(color: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_ways_to_the_dark_have_the_same_colours() -> None:
    (_, light), (one, system), (other, switch) = BLOCKS
    assert one == other == "dark"
    assert re.sub(r"\s+", " ", system) == re.sub(r"\s+", " ", switch)
    assert light != system


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("back", ["back", "panel", "hover"])
def test_text_can_be_read(theme: str, name: str, back: str) -> None:
    colors = THEMES[theme]
    assert contrast(colors[name], colors[back]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*(f"mark-{mark}" for mark in MARKS), "strong-line", "accent"])
def test_marks_and_borders_can_be_seen(theme: str, name: str) -> None:
    colors = THEMES[theme]
    assert contrast(colors[name], colors["back"]) >= 3
    assert contrast(colors[name], colors["panel"]) >= 3


def test_partial_notice_can_be_read() -> None:
    for colors in THEMES.values():
        assert contrast(colors["text"], colors["partial-back"]) >= 4.5


#: How the colours look to people who lack one kind of cones (Machado, Oliveira, Fernandes 2009, severity 1).
LACKING = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lack", LACKING)
@pytest.mark.parametrize(
    ("one", "other"), [("final", "roll-back"), ("final", "candidate"), ("hotfix", "roll-back")]
)
def test_what_matters_stays_apart_for_the_colour_blind(theme: str, lack: str, one: str, other: str) -> None:
    """Shapes tell all of them apart; these pairs must differ by colour too."""

    def seen(name: str) -> list[float]:
        color = THEMES[theme][f"mark-{name}"]
        rgb = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        return [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in LACKING[lack]]

    distance = sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5
    assert distance >= 60


def test_each_kind_has_a_shape_and_a_colour_of_its_own() -> None:
    shapes = re.findall(r'^  "?([\w-]+)"?: "(M[^"]+)"', _read("shapes.js"), re.MULTILINE)
    assert {name for name, _ in shapes} == set(MARKS)
    assert len({path for _, path in shapes}) == len(MARKS)
    for colors in THEMES.values():
        assert len({colors[f"mark-{mark}"] for mark in MARKS}) == len(MARKS)
