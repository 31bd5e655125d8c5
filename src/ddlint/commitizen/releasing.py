"""What `ddlint release next` says, for `cz bump`."""

from __future__ import annotations

import os
from dataclasses import dataclass

from semver import Version

from ddlint.commitizen.policy import repository_in, settings_in
from ddlint.engine.lines import lines_of
from ddlint.engine.upcoming import upcoming
from ddlint.git import ci
from ddlint.git.revision import commit_named
from ddlint.model.releases.bump import Bump, between


@dataclass(frozen=True, slots=True)
class Next:
    """The next release.

    Attributes:
        base: the release below it; 0.0.0 for none.
        version: the next version; None where there is nothing to release.
        bump: the part that it raises.
        why_none: why there is nothing to release.
        warnings: what does not fit.
    """

    base: Version
    version: Version | None
    bump: Bump
    why_none: str
    warnings: tuple[str, ...]


def next_in(folder: str, pre: str = "") -> Next:
    """The next release of what is checked out in `folder`; `pre` names a pre-release, such as `rc`.

    Raises:
        Incomplete: the history is cut.
        DdlintError: there is no commit, or no main branch.
    """
    repository, settings = repository_in(folder), settings_in(folder)
    hint = ci.detect(os.environ).hint(repository.is_shallow)
    oid = commit_named(repository, "HEAD", hint)
    lines = lines_of(repository, settings, hint, further=[oid])
    found = upcoming(repository, lines, oid, repository.head_ref() or "", settings, pre)
    base = found.stand.base.version if found.stand.base else Version(0)
    final = found.next.final
    bump = (between(base, final) if final is not None else None) or Bump.NONE
    return Next(base, found.next.version, bump, found.next.why_none, found.next.warnings)
