"""The questions of `cz commit`, and the message that the answers make: one that ddlint finds nothing in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from commitizen.cz.exceptions import AnswerRequiredError, CzException
from commitizen.cz.utils import multiple_line_breaker
from commitizen.question import Choice, CzQuestion

from ddlint.commitizen.checking import Written, faults
from ddlint.config.settings import Settings

#: What the usual types mean; a type that a project adds has none.
_MEANINGS = {
    "feat": "a feature",
    "fix": "a mended mistake",
    "chore": "upkeep that no user sees",
    "build": "the build, its tools, dependencies",
    "ci": "what runs in CI",
    "docs": "documentation alone",
    "perf": "the same, faster",
    "refactor": "the same, written otherwise",
    "revert": "takes a commit back",
    "style": "layout alone",
    "test": "tests alone",
}
NO_SCOPE = "(none)"


def questions(settings: Settings, raised: Mapping[str, str]) -> list[CzQuestion]:
    """What to ask.

    Args:
        settings: the policy.
        raised: for each type which part of the version it raises.
    """
    types: list[Choice] = [
        {"value": name, "name": _described(name, raised.get(name, ""))} for name in settings.commits.types
    ]
    draft = Draft(settings)
    asked: list[dict[str, Any]] = [
        {"type": "list", "name": "type", "message": "What kind of change is it?", "choices": types},
        _scope(settings),
        _breaks(),
        {
            "type": "input",
            "name": "subject",
            "message": "What does it do? (one line, as in: answer in pages)\n",
            "when": draft.begin,
            "validate": draft.judge,
            "filter": _subject,
        },
        _text("body", "Why, and what else is to be known?"),
        {
            **_text("breaking", "What breaks, and what is to be done?"),
            "when": lambda answers: answers["is_breaking"],
        },
        _text("footer", "Footers, such as `Refs: OPS-7`"),
    ]
    return cast("list[CzQuestion]", asked)


def _breaks() -> dict[str, Any]:
    message = "Does anybody have to change something for it?"
    return {"type": "confirm", "name": "is_breaking", "message": message, "default": False}


def _text(name: str, message: str) -> dict[str, Any]:
    hint = "(| starts a new line; Enter to skip)"
    return {"type": "input", "name": name, "message": f"{message} {hint}\n", "filter": multiple_line_breaker}


class Draft:
    """What was answered so far, so that a subject is judged as one types, with its type and scope."""

    __slots__ = ("_answers", "_settings")

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._answers: Mapping[str, Any] = {}

    def begin(self, answers: Mapping[str, Any]) -> bool:
        """Take what was answered before; the question is asked always."""
        self._answers = dict(answers)
        return True

    def judge(self, text: str) -> bool | str:
        """True for a subject that ddlint takes, else what it finds."""
        try:
            message({**self._answers, "subject": text}, self._settings)
        except CzException as error:
            return str(error)
        return True


def _described(name: str, raised: str) -> str:
    meaning = ", ".join(filter(None, (_MEANINGS.get(name, ""), f"{raised} version" if raised else "")))
    return f"{name}: {meaning}" if meaning else name


def _scope(settings: Settings) -> dict[str, Any]:
    commits = settings.commits
    if commits.scopes:
        none = [] if commits.require_scope else [{"value": "", "name": NO_SCOPE}]
        choices = [*none, *({"value": scope, "name": scope} for scope in commits.scopes)]
        return {"type": "list", "name": "scope", "message": "Which part is it about?", "choices": choices}
    hint = "needed" if commits.require_scope else "Enter to skip"
    return {
        "type": "input",
        "name": "scope",
        "message": f"Which part is it about? ({hint})\n",
        "filter": _required_scope if commits.require_scope else _scope_text,
    }


def _scope_text(text: str) -> str:
    return re.sub(r"[^\w.,/-]+", "-", text.strip(), flags=re.ASCII).strip("-")


def _required_scope(text: str) -> str:
    if not _scope_text(text):
        raise AnswerRequiredError("a scope is needed")
    return _scope_text(text)


def _subject(text: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise AnswerRequiredError("say in a line what the change does")
    return found


def message(answers: Mapping[str, Any], settings: Settings) -> str:
    """The message that the answers make.

    Raises:
        CzException: ddlint would refuse it; what it finds is the text.
    """
    scope = _scope_text(answers.get("scope") or "")
    breaking = " ".join((answers.get("breaking") or "").split())
    mark = "!" if answers.get("is_breaking") else ""
    header = f"{answers['type']}{f'({scope})' if scope else ''}{mark}: {_subject(answers['subject'])}"
    footers = [f"BREAKING CHANGE: {breaking}"] if breaking and mark else []
    footers += [text.strip() for text in (answers.get("footer") or "").splitlines() if text.strip()]
    parts = [header, (answers.get("body") or "").strip(), "\n".join(footers)]
    text = "\n\n".join(part for part in parts if part)
    found = faults(Written(text), settings)
    if found:
        raise CzException("\n".join(found))
    return text
