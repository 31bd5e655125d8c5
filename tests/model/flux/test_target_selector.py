"""Selectors of kustomize's patch targets."""

import pytest

from ddlint.model.flux.target_selector import selected

WORDS = {"env": "prod", "hmcts.github.com/prod-automated": "disabled"}


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("", True),
        ("env=prod", True),
        ("env == prod", True),
        ("env!=prod", False),
        ("missing != x", True),
        ("missing = x", False),
        ("hmcts.github.com/prod-automated != disabled", False),
        ("hmcts.github.com/image-registry != a,hmcts.github.com/image-registry != b", True),
        ("env in (prod, test)", True),
        ("env notin (prod, test), env", False),
        ("missing notin (a)", True),
        ("env", True),
        ("!env", False),
        ("! missing , env=prod", True),
        ("env=prod,missing", False),
        ("env ? prod", None),
        ("env=prod,", None),
        ("env in (prod", None),
        (",", None),
    ],
)
def test_selector(selector: str, expected: bool | None) -> None:
    assert selected(selector, WORDS) is expected
