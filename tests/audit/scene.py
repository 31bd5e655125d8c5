"""A small ledger for tests: two accounts, one service, a roll-back."""

from __future__ import annotations

from ddlint.audit.store import Store
from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step
from ddlint.model.marker import Form

DAY = 86_400
START = 1_700_000_000
BOT = "fluxcdbot <flux@example.org>"
ADA = "Ada Lovelace <ada@example.org>"


def step(position: int, author: str = BOT, subject: str = "chore: deploy") -> Step:
    """The commit at a position: one a day."""
    time = START + position * DAY
    return Step(f"{position:040x}", time, author, author, subject, author == BOT, position)


def value(account: str, service: str = "backend") -> MarkedValue:
    """The tag of a service in the file of an account."""
    return MarkedValue(
        f"{account}/values.yaml", "image.tag", f"flux-system/{service}", Form.TAG,
        f"registry.example/{service}", account, "production", service,
    )  # fmt: skip


def deployed(when: Step, old: str, new: str) -> Deployed:
    """A tag that took the place of another."""
    return Deployed(when, old, new, new, "", 7)


#: Number and value of each marked value.
VALUES = [(1, value("acme")), (2, value("globex"))]
#: acme goes to 1.1.0, back to 1.0.0 by hand, and on; globex is taken away.
STREAM = [
    (1, deployed(step(1, ADA), "", "v1.0.0")),
    (2, deployed(step(1, ADA), "", "v1.0.0")),
    (1, deployed(step(3), "v1.0.0", "v1.1.0")),
    (1, deployed(step(4, ADA, "revert: bad"), "v1.1.0", "v1.0.0")),
    (1, deployed(step(6), "v1.0.0", "v1.1.1")),
    (2, deployed(step(7, ADA), "v1.0.0", "")),
]
KINDS = {1: ("first", "forward", "roll-back", "forward"), 2: ("first", "gone")}


def fill(store: Store, repository: str = "config") -> None:
    """Write all of it to a ledger."""
    store.add_deployments(repository, STREAM)
    store.put_values(repository, VALUES, {"acme": False, "globex": True})
    store.classify(repository, lambda track: KINDS[1 if track.value.account == "acme" else 2])
