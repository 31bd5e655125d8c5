"""`cz_ddlint`: what commitizen asks of a convention, answered by ddlint's policy."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from commitizen.cz.base import BaseCommitizen, ValidationResult
from commitizen.question import CzQuestion

from commitizen import git, out
from ddlint.commitizen import wording
from ddlint.commitizen.bumping import asked
from ddlint.commitizen.checking import Written, faults
from ddlint.commitizen.policy import committed_in, here, is_merging, settings_in
from ddlint.config.bumps import levels
from ddlint.config.settings import Settings
from ddlint.model.cleanup import stripspace
from ddlint.model.message import Message
from ddlint.model.releases.bump import Bump
from ddlint.output.safe import safe

_ANSWER = "ddlint asks for: "
_TYPE = r"[A-Za-z][\w-]*"
_RELEASE = re.compile(r"chore\(release\): v?\d+\.\d+\.\d+")


class DdlintCz(BaseCommitizen):
    """The convention. Its answers come from the configuration of the repository that commitizen runs in."""

    bump_pattern = rf"^{_ANSWER}(\w+)$"
    bump_map: Mapping[str, str | None] = MappingProxyType({bump.name: bump.name for bump in Bump if bump})
    bump_map_major_version_zero = bump_map
    commit_parser = (
        rf"^(?P<change_type>{_TYPE})(?:\((?P<scope>[^()\r\n]*)\))?(?P<breaking>!)?:\s(?P<message>.*)?"
    )
    changelog_pattern = rf"^{_TYPE}(?:\([^()\r\n]*\))?!?:\s"

    @property
    def _settings(self) -> Settings:
        return settings_in(here())

    def questions(self) -> list[CzQuestion]:
        """What `cz commit` asks."""
        found = levels(self._settings)
        raised = {name: found.by_type.get(name, found.other).word for name in self._settings.commits.types}
        told = {name: word for name, word in raised.items() if word != "none"}
        return wording.questions(self._settings, told)

    def message(self, answers: Mapping[str, Any]) -> str:
        """The message that the answers make; ddlint finds nothing in it."""
        return wording.message(answers, self._settings)

    def validate_commit_message(
        self,
        *,
        commit_msg: str,
        pattern: re.Pattern[str],  # noqa: ARG002 - commitizen's own
        allow_abort: bool,
        allowed_prefixes: list[str],  # noqa: ARG002 - commitizen's own
        max_msg_length: int | None,
        commit_hash: str,
    ) -> ValidationResult:
        """The verdict of `ddlint commits`, or of `ddlint commit-msg` for a message that is not committed yet.

        commitizen's prefixes are not asked: ddlint knows what git, forges and Flux write.
        """
        text = stripspace(commit_msg)
        if not text.strip() and allow_abort:
            return ValidationResult(True, [])
        found = self._faults(text, commit_hash)
        if max_msg_length and max_msg_length > 0 and len(text.partition("\n")[0]) > max_msg_length:
            found.append(f"the header has more than {max_msg_length} characters (message_length_limit)")
        return ValidationResult(not found, found)

    def _faults(self, text: str, commit_hash: str) -> list[str]:
        settings, now = self._settings, int(time.time())
        if commit_hash:
            return faults(committed_in(here()).of(commit_hash), settings, now=now)
        variables = os.environ  # git tells a hook who the author is
        author = f"{variables.get('GIT_AUTHOR_NAME', '')} <{variables.get('GIT_AUTHOR_EMAIL', '')}>"
        return faults(Written(text, merge=is_merging(here()), author=author), settings, now=now)

    def format_exception_message(self, invalid_commits: list[tuple[git.GitCommit, list[str]]]) -> str:
        """What was found, each commit with its header."""
        told = []
        for commit, found in invalid_commits:
            header = stripspace(commit.message).partition("\n")[0]
            told += [f"{commit.rev[:10] or 'message'}: {safe(header)}", *found, ""]
        return "\n".join(["ddlint refuses:", "", *told]).rstrip()

    def filter_commits_before_bump(self, commits: list[git.GitCommit]) -> list[git.GitCommit]:  # noqa: ARG002
        """One commit that says what ddlint makes of them all: reverts cancel, picks count once."""
        found = asked()
        for warning in found.warnings:
            out.warn(safe(warning))
        if found.version is None:
            return []
        return [git.GitCommit("", f"{_ANSWER}{found.bump.name}")]

    def changelog_message_builder_hook(
        self, message: dict[str, Any], commit: git.GitCommit
    ) -> dict[str, Any] | None:
        """The line of a commit: a breaking change is marked, and a release does not list its own commit."""
        if _RELEASE.match(commit.title):
            return None
        if Message(commit.message).is_breaking:
            message["message"] = f"**breaking:** {message['message']}"
        return message

    def example(self) -> str:
        """A message."""
        return "feat(api): answer in pages\n\nA list of 10,000 accounts took a minute.\n\nRefs: OPS-7"

    def schema(self) -> str:
        """The form."""
        return "<type>(<scope>)!: <subject>\n\n<body>\n\nBREAKING CHANGE: <what breaks>\n<footers>"

    def schema_pattern(self) -> str:
        """The form of the header as a pattern; the verdict is ddlint's, which knows more."""
        types = "|".join(map(re.escape, self._settings.commits.types))
        return rf"(?s)({types})(\([^()\r\n]+\))?!?: [^\n\r]+(\n\n.*)?"

    def info(self) -> str:
        """The policy, in words."""
        commits = self._settings.commits
        needed = ", one is needed" if commits.require_scope else ""
        lines = [
            "Conventional Commits 1.0.0, by the policy in ddlint's configuration (`ddlint config show`).",
            f"types: {', '.join(commits.types)}",
            f"scopes: {', '.join(commits.scopes) or 'any'}{needed}",
        ]
        if commits.max_header_length:
            lines.append(f"the header has at most {commits.max_header_length} characters")
        return "\n".join([*lines, "", "`ddlint rules` lists the rules, `ddlint explain RULE` explains one."])
