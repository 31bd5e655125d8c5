"""Where the last audit stopped, so that the next one reads only what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ddlint import __version__
from ddlint.audit.evidence import settings_digest
from ddlint.audit.lifecycle import Lives
from ddlint.audit.rows import RepositoryRow
from ddlint.audit.store import Store
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Ledger, Verdict
from ddlint.git.main_line import is_on_line
from ddlint.git.repository import Repository

#: Keys of the state of a repository that are no files: no path ends with a slash.
_POLICY, _MESSAGES, _LIVES = "policy/", "messages/", "lives/"


@dataclass(frozen=True, slots=True)
class Resumed:
    """What is known already of a repository.

    Attributes:
        after: the full id of the newest commit that was audited by the same policy; empty for none.
        commits: how many of the main line those are.
        files: the state of the replay.
        messages: the counts of the messages that were linted.
        lives: the findings in files that were open.
        anew: why what is known holds no more, as a clause; empty where it does, or nothing is known.
    """

    after: str = ""
    commits: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    messages: Ledger = field(default_factory=Ledger)
    lives: str = "[]"
    anew: str = ""


def resumed(store: Store, name: str, repository: Repository, tip: str, settings: Settings) -> Resumed:
    """What the ledger knows of a repository, and is still true.

    Args:
        store: the ledger.
        name: of the repository in the audit.
        repository: where to look.
        tip: the full id of the newest commit now.
        settings: in force now.
    """
    row = next((row for row in store.rows(RepositoryRow) if row.name == name), None)
    if row is None:
        return Resumed()
    state = store.state(name)
    if _LIVES not in state:
        return Resumed(anew="the last audit was incomplete")
    if state.get(_POLICY) != policy_digest(settings):
        return Resumed(anew="the policy, or ddlint, is another one than at the last audit")
    if not is_on_line(repository, row.head, tip):
        return Resumed(anew="the history was rewritten since the last audit")
    files = {key: text for key, text in state.items() if not key.endswith("/")}
    return Resumed(row.head, row.commits, files, _read(state[_MESSAGES]), state[_LIVES])


@dataclass(slots=True)
class Reached:
    """Where an audit stopped; see `Resumed`."""

    files: dict[str, str] = field(default_factory=dict)
    messages: Ledger = field(default_factory=Ledger)
    lives: Lives = field(default_factory=Lives)


def save(store: Store, name: str, settings: Settings, reached: Reached) -> None:
    """Write down where this audit stopped, for the next one."""
    told = {
        _POLICY: policy_digest(settings),
        _MESSAGES: _written(reached.messages),
        _LIVES: reached.lives.state(),
    }
    store.save_state(name, {**reached.files, **told})


def policy_digest(settings: Settings) -> str:
    """A digest of all that what was found of messages depends on."""
    return f"{__version__} {settings_digest(settings)}"


def _written(ledger: Ledger) -> str:
    return json.dumps({
        "checked": dict(ledger.checked),
        "exempt": [[*key, count] for key, count in ledger.exempt.items()],
        "verdicts": [[code, str(verdict), count] for (code, verdict), count in ledger.verdicts.items()],
        "severities": {severity.name: count for severity, count in ledger.severities.items()},
        "fixable": [[safe, count] for safe, count in ledger.fixable.items()],
        "unasked": ledger.unasked,
    })  # fmt: skip


def _read(text: str) -> Ledger:
    told = json.loads(text)
    ledger = Ledger(unasked=told["unasked"])
    ledger.checked.update(told["checked"])
    ledger.exempt.update({(noun, reason): count for noun, reason, count in told["exempt"]})
    ledger.verdicts.update({(code, Verdict(given)): count for code, given, count in told["verdicts"]})
    ledger.severities.update({Severity[name]: count for name, count in told["severities"].items()})
    ledger.fixable.update(dict(told["fixable"]))
    return ledger
