"""Patterns that capture the code of an account."""

from __future__ import annotations

import time

import pytest

from ddlint.model.accounts.pattern import Overlap, account_of, captured, pattern_fault


@pytest.mark.parametrize(
    ("pattern", "path", "code"),
    [
        ("accounts/{account}/**", "accounts/acme/backend.yaml", "acme"),
        ("accounts/{account}/**", "accounts/acme/deep/er/x.yaml", "acme"),
        ("accounts/{account}/**", "accounts/README.md", ""),
        ("accounts/{account}/**", "other/accounts/acme/x", ""),
        ("accounts/{account}/**/*.yaml", "accounts/acme/x.yaml", "acme"),
        ("accounts/{account}/**/*.yaml", "accounts/acme/a/x.yaml", "acme"),
        ("accounts/{account}/", "accounts/acme/x", "acme"),
        ("clusters/prod-{account}/**", "clusters/prod-acme/x", "acme"),
        ("clusters/*/{account}/**", "clusters/eu/acme/x", "acme"),
        ("values/{account}.yaml", "values/acme.yaml", "acme"),
        ("**/{account}/values.yaml", "a/b/acme/values.yaml", "acme"),
        ("**/{account}/values.yaml", "acme/values.yaml", "acme"),
        ("{account}/{account}.yaml", "acme/acme.yaml", "acme"),
        ("{account}/{account}.yaml", "acme/beta.yaml", ""),
        ("./accounts/{account}/**", "accounts/acme/x", "acme"),
    ],
)
def test_what_is_captured(pattern: str, path: str, code: str) -> None:
    assert captured(pattern, path) == code
    assert not pattern_fault(pattern) or pattern.startswith("./")


@pytest.mark.parametrize(
    "pattern",
    ["accounts/**", "accounts/{code}/**", "/accounts/{account}", "a/../{account}", "**/" * 9 + "{account}"],
)
def test_patterns_that_are_none_are_refused(pattern: str) -> None:
    assert pattern_fault(pattern)


def test_patterns_that_agree_may_overlap_and_others_may_not() -> None:
    assert (
        account_of(("accounts/{account}/**", "accounts/{account}/*.yaml"), "accounts/acme/x.yaml") == "acme"
    )
    with pytest.raises(Overlap):
        account_of(("accounts/{account}/**", "{account}/**"), "accounts/acme/x.yaml")


def test_matching_a_hostile_path_ends() -> None:
    start = time.process_time()
    captured("**/a/**/a/**/a/{account}/z", "a/" * 300 + "b")
    assert time.process_time() - start < 20  # bounded: not a measurement, an exponential search would hang
