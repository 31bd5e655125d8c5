"""What UAT accounts ran before: asked of the history of this repository, where a release needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ddlint.errors import Incomplete
from ddlint.git.added_lines import added_lines
from ddlint.git.repository import Repository
from ddlint.model.accounts.deployment import ServiceFleet
from ddlint.model.accounts.untried import UntriedRelease, untried

_MOST = 50_000  # commits of the files of one service: ten years of a bot


def releases_ahead(fleets: Iterable[ServiceFleet], repository: Repository) -> Iterator[UntriedRelease]:
    """The releases that are above all that UAT accounts run, with what the history says about them.

    Nothing is asked of git for a service that has none.
    """
    for fleet in fleets:
        found = list(untried(fleet))
        if found:
            yield from _looked_up(found, repository)


def _looked_up(found: Sequence[UntriedRelease], repository: Repository) -> Iterator[UntriedRelease]:
    """`found`, all of one service: each with the tag that was there, or with why that is not known."""
    waiting, count, gap = list(found), 0, ""
    try:
        for lines in added_lines(repository, found[0].files, _MOST):
            count += 1
            for each in tuple(waiting):
                if tag := each.tag_in(lines):
                    waiting.remove(each)
                    yield replace(each, tried=tag)
            if not waiting:
                return
    except Incomplete as error:
        gap = error.message
    gap = gap or ("this clone is shallow" if repository.is_shallow else "")
    gap = gap or (f"more than {_MOST:,} commits changed its files" if count == _MOST else "")
    for each in waiting:
        yield replace(each, unknown=each.unknown or (gap and f"the history of its files is not known: {gap}"))
