"""How commitizen learns of the next release: its current version, and the one that comes next."""

from __future__ import annotations

from commitizen.exceptions import CommitizenException, ExitCode
from commitizen.providers.base_provider import VersionProvider
from commitizen.version_schemes import Increment, Prerelease, SemVer2

from ddlint.commitizen.policy import here
from ddlint.commitizen.releasing import Next, next_in
from ddlint.errors import DdlintError


class ReleaseUnknown(CommitizenException):
    """ddlint cannot tell the next release; the text says why, and what to do."""

    exit_code = ExitCode.INVALID_CONFIGURATION


def asked(pre: str = "") -> Next:
    """The next release of what is checked out.

    Raises:
        ReleaseUnknown: it cannot be told.
    """
    try:
        return next_in(here(), pre)
    except DdlintError as error:
        raise ReleaseUnknown("\n".join(filter(None, (error.message, error.hint)))) from error


class TagProvider(VersionProvider):
    """The current version is that of the release below the next one. No file has it: the tag says it."""

    def get_version(self) -> str:
        """The version."""
        return str(asked().base)

    def set_version(self, version: str) -> None:
        """Nothing to write: `cz bump` makes the tag."""


class DdlintScheme(SemVer2):
    """SemVer, whose next version is that of `ddlint release next`: candidates counted, none taken twice."""

    def bump(
        self,
        increment: Increment | None,
        prerelease: Prerelease | None = None,
        prerelease_offset: int = 0,
        devrelease: int | None = None,
        is_local_version: bool = False,
        build_metadata: str | None = None,
        exact_increment: bool = False,
    ) -> DdlintScheme:
        """The next version; where somebody asks for another increment, commitizen's own arithmetic."""
        found = asked(prerelease or "")
        other = devrelease is not None or is_local_version or build_metadata or exact_increment
        if other or found.version is None or increment != found.bump.name:
            return super().bump(
                increment, prerelease, prerelease_offset, devrelease, is_local_version, build_metadata,
                exact_increment=exact_increment,
            )  # fmt: skip
        return type(self)(str(found.version))
