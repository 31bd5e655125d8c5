"""All files of the repository that are made from the code, and where they go."""

from __future__ import annotations

import json
from importlib.resources import files as files_of

from ddlint.config.schema import schema
from ddlint.docs import configuration, hooks, ledger, pages
from ddlint.rules import load

PAGES = "docs/rules"
#: What `ddlint init` writes; copies stand at the top, where other repositories include them from.
TEMPLATES = files_of("ddlint").joinpath("templates")


def files() -> dict[str, str]:
    """Path from the top of the repository to content."""
    rules = load()
    return {
        ".pre-commit-hooks.yaml": hooks.manifest(),
        "schemas/config.schema.json": json.dumps(schema(), indent=2) + "\n",
        "docs/configuration.md": configuration.page(),
        "docs/ledger.md": ledger.page(),
        f"{PAGES}/README.md": pages.index(rules),
        **{f"templates/{path.name}": path.read_text("utf-8") for path in TEMPLATES.iterdir()},
        **{f"{PAGES}/{rule.name}.md": pages.page(rule) for rule in rules},
    }
