r"""Operations on a value, as bash and Cloud Build write them: `${NAME//\//-}`, `${NAME:0:7}`, `${NAME#v}`.

A literal value is worked out. Of a field it is known what becomes of its kind; else that it cannot be told.
Source: Bash manual, "Shell Parameter Expansion"; Cloud Build documentation, "Bash-style string operations".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ddlint.model.cloudbuild.commit_ids import short_commit
from ddlint.model.cloudbuild.text import Field, Fields, Kind

_CUT = re.compile(r":\s*([0-9]+)(?::\s*([0-9]+))?")
_REPLACED = re.compile(r"(//?)((?:\\.|\[[^\]]*\]|[^/\\])+)(?:/(.*))?", re.DOTALL)
_TRIMMED = re.compile(r"(##?|%%?)(.+)", re.DOTALL)
_GLOB = re.compile(r"[*?\[\\]")
_CASES: dict[str, Callable[[str], str]] = {
    "^^": str.upper,
    ",,": str.lower,
    "^": lambda text: text[:1].upper() + text[1:],
    ",": lambda text: text[:1].lower() + text[1:],
}
#: Names that stay names of their kind where a part is cut off.
_NAMES = {Kind.BRANCH, Kind.PLAIN_BRANCH, Kind.RELEASE}
_NOT_FOLLOWED = "ddlint does not follow this operation"


def operated(value: str, operation: str, source: str, fields: Fields) -> str:
    """What an operation makes of a value.

    Args:
        value: of the variable, its fields as single characters.
        operation: what stands behind the name: `:0:7`, `#v`.
        source: all of it, as it is written.
        fields: where fields are kept.
    """
    if not operation or operation.startswith((":-", ":=", ":?")):
        return value
    literal = all(isinstance(part, str) for part in fields.parts(value))
    made = _of_literal(value, operation) if literal else _of_fields(value, operation, source, fields)
    return fields.unknown(source, _NOT_FOLLOWED) if made is None else made


def _of_literal(value: str, operation: str) -> str | None:
    if change := _CASES.get(operation):
        return change(value)
    if cut := _CUT.fullmatch(operation):
        end = None if cut[2] is None else int(cut[1]) + int(cut[2])
        return value[int(cut[1]) : end]
    if (replaced := _REPLACED.fullmatch(operation)) and not _GLOB.search(replaced[2].replace("\\/", "/")):
        return value.replace(
            replaced[2].replace("\\/", "/"), replaced[3] or "", -1 if replaced[1] == "//" else 1
        )
    if trimmed := _TRIMMED.fullmatch(operation):
        return _trimmed(value, trimmed[1], trimmed[2])
    return None


def _trimmed(value: str, where: str, pattern: str) -> str | None:
    """Without a start (`#`) or an end (`%`) that a pattern matches: the shortest; doubled: the longest."""
    kept = pattern.strip("*")
    if _GLOB.search(kept):
        return None
    front = where[0] == "#"
    if kept == pattern:
        return value.removeprefix(kept) if front else value.removesuffix(kept)
    if kept not in value or pattern != (f"*{kept}" if front else f"{kept}*"):
        return value if kept not in value else None
    if front:
        return value.partition(kept)[2] if where == "#" else value.rpartition(kept)[2]
    return value.rpartition(kept)[0] if where == "%" else value.partition(kept)[0]


def _of_fields(value: str, operation: str, source: str, fields: Fields) -> str | None:
    replaced = _REPLACED.fullmatch(operation)
    if replaced and fields.holds(value, Kind.BRANCH):
        every = replaced[1] == "//" and ("/" in replaced[2] or replaced[2].startswith("[^"))
        return plain_branch(value, fields, source) if every else value
    alone = fields.of(value) if len(value) == 1 else None
    return _of_one(alone, value, operation, source, fields) if alone is not None else None


def _of_one(part: Field, value: str, operation: str, source: str, fields: Fields) -> str | None:
    """What becomes of a value that is one field."""
    if cut := _CUT.fullmatch(operation):
        if part.kind in {Kind.COMMIT, Kind.SHORT_COMMIT} and cut[1] == "0" and cut[2]:
            return fields.add(short_commit(source, int(cut[2]), int(cut[2])))
        return fields.put(part.kind, source) if part.kind in _NAMES and not cut[2] else None
    if operation in _CASES:
        return value
    trimmed = _TRIMMED.fullmatch(operation)
    if trimmed and part.kind in _NAMES:
        last = part.kind is Kind.BRANCH and trimmed[1] == "##" and trimmed[2] == "*/"
        return fields.put(Kind.PLAIN_BRANCH if last else part.kind, source)
    return fields.put(part.kind, source) if _REPLACED.fullmatch(operation) and part.kind in _NAMES else None


def plain_branch(value: str, fields: Fields, source: str) -> str:
    """`value` with its branch made fit for a tag."""
    plain = fields.put(Kind.PLAIN_BRANCH, source)
    return "".join(
        plain if (found := fields.of(letter)) and found.kind is Kind.BRANCH else letter for letter in value
    )
