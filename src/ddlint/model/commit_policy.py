"""The short cut of the hook and of the history: whether no commit rule can find anything in a message.

Nearly every message conforms. The rules, which place and word their findings, are loaded for the others only.
"""

from __future__ import annotations

from ddlint.model.automatic import AUTOSQUASH, MERGE_UNQUOTED, REVERT, automatic_kind
from ddlint.model.header import BLANK, Header, read_header
from ddlint.model.revert import names_what_it_reverts
from ddlint.model.unfinished import unfinished_mark

#: The types of the process first (they raise the version), then the usual others.
DEFAULT_TYPES = (
    "feat", "fix", "chore",
    "build", "ci", "docs", "perf", "refactor", "revert", "style", "test",
)  # fmt: skip

#: A larger message (characters) is looked at in pieces: it may hold 100 MB, and a copy as much again.
_LARGE = 1 << 20


class CommitPolicy:
    """What a message may be: the settings of the commit rules, ready for use.

    Attributes:
        types: the types allowed, in lower case.
        scopes: the scopes allowed; empty for any.
        require_scope: whether a header needs a scope.
        max_header_length: the longest header allowed, in characters; 0 for no limit.
        unfinished: whether `fixup!` and `WIP` may pass: in the hook they may, on the way to main not.
        has_limits: whether any of scopes, scope and length is limited at all.
    """

    __slots__ = ("has_limits", "max_header_length", "require_scope", "scopes", "types", "unfinished")

    def __init__(
        self,
        types: frozenset[str],
        scopes: frozenset[str] = frozenset(),
        *,
        require_scope: bool = False,
        max_header_length: int = 0,
        unfinished: bool = False,
    ) -> None:
        self.types = types
        self.scopes = scopes
        self.require_scope = require_scope
        self.max_header_length = max_header_length
        self.unfinished = unfinished
        self.has_limits = bool(scopes or require_scope or max_header_length)

    def is_within_limits(self, header: str, scope: str | None) -> bool:
        """Whether scope and length of `header` are allowed."""
        return self.allows_scope(scope) and self.allows_length(header)

    def allows_scope(self, scope: str | None) -> bool:
        """Whether a header may have `scope` (None: no scope).

        Several scopes are set apart by commas, and each must be allowed.
        """
        if scope is None:
            return not self.require_scope
        if not self.scopes or scope in self.scopes:
            return True
        return all(each.strip() in self.scopes for each in scope.split(","))

    def allows_length(self, header: str) -> bool:
        """Whether `header` is short enough."""
        return not self.max_header_length or len(header) <= self.max_header_length


def conforms(text: str, policy: CommitPolicy, merge: bool | None = None) -> bool:
    """Whether no commit rule can find anything in the message `text` under `policy`.

    False means that the rules have to look, not that they will find something.

    Args:
        text: the message, cleaned as git cleans it or as it is stored.
        policy: what it may be.
        merge: whether the commit is known to be a merge, or not to be one; None where that is not known.
    """
    if merge:
        return is_readable(text)
    end = text.find("\n")
    header = (text if end < 0 else text[:end]).rstrip(BLANK)
    parts = read_header(header)
    if parts is None:
        return _is_automatic(header, text, policy, merge) and is_readable(text)
    if end >= 0 and not text.startswith("\n", end + 1) and _second_line(text, end + 1):
        return False
    return _allows_header(policy, header, parts, text) and _is_sound(text)


def _second_line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip(BLANK)


def _allows_header(policy: CommitPolicy, header: str, parts: Header, text: str) -> bool:
    kind = parts.type
    if kind not in policy.types:
        kind = kind.lower()
        if kind not in policy.types:
            return False
    if policy.has_limits and not policy.is_within_limits(header, parts.scope):
        return False
    if kind == "revert" and not names_what_it_reverts(text):
        return False
    return policy.unfinished or not (kind == "wip" or unfinished_mark(parts.description))


def _is_sound(text: str) -> bool:
    return is_readable(text) and (not _mentions_breaking(text) or _has_sound_footers(text))


def _mentions_breaking(text: str) -> bool:
    if len(text) <= _LARGE:
        return "breaking" in text.lower()
    return any("breaking" in text[at : at + _LARGE + 8].lower() for at in range(0, len(text), _LARGE))


def is_readable(text: str) -> bool:
    """Whether `text` came from UTF-8 without a NUL byte: what `DDC011` asks."""
    if "\0" in text:
        return False
    if not text.isascii():
        try:
            for at in range(0, len(text), _LARGE):
                text[at : at + _LARGE].encode()
        except UnicodeEncodeError:
            return False
    return True


def _has_sound_footers(text: str) -> bool:
    from ddlint.model.message import Message

    message = Message(text)
    return not message.near_misses and all(each.value for each in message.footers if each.is_breaking)


def _is_automatic(header: str, text: str, policy: CommitPolicy, merge: bool | None) -> bool:
    automatic = automatic_kind(header, text)
    if automatic == REVERT:
        return names_what_it_reverts(text)
    if automatic == AUTOSQUASH:
        return policy.unfinished
    return stands_for_itself(automatic, merge)


def stands_for_itself(automatic: str, merge: bool | None) -> bool:
    """Whether a message of the kind `automatic` needs no conventional header.

    Args:
        automatic: see `ddlint.model.automatic`; empty for none.
        merge: what the parents say: without quotes, `Merge a into b` is taken for a merge only where they
            are not known.
    """
    return bool(automatic) and (automatic != MERGE_UNQUOTED or merge is None)
