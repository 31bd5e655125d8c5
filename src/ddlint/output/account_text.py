"""The table of accounts for people: by account, or by version where there are hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ddlint.model.accounts.account import Account
from ddlint.model.accounts.deployment import Deployment
from ddlint.model.accounts.running import Untold
from ddlint.output.safe import safe
from ddlint.output.width import width

_NAMED = 6
_WIDEST = 48  # columns of a cell that others are lined up with


def by_account(
    rows: Iterable[tuple[Account, Sequence[Deployment], Sequence[Untold]]],
) -> Iterator[str]:
    """A block for each account: what it is, and a line for each image."""
    for account, deployments, untold in rows:
        active = "" if account.active is None or account.active.value else ", not active"
        yield f"{safe(account.code)}: {safe(account.standing)}{active}\n"
        yield from _aligned([_cells(each) for each in deployments])
        for path, reason in dict.fromkeys((each.span.path, each.reason) for each in untold):
            yield f"  not followed: {safe(path)}: {safe(reason)}\n"
        if not deployments and not untold:
            yield "  nothing\n"


def by_version(deployments: Iterable[Deployment]) -> Iterator[str]:
    """A block for each service: a line for each tag and policy, with the accounts that have them."""
    services: dict[str, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in deployments:
        uat = "UAT" if each.account.is_uat else "production"
        key = (uat, each.tag or f"cannot tell: {each.unknown}", *_writing(each))
        services[each.service][key].append(each.account.code)
    for service, groups in sorted(services.items()):
        yield f"{safe(service)}\n"
        ordered = sorted(groups.items(), key=lambda each: (each[0][0], -len(each[1]), each[0][1:]))
        yield from _aligned([(key[0], key[1], *key[2:], _accounts(codes)) for key, codes in ordered])


def _cells(row: Deployment) -> tuple[str, ...]:
    where = f"{row.span.path}:{row.line}" + (f" (from {row.way[0].path})" if row.way else "")
    return (row.service, row.tag or f"cannot tell: {row.unknown}", where, *_writing(row))


def _writing(row: Deployment) -> tuple[str, str]:
    """The policy that writes the tag next, and what it could become."""
    writer = row.writer
    if writer is None:
        return "no marker", ""
    name = writer.marker.policy
    if not writer.live:
        return f"{name}: the marker is dead", ""
    if not writer.policies:
        return f"{name}: not known", ""
    nexts = list(dict.fromkeys(filter(None, (each.after(row.tag) for each in writer.policies))))
    return name, f"next such as {' or '.join(nexts)}" if nexts else ""


def _accounts(codes: Sequence[str]) -> str:
    names = list(dict.fromkeys(codes))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{len(names)}: {', '.join(names[:_NAMED])}{more}"


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    cells = [[safe(cell) for cell in line] for line in lines]
    columns = max(map(len, cells), default=0)
    widths = [
        max((min(width(line[at]), _WIDEST) for line in cells if at < len(line)), default=0)
        for at in range(columns)
    ]
    for line in cells:
        padded = (f"{cell}{' ' * (wide - width(cell))}" for cell, wide in zip(line, widths, strict=False))
        yield f"  {'  '.join(padded)}".rstrip() + "\n"
