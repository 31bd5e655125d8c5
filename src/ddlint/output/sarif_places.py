"""Places as SARIF locations, in a shape that GitHub's code scanning takes too.

GitHub refuses a result without an artifact. A commit, a message and a ref get one under `.git/`, where no
tracked file can be, and say what they are as a logical location.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from ddlint.engine.locate import Location
from ddlint.output.json_text import Json

ROOT = "%SRCROOT%"
_KINDS = (("refs/tags/", "tag"), ("refs/heads/", "branch"), ("refs/remotes/", "branch"))
_LONGEST_CONTEXT = 2000  # characters of the lines that are shown with a finding


def location(place: Location, label: str = "", number: int = 0) -> dict[str, Json]:
    """`place` as a `location`, with what to read there, and a number where results refer to it."""
    logical = _logical(place)
    return {
        **({"id": number} if number else {}),
        "physicalLocation": {
            "artifactLocation": artifact(path_of(place)),
            "region": _region(place),
            **_context(place),
        },
        **({"logicalLocations": [logical]} if logical else {}),
        **({"message": {"text": label}} if label else {}),
    }


def artifact(path: str) -> dict[str, Json]:
    """The `artifactLocation` of a path from the top of the repository, whatever its name is made of."""
    return {"uri": quote(_bytes(path)), "uriBaseId": ROOT}


def _bytes(path: str) -> bytes:
    """The bytes of `path`: those that were no UTF-8 are kept as lone surrogates."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "backslashreplace")


def path_of(place: Location) -> str:
    """The path that stands for `place` where a format wants one: a commit's is under `.git/`."""
    if place.kind == "file":
        return place.name
    return {"commit": f".git/commits/{place.name}", "ref": f".git/{place.name}"}.get(
        place.kind, ".git/COMMIT_EDITMSG"
    )


def _region(place: Location) -> dict[str, Json]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _context(place: Location) -> dict[str, Json]:
    """The lines of a place, for viewers that have no checkout, and for places that are in no file."""
    text = "\n".join(place.snippet)
    if not text or len(text) > _LONGEST_CONTEXT:
        return {}
    last = place.line + len(place.snippet) - 1
    return {"contextRegion": {"startLine": place.line, "endLine": last, "snippet": {"text": text}}}


def _logical(place: Location) -> dict[str, Json]:
    if place.kind == "commit":
        return {"fullyQualifiedName": place.name, "kind": "commit"}
    if place.kind == "ref":
        return {"fullyQualifiedName": place.name, "kind": _ref_kind(place.name)}
    return {"fullyQualifiedName": place.route, "kind": "value"} if place.route else {}


def _ref_kind(ref: str, kinds: Sequence[tuple[str, str]] = _KINDS) -> str:
    return next((kind for prefix, kind in kinds if ref.startswith(prefix)), "ref")
