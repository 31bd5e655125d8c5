"""Where a clone came from, as an address that can be published: without passwords, and a valid URI."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from ddlint.git.repository import Repository

_SCHEMES = frozenset({"http", "https", "ssh", "git"})
_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]{2,}):(?!//|:)/?(?P<path>[^\\]+)", re.ASCII)
_HOST = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]", re.ASCII)
_PATH = "/~._-+@"


def origin(repository: Repository) -> str:
    """The address of the remote `origin`, fit to be published; empty where there is none."""
    found = repository.git.run("config", "--get", "remote.origin.url", accept=(0, 1))
    return public(found.decode("utf-8", "surrogateescape").removesuffix("\n"))


def public(address: str) -> str:
    """`address` as git knows it, as a URI without user, password and query; empty for no network address.

    `git@host:path`, the short form of scp, becomes `ssh://host/path`. A CI job clones with a token in the
    address: whatever stands before the host is dropped.
    """
    short = _SCP.fullmatch(address)
    if short:
        address = f"ssh://{short['host']}/{short['path']}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return ""
    bracketed = f"[{host}]" if ":" in host else host
    place = f"{bracketed}:{port}" if port else bracketed
    return urlunsplit(
        (
            parts.scheme,
            place,
            quote(unquote(parts.path, errors="surrogateescape"), _PATH, errors="replace"),
            "",
            "",
        )
    )
