"""What a change does to accounts: which it turns into UAT accounts, and what it deploys to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from ddlint.config.settings import AccountSettings
from ddlint.engine.accounts import Table, keys_of
from ddlint.model.accounts.account import Account, Said, Side
from ddlint.model.accounts.assembly import read_admin
from ddlint.model.accounts.deployment import Deployment
from ddlint.model.accounts.pattern import captured
from ddlint.model.accounts.registry import Registry, Unusable
from ddlint.model.accounts.registry_reading import read_registry
from ddlint.model.accounts.turned import TurnedAccount
from ddlint.model.changes.account_turn import AccountTurn

#: Files that differ: their text before the change and after it.
Texts = Mapping[str, tuple[str, str]]


def concerns(changed: Texts, registry: str, settings: AccountSettings) -> bool:
    """Whether a change touches what says who is UAT."""
    admin = settings.admin
    return registry in changed or any(admin and captured(admin, path) for path in changed)


def turned(made: Table, changed: Texts, registry: str, settings: AccountSettings) -> Iterator[TurnedAccount]:
    """The accounts that were there, were not UAT, are UAT, and get a pre-release by the same change.

    Args:
        made: the table after the change.
        changed: the files that differ.
        registry: the path of the registry.
        settings: what the fields are called.
    """
    before = _Before(changed, registry, settings)
    new: dict[str, list[Deployment]] = defaultdict(list)
    for each in made.deployments:
        if each.is_own and each.release is not None and each.release.is_candidate and _is_new(each, changed):
            new[each.account.code].append(each)
    for code, deployments in new.items():
        account = made.accounts[code]
        found = before.said(account) if account.is_uat else None
        if found is not None:
            yield TurnedAccount(account, *found, deployments)


def turns(made: Table, changed: Texts, registry: str, settings: AccountSettings) -> Iterator[AccountTurn]:
    """The accounts that are UAT and were not, or were and are not, as far as no other rule tells of them.

    One that the same change supplies with a pre-release is told as that; one that is production now and runs
    a pre-release is told for that.

    Args:
        made: the table after the change.
        changed: the files that differ.
        registry: the path of the registry.
        settings: what the fields are called.
    """
    before = _Before(changed, registry, settings)
    told = {each.account.code for each in turned(made, changed, registry, settings)}
    told |= {
        each.account.code
        for each in made.deployments
        if not each.account.is_uat and each.is_own and each.release is not None and each.release.is_candidate
    }
    for account in made.accounts.values():
        found = before.said(account, is_uat=account.is_uat) if account.code not in told else None
        if found is not None:
            yield AccountTurn(account, *found)


def _is_new(row: Deployment, changed: Texts) -> bool:
    """Whether a change brought a tag: wrote it, or let the account include it."""
    if row.path in changed and row.tag not in changed[row.path][0]:
        return True
    return any(each.path in changed for each in row.way)


class _Before:
    def __init__(self, changed: Texts, registry: str, settings: AccountSettings) -> None:
        self._changed, self._path, self._settings = changed, registry, settings
        self._registry = self._read(changed[registry][0]) if registry in changed else None

    def _read(self, text: str) -> Registry | None:
        try:
            return read_registry(self._path, text.encode("utf-8", "replace"), keys_of(self._settings))
        except Unusable:
            return None

    def said(self, account: Account, *, is_uat: bool = True) -> tuple[Said, str] | None:
        """Who says that an account is UAT, or is not, and said otherwise before; None where nobody does."""
        sides: dict[Side, Callable[[Account, Said], Said | None]] = {
            Side.REGISTRY: self._in_registry,
            Side.ADMIN: self._in_admin,
        }
        for now in account.said:
            before = sides[now.side](account, now) if now.side in sides else None
            if before is None or now.absent or before.absent:
                continue
            if (now.value is True) is is_uat and (before.value is True) is not is_uat:
                return now, str(before.value).lower() if before.value is not None else before.fault
        return None

    def _in_registry(self, account: Account, _: Said) -> Said | None:
        entry = self._registry.entries.get(account.code) if self._registry is not None else None
        return entry.said if entry is not None else None

    def _in_admin(self, _: Account, now: Said) -> Said | None:
        path = now.span.path
        if path not in self._changed or not self._changed[path][0]:
            return None
        return read_admin(path, self._changed[path][0], self._settings.admin_is_uat or self._settings.is_uat)


def as_texts(changed: Sequence[tuple[str, str, str]]) -> Texts:
    """Files that differ, by path."""
    return {path: (before, after) for path, before, after in changed}
