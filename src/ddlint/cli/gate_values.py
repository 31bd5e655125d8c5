"""The gate on what a change does to values, markers and image policies: from old to new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddlint.cli.environment import Environment
from ddlint.cli.flux_files import FluxFiles
from ddlint.cli.gate_ends import Ends
from ddlint.cli.session import Session
from ddlint.config.patterns import matches_any
from ddlint.config.settings import FileSettings
from ddlint.engine.ledger import Ledger
from ddlint.engine.once import judged_once
from ddlint.engine.policy_changes import Changed
from ddlint.engine.run import Run
from ddlint.engine.tree import is_candidate
from ddlint.engine.value_changes import History, ValueChanges
from ddlint.git import line_history
from ddlint.git.repository import Repository
from ddlint.model.changes.image_policy_change import ImagePolicyChange, policy_changes_of
from ddlint.model.changes.marker_change import MarkerChange
from ddlint.model.changes.matching import Matched, match
from ddlint.model.changes.value_change import ValueChange
from ddlint.model.flux.facts import may_matter
from ddlint.model.flux.index import FluxIndex

SUBJECTS = (ValueChange, MarkerChange, ImagePolicyChange)
_POLICY = "ImagePolicy"
_MOST_COMMITS = 2_000  # of the main line: what was rolled back before that is not asked about


def lint(
    running: Session, there: Repository, ends: Ends, changed: Sequence[Changed], environment: Environment,
    known: Sequence[FluxIndex | None] = (),
) -> Ledger:  # fmt: skip
    """Run the rules on what became of values; nothing is read where the change touches none.

    Args:
        running: the run.
        there: the repository with the files after the change.
        ends: of the change.
        changed: the files that differ.
        environment: of the command, in that repository.
        known: all Flux objects before the change and after it, where somebody read them already.
    """
    if not any(rule.subject in SUBJECTS for rule in running.rules):
        return Ledger()
    matched = match(_looked_at(running.settings.files, changed))
    policies = any(_POLICY in before + after for _, before, after in changed)
    if not matched and not policies:
        return Ledger()
    read = [side for side in known if side is not None]
    sides = (read[0], read[1]) if len(read) == 2 else _sides(running, there, changed, environment)
    found = ValueChanges(matched, sides, _history(there, ends, matched), running.settings)

    def feed(run: Run) -> None:
        for value in found.values():
            run.feed(value)
        for marker in found.markers():
            run.feed(marker)
        for policy in policy_changes_of(*sides, running.settings.flux.version) if policies else ():
            run.feed(policy)

    entries, counts = judged_once(running.run, feed)
    show = running.numbered()
    for entry in entries:
        show(entry)
    return counts


def _looked_at(settings: FileSettings, changed: Sequence[Changed]) -> Iterator[tuple[str, str, str]]:
    """The files that `ddlint check` would read: path, text before and text after."""
    for file, before, after in changed:
        is_read = is_candidate(file.path) and not matches_any(settings.exclude, file.path)
        if is_read and max(len(before), len(after)) <= settings.max_bytes:
            yield file.path, before, after


def _sides(
    running: Session, there: Repository, changed: Sequence[Changed], environment: Environment
) -> tuple[FluxIndex, FluxIndex]:
    """All Flux objects before the change, and after it; every file is read once."""
    index = FluxFiles(running.found, environment, there).before_fixes((), named=True)
    before = {
        file.path: text.encode("utf-8", "surrogateescape")
        for file, text, after in changed
        if may_matter(file.path, (text + after).encode("utf-8", "replace"))
    }
    return index(before), index({})


def _history(there: Repository, ends: Ends, matched: Matched) -> History:
    """Who wrote what in the change, and what stood there before it."""
    paths = sorted({each.use.path for pair in matched.changed for each in pair})
    old_paths = sorted({was.use.path for was, _ in matched.changed})
    within = line_history.of_range(there, ends.commits.include, ends.commits.exclude, paths)
    before = line_history.along(there, ends.fork, old_paths, most=_MOST_COMMITS)
    missing = "the history before the change was not fetched" if there.is_shallow else ""
    return History(within, before, missing)
