r"""The Unicode classes `\p{Greek}`: which names Go knows, and what they match in ASCII."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby

from ddlint.model.regexp.dialect import Dialect

#: Long names of general categories, as Go 1.25 finds them: without `_`, `-` and blanks, one capital letter.
_ALIASES = {
    "Closepunctuation": "Pe", "Cntrl": "Cc", "Combiningmark": "M", "Connectorpunctuation": "Pc",
    "Control": "Cc", "Currencysymbol": "Sc", "Dashpunctuation": "Pd", "Decimalnumber": "Nd", "Digit": "Nd",
    "Enclosingmark": "Me", "Finalpunctuation": "Pf", "Format": "Cf", "Initialpunctuation": "Pi",
    "Letter": "L", "Letternumber": "Nl", "Lineseparator": "Zl", "Lowercaseletter": "Ll", "Mark": "M",
    "Mathsymbol": "Sm", "Modifierletter": "Lm", "Modifiersymbol": "Sk", "Nonspacingmark": "Mn",
    "Number": "N", "Openpunctuation": "Ps", "Other": "C", "Otherletter": "Lo", "Othernumber": "No",
    "Otherpunctuation": "Po", "Othersymbol": "So", "Paragraphseparator": "Zp", "Privateuse": "Co",
    "Punct": "P", "Punctuation": "P", "Separator": "Z", "Spaceseparator": "Zs", "Spacingmark": "Mc",
    "Surrogate": "Cs", "Symbol": "S", "Titlecaseletter": "Lt", "Uppercaseletter": "Lu",
}  # fmt: skip
_CASED = frozenset({"Lu", "Ll", "Lt"})
_UNASSIGNED = frozenset({"Cn"})
#: Names that RE2 does not have: the categories, and whether the class is what is in none of them.
_BY_CATEGORY: dict[str, tuple[frozenset[str], bool]] = {
    "Any": (frozenset(), True),
    "Lc": (_CASED, False),
    "Casedletter": (_CASED, False),
    "Cn": (_UNASSIGNED, False),
    "Unassigned": (_UNASSIGNED, False),
    "Assigned": (_UNASSIGNED, True),
}


def unicode_class(name: str, dialect: Dialect, *, negated: bool) -> str | None:
    """A Unicode class as an item of a class in RE2's syntax; None where Go does not know the name."""
    if not name.isascii():
        return None
    if _known(name):
        return f"\\{'P' if negated else 'p'}{{{name}}}"
    return _loose(name, negated=negated) if dialect.loose_classes else None


def _loose(name: str, *, negated: bool) -> str | None:
    canonical = name.translate({ord(char): None for char in "_- "}).capitalize()
    short = _ALIASES.get(canonical, canonical)
    if short in _BY_CATEGORY:
        categories, complement = _BY_CATEGORY[short]
        return _ranges(categories, negated=negated != complement)
    if short == "Ascii":
        return "\\x{80}-\\x{10ffff}" if negated else "\\x{0}-\\x{7f}"
    return f"\\{'P' if negated else 'p'}{{{short}}}" if _known(short) else None


@lru_cache(maxsize=256)
def _known(name: str) -> bool:
    """Whether RE2, whose tables are Go's too, knows the name as it is written."""
    import re2

    if not name.replace("_", "").isalnum():
        return False
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(f"\\p{{{name}}}", options)
    except re2.error:
        return False
    return True


@lru_cache(maxsize=8)
def _ranges(categories: frozenset[str], *, negated: bool) -> str:
    """The code points whose category is one of these, or is none of these, as ranges."""
    wanted = (code for code in range(0x110000) if (unicodedata.category(chr(code)) in categories) != negated)
    runs = groupby(enumerate(wanted), key=lambda entry: entry[1] - entry[0])
    pieces = []
    for _, run in runs:
        codes = [code for _, code in run]
        pieces.append(f"\\x{{{codes[0]:x}}}-\\x{{{codes[-1]:x}}}")
    return "".join(pieces)


@lru_cache(maxsize=256)
def ascii_of(item: str, *, fold: bool) -> int:
    """The ASCII characters that an item of RE2's syntax matches, as a bit set."""
    import re2

    if not item:
        return 0
    found = re2.compile(f"(?{'i' if fold else ''}s:[{item}])")
    return sum(1 << code for code in range(128) if found.search(chr(code)))
