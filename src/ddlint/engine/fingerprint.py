"""Fingerprints: what a finding is about, in 32 hexadecimal digits.

They survive an inserted line, a renamed file and a rebase: no line, path or commit id goes in.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddlint.engine.ledger import Entry

VERSION = "1"


def fingerprint(code: str, identity: tuple[str, ...]) -> str:
    """The fingerprint of a finding of rule `code` about `identity` (see `Finding.identity`)."""
    parts = "\0".join((VERSION, code, *identity))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Occurrences:
    """Tells equal fingerprints of one run apart by the order in which they came: `abc`, `abc:2`, `abc:3`."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def told_apart(self, entry: Entry) -> Entry:
        """`entry` with the fingerprint that `number` makes of its own."""
        number = self.number(entry.fingerprint)
        return entry if number == entry.fingerprint else entry._replace(fingerprint=number)

    def number(self, plain: str) -> str:
        """`plain` itself the first time, with `:n` from the second time on."""
        self._seen[plain] += 1
        count = self._seen[plain]
        return plain if count == 1 else f"{plain}:{count}"


def plain(number: str) -> str:
    """The fingerprint that `Occurrences.number` made `number` of."""
    return number.partition(":")[0]
