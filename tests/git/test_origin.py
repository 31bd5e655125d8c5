"""The address of a clone, as far as it can be published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.git.origin import origin, public
from ddlint.git.repository import open_repository
from history import History

URI = re.compile(
    r"(?:https?|ssh|git)://(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d+)?(?:[\w/~.@+-]|%[0-9A-F]{2})*", re.ASCII
)


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://github.com/org/config.git", "https://github.com/org/config.git"),
        ("https://x-access-token:ghs_secret@github.com/org/config", "https://github.com/org/config"),
        ("https://ghs_secret@github.com/org/config", "https://github.com/org/config"),
        ("https://git.example.org:8443/a?token=secret#secret", "https://git.example.org:8443/a"),
        ("git@github.com:org/config.git", "ssh://github.com/org/config.git"),
        ("github.com:org/config.git", "ssh://github.com/org/config.git"),
        ("ssh://git@example.org:2222/~me/x.git", "ssh://example.org:2222/~me/x.git"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("https://example.org/a b\udcff", "https://example.org/a%20b%3F"),
        ("https://example.org/a%20b%", "https://example.org/a%20b%25"),
        ("git@host:/srv/x.git", "ssh://host/srv/x.git"),
        ("/srv/git/config.git", ""),
        ("../config.git", ""),
        ("C:\\config", ""),
        ("file:///srv/config.git", ""),
        ("ext::sh -c x", ""),
        ("https://", ""),
        ("https://a:b:c/x", ""),
        ("", ""),
    ],
)
def test_what_is_published_of_an_address(address: str, published: str) -> None:
    assert public(address) == published


@given(st.text(), st.text(st.characters(codec=None)))
def test_what_is_published_is_a_uri_without_the_password(word: str, anything: str) -> None:
    for address in (f"https://user:SECRET{word}@example.org/{anything}", anything, f"git@{anything}"):
        published = public(address)
        assert not published or URI.fullmatch(published), published
    assert "SECRET" not in public(f"https://user:SECRET{word.replace('/', '')}@example.org/x")


def test_the_address_is_read_from_the_repository(tmp_path: Path) -> None:
    history = History(tmp_path / "clone")
    opened = open_repository(history.path, history.environ, here=True)
    assert origin(opened) == ""
    history.git("remote", "add", "origin", "https://user:secret@example.org/x")
    assert origin(opened) == "https://example.org/x"
