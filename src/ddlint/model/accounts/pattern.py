"""Patterns on paths that capture the code of an account: `accounts/{account}/**`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

PLACE = "{account}"
_PARTS = r"(\*\*/|\*\*|\*|\?|\{account\})"  # compiled when it is needed: all commands read the settings
_MEANINGS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_MOST_WILD = 8  # wildcards: more would make matching slow, and nobody needs them


class Overlap(Exception):
    """Two patterns take one file for different accounts; raised by `account_of`.

    Attributes:
        codes: what each pattern captures, by the pattern.
    """

    def __init__(self, codes: Mapping[str, str]) -> None:
        super().__init__(str(codes))
        self.codes = codes


def pattern_fault(text: str) -> str:
    """What is wrong with a pattern, as a sentence part; empty where nothing is."""
    if PLACE not in text:
        return (
            f"{text!r} captures no account: write {PLACE} where its code stands, such as accounts/{PLACE}/**"
        )
    odd = re.search(r"\{(?!account\})[^{}]*\}?", text)
    if odd:
        return f"{text!r} has {odd[0]}: only {PLACE} stands for something"
    if text.startswith("/") or "//" in text or re.search(r"(^|/)\.\.?(/|$)", text):
        return f"{text!r} is no path from the top of the repository"
    if len(re.findall(_PARTS, text)) > _MOST_WILD:
        return f"{text!r} has more than {_MOST_WILD} wildcards"
    return ""


def admin_fault(text: str) -> str:
    """The same for a pattern that may be empty."""
    return pattern_fault(text) if text else ""


def account_of(patterns: Iterable[str], path: str) -> str:
    """The account that the file `path` belongs to; empty where no pattern matches it.

    Raises:
        Overlap: patterns match that capture different codes.
    """
    codes = {each: code for each in patterns if (code := captured(each, path))}
    if len(set(codes.values())) > 1:
        raise Overlap(codes)
    return next(iter(codes.values()), "")


def captured(pattern: str, path: str) -> str:
    """What `pattern` captures in `path`; empty where it does not match the whole of it."""
    found = _compiled(pattern).fullmatch(path)
    return found["account"] if found else ""


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    """The code is a part of one name, and the same wherever it stands twice."""
    text = pattern.removeprefix("./")
    text = f"{text}**" if text.endswith("/") else text
    seen, made = False, []
    for part in re.split(_PARTS, text):
        if part == PLACE:
            made.append("(?P=account)" if seen else "(?P<account>[^/]+?)")
            seen = True
        else:
            made.append(_MEANINGS.get(part) or re.escape(part))
    return re.compile("".join(made), re.DOTALL)
