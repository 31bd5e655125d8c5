"""Fixes that would do harm are not offered."""

import pytest

from rules.linted import lint

MARKER = '# {"$imagepolicy": "ns:p:tag"}'


def _fixes(text: str, code: str) -> list[bool]:
    return [entry.fix is not None for entry in lint(text) if entry.code == code]


@pytest.mark.parametrize("value", ["policy:tag", "policy: Tag", "/p:tag"])
def test_a_name_that_would_still_be_invalid_is_not_offered(value: str) -> None:
    assert _fixes(f'tag: v1 # {{"$imagepolicy": "{value}"}}\n', "DDM002") == [False]


@pytest.mark.parametrize("key", ["metadata", "spec", "annotations"])
def test_a_field_that_holds_a_mapping_gets_no_empty_string(key: str) -> None:
    assert _fixes(f"{key}: {MARKER}\nz: y {MARKER}\n", "DDM013") == [False]


def test_a_tag_without_a_value_gets_an_empty_string() -> None:
    assert _fixes(f"tag: {MARKER}\n", "DDM013") == [True]


def test_a_marker_is_not_moved_to_where_it_would_hide_a_live_one() -> None:
    text = f'a:\n- # {{"$imagepolicy": "ns:live"}}\n  v1\n  {MARKER}\n'
    assert _fixes(text, "DDM010") == [False]


def test_what_says_nothing_is_not_moved() -> None:
    assert _fixes('tag: v1\n# {"$imagepolicy": {{ x }}}\n', "DDM010") in ([False], [])
