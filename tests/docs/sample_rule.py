"""Word is bad.

## What
A | B.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Outcome, Severity
from ddlint.engine.rule import Context, Rule


def check(subject: str, context: Context) -> Iterable[Outcome]:
    return ()


RULE = Rule("DDX001", "bad-word", "toys", "0.1.0", str, Severity.WARNING, check)
OTHER = Rule("DDX002", "good-word", "toys", "0.1.0", str, Severity.ERROR, check)
