"""How the rules on branches name commits: ids as evidence, with the first lines of their messages."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from ddlint.engine.finding import Label
from ddlint.model.releases.hotfix_state import HotfixState, NamedCommit

_SHOWN = 5


def ids(commits: Sequence[NamedCommit]) -> str:
    """The ids of `commits` as a list in a sentence, the first few of many."""
    more = f" and {len(commits) - _SHOWN:,} more" if len(commits) > _SHOWN else ""
    return ", ".join(each.short for each in commits[:_SHOWN]) + more


def count(commits: Sequence[object], noun: str = "commit") -> str:
    """`1 commit`, `3 commits`."""
    return f"{len(commits):,} {noun}{'' if len(commits) == 1 else 's'}"


def labels(commits: Iterable[NamedCommit], text: str) -> tuple[Label, ...]:
    """Labels on the first few of `commits`."""
    return tuple(Label(each.place, text) for each in [*commits][:_SHOWN])


def start_anew(hotfix: HotfixState, tag: str) -> str:
    """The commands that begin a hotfix at `tag` and bring its own commits there."""
    name = hotfix.name or f"release-v{hotfix.version}"
    picks = " ".join(each.commit.short for each in reversed(hotfix.commits[:_SHOWN]))
    rest = " ..." if len(hotfix.commits) > _SHOWN else ""
    pick = f" && git cherry-pick {picks}{rest}" if picks else ""
    return f"`git switch --force-create {name} {tag}{pick}`"


def quoted(name: str) -> str:
    """A name of a ref as a shell takes it."""
    return shlex.quote(name)
