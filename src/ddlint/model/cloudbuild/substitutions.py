"""Cloud Build's own substitutions: `$COMMIT_SHA`, `${_NAME}`, and the bash forms of them.

Source: Cloud Build documentation, "Substituting variable values" and "Bash-style string operations".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ddlint.model.cloudbuild.commit_ids import short_commit
from ddlint.model.cloudbuild.expansion import operated
from ddlint.model.cloudbuild.text import Fields, Kind

BUILT_IN = frozenset({
    "PROJECT_ID", "PROJECT_NUMBER", "BUILD_ID", "LOCATION", "TRIGGER_NAME", "TRIGGER_BUILD_CONFIG_PATH",
    "COMMIT_SHA", "REVISION_ID", "SHORT_SHA", "REPO_NAME", "REPO_FULL_NAME", "BRANCH_NAME", "TAG_NAME",
    "REF_NAME", "SERVICE_ACCOUNT_EMAIL", "SERVICE_ACCOUNT",
})  # fmt: skip
_KINDS = {
    "BRANCH_NAME": Kind.BRANCH,
    "REF_NAME": Kind.BRANCH,
    "_HEAD_BRANCH": Kind.BRANCH,
    "_BASE_BRANCH": Kind.BRANCH,
    "TAG_NAME": Kind.RELEASE,
    "COMMIT_SHA": Kind.COMMIT,
    "REVISION_ID": Kind.COMMIT,
    "SHORT_SHA": Kind.SHORT_COMMIT,
    "BUILD_ID": Kind.BUILD,
    "PROJECT_ID": Kind.PROJECT,
    "PROJECT_NUMBER": Kind.PROJECT,
    "REPO_NAME": Kind.PROJECT,
    "REPO_FULL_NAME": Kind.PROJECT,
    "LOCATION": Kind.PROJECT,
    "TRIGGER_NAME": Kind.PROJECT,
    "SERVICE_ACCOUNT": Kind.PROJECT,
}
_USE = re.compile(r"\$\$|\$\{([A-Z_][A-Z0-9_]*)([^A-Z0-9_}][^}]*)?\}|\$([A-Z_][A-Z0-9_]*)", re.ASCII)
_SHORT_SHA = 7
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Use:
    """A substitution as a text uses it.

    Attributes:
        name: of the variable.
        start, end: characters of the text.
    """

    name: str
    start: int
    end: int


def uses(text: str) -> list[Use]:
    """The substitutions that Cloud Build sees in a text; `$$NAME` is none, but `$NAME` for the shell."""
    return [
        Use(match[1] or match[3], match.start(), match.end())
        for match in _USE.finditer(text)
        if match[1] or match[3]
    ]


def expand(text: str, declared: Mapping[str, str], fields: Fields, depth: int = 0) -> str:
    """`text` with every substitution filled in, by its declared value or by a field.

    Args:
        text: as it is written.
        declared: the build's own `substitutions`.
        fields: where the fields go.
        depth: how many declared values it came through.
    """

    def one(match: re.Match[str]) -> str:
        name, operation = match[1] or match[3], match[2] or ""
        if not name:
            return "$"
        return _filled(name, operation, match[0], declared, fields, depth)

    return _USE.sub(one, text)


def _filled(
    name: str, operation: str, source: str, declared: Mapping[str, str], fields: Fields, depth: int
) -> str:
    if name in declared and depth < _DEEPEST:
        value = fields.filled.get((name, depth))
        if value is None:
            value = fields.bounded(expand(declared[name], declared, fields, depth + 1), source)
            fields.filled[name, depth] = value
        return value if not operation else operated(value, operation, source, fields)
    if name in _KINDS:
        value = _built_in(name, source if operation else f"${name}", fields)
        return value if not operation else operated(value, operation, source, fields)
    why = "the trigger sets it" if name.startswith("_") else "only the build knows it"
    return fields.unknown(source, why)


def _built_in(name: str, source: str, fields: Fields) -> str:
    if name == "SHORT_SHA":
        return fields.add(short_commit(source, _SHORT_SHA, _SHORT_SHA))
    return fields.put(_KINDS[name], source)
