"""A cheap test that a text stands as Flux would write it.

Most files in a repository that Flux updates were last written by Flux: a few searches settle them, where
parsing costs a hundred times as much. Whatever is not plain to see is left to the parser: False says nothing.
"""

from __future__ import annotations

import re
from functools import cache

_COMMENT = r"(?:\ \#[^\n]*+)?\n"
_KEY = r"(?:[A-Za-z0-9_./$-]++|\"[^\"\\\n:\#]*+\"|'[^'\n:\#]*+')"
_PLAIN = r"[A-Za-z0-9_./$(+^=;,](?:[^\ \n\t:\#]++|:(?=[^\ \n\t])|\ (?=[^\ \n\t:\#])|(?<=[^\ \n\t])\#)*+"
_QUOTED = r"\"[^\"\\\n]*+\"|'(?:[^'\n]++|'')*+'"
_ATOM = r"(?:[A-Za-z0-9_./$@+=;](?:[A-Za-z0-9_./$@+=;-]++|:(?=[A-Za-z0-9_]))*+|\"[^\"\\\n]*+\"|'[^'\n]*+')"
_FLOW = rf"\{{\}}|\[\]|\[{_ATOM}(?:,\ {_ATOM})*+\]|\{{{_KEY}:\ {_ATOM}(?:,\ {_KEY}:\ {_ATOM})*+\}}"
_VALUE = rf"(?:&\w+\ )?(?:{_PLAIN}|{_QUOTED}|{_FLOW}|\*\w++)"
#: Comments, keys with or without a value, items, separators, and literal blocks without empty lines.
_LINES = re.compile(
    rf"""(?:
        \ *+(?:
            (?:-\ )?{_KEY}:(?:\ {_VALUE}|\ &\w+)?{_COMMENT}
          | -\ {_VALUE}{_COMMENT}
          | \#[^\n]*+\n
        )
      | ---\n
      | (\ *+)(-\ )?{_KEY}:\ \|-?\n (?=\1(?(2)\ \ )\ \ [^\s]) (?:\1(?(2)\ \ )\ \ [^\n]*+(?<!\ )\n)++
    )*+\Z""",
    re.VERBOSE,
)
#: What none of those lines shows: steps of indentation, comments aslant, empty metadata.
_ASLANT = re.compile(
    r"""\n(\ *+)(?:
        [^\ \n\#-][^\n]*+\n\1\ (?:(?!\ )|\ \ )
      | -\ [^\n]*+\n\1\ (?:(?!\ )|\ \ (?:(?!\ )|\ \ ))
      | \#[^\n]*+\n(?!\1[^\s])
      | (?:annotations|metadata):(?:\ [{n~N]|(?:\ \#[^\n]*+)?\n(?!\1\ ))
    )""",
    re.VERBOSE,
)
#: The end of a key's line, and the first item of its list.
_LIST = re.compile(r":(?: #[^\n]*+)?\n(?: *+#[^\n]*+\n)*+( *+)- ")


def settled(text: str) -> bool:
    """Whether Flux would write `text` as it stands, as far as that is plain to see."""
    if not text.endswith("\n") or "\r" in text or text.startswith("---") or text.endswith("\n---\n"):
        return False
    if _LINES.match(text) is None or "config.kubernetes.io/" in text or "\x7f" in text:
        return False
    if not text.isascii() and _unprintable().search(text):
        return False
    return _ASLANT.search(f"\n{text}") is None and _lists_alike(text)


@cache
def _unprintable() -> re.Pattern[str]:
    """Compiled when it is asked for: the wide ranges take some milliseconds."""
    return re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]")


def _lists_alike(text: str) -> bool:
    """Whether all lists are indented below their keys, or none is: the first decides about the rest."""
    steps = {len(match[1]) - _key_column(text, match.start()) for match in _LIST.finditer(text)}
    if 2 not in steps:
        return True
    return 0 not in steps and "|\n" not in text and "|-\n" not in text


def _key_column(text: str, end: int) -> int:
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return len(line) - len(line.lstrip(" -"))
