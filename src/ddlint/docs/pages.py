"""The pages of the rules and the texts of `ddlint rules` and `ddlint explain`, made from the rules."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from itertools import groupby

from ddlint.engine.rule import EVERY_MOMENT, Moment, Rule
from ddlint.errors import DdlintError

#: What an area is about, in the index.
AREAS = {
    "commits": "Commit messages",
    "markers": "Marker comments",
    "files": "Files that Flux reads and rewrites",
    "tags": "Image tags",
    "policies": "Image policies",
    "references": "What markers and Flux objects refer to",
    "cloudbuild": "Builds in Cloud Build",
    "pushes": "Release tags that move",
    "accounts": "Accounts, and what they run",
    "changes": "Changes, at the gate",
    "waivers": "Waivers",
    "branches": "Hotfix branches",
    "versions": "Versions of releases",
    "reuse": "What was deployed, over the history",
}

_INTRO = """\
# Rules

Each rule has a code and a name; both work wherever a rule is named. `ddlint explain CODE` prints the
same pages.
"""


def find(rules: Sequence[Rule], word: str) -> Rule:
    """The rule whose code or name is `word`; case does not matter.

    Raises:
        DdlintError: there is none; the hint says which one comes close.
    """
    by_word = {key.lower(): rule for rule in rules for key in (rule.code, rule.name)}
    rule = by_word.get(word.lower())
    if rule is None:
        close = difflib.get_close_matches(word.lower(), by_word, 1)
        hint = f"did you mean {by_word[close[0]].code} {by_word[close[0]].name}? " if close else ""
        raise DdlintError(f"there is no rule {word!r}", f"{hint}`ddlint rules` lists them all")
    return rule


def page(rule: Rule) -> str:
    """The page of `rule`, as Markdown: title, what there is to know at a glance, and its docstring."""
    summary, _, rest = rule.page.strip().partition("\n")
    facts = "\n".join(f"| {key} | {value} |" for key, value in _facts(rule))
    return f"# {rule.code} {rule.name}\n\n{summary}\n\n| | |\n| --- | --- |\n{facts}\n\n{rest.strip()}\n"


def index(rules: Iterable[Rule]) -> str:
    """The list of all `rules`, as Markdown, one table an area."""
    return _INTRO + "".join(
        f"\n## {AREAS.get(area, area)}\n\n{_table(group)}"
        for area, group in groupby(rules, lambda rule: rule.area)
    )


def listing(rules: Sequence[Rule]) -> str:
    """The list of all `rules` for a terminal, one line each: code, severity, name, summary."""
    width = max((len(rule.name) for rule in rules), default=0)
    return "".join(
        f"{rule.code}  {rule.severity.word:7}  {rule.name:{width}}  {rule.summary}\n" for rule in rules
    )


def _facts(rule: Rule) -> tuple[tuple[str, str], ...]:
    return (
        ("Code", f"`{rule.code}`"),
        ("Name", f"`{rule.name}`"),
        ("Area", f"`{rule.area}`"),
        ("Severity", rule.severity.word),
        ("Confidence", rule.confidence.value),
        ("Runs", _moments(rule)),
        ("Fix", rule.fixable.value),
        ("Can be waived", "yes" if rule.waivable else "no"),
        ("Since", rule.since),
    )


def _moments(rule: Rule) -> str:
    if rule.moments == EVERY_MOMENT:
        return "always"
    words = {
        Moment.HOOK: "in hooks",
        Moment.CHANGE: "on a change",
        Moment.TAG: "on a tag",
        Moment.HISTORY: "over the history",
    }
    return ", ".join(text for moment, text in words.items() if moment in rule.moments)


def _table(rules: Iterable[Rule]) -> str:
    rows = "".join(
        f"| [{rule.code}]({rule.name}.md) | [{rule.name}]({rule.name}.md) | {rule.severity.word} "
        f"| {_cell(rule.summary)} |\n"
        for rule in rules
    )
    return f"| Code | Name | Severity | What |\n| --- | --- | --- | --- |\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
