"""What the programs print that build steps make tags with: `date`, `git`, `echo`; filters behind a `|`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ddlint.model.cloudbuild.commit_ids import short_commit
from ddlint.model.cloudbuild.dates import date_field
from ddlint.model.cloudbuild.expansion import plain_branch
from ddlint.model.cloudbuild.text import Fields, Kind

_SHORT = 7
_UNCHANGED = frozenset({"xargs", "tee", "head", "tail", "cat", "base64 -d"})
_PRINTED = re.compile(r"%(?:s|b|%)")
_CUT = re.compile(r"-c\s*1?-([0-9]+)")
_FORMATS = {"%H": Kind.COMMIT, "%ct": Kind.TIMESTAMP, "%at": Kind.TIMESTAMP}


def printed(words: Sequence[str], source: str, fields: Fields, place: int) -> str | None:
    """What a command prints; None where that is not known.

    Args:
        words: the command, expanded.
        source: all of it, as it is written.
        fields: where fields are kept.
        place: tells this call from others, whose date is another one.
    """
    match words:
        case ["date", *options]:
            found = date_field(options, fields.shown(source), place)
            return fields.add(found) if found is not None else None
        case ["git", "rev-parse", *options] if "HEAD" in options:
            return _commit(options, source, fields)
        case ["git", "log", *options]:
            return _logged(options, source, fields)
        case ["echo", *rest]:
            return " ".join(word for word in rest if word not in {"-n", "-e", "-ne", "-en"})
        case ["printf", form, *rest]:
            return _formatted(form, rest)
    return None


def _commit(options: Sequence[str], source: str, fields: Fields) -> str | None:
    """What `git rev-parse` gives: `--short=8` has 8 digits or more, `--short` 7 or more."""
    if "--abbrev-ref" in options:
        return None
    short = next((option for option in options if option.startswith("--short")), "")
    if not short:
        return fields.put(Kind.COMMIT, source)
    digits = short.partition("=")[2]
    return fields.add(short_commit(fields.shown(source), int(digits) if digits.isdigit() else _SHORT))


def _logged(options: Sequence[str], source: str, fields: Fields) -> str | None:
    forms = [option.partition("=")[2].removeprefix("format:") for option in options if "=" in option]
    if not {"-1", "-n1"} & {*options} or len(forms) != 1:
        return None
    if forms[0] == "%h":
        return fields.add(short_commit(fields.shown(source), _SHORT))
    return fields.put(_FORMATS[forms[0]], source) if forms[0] in _FORMATS else None


def _formatted(form: str, rest: Sequence[str]) -> str | None:
    values = iter(rest)
    text = _PRINTED.sub(lambda match: "%" if match[0] == "%%" else next(values, ""), form)
    text = re.sub(r"(?:\\n)+$", "", text)
    return None if next(values, None) is not None or "%" in text or "\\" in text else text


def filtered(value: str, words: Sequence[str], source: str, fields: Fields) -> str | None:
    """What a filter behind a `|` makes of a text; None where that is not known."""
    program, rest = words[0] if words else "", " ".join(words[1:])
    if program in _UNCHANGED or (program == "tr" and rest in {"-d \\n", "-d '\\n'", "-d \n"}):
        return value
    if fields.holds(value, Kind.BRANCH):
        return plain_branch(value, fields, source) if _replaces_slashes(program, rest) else value
    alone = fields.of(value) if len(value) == 1 else None
    if alone is None:
        return None
    cut = _CUT.fullmatch(rest) if program == "cut" else None
    if cut and alone.kind in {Kind.COMMIT, Kind.SHORT_COMMIT}:
        return fields.add(short_commit(source, int(cut[1]), int(cut[1])))
    is_name = alone.kind in {Kind.RELEASE, Kind.PLAIN_BRANCH} and program in {"sed", "tr", "cut"}
    return fields.put(alone.kind, source) if is_name else None


def _replaces_slashes(program: str, rest: str) -> bool:
    """Whether a filter certainly or probably takes every `/` away; else the name may still hold one."""
    if program == "tr":
        return "/" in rest or "-c" in rest
    if program == "sed":
        return "[^" in rest or "\\/" in rest or bool(re.search(r"s([^/\w])[^/]*/", rest)) or "y/" in rest
    return True
