"""What the rules on references say where they cannot know."""

from __future__ import annotations

from ddlint.engine.finding import NotAvailable

REMEDY = (
    'name the place of the Flux objects (a file, folder or pattern): `[flux] policies = ["../config"]`; '
    'or switch these rules off: `ignore = ["references"]`'
)


def nothing_known(what: str) -> NotAvailable:
    """No `what` is known anywhere: nobody asked for it yet, so the run is not incomplete."""
    return NotAvailable(f"no {what} is known, so no reference to one can be checked", REMEDY, asked=False)


def in_doubt(reason: str) -> NotAvailable:
    """Something may exist all the same, for `reason`."""
    return NotAvailable(reason, f"render it and name the result: {REMEDY}", asked=False)
