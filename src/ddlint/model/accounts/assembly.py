"""Accounts from all sides: the files, the registry, admin's files, the configuration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.model.accounts.account import Account, Said, Side, Spelling, folded
from ddlint.model.accounts.held import Held, NotJson, at, json_root, yaml_roots
from ddlint.model.accounts.registry import Registry
from ddlint.model.accounts.registry_reading import said_by
from ddlint.model.goyaml.tokens import GoYamlError
from ddlint.model.place import FileSpan

NOWHERE = FileSpan("", 0, 0)


@dataclass(frozen=True, slots=True)
class Admin:
    """What admin's file says about an account."""

    account: str
    said: Said


@dataclass(frozen=True, slots=True)
class Sides:
    """All that is known of accounts.

    Attributes:
        files: the files of each account, by code.
        registry: None where none is configured.
        admin: what admin's files say, by code; None where none are configured.
        is_uat: whether the configuration says that an account is UAT.
        uat_place: where it says so.
        read: gives the text of a file.
    """

    files: Mapping[str, Sequence[str]]
    registry: Registry | None = None
    admin: Mapping[str, Said] | None = None
    is_uat: Callable[[str], bool] = field(default=lambda _: False)
    uat_place: FileSpan = NOWHERE
    decides: bool = False
    read: Callable[[str], str] = field(default=str, repr=False)


def accounts(sides: Sides) -> list[Account]:
    """All accounts that anyone knows of, sorted by code."""
    listed = sides.registry.entries if sides.registry is not None else {}
    codes = sorted({*sides.files, *listed, *(sides.admin or {})})
    alike: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        alike[folded(code)].append(code)
    return [_account(code, sides, alike[folded(code)]) for code in codes]


def _account(code: str, sides: Sides, alike: Sequence[str]) -> Account:
    files = sides.files.get(code, ())
    entry = sides.registry.entries.get(code) if sides.registry is not None else None
    span = entry.span if entry is not None else FileSpan(files[0] if files else "", 0, 0)
    others = tuple(_spelling(each, sides) for each in alike if each != code)
    return Account(
        code,
        span,
        len(files),
        files[0] if files else "",
        sides.registry.path if sides.registry is not None else "",
        entry.span if entry is not None else None,
        tuple(_said(code, sides, span)),
        entry.active if entry is not None else None,
        others,
        sides.read,
    )


def _spelling(code: str, sides: Sides) -> Spelling:
    entry = sides.registry.entries.get(code) if sides.registry is not None else None
    if entry is not None:
        return Spelling(code, entry.span, Side.REGISTRY)
    return Spelling(code, FileSpan(next(iter(sides.files.get(code, ())), ""), 0, 0), "files")


def _said(code: str, sides: Sides, span: FileSpan) -> Iterable[Said]:
    if sides.decides and sides.is_uat(code):
        yield Said(Side.CONFIGURATION, sides.uat_place, 0, value=True)
    if sides.registry is not None:
        entry = sides.registry.entries.get(code)
        yield entry.said if entry is not None else Said(Side.REGISTRY, span, 1, None, "no entry", absent=True)
    if sides.admin is not None:
        said = sides.admin.get(code)
        yield said if said is not None else Said(Side.ADMIN, span, 1, None, "no file", absent=True)
    if sides.decides and sides.registry is None and sides.admin is None and not sides.is_uat(code):
        yield Said(Side.CONFIGURATION, sides.uat_place, 0, value=False)


def read_admin(path: str, text: str, route: str) -> Said:
    """What admin's file says about `is_uat`.

    Args:
        path: the file; JSON where it is called so, else YAML.
        text: its content.
        route: where it says so, in whichever document has it.
    """
    try:
        roots: Iterable[Held] = [json_root(text)] if path.endswith(".json") else yaml_roots(text)
        found = next((held for root in roots if (held := at(root, route)) is not None), None)
    except (NotJson, GoYamlError):
        return Said(Side.ADMIN, FileSpan(path, 0, 0), 1, None, "a file that cannot be read")
    if found is None:
        return Said(Side.ADMIN, FileSpan(path, 0, 0), 1, None, f"no {route}")
    line = text.count("\n", 0, found.start) + 1
    return said_by(Side.ADMIN, found, FileSpan(path, found.start, found.end, route), line)
