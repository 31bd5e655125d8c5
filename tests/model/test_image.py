"""Image references and tags by the OCI grammar."""

from __future__ import annotations

import pytest

from ddlint.model.image import ImageRef, digest_fault, split_ref, tag_fault


@pytest.mark.parametrize(
    ("text", "name", "tag", "digest"),
    [
        ("nginx", "nginx", None, None),
        ("nginx:1.25", "nginx", "1.25", None),
        ("host:5000/app", "host:5000/app", None, None),
        ("host:5000/app:v1", "host:5000/app", "v1", None),
        ("ghcr.io/a/b@sha256:ab", "ghcr.io/a/b", None, "sha256:ab"),
        ("ghcr.io/a/b:v1@sha256:ab", "ghcr.io/a/b", "v1", "sha256:ab"),
        ("nginx:", "nginx", "", None),
    ],
)
def test_a_reference_is_split_at_its_tag_and_digest(
    text: str, name: str, tag: str | None, digest: str | None
) -> None:
    assert split_ref(text) == ImageRef(name, tag, digest)


@pytest.mark.parametrize("tag", ["v1", "_x", "1.2.3-rc.1", "main-abc1234-1700000000", "a" * 128, "v1--x..y"])
def test_a_legal_tag_has_no_fault(tag: str) -> None:
    assert tag_fault(tag) == ""


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("", "empty"),
        ("a" * 129, "129 characters"),
        ("v1+build", "'+'"),
        ("feature/x", "'/'"),
        ("-v1", "begins with '-'"),
        (".v1", "begins with '.'"),
        ('v1"}', "'\"'"),
        ("v\u0661", "character"),
    ],
)
def test_an_illegal_tag_says_why(tag: str, says: str) -> None:
    assert says in tag_fault(tag)


def test_a_digest_has_the_length_of_its_algorithm() -> None:
    assert digest_fault("sha256:" + "a" * 64) == ""
    assert "40" in digest_fault("sha256:" + "a" * 40)
    assert digest_fault("sha256:xyz") != ""
