"""The digest over a report in JSON, whatever white space and escapes it is written with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ddlint.output.json_text import Json, dumps

#: What of the document the digest goes over, in this order; `findings` one by one.
_PARTS = ("version", "tool", "repository", "findings", "summary")


class Digest:
    """SHA-256 over texts in JSON, a line each, as `dumps` writes them."""

    def __init__(self) -> None:
        self._hashed = hashlib.sha256()

    def add(self, text: str) -> None:
        """Take in one value, written by `dumps`."""
        self._hashed.update(text.encode("ascii"))
        self._hashed.update(b"\n")

    def add_lines(self, written: str) -> None:
        """Take in values that stand a line each, with commas between them."""
        for line in written.split("\n"):
            if line:
                self.add(line.removesuffix(","))

    @property
    def hex(self) -> str:
        """The digest so far."""
        return self._hashed.hexdigest()


def digest_of(document: dict[str, Json]) -> str:
    """The digest over a report that was read back; of what is missing nothing is taken in."""
    digest = Digest()
    for part in _PARTS:
        found = document.get(part)
        values: Iterable[Json] = found if part == "findings" and isinstance(found, list) else (found,)
        for value in values:
            digest.add(dumps(value))
    return digest.hex
