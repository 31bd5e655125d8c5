"""Where a forge shows a place, for the forges whose addresses are known."""

from __future__ import annotations

import re
from urllib.parse import quote

from ddlint.engine.locate import Location
from ddlint.output.sink import Provenance

_FORGES = (
    (re.compile(r"https://github\.com/[\w.-]+/[\w.-]+", re.ASCII), ""),
    (re.compile(r"https://gitlab\.com/[\w.-]+(?:/[\w.-]+)+", re.ASCII), "/-"),
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def address(repository: Provenance, place: Location) -> str:
    """The page that shows `place`; empty where it is not known. It holds nothing that Markdown acts on."""
    base = repository.uri.removesuffix("/").removesuffix(".git")
    infix = next((infix for form, infix in _FORGES if form.fullmatch(base)), None)
    if infix is None:
        return ""
    if place.kind == "commit" and _COMMIT.fullmatch(place.name):
        return f"{base}{infix}/commit/{place.name}"
    if place.kind != "file" or not _COMMIT.fullmatch(repository.revision):
        return ""
    path = quote(place.name.encode("utf-8", "surrogatepass"))
    return f"{base}{infix}/blob/{repository.revision}/{path}#L{place.line}"
