"""A second way to read ranges, from upstream's expressions one by one: slow, and with nothing in common."""

import re
from dataclasses import dataclass

from ddlint.model.semver import Semantics, Version
from ddlint.model.semver.version import RELEASE

S = r"[\t\n\f\r ]"
IDENTIFIERS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
VERSION = rf"v?([0-9|xX*]+)(\.[0-9|xX*]+)?(\.[0-9|xX*]+)?(-{IDENTIFIERS})?(?:\+{IDENTIFIERS})?"
OPS = r"=||!=|>|<|>=|=>|<=|=<|~|~>|\^"
PLAIN = re.sub(r"\((?!\?)", "(?:", VERSION)
HYPHEN = re.compile(rf"{S}*({PLAIN}){S}+-{S}+({PLAIN}){S}*")
FIND = re.compile(rf"(?:{OPS}){S}*{PLAIN}")
ONE = re.compile(rf"{S}*({OPS}){S}*{VERSION}{S}*")
ALL = re.compile(rf"{S}*(?:{OPS}){S}*{PLAIN}{S}*(?:(?:{S}+|,{S}*)(?:{OPS}){S}*{PLAIN}{S}*)*")


@dataclass
class One:
    """A constraint: wildcard before major, minor, patch, or none of them."""

    op: str
    dirty: str
    con: Version


class NoRangeError(Exception):
    pass


def rewritten(text: str) -> str:
    out = text
    for match in HYPHEN.finditer(text):
        out = out.replace(match[0], f">= {match[1]}, <= {match[2]} ", 1)
    return out


def parse(text: str, semantics: Semantics) -> list[list[One]]:
    groups = []
    for segment in rewritten(text).split("||"):
        if not ALL.fullmatch(segment):
            raise NoRangeError
        groups.append([one(found, semantics) for found in FIND.findall(segment)])
    return groups


def one(text: str, semantics: Semantics) -> One:
    match = ONE.fullmatch(text)
    if match is None:
        raise NoRangeError
    op, major, minor, patch, pre = (part or "" for part in match.groups())
    if major in "xX*":
        dirty, version = "major", f"0.0.0{pre}"
    elif minor[1:] in ("", "x", "X", "*"):
        dirty, version = "minor", f"{major}.0.0{pre}"
    elif patch[1:] in ("", "x", "X", "*"):
        dirty, version = "patch", f"{major}{minor}.0{pre}"
    else:
        dirty, version = "", f"{major}{minor}{patch}{pre}"
    con = Version.lenient(version, semantics)
    if not isinstance(con, Version):
        raise NoRangeError
    return One(op, dirty, con)


def admits(groups: list[list[One]], version: Version, semantics: Semantics) -> bool:
    return any(takes(group, version, semantics) for group in groups)


def takes(group: list[One], version: Version, semantics: Semantics) -> bool:
    for constraint in group:
        pre = (
            any(one.con.is_prerelease for one in group)
            if semantics.group_wide
            else constraint.con.is_prerelease
        )
        asks = semantics.group_wide or constraint.op != "!=" or constraint.dirty
        if version.is_prerelease and asks and not pre:
            return False
        if not holds(constraint, version):
            return False
    return True


def holds(c: One, v: Version) -> bool:
    op = {"=>": ">=", "=<": "<=", "~>": "~", "": "="}.get(c.op, c.op)
    if op == "=":
        return tilde(c, v) if c.dirty else v.key == c.con.key
    return {"!=": differs, ">": above, "<=": at_most, "~": tilde, "^": caret}.get(op, plain)(c, v)


def plain(c: One, v: Version) -> bool:
    return v.key < c.con.key if c.op == "<" else v.key >= c.con.key


def differs(c: One, v: Version) -> bool:
    (major, minor, patch, pre), (cmajor, cminor, cpatch, cpre) = v.key, c.con.key
    if c.dirty:
        if major != cmajor:
            return True
        if c.dirty == "minor":
            return False
        if minor != cminor:
            return True
        if c.dirty == "patch":
            return pre != cpre if RELEASE not in (pre, cpre) or pre != cpre else False
        if patch != cpatch:
            return True
    return v.key != c.con.key


def above(c: One, v: Version) -> bool:
    if c.dirty in ("", "major") or v.key[0] != c.con.key[0]:
        return v.key > c.con.key if not c.dirty or v.key[0] == c.con.key[0] else v.key[0] > c.con.key[0]
    return c.dirty == "patch" and v.key[1] > c.con.key[1]


def at_most(c: One, v: Version) -> bool:
    if not c.dirty:
        return v.key <= c.con.key
    if v.key[0] != c.con.key[0]:
        return v.key[0] < c.con.key[0]
    return c.dirty == "minor" or v.key[1] <= c.con.key[1]


def tilde(c: One, v: Version) -> bool:
    if v.key < c.con.key:
        return False
    if c.con.core == (0, 0, 0) and c.dirty in ("", "major"):
        return True
    return v.key[0] == c.con.key[0] and (c.dirty == "minor" or v.key[1] == c.con.key[1])


def caret(c: One, v: Version) -> bool:
    if v.key < c.con.key:
        return False
    if c.con.key[0] > 0 or c.dirty == "minor":
        return v.key[0] == c.con.key[0]
    if v.key[0] > 0:
        return False
    if c.con.key[1] > 0 or c.dirty == "patch":
        return v.key[1] == c.con.key[1]
    return v.key[1] == 0 and v.key[2] == c.con.key[2]
