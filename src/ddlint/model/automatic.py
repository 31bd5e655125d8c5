"""Messages that git and the forges write themselves, told by their exact forms.

Prose that merely begins with "Merge" or "Revert" is not one of them. Where the parents of the commit are
known, they tell a merge; these patterns are for messages alone (a hook, a pull request's title).

Sources: git's `builtin/fmt-merge-msg.c` and `sequencer.c` (revert, reapply since 2.43, autosquash), what
GitHub, GitLab, Azure DevOps and Bitbucket write, and the default template of Flux's
image-automation-controller.
"""

from __future__ import annotations

MERGE = "merge"
#: `Merge a into b` without quotes: GitHub's pull request refs, but prose has that form too.
MERGE_UNQUOTED = "merge-unquoted"
REVERT = "revert"
REAPPLY = "reapply"
AUTOSQUASH = "autosquash"
FLUX = "flux"

#: The default message of image updates, and the messages of `flux bootstrap`.
FLUX_MESSAGES = ("Update from image update automation", "Add Flux sync manifests")

_MERGED = (
    "branch ", "branches ", "tag ", "tags ", "commit ", "commits ",
    "remote-tracking branch ", "remote-tracking branches ",
)  # fmt: skip


def automatic_kind(header: str, text: str) -> str:
    """The kind of automatic message that `header`, the first line of `text`, belongs to; empty for none."""
    if header.startswith(("Merge", "Pull request #")):
        return _merge(header, text)
    if header.startswith(("fixup! ", "squash! ", "amend! ")):
        return AUTOSQUASH
    if header.startswith('Revert "'):
        return REVERT if _ends_quoted(header, text) else ""
    if header.startswith('Reapply "'):
        return REAPPLY if _ends_quoted(header, text) else ""
    return FLUX if header.startswith(("Update from ", "Add Flux ")) and _is_of_flux(header) else ""


def _is_of_flux(header: str) -> bool:
    version = header.removeprefix("Add Flux v").removesuffix(" component manifests")
    return header in FLUX_MESSAGES or (len(header) - len(version) == 30 and version.count(".") >= 2)


def _ends_quoted(header: str, text: str) -> bool:
    """Whether `header` ends with its quote (and GitHub's number), or was cut and goes on in the body."""
    title = _without_number(header)
    return (title.endswith('"') and title.count('"') > 1) or "\nThis reverts commit " in text


def _without_number(header: str) -> str:
    """`header` without the ` (#123)` that GitHub adds to the title of a squashed pull request."""
    at = header.rfind(" (#")
    return header[:at] if at > 0 and header.endswith(")") and header[at + 3 : -1].isdecimal() else header


def _merge(header: str, text: str) -> str:
    if header.startswith("Merge pull request from GHSA-"):
        return MERGE if _is_word(header[24:]) else ""
    if header.startswith("Merge pull request #"):
        return MERGE if _numbered(header[20:], ("", " from ", " in ")) else ""
    if header.startswith("Merged PR "):
        return MERGE if _numbered(header[10:], (": ",)) else ""
    if header.startswith("Pull request #"):
        return MERGE if _numbered(header[14:], (": ",)) and "\n\nMerge in " in text else ""
    if header.startswith("Merged in "):
        return MERGE if _bitbucket(header[10:]) else ""
    return _merge_of(header[6:]) if header.startswith("Merge ") else ""


def _numbered(rest: str, followers: tuple[str, ...]) -> bool:
    """Whether `rest` is a number followed by one of `followers` (`""`: by nothing)."""
    digits = len(rest) - len(rest.lstrip("0123456789"))
    behind = rest[digits:]
    return digits > 0 and any(behind.startswith(each) if each else not behind for each in followers)


def _bitbucket(rest: str) -> bool:
    name, _, number = rest.partition(" (pull request #")
    return _is_word(name) and (not number or number.removesuffix(")").isdecimal())


def _merge_of(rest: str) -> str:
    for what in _MERGED:
        if rest.startswith(what + "'"):
            return MERGE if _quoted_names(rest[len(what) :]) else ""
    words = rest.split(" ", 4)
    return MERGE_UNQUOTED if len(words) == 3 and words[1] == "into" and all(words) else ""


def _quoted_names(rest: str) -> bool:
    """Whether `rest` is a list of quoted names as git joins them, then optionally where from and where to."""
    at = 0
    while rest.startswith("'", at):
        closing = rest.find("'", at + 1)
        if closing < 0:
            return False
        at = _next_name(rest, closing + 1)
    source, separator, target = rest[at:].rpartition(" into ")
    if not separator:
        source, target = rest[at:], "x"
    return _is_word(target) and (not source or (source.startswith(" of ") and _is_word(source[4:])))


def _next_name(rest: str, at: int) -> int:
    """Where the next quoted name starts, behind git's joints; `at` itself where none follows."""
    for joint in (", ", " and ", "; "):
        if rest.startswith(joint, at):
            behind = at + len(joint)
            for what in ("", *_MERGED):
                if rest.startswith(what + "'", behind):
                    return behind + len(what)
    return at


def _is_word(text: str) -> bool:
    return bool(text) and not any(map(str.isspace, text))
