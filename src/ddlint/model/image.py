"""Image references and tags, as registries and the container runtime read them.

Source: the OCI distribution specification ("Pulling manifests") and the reference grammar of
github.com/distribution/reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_TAG = 128

_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", re.ASCII)
_DIGEST = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}", re.ASCII)
_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A reference split at its tag and digest, with nothing checked.

    Attributes:
        name: registry and repository.
        tag: what stands after the `:`; None where there is none.
        digest: what stands after the `@`; None where there is none.
    """

    name: str
    tag: str | None
    digest: str | None


def split_ref(text: str) -> ImageRef:
    """Split `text` into name, tag and digest. A port (`host:5000/app`) is no tag."""
    rest, at, digest = text.partition("@")
    name, colon, tag = rest.rpartition(":")
    if not colon or "/" in tag:
        name, tag, colon = rest, "", ""
    return ImageRef(name, tag if colon else None, digest if at else None)


def tag_fault(tag: str) -> str:
    """What is wrong with `tag` under the OCI grammar, as a clause; empty where nothing is."""
    if _TAG.fullmatch(tag):
        return ""
    if not tag:
        return "it is empty"
    if len(tag) > MAX_TAG:
        return f"it has {len(tag)} characters, {MAX_TAG} are allowed"
    wrong = next((char for char in tag if not re.match(r"[A-Za-z0-9_.-]", char, re.ASCII)), "")
    return f"it has the character {wrong!r}" if wrong else f"it begins with {tag[0]!r}"


def digest_fault(digest: str) -> str:
    """What is wrong with `digest` (`sha256:...`), as a clause; empty where nothing is."""
    if not _DIGEST.fullmatch(digest):
        return "it is not of the form sha256:<64 hexadecimal digits>"
    algorithm, _, digits = digest.partition(":")
    wanted = _LENGTHS.get(algorithm, len(digits))
    return (
        "" if len(digits) == wanted else f"it has {len(digits)} hexadecimal digits, {algorithm} has {wanted}"
    )
