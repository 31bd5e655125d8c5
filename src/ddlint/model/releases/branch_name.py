"""Names of hotfix branches, and names that come close to one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from semver import Version

_LONGEST = 256  # characters: a name beyond that is nobody's hotfix, and Python parses long numbers slowly
_FIELD = re.compile(r"\{(\w+)\}")
_PATTERNS = {"version": r"(?P<version>[0-9][0-9A-Za-z.+-]*?)", "context": r"(?P<context>[A-Za-z0-9._/-]+)"}
_CANDIDATE = re.compile(r"[-._/](?:alpha|beta|rc|pre|preview)(?:[-.]?\d+)?$", re.IGNORECASE | re.ASCII)
_MERGED = re.compile(
    r"Merge (?:(?:remote-tracking )?branch '(?P<named>[^']+)'|pull request #\d+ from [^/ ]+/(?P<pulled>\S+))",
    re.ASCII,
)
_WORDS = r"(?:hot-?fix(?:es)?|{lead})"
_NEAR = r"{words}[-_/.]?(?:v|version)?[-_/.]?(?P<core>\d+\.\d+\.\d+)(?:[-_/.+](?P<context>.*))?"


class Misnamed(NamedTuple):
    """A name that is meant as that of a hotfix branch, and has another form.

    Attributes:
        version: the version in it.
        better: the name it should have.
    """

    version: Version
    better: str


def short_branch(ref: str) -> str:
    """The name of a branch from its full name, without `refs/heads/`, or `refs/remotes/` and the remote."""
    if ref.startswith("refs/remotes/"):
        return ref.removeprefix("refs/remotes/").partition("/")[2]
    return ref.removeprefix("refs/heads/")


def branch_version(template: str, name: str) -> Version | None:
    """The version in the name of a hotfix branch, by a template such as `release-v{version}[-{context}]`.

    Args:
        template: with `{version}` and optionally `{context}`; what stands in `[...]` may be left out.
        name: of the branch, without `refs/heads/` and remote.

    Returns:
        The version; None where the name has another form, or no version that is a final release.
    """
    found = _pattern(template).fullmatch(name) if len(name) <= _LONGEST else None
    if found is None:
        return None
    try:
        version = Version.parse(found["version"])
    except ValueError:
        return None
    return None if version.prerelease or version.build else version


def merged_branch(subject: str) -> str:
    """The branch that the first line of a merge names as what it brought; empty where it names none."""
    found = _MERGED.match(subject)
    return (found["named"] or found["pulled"]).removeprefix("origin/") if found else ""


def is_of_candidate(name: str) -> bool:
    """Whether a branch ends as a pre-release does: it may have prepared one, and be no hotfix."""
    return _CANDIDATE.search(name) is not None


def misnamed(template: str, name: str) -> Misnamed | None:
    """What a branch should be called that is plainly meant as a hotfix and not called so; None for others.

    Plainly: it says hotfix, or the word that hotfix branches begin with, and then the version of a patch
    release. `release/1.42.0` and `fix-1.42.2` may be anything.
    """
    if len(name) > _LONGEST or branch_version(template, name) is not None:
        return None
    found = _near(template).fullmatch(name)
    if found is None:
        return None
    version = Version(*(int(number) for number in found["core"].split(".")))
    return Misnamed(version, _filled(template, version, found["context"] or "")) if version.patch else None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = []
    for piece in re.split(r"(\[|\]|\{\w+\})", template):
        field = _FIELD.fullmatch(piece)
        if field and field[1] in _PATTERNS:
            parts.append(_PATTERNS[field[1]])
        else:
            parts.append({"[": "(?:", "]": ")?"}.get(piece, re.escape(piece)))
    return re.compile("".join(parts))


@cache
def _near(template: str) -> re.Pattern[str]:
    lead = re.match(r"[A-Za-z]*", template)
    word = lead[0] if lead else ""
    words = _WORDS.format(lead=re.escape(word) if len(word) > 2 else "hotfix")
    return re.compile(_NEAR.format(words=words), re.IGNORECASE | re.ASCII)


def _filled(template: str, version: Version, context: str) -> str:
    """The name by `template`; what of it holds a context that is not there is left out."""
    optional = re.compile(r"\[([^\[\]]*)\]")
    kept = context and _filled_context(context)
    text = optional.sub(lambda found: found[1] if kept or "{context}" not in found[1] else "", template)
    return text.replace("{version}", str(version)).replace("{context}", kept)


def _filled_context(context: str) -> str:
    return re.sub(r"[^A-Za-z0-9._/-]+", "-", context).strip("-./")
