"""Which rules are on, and why: every decision can be explained."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddlint.config.patterns import matches_any
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity
from ddlint.engine.rule import Rule
from ddlint.errors import DdlintError


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule is on, with which severity (None: its own), and what said so."""

    on: bool
    severity: Severity | None
    because: str


class Selection:
    """The decisions for all known rules under some settings."""

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        """Check every selector in `settings` against `rules`.

        Raises:
            DdlintError: a selector names no rule, or a severity is no severity.
        """
        self._overrides = settings.overrides
        self._known = {word for rule in rules for word in words(rule)} | {"all"}
        self._check(settings)
        severities = {name: _severity(word) for name, word in settings.severity.items()}
        self._decisions = {rule.code: _decide(rule, settings, severities) for rule in rules}

    def decide(self, rule: Rule) -> Decision:
        """The decision for `rule`, before per-path overrides."""
        return self._decisions[rule.code]

    def silenced(self, rule: Rule, path: str) -> bool:
        """Whether an override turns `rule` off in the file `path` (a rule that cannot be waived stays on)."""
        return bool(path) and any(
            rule.waivable and _selects(override.ignore, rule) and matches_any(override.paths, path)
            for override in self._overrides
        )

    def _check(self, settings: Settings) -> None:
        overridden = (word for override in settings.overrides for word in override.ignore)
        for word in (*settings.select, *settings.ignore, *settings.severity, *overridden):
            if word not in self._known:
                close = difflib.get_close_matches(word, self._known, 1)
                hint = f"did you mean {close[0]!r}? " if close else ""
                raise DdlintError(
                    f"no rule, area or code is called {word!r}", f"{hint}`ddlint rules` lists them all"
                )


def words(rule: Rule) -> tuple[str, str, str]:
    """The words that select `rule`: its code, its name, its area."""
    return rule.code, rule.name, rule.area


def _selects(selectors: Iterable[str], rule: Rule) -> bool:
    return any(word == "all" or word in words(rule) for word in selectors)


def _decide(rule: Rule, settings: Settings, severities: dict[str, Severity]) -> Decision:
    severity = severities.get(rule.code, severities.get(rule.name))
    if _selects(settings.ignore, rule):
        return Decision(False, severity, "ignore")
    if _selects(settings.select, rule):
        return Decision(True, severity, "select")
    return Decision(False, severity, "not in select")


def _severity(word: str) -> Severity:
    try:
        return Severity[word.upper()]
    except KeyError:
        raise DdlintError(f"{word!r} is no severity", "use error, warning or info") from None
