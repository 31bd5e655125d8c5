"""Markers close to each other, and markers written with JSON's escapes."""

from ddlint.model.yaml_reading import read_yaml


def _live(text: str) -> list[str]:
    return [site.reading.setter for site in read_yaml("a.yaml", text.encode()).markers if site.live]


def test_short_markers_on_neighbouring_lines_are_all_found() -> None:
    text = "".join(f'k{n}: v # {{"$imagepolicy": "a:p{n}"}}\n' for n in range(9))
    assert _live(text) == [f"a:p{n}" for n in range(9)]


def test_a_key_with_escapes_that_is_not_the_first_is_found() -> None:
    text = 'a: b # {"$imagepolicy": "a:b"}\nc: d # {"x": null, "\\u0024imagepolicy": "a:c"}\n'
    assert _live(text) == ["a:b", "a:c"]


def test_a_letter_that_grows_in_lower_case_does_not_hide_a_marker() -> None:
    assert _live('a: \u0130 # {"$imagepolicy": "a:b"}\n') == ["a:b"]


def test_a_policy_may_have_a_name_of_one_long_part() -> None:
    name = "p" * 253
    assert _live(f'a: b # {{"$imagepolicy": "ns:{name}:tag"}}\n') == [f"ns:{name}:tag"]
    assert _live(f'a: b # {{"$imagepolicy": "ns:{name}p:tag"}}\n') == []
