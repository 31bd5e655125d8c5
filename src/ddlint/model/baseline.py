"""A baseline: the findings that a repository had when it took ddlint up. It may only shrink.

A text file, one finding a line, sorted: fingerprint, code and where it stood, with tabs between. The place
is for people: a finding is known again by its fingerprint, wherever it has moved since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HEAD = "# ddlint baseline 1: findings that are let stand until they are mended. No line is ever added.\n"
_LINE = re.compile(
    r"(?P<fingerprint>[0-9a-f]{32}(?::[0-9]+)?)\t(?P<code>[A-Z]{3}[0-9]{3})\t(?P<where>[^\t]*)"
)


class BadLine(ValueError):
    """A line that is none of a baseline.

    Attributes:
        number: of the line, from 1.
    """

    def __init__(self, number: int) -> None:
        super().__init__("not fingerprint, code and place with tabs between them")
        self.number = number


@dataclass(frozen=True, slots=True)
class Known:
    """One finding of a baseline: the rule's code, and where it stood."""

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings by their fingerprints."""

    known: Mapping[str, Known]

    def holds(self, fingerprint: str, code: str) -> bool:
        """Whether this finding was there."""
        found = self.known.get(fingerprint)
        return found is not None and found.code == code

    def within(self, found: Iterable[str]) -> Baseline:
        """What is left of it, where only `found` (fingerprints) is still there."""
        still = set(found)
        return Baseline({each: known for each, known in self.known.items() if each in still})

    def text(self) -> str:
        """The file."""
        rows = sorted((known.where, known.code, fingerprint) for fingerprint, known in self.known.items())
        return HEAD + "".join(f"{fingerprint}\t{code}\t{where}\n" for where, code, fingerprint in rows)


def parse(text: str) -> Baseline:
    """The baseline that `text` is.

    Raises:
        BadLine: a line is neither a finding nor a comment.
    """
    known: dict[str, Known] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is None:
            raise BadLine(number)
        known[found["fingerprint"]] = Known(found["code"], found["where"])
    return Baseline(known)
