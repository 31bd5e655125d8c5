"""Places a finding can point at: symbolic, with character offsets into a text that the subject holds.

Lines and columns are derived once, by `ddlint.engine.locate`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileSpan:
    """Characters `start` (included) to `end` (excluded) of a file's text.

    Attributes:
        path: repository-relative, with `/`.
        start: 0-based offset in characters of the decoded text, byte order mark included.
        end: offset after the last character; equal to `start` for a point.
        route: the YAML route at the place (`spec.values.image.tag`), or empty.
    """

    path: str
    start: int
    end: int
    route: str = ""


@dataclass(frozen=True, slots=True)
class MessageSpan:
    """Characters `start` to `end` of a commit message.

    Attributes:
        commit: the full commit id, or empty for a message that is not committed yet.
        start: 0-based offset in characters of the message.
        end: offset after the last character.
    """

    commit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RefPlace:
    """A ref by its full name (`refs/tags/v1.2.3`)."""

    ref: str


Place = FileSpan | MessageSpan | RefPlace
