"""Candidates: pre-releases that are counted, such as `rc.1`, `rc.2`."""

from __future__ import annotations

import re
from functools import cache

from semver import Version

NUMBER = "{number}"


def is_candidate(form: str, version: Version) -> bool:
    """Whether `version` is a pre-release of the form `form`, such as `rc.{number}`."""
    return version.prerelease is not None and _pattern(form).fullmatch(version.prerelease) is not None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    before, _, after = form.partition(NUMBER)
    return re.compile(f"{re.escape(before)}(0|[1-9][0-9]*){re.escape(after)}", re.ASCII)


def before(form: str, version: Version) -> Version | None:
    """The candidate that comes before the candidate `version`; None for the first, and for what is none."""
    found = _pattern(form).fullmatch(version.prerelease or "")
    if found is None or len(found[1]) > 18 or int(found[1]) < 2:
        return None
    return version.replace(prerelease=form.replace(NUMBER, str(int(found[1]) - 1)))
