"""How the rules on accounts name accounts, and say who decides that they are not UAT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddlint.engine.finding import Label
from ddlint.model.accounts.account import Account
from ddlint.model.accounts.deployment import Deployment

_SHOWN = 3


def accounts_in(deployments: Sequence[Deployment]) -> str:
    """Whose they are: `account acme`, or `12 accounts (acme, beta, gamma and 9 more)`."""
    codes = list(dict.fromkeys(each.account.code for each in deployments))
    if len(codes) == 1:
        return f"account {codes[0]}"
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return f"{len(codes)} accounts ({', '.join(codes[:_SHOWN])}{more})"


def who_says(account: Account) -> Iterator[Label]:
    """The places that say whether an account is UAT."""
    for said in account.said:
        if not said.span.path or (said.absent and account.said[0] is not said):
            continue
        what = str(said.value).lower() if said.value is not None else said.fault
        yield Label(
            said.span,
            f"{said.side}: {account.code} has is_uat {what}"
            if not said.absent
            else (f"{said.side}: {account.code} has {said.fault}"),
        )


def ways(deployments: Sequence[Deployment]) -> Iterator[Label]:
    """How some of several accounts get what is written elsewhere, and who says what they are."""
    for each in deployments[:_SHOWN]:
        if each.way and each.way[0].path:
            yield Label(each.way[0], f"account {each.account.code} includes it")
        yield from who_says(each.account)
