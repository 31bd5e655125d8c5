"""Run the commit rules on a message and say what they find."""

from collections.abc import Iterable

from ddlint.config.settings import CommitSettings, Settings
from ddlint.engine.finding import Finding
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.commit import CommitMessage
from ddlint.model.place import MessageSpan
from ddlint.rules import load

RULES = {rule.name: rule for rule in load(("commits",))}


def run(
    subject: CommitMessage,
    rules: Iterable[Rule] = tuple(RULES.values()),
    settings: CommitSettings | None = None,
    moment: Moment = Moment.CHANGE,
) -> list[tuple[Rule, Finding]]:
    """Each finding with its rule, in the order of the rules."""
    context = Context(Settings(commits=settings or CommitSettings()), moment)
    return [
        (rule, outcome)
        for rule in rules
        if moment in rule.moments
        for outcome in rule.check(subject, context)
        if isinstance(outcome, Finding)
    ]


def findings(name: str, text: str, settings: CommitSettings | None = None) -> list[Finding]:
    """What the rule `name` finds in the message `text`."""
    return [finding for _, finding in run(CommitMessage(text), [RULES[name]], settings)]


def names(text: str, settings: CommitSettings | None = None, moment: Moment = Moment.CHANGE) -> list[str]:
    """The names of the rules that find something in the message `text`, in order."""
    return [rule.name for rule, _ in run(CommitMessage(text), settings=settings, moment=moment)]


def pointed(finding: Finding, text: str) -> str:
    """The characters of `text` that the finding points at."""
    assert isinstance(finding.place, MessageSpan)
    return text[finding.place.start : finding.place.end]
