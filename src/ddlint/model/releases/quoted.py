"""Which parts of a message somebody else wrote: changelogs and release notes that bots quote.

Dependabot and Renovate put the notes of the releases they bump to into the pull request, and squashing puts
them into the commit. A `BREAKING CHANGE:` in there broke the dependency, not this repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>details|blockquote|pre)\b", re.IGNORECASE | re.ASCII)
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where quoted regions start and end: what HTML folds, sets off or quotes, and fenced blocks.

    A region that is never closed is none: a stray tag must not hide what follows it.
    """
    return [*_regions(text), *_fenced(text)]


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """From each outermost tag to its closing one."""
    opened: dict[str, list[int]] = {}
    for tag in _TAG.finditer(text):
        starts = opened.setdefault(tag["name"].lower(), [])
        if not tag["closing"]:
            starts.append(tag.start())
        elif starts:
            start = starts.pop()
            if not starts:
                yield start, tag.end()


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """From each line that begins with a fence to the next that begins with the same."""
    start, fence = -1, ""
    for found in _FENCE.finditer(text):
        if start < 0:
            start, fence = found.start(), found[0]
        elif found[0] == fence:
            yield start, found.end()
            start = -1
