"""What a rule is: a description and one pure function. See docs/architecture.md, "A rule"."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ddlint.config.settings import Settings
from ddlint.engine.finding import Outcome, Severity

PAGES = "https://github.com/deepdesk/ddlint/blob/main/docs/rules"


class Moment(StrEnum):
    """When a rule runs: in a git hook, in CI on a change or on a tag, or over the whole history."""

    HOOK = "hook"
    CHANGE = "change"
    TAG = "tag"
    HISTORY = "history"


EVERY_MOMENT = frozenset(Moment)


class Confidence(StrEnum):
    """How sure a finding of the rule is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Fixable(StrEnum):
    """Whether findings of the rule come with a fix where one can be known."""

    NO = "no"
    SAFE = "yes, with --fix"
    UNSAFE = "yes, with --unsafe-fixes"


@dataclass(frozen=True, slots=True)
class Context:
    """All a rule may know besides its subject.

    Attributes:
        settings: the typed configuration.
        moment: when this run takes place.
        now: seconds since 1970 at the start of the run; None where nobody said.
    """

    settings: Settings
    moment: Moment
    now: int | None = None


Check = Callable[[Any, Context], Iterable[Outcome]]
Screen = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its page is the docstring of the module it stands in; its examples are its tests.

    Attributes:
        code: stable identifier (`DDM010`); never reused.
        name: names the flagged pattern, so that "allow marker-dead-position" reads right.
        area: the room it belongs to; selects a family (`commits`, `markers`, ...).
        since: the ddlint version that brought it.
        subject: the type of subject it takes.
        severity: of its findings, where a finding does not say otherwise and no configuration does.
        check: the pure function: subject and context in, outcomes out.
        confidence: how sure its findings are.
        moments: when it runs.
        fixable: which fixes its findings may come with.
        waivable: whether a waiver or an override may silence it.
        screen: a cheap test; a subject that fails it passes the rule unchecked. Rules that stand next to each
            other and share it are tested once.
        screen_for: makes such a test for one run, where it depends on the settings; instead of `screen`.
    """

    code: str
    name: str
    area: str
    since: str
    subject: type
    severity: Severity
    check: Check
    confidence: Confidence = Confidence.HIGH
    moments: frozenset[Moment] = EVERY_MOMENT
    fixable: Fixable = Fixable.NO
    waivable: bool = True
    screen: Screen | None = None
    screen_for: Callable[[Context], Screen] | None = None

    @property
    def page(self) -> str:
        """The rule's page, as Markdown: the docstring of its module."""
        return sys.modules[self.check.__module__].__doc__ or ""

    @property
    def summary(self) -> str:
        """The first line of the page, without its full stop."""
        return self.page.strip().partition("\n")[0].rstrip(".")

    @property
    def url(self) -> str:
        """Where the page is published."""
        return f"{PAGES}/{self.name}.md"
