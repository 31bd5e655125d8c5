from dataclasses import replace

import pytest

from ddlint.docs import pages
from ddlint.engine.rule import Fixable, Moment
from ddlint.errors import DdlintError
from docs.sample_rule import OTHER, RULE

PAGE = """\
# DDX001 bad-word

Word is bad.

| | |
| --- | --- |
| Code | `DDX001` |
| Name | `bad-word` |
| Area | `toys` |
| Severity | warning |
| Confidence | high |
| Runs | always |
| Fix | no |
| Can be waived | yes |
| Since | 0.1.0 |

## What
A | B.
"""


def test_page_is_title_facts_and_docstring() -> None:
    assert pages.page(RULE) == PAGE


def test_page_tells_moments_and_fix() -> None:
    text = pages.page(
        replace(RULE, moments=frozenset({Moment.HISTORY, Moment.TAG}), fixable=Fixable.UNSAFE, waivable=False)
    )
    assert "| Runs | on a tag, over the history |" in text
    assert "| Fix | yes, with --unsafe-fixes |" in text
    assert "| Can be waived | no |" in text


@pytest.mark.parametrize("word", ["DDX001", "ddx001", "bad-word", "Bad-Word"])
def test_rule_is_found_by_code_and_by_name(word: str) -> None:
    assert pages.find((OTHER, RULE), word) is RULE


def test_unknown_rule_gets_a_suggestion() -> None:
    with pytest.raises(DdlintError, match="there is no rule 'bad-wrod'") as caught:
        pages.find((RULE, OTHER), "bad-wrod")
    assert "did you mean DDX001 bad-word?" in caught.value.hint


def test_rule_far_from_any_other_gets_the_list() -> None:
    with pytest.raises(DdlintError) as caught:
        pages.find((RULE,), "zzz")
    assert caught.value.hint == "`ddlint rules` lists them all"


def test_index_has_one_table_an_area() -> None:
    text = pages.index((RULE, replace(OTHER, area="tags")))
    assert "\n## toys\n\n| Code |" in text
    assert "\n## Image tags\n\n| Code |" in text
    assert "| [DDX001](bad-word.md) | [bad-word](bad-word.md) | warning | Word is bad |\n" in text


def test_listing_lines_up() -> None:
    assert pages.listing((RULE, OTHER)) == (
        "DDX001  warning  bad-word   Word is bad\nDDX002  error    good-word  Word is bad\n"
    )
