"""Edits that mend a marker where it stands, or move it to where Flux reads it."""

from __future__ import annotations

import re

from ddlint.engine.finding import Edit
from ddlint.model.marker_site import MarkerSite
from ddlint.model.scalar import Scalar, Style

_MARKER_LINE = re.compile(r"[ \t]*(?:- *)*#.*imagepolic", re.IGNORECASE)


def marker(setter: str) -> str:
    """The JSON that Flux reads for `setter` (`flux-system:backend:tag`)."""
    return f'{{"$imagepolicy": "{setter}"}}'


def replaced(site: MarkerSite, comment: str) -> Edit:
    """Put `comment` in the place of the site's own."""
    return Edit(site.path, site.start, site.end, comment)


def moved(site: MarkerSite, comment: str, target: Scalar | None) -> tuple[Edit, ...]:
    """Move the site's comment, as `comment`, behind `target`; nothing where that is not certain to work.

    It works where the target is one scalar on one line with no comment of its own and nothing behind it but
    a comma.
    """
    if target is None or not _takes_a_comment(target, site):
        return ()
    end = target.end + 1 if target.text[target.end : target.end + 1] == "," else target.end
    return _removed(site), Edit(site.path, end, end, f" {comment}")


def _takes_a_comment(target: Scalar, site: MarkerSite) -> bool:
    if target.style in (Style.LITERAL, Style.FOLDED) or "\n" in target.raw or not target.raw:
        return False
    if target.comment is not None or _has_marker_above(target, site):
        return False
    rest = target.text[target.end : line_end(target.text, target.end)]
    behind = rest[: site.start - target.end] if 0 <= site.start - target.end < len(rest) else rest
    return behind.strip(" \t\r") in ("", ",")


def _has_marker_above(target: Scalar, site: MarkerSite) -> bool:
    """Whether another marker stands above `target`, which Flux may read: a comment behind would hide it."""
    end = line_start(target.text, target.start) - 1
    first = line_start(target.text, end) if end > 0 else 0
    own = first <= site.start < end
    return not own and _MARKER_LINE.match(target.text, first, max(end, 0)) is not None


def _removed(site: MarkerSite) -> Edit:
    """Take the comment away: its whole line where it is alone there, else with the blanks before it."""
    text, first = site.text, line_start(site.text, site.start)
    if not text[first : site.start].strip(" \t"):
        last = line_end(text, site.end)
        return Edit(site.path, first, min(last + 1, len(text)), "")
    start = site.start
    while text[start - 1] in " \t":
        start -= 1
    return Edit(site.path, start, site.end, "")


def line_start(text: str, offset: int) -> int:
    """The offset of the first character of the line that `offset` stands in."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """The offset of the line break behind `offset`, or the length of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def on_own_line(site: MarkerSite) -> bool:
    """Whether nothing but blanks stands before the comment on its line."""
    return not site.text[line_start(site.text, site.start) : site.start].strip(" \t")
