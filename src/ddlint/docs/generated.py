"""All files of the repository that are made from the code, and where they go."""

from __future__ import annotations

import json

from ddlint.config.schema import schema
from ddlint.docs import configuration, hooks, ledger, pages
from ddlint.rules import load

PAGES = "docs/rules"


def files() -> dict[str, str]:
    """Path from the top of the repository to content."""
    rules = load()
    return {
        ".pre-commit-hooks.yaml": hooks.manifest(),
        "schemas/config.schema.json": json.dumps(schema(), indent=2) + "\n",
        "docs/configuration.md": configuration.page(),
        "docs/ledger.md": ledger.page(),
        f"{PAGES}/README.md": pages.index(rules),
        **{f"{PAGES}/{rule.name}.md": pages.page(rule) for rule in rules},
    }
