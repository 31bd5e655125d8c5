"""Decoding marker comments exactly as Flux does, and guessing what a near miss was meant to be."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, NoReturn
from urllib.parse import unquote

from ddlint.model.marker import Form, Marker, Reading, Trouble

KEY = "$imagepolicy"
_LABEL = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
_PART = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"  # of a name: Kubernetes limits the whole name, not its parts
_SETTER = re.compile(rf"({_LABEL}):({_PART}(?:\.{_PART})*)(?::(tag|name|digest))?", re.ASCII)
_SETTER_REFERENCE = "#/definitions/io.k8s.cli.setters."
_EXTENSION = "x-k8s-cli"
_LONGEST_NAME = 253
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_LOOSE = re.compile(
    r"imagepolic(?:y|ies)\W{0,12}?([a-z0-9][a-z0-9._-]*(?:\s*[:/]{1,2}\s*[a-z0-9][a-z0-9._-]*){1,3})",
    re.ASCII | re.IGNORECASE,
)
_KPT = re.compile(r"kpt-set:\s*\$\{([^}\n]*)\}", re.IGNORECASE)
_SUFFIXES = {
    "tag": ":tag",
    "tags": ":tag",
    "newtag": ":tag",
    "version": ":tag",
    "name": ":name",
    "names": ":name",
    "newname": ":name",
    "repository": ":name",
    "digest": ":digest",
    "digests": ":digest",
    "image": "",
}
_FORM_WORDS = frozenset({"tag", "name", "digest"})
_WORTH_REMEMBERING = 300  # characters
_OBJECT = re.compile(r"\{[^{}]*\}")


class _NotJsonError(ValueError):
    pass


def read_comment(text: str) -> Reading:
    """Decode a comment, `#` included, the way Flux does. A repository repeats few markers many times.

    Args:
        text: what go-yaml hands to Flux as the comment; may hold several lines.

    Returns:
        What Flux makes of it. A comment that is no marker at all gives `Trouble.NOT_JSON` too.
    """
    return _remembered(text) if len(text) <= _WORTH_REMEMBERING else _read(text)


def _read(text: str) -> Reading:
    body = text.lstrip("#")
    try:
        pairs = _pairs(body)
    except (ValueError, RecursionError):
        return _not_json(text)
    setter = _shorthand(pairs)
    if setter:
        return _named(setter, pairs, text)
    return _other_setter(pairs) or _without_marker(pairs, text)


_remembered = lru_cache(maxsize=4096)(_read)


def _refuse(name: str) -> NoReturn:
    raise _NotJsonError(name)


def _pairs(body: str) -> list[tuple[str, Any]]:
    """The members of the JSON object `body`, duplicates kept."""
    found = json.loads(body, object_pairs_hook=list, parse_constant=_refuse, parse_int=float)
    is_object = body.lstrip(" \t\r\n").startswith("{")
    if not is_object:
        raise _NotJsonError(body)
    return [(key, value) for key, value in found]


def _plain(value: object) -> bool:
    return value is None or isinstance(value, str)


def _shorthand(pairs: list[tuple[str, Any]]) -> str:
    """The marker's value if the object decodes into strings, the last of duplicates; else empty."""
    if not all(_plain(value) for _, value in pairs):
        return ""
    value = dict(pairs).get(KEY)
    return value or ""


def _named(value: str, pairs: list[tuple[str, Any]], text: str) -> Reading:
    setter, wrong = _fragment(value)
    marker = _marker(setter)
    if wrong or marker is None:
        reason = wrong or _why_no_name(setter)
        return Reading("" if wrong else setter, None, Trouble.BAD_NAME, reason, _corrected(text))
    keys = [key for key, _ in pairs]
    if keys.count(KEY) > 1:
        reason = f"the key {KEY} stands there {keys.count(KEY)} times, and the last one wins"
        return Reading(setter, marker, Trouble.DUPLICATE_KEY, reason, canonical(marker))
    if len(keys) > 1:
        others = ", ".join(key for key in keys if key != KEY)
        return Reading(
            setter, marker, Trouble.EXTRA_KEYS, f"Flux ignores the other keys: {others}", canonical(marker)
        )
    if is_suffix_as_name(marker):
        return Reading(setter, marker, Trouble.SUFFIX_AS_NAME, _what_it_names(marker))
    return Reading(setter, marker)


def is_suffix_as_name(marker: Marker) -> bool:
    """Whether `marker` reads like `backend:tag`: where a policy `tag` is hardly meant."""
    return marker.form is Form.IMAGE and marker.name in _FORM_WORDS


def _what_it_names(marker: Marker) -> str:
    return f"to Flux it is the policy {marker.name!r} in the namespace {marker.namespace!r}"


def _fragment(value: str) -> tuple[str, str]:
    """The setter's name out of the URL fragment that Flux makes of `value`, or why there is none."""
    if _BAD_ESCAPE.search(value):
        return "", "a % in the value begins no escape"
    return unquote(value), ""


def _marker(setter: str) -> Marker | None:
    match = _SETTER.fullmatch(setter)
    if match is None or len(match.group(2)) > _LONGEST_NAME:
        return None
    namespace, name, form = match.groups()
    return Marker(namespace, name, Form(form) if form else Form.IMAGE)


