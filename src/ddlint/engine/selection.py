"""Which rules are on, and why: every decision can be explained."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ddlint.config.locate import Route
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


class UnknownSelector(DdlintError):
    """A word of the settings selects no rule.

    Attributes:
        route: where the word stands in the configuration (keys, and 0-based numbers in lists).
    """

    def __init__(self, message: str, hint: str, route: Route) -> None:
        super().__init__(message, hint)
        self.route = route


class Selection:
    """The decisions for all known rules under some settings."""

    def __init__(
        self, rules: Sequence[Rule], settings: Settings, others: Callable[[], Iterable[Rule]] = tuple
    ) -> None:
        """Check every selector in `settings` against `rules`.

        Args:
            rules: those to decide on.
            settings: what selects them.
            others: finds further rules that a selector may name, where it names none of `rules`.

        Raises:
            UnknownSelector: a selector names no rule.
            DdlintError: a severity is no severity.
        """
        self._overrides = settings.overrides
        self._known = {word for rule in rules for word in words(rule)} | {"all"}
        self._others = others
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
        for route, word in _selectors(settings):
            if word not in self._known:
                self._known.update(other for rule in self._others() for other in words(rule))
            if word not in self._known:
                close = difflib.get_close_matches(word, self._known, 1)
                hint = f"did you mean {close[0]!r}? " if close else ""
                raise UnknownSelector(
                    f"no rule, area or code is called {word!r}", f"{hint}`ddlint rules` lists them all", route
                )


def _selectors(settings: Settings) -> Iterator[tuple[Route, str]]:
    """Every word in `settings` that selects rules, with its route in the configuration."""
    yield from ((("select", number), word) for number, word in enumerate(settings.select))
    yield from ((("ignore", number), word) for number, word in enumerate(settings.ignore))
    yield from ((("severity", word), word) for word in settings.severity)
    yield from ((("effective_from", word), word) for word in settings.effective_from)
    yield from ((("unwaivable", number), word) for number, word in enumerate(settings.unwaivable))
    for entry, waiver in enumerate(settings.waivers):
        for number, word in enumerate(waiver.rules):
            yield ("waivers", entry, "rules", number), word
    for entry, override in enumerate(settings.overrides):
        for number, word in enumerate(override.ignore):
            yield ("overrides", entry, "ignore", number), word


def words(rule: Rule) -> tuple[str, str, str]:
    """The words that select `rule`: its code, its name, its area."""
    return rule.code, rule.name, rule.area


def _selects(selectors: Iterable[str], rule: Rule) -> bool:
    return any(word == "all" or word in words(rule) for word in selectors)


def _decide(rule: Rule, settings: Settings, severities: dict[str, Severity]) -> Decision:
    severity = severities.get(rule.code, severities.get(rule.name, severities.get(rule.area)))
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
