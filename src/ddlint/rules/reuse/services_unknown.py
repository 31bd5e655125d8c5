"""Saying that a rule cannot look because no repository of a service is known."""

from __future__ import annotations

from ddlint.engine.finding import NotAvailable
from ddlint.model.deployments.service_history import ServiceHistory
from ddlint.rules.reuse.wording import named

_REMEDY = "name the clones of the services: [services.NAME] path, or --service NAME=PATH"


def not_configured(service: ServiceHistory) -> NotAvailable:
    """Nobody named the repositories of these services."""
    return NotAvailable(
        f"no repository is named for {len(service.unknown):,} of them: {named(service.unknown)}",
        _REMEDY,
        asked=False,
    )


def not_read(service: ServiceHistory, what: str) -> NotAvailable:
    """The repository of the service could not be asked for `what`."""
    return NotAvailable(f"its {what} are not known", "give a clone of it that is whole, with all tags")