def _why_no_name(setter: str) -> str:
    parts = setter.split(":")
    if "/" in setter:
        return f"{setter!r} has a slash: namespace and name are parted by a colon"
    if len(parts) == 1:
        return f"{setter!r} names no namespace: it must read namespace:name[:tag|:name|:digest]"
    if len(parts) == 3 and parts[2] not in _FORM_WORDS:
        return f"{parts[2]!r} is none of tag, name and digest: Flux finds no setter of that name"
    return f"{setter!r} is not namespace:name[:tag|:name|:digest]: no policy can have that name"


def _other_setter(pairs: list[tuple[str, Any]]) -> Reading | None:
    members = dict(pairs)
    reference = members.get("$ref")
    if isinstance(reference, str) and reference.startswith(_SETTER_REFERENCE):
        return _reference(reference)
    return _injection(members[_EXTENSION]) if members.get(_EXTENSION) is not None else None


def _injection(extension: object) -> Reading | None:
    """What an `x-k8s-cli` extension does: without a setter nothing, malformed it stops everything."""
    setter = _members(extension).get("setter") if extension != [] else None
    inner = _members(setter)
    name, value = inner.get("name") or "", inner.get("value") or ""
    if setter is None and isinstance(extension, list):
        return None
    if not (isinstance(setter, list) and isinstance(name, str) and isinstance(value, str)):
        reason = "an x-k8s-cli setter that Flux cannot decode makes the whole automation run fail"
        return Reading("", None, Trouble.INJECTION, reason)
    reason = f"an x-k8s-cli setter writes {value!r} here whatever the policies say"
    return Reading(name or _EXTENSION, None, Trouble.INJECTION, reason, injected=value)


def _members(value: object) -> dict[str, Any]:
    """The members of a JSON object, which the decoder hands out as a list of pairs."""
    if not isinstance(value, list) or not all(isinstance(item, tuple) for item in value):
        return {}
    return dict(value)


def _reference(reference: str) -> Reading:
    setter, wrong = _fragment(reference.removeprefix(_SETTER_REFERENCE))
    marker = None if wrong else _marker(setter)
    reason = wrong or "a $ref to a setter definition is no marker, though Flux follows it"
    corrected = canonical(marker) if marker else ""
    return Reading("" if wrong else setter, marker, Trouble.REFERENCE, reason, corrected)


def _without_marker(pairs: list[tuple[str, Any]], text: str) -> Reading:
    values = dict(pairs)
    if isinstance(values.get(KEY), str) and values[KEY]:
        other = next(key for key, value in pairs if not _plain(value))
        reason = f"the key {other!r} holds no string, so that Flux decodes nothing"
        return Reading("", None, Trouble.OTHER_VALUE, reason, _corrected(text))
    if KEY in values:
        return Reading("", None, Trouble.BAD_NAME, f"the value of {KEY} is empty or no string", "")
    reason = f"the key is not {KEY}" + (f" but {pairs[0][0]}" if pairs else "")
    return Reading("", None, Trouble.WRONG_KEY, reason, _corrected(text))


def _not_json(text: str) -> Reading:
    inner = _inner(text)
    if inner is not None:
        reason = "there is text before or after the JSON object, so that nothing decodes"
        corrected = canonical(inner.marker) if inner.marker else _corrected(text)
        return Reading("", None, Trouble.TEXT_AROUND, reason, corrected)
    return Reading("", None, Trouble.NOT_JSON, _why_no_json(text), _corrected(text))


def _inner(text: str) -> Reading | None:
    """The reading of a JSON object inside the comment that would decode if it stood alone."""
    whole = text.lstrip("#").strip()
    for match in _OBJECT.finditer(text):
        if match.group() == whole:
            return None
        try:
            pairs = _pairs(match.group())
        except (ValueError, RecursionError):
            continue
        setter = _shorthand(pairs)
        if setter:
            return _named(setter, pairs, match.group())
    return None


def _why_no_json(text: str) -> str:
    if _KPT.search(text):
        return "kpt-set is kpt's form: Flux reads JSON"
    tests = (
        (
            any(char in text for char in "\u201c\u201d\u2018\u2019\u00ab\u00bb"),
            "typographic quotes are no JSON",
        ),
        ("\xa0" in text, "a no-break space is no JSON"),
        ("'" in text and '"' not in text, "JSON strings take double quotes, not single ones"),
        (text.count("{") > text.count("}"), "the closing brace is missing"),
        (
            text.count("{") < text.count("}"),
            "an opening brace is missing, or there is one closing brace too many",
        ),
        (re.search(r",\s*\}", text) is not None, "JSON takes no comma before the closing brace"),
        ("{" not in text, "the braces are missing"),
        ('"' not in text, "the quotes are missing"),
    )
    return next((reason for test, reason in tests if test), "the comment is not one JSON object")


def canonical(marker: Marker) -> str:
    """The comment that says `marker`, as Flux's documentation writes it."""
    return f'# {{"{KEY}": "{marker.setter}"}}'


def _corrected(text: str) -> str:
    """The comment that the author very likely meant; empty where that cannot be known."""
    kpt = _KPT.search(text)
    loose = _LOOSE.search(text)
    value = kpt.group(1) if kpt else loose.group(1) if loose else ""
    parts = [part for part in re.split(r"\s*[:/]+\s*", value.strip().lower()) if part]
    if len(parts) not in {2, 3}:
        return ""
    suffix = _SUFFIXES.get(parts[2]) if len(parts) == 3 else ""
    marker = _marker(f"{parts[0]}:{parts[1]}{suffix}") if suffix is not None else None
    return canonical(marker) if marker and not is_suffix_as_name(marker) else ""
