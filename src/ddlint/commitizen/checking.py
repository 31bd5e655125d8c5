"""Whether a message is fine: ddlint's own rules on commits, in the words of its findings."""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.config.load import Loaded
from ddlint.config.policy import commit_policy
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity
from ddlint.engine.history import why_exempt
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.rule import Context, Moment
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.waivers import of_settings
from ddlint.model.commit import CommitMessage
from ddlint.model.commit_policy import conforms
from ddlint.output.concise import line
from ddlint.rules import AREAS, load


@dataclass(frozen=True, slots=True)
class Written:
    """A message and what is known of its commit.

    Attributes:
        text: the message, as git stores it.
        commit: the full id of the commit; empty for a message that is not committed yet.
        merge: whether it is a merge; None where that is not known.
        time: when it was committed, in seconds since 1970; None for now.
        author: `Name <email>`.
    """

    text: str
    commit: str = ""
    merge: bool | None = None
    time: int | None = None
    author: str = ""


def faults(written: Written, settings: Settings, *, now: int | None = None) -> list[str]:
    """What is wrong with a message, a line for each finding that fails the run, with its help.

    Args:
        written: the message; one without a commit is judged as the hook does: `fixup!` may pass.
        settings: the policy.
        now: seconds since 1970, for waivers that end.
    """
    if why_exempt(settings.commits.exempt, written.text, written.author):
        return []
    if conforms(written.text, commit_policy(settings, unfinished=not written.commit), written.merge):
        return []
    entries: list[Entry] = []
    run = _run(settings, Moment.CHANGE if written.commit else Moment.HOOK, entries, now)
    run.feed(CommitMessage(written.text, written.commit, merge=written.merge, time=written.time))
    least = Severity[settings.fail_on.upper()]
    gaps = [f"{gap.reason}\n{gap.remedy}".rstrip() for gap in run.close().gaps]
    return gaps + [
        f"{line(entry).rstrip()}\n{entry.help}".rstrip()
        for entry in entries
        if entry.verdict is Verdict.FOUND and entry.severity >= least
    ]


def _run(settings: Settings, moment: Moment, entries: list[Entry], now: int | None) -> Run:
    known = load(("commits",))
    selection = Selection(known, settings, lambda: load(AREAS))
    rules = tuple(rule for rule in known if moment in rule.moments and selection.decide(rule).on)
    waivers = of_settings(Loaded(settings), "", now)
    return Run(rules, selection, Context(settings, moment, now), entries.append, waivers=waivers)
