"""The rules of a run as SARIF reporting descriptors."""

from __future__ import annotations

from ddlint.engine.finding import Severity
from ddlint.engine.rule import Confidence, Rule
from ddlint.output.json_text import Json

#: SARIF's words for severities.
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: GitHub's words for severity and for how sure a rule is, where its query filters read them.
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
#: Characters of a description that code scanning takes.
_LONGEST = 1024
_PRECISION = {Confidence.HIGH: "very-high", Confidence.MEDIUM: "high", Confidence.LOW: "medium"}


def descriptor(rule: Rule) -> dict[str, Json]:
    """`rule` as a `reportingDescriptor`: its page is the help, as text and as Markdown."""
    page = rule.page.strip() or rule.name
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary or rule.name},
        "fullDescription": {"text": _fitting(_section(page, "What")) or rule.summary or rule.name},
        "help": {"text": page, "markdown": page},
        "helpUri": rule.url,
        "defaultConfiguration": {"enabled": True, "level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.area],
            "precision": _PRECISION[rule.confidence],
            "problem.severity": _PROBLEM[rule.severity],
            "since": rule.since,
        },
    }


def _fitting(text: str) -> str:
    """As many paragraphs, or words, as there is room for; the help has all."""
    if len(text) <= _LONGEST:
        return text
    paragraphs, _, _ = text[: _LONGEST + 1].rpartition("\n\n")
    return paragraphs or f"{text[: _LONGEST - 4].rpartition(' ')[0]} ..."


def _section(page: str, title: str) -> str:
    """What the page says under the heading `title`."""
    _, _, after = page.partition(f"## {title}\n")
    return after.partition("\n## ")[0].strip()
