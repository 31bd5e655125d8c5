"""What git makes of a message file before it becomes a commit: `git commit --cleanup=...`, exactly.

The commit-msg hook sees the file before that. Sources: git's `builtin/commit.c` (`get_cleanup_mode`),
`strbuf.c` (`strbuf_stripspace`), `wt-status.c` (`wt_status_locate_end`). Tests compare each with git itself.
"""

from __future__ import annotations

from ddlint.model.header import BLANK

STRIP = "strip"
WHITESPACE = "whitespace"
VERBATIM = "verbatim"
SCISSORS = "scissors"
DEFAULT = "default"
MODES = (STRIP, WHITESPACE, VERBATIM, SCISSORS, DEFAULT)

CUT = "------------------------ >8 ------------------------"
DEFAULT_COMMENT = "#"
#: The candidates of `core.commentChar = auto`, in git's order.
CANDIDATES = "#;@!$%^&|:"


def mode_in_hook(configured: str, git_editor: str | None) -> str:
    """The mode git will use after the commit-msg hook.

    Args:
        configured: `commit.cleanup`; empty where it is not set.
        git_editor: the variable GIT_EDITOR of the hook; git sets it to `:` when no editor was opened
            (`git commit -m`), and then comment lines are part of the message.
    """
    edited = git_editor != ":"
    if configured in ("", DEFAULT):
        return STRIP if edited else WHITESPACE
    if configured == SCISSORS:
        return SCISSORS if edited else WHITESPACE
    return configured


def cleaned(text: str, mode: str = STRIP, comment: str = DEFAULT_COMMENT) -> str:
    """`text` as git will store it.

    A scissors line cuts in every mode, because `git commit --verbose` adds one in every mode.

    Args:
        text: the message file.
        mode: one of `MODES`; `default` is what git does after an editor.
        comment: `core.commentChar` or `core.commentString`, with `auto` resolved by `comment_in`.
    """
    kept = before_scissors(text, comment)
    if mode == VERBATIM:
        return kept
    return stripspace(kept, comment if mode in (STRIP, DEFAULT) else "")


def before_scissors(text: str, comment: str) -> str:
    """`text` up to its scissors line, which must be exactly git's."""
    line = f"{comment} {CUT}\n"
    if text.startswith(line):
        return ""
    at = text.find("\n" + line)
    return text if at < 0 else text[: at + 1]


def stripspace(text: str, comment: str = "") -> str:
    """What `git stripspace` makes of `text`; with `comment`, lines that begin with it are dropped first."""
    lines: list[str] = []
    empty = False
    for raw in text.split("\n"):
        if comment and raw.startswith(comment):
            continue
        line = raw.rstrip(BLANK)
        if line:
            if empty and lines:
                lines.append("")
            lines.append(line)
        empty = not line
    lines.append("")
    return "\n".join(lines)


def comment_in(text: str, configured: str) -> str:
    """The comment prefix in `text`, a message file.

    Args:
        text: the file.
        configured: `core.commentString` or `core.commentChar`; empty where neither is set. For `auto` git
            chose the first candidate that began no line of the message at hand; what it chose is told by its
            own scissors line, else by the last line, where its hints stand.
    """
    if configured != "auto":
        return configured or DEFAULT_COMMENT
    for candidate in CANDIDATES:
        if before_scissors(text, candidate) != text:
            return candidate
    last = text.rstrip(BLANK).rpartition("\n")[2][:1]
    return last if last and last in CANDIDATES else DEFAULT_COMMENT
