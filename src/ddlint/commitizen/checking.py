"""Whether a message is fine: ddlint's own rules on commits, in the words of its findings."""

from __future__ import annotations

from collections.abc import Sequence

from ddlint.config.load import Loaded
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity
from ddlint.engine.history import why_exempt
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.rule import Context, Moment
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.waivers import of_settings
from ddlint.git.history import Commit, commits_by_id
from ddlint.git.repository import Repository
from ddlint.model.commit import CommitMessage
from ddlint.output.concise import line
from ddlint.rules import AREAS, load


def faults(
    text: str, settings: Settings, *, commit: str = "", merge: bool | None = None, now: int | None = None
) -> list[str]:
    """What is wrong with a message, a line for each finding that fails the run, with its help.

    Args:
        text: the message, as git stores it.
        settings: the policy.
        commit: the full id of the commit; empty for a message that is not committed yet, or unfinished.
        merge: whether it is a merge; None where that is not known.
        now: seconds since 1970, for waivers that end.
    """
    moment = Moment.CHANGE if commit else Moment.HOOK
    rules = load(("commits",))
    selection = Selection(rules, settings, lambda: load(AREAS))
    entries: list[Entry] = []
    waivers = of_settings(Loaded(settings), "", now)
    run = Run(rules, selection, Context(settings, moment, now), entries.append, waivers=waivers)
    run.feed(CommitMessage(text, commit, merge=merge))
    least = Severity[settings.fail_on.upper()]
    return [
        f"{line(entry).rstrip()}\n{entry.help}".rstrip()
        for entry in entries
        if entry.verdict is Verdict.FOUND and entry.severity >= least
    ]


def is_exempt(text: str, settings: Settings, author: str = "") -> bool:
    """Whether no rule looks at the message; `author` is `Name <email>`."""
    return bool(why_exempt(settings.commits.exempt, text, author))


def commit_of(repository: Repository, oid: str) -> Commit:
    """The commit with this full id, as ddlint reads it.

    Raises:
        ObjectMissing: it is not in this clone.
    """
    found: Sequence[Commit] = [*commits_by_id(repository, [oid])]
    return found[0]
