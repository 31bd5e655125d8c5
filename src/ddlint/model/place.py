"""Places a finding can point at: symbolic, with character offsets into a text that the subject holds.

Lines and columns are derived once, by `ddlint.engine.locate`. Places are tuples because a long history makes
a lot of them, and a tuple is made in a third of the time.
"""

from __future__ import annotations

from typing import NamedTuple


class FileSpan(NamedTuple):
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


class MessageSpan(NamedTuple):
    """Characters `start` to `end` of a commit message.

    Attributes:
        commit: the full commit id, or empty for a message that is not committed yet.
        start: 0-based offset in characters of the message.
        end: offset after the last character.
    """

    commit: str
    start: int
    end: int


class RefPlace(NamedTuple):
    """A ref by its full name (`refs/tags/v1.2.3`)."""

    ref: str


Place = FileSpan | MessageSpan | RefPlace
