"""What the names of folders, accounts and tags say."""

from __future__ import annotations

import pytest

from ddlint.cli.init_layout import codes_in, environments, folder_of_accounts, likely_accounts, tag_form


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], {}),
        (["production/a.yaml"], {"production": ["production/**"]}),
        (["production/a.md", "productions/a.yaml", "a/production.yaml"], {}),
        (["test/a.yaml", "integration/dev/a.yaml"], {}),
        (["clusters/test/a.yaml"], {"test": ["clusters/test/**"]}),
        (["clusters/prod/dev/a.yaml"], {"prod": ["clusters/prod/**"]}),
        (
            ["apps/a/prod/x.yaml", "apps/b/prod/x.yaml", "infra/prod/x.yaml"],
            {"prod": ["apps/*/prod/**", "infra/prod/**"]},
        ),
        ([f"{number}/prod/a.yaml" for number in range(20)], {}),
    ],
)  # fmt: skip
def test_environments(paths: list[str], expected: dict[str, list[str]]) -> None:
    assert environments(paths) == expected


@pytest.mark.parametrize(
    ("registry", "codes"),
    [
        (b'[{"code": "a", "is_uat": true}, {"code": "b", "is_uat": false}]', ("a", "b")),
        (b'{"a": {"is_uat": true}}', ("a",)),
        (b'[{"code": "a"}]', ()),
        (b'[{"code": "a", "is_uat": true}, 3]', ()),
        (b"[" * 100_000, ()),
        (b"{", ()),
        (b"[]", ()),
        (b"{}", ()),
        (b'"a"', ()),
        (b"\xff", ()),
    ],
)
def test_codes_of_a_registry(registry: bytes, codes: tuple[str, ...]) -> None:
    assert codes_in(registry) == codes


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["accounts/a/x.yaml", "accounts/b/x.yaml", "docs/a/x.md"], "accounts"),
        (["eu/t/a/x.yaml", "eu/t/b/x.yaml", "eu/t/c/x.yaml"], "eu/t"),
        (["accounts/a/x.yaml"], ""),
        (["a/x.yaml", "b/x.yaml", "c/x.yaml"], ""),
    ],
)
def test_folder_of_accounts(paths: list[str], folder: str) -> None:
    assert folder_of_accounts(paths, ("a", "b", "c")) == folder


def test_likely_accounts() -> None:
    assert likely_accounts(["customers/a/x.yaml", "customers/b/x.yaml"]) == "customers"
    assert likely_accounts(["tenants/base/x.yaml", "tenants/staging/x.yaml"]) == ""
    assert likely_accounts(["accounts/a/x.yaml", "accounts/a/y.yaml"]) == ""


@pytest.mark.parametrize(
    ("names", "form"),
    [
        ([], ""),
        (["v1.0.0", "v1.1.0", "v2.0.0"], ""),
        (["1.0.0", "1.1.0", "2.0.0"], "{version}"),
        (["1.0.0", "1.1.0"], ""),
        (["release/1.0.0", "release/1.1.0", "release/2.0.0-rc.1", "nightly"], "release/{version}"),
        (["api-1.0.0", "api-1.1.0", "web-1.0.0", "web-1.1.0", "web-1.2.0"], ""),
        (["{x}1.0.0", "{x}1.1.0", "{x}2.0.0"], ""),
    ],
)
def test_form_of_release_tags(names: list[str], form: str) -> None:
    assert tag_form(names) == form
