"""The history of one repository of an audit: its messages, its releases and hotfixes, its deployments."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from ddlint.audit.describing import described
from ddlint.audit.introduced import tell
from ddlint.audit.lifecycle import Lives, follow, told
from ddlint.audit.reading import Reader, Unread
from ddlint.audit.recording import row_of
from ddlint.audit.release_rows import hotfix_rows, release_rows
from ddlint.audit.replaying import Replaying
from ddlint.audit.resuming import Reached, Resumed
from ddlint.audit.rows import FindingRow
from ddlint.audit.store import Store
from ddlint.cli import release_check
from ddlint.cli.across import Across
from ddlint.cli.audit_targets import Target
from ddlint.cli.environment import Environment
from ddlint.cli.progress import progress
from ddlint.cli.session import Session
from ddlint.config.bots import is_bot
from ddlint.config.policy import commit_policy
from ddlint.engine.history import PIECE, Linter, lint_history
from ddlint.engine.ledger import Entry, Gap, Ledger, Verdict
from ddlint.engine.tags_seen import looks_like_release
from ddlint.engine.tree import lint_content
from ddlint.engine.workers import processors
from ddlint.git import history
from ddlint.git.main_line import Span
from ddlint.git.patches_of_files import is_mostly_yaml
from ddlint.git.refs import TAGS, refs

_MOST = 4  # processes that keep up with each other


@dataclass(slots=True)
class Collected:
    """Entries that were found in another process."""

    _entries: list[Entry] = field(default_factory=list)

    def entry(self, entry: Entry) -> None:
        """Take one."""
        self._entries.append(entry)

    def taken(self) -> tuple[Entry, ...]:
        """Those since the last time."""
        found, self._entries = tuple(self._entries), []
        return found


@dataclass(frozen=True, slots=True)
class Doing:
    """What all parts of the audit of one repository need.

    Attributes:
        running: the session, whose entries are taken down.
        store: the ledger.
        target: the repository.
        environment: of the command.
        jobs: how many processes to use.
        bars: whether to draw progress.
    """

    running: Session
    store: Store
    target: Target
    environment: Environment
    jobs: int
    bars: bool


def processes(asked: int) -> int:
    """How many processes `--jobs` means."""
    return asked or min(_MOST, processors())


def lint_messages(doing: Doing, span: Span, known: Ledger) -> Ledger:
    """Lint the messages of the commits of a span, those that merges brought included.

    Args:
        doing: the audit.
        span: of the main line.
        known: the counts of an earlier audit, to which those of this one are added.
    """
    running, settings = doing.running, doing.running.settings
    policy = commit_policy(settings, unfinished=False)
    dated = bool(settings.effective_from)
    linter = Linter(running.run, Collected(), policy, settings.commits.exempt, dated)
    ledger = Ledger()
    ledger.add(known)
    walk = history.walk(doing.target.repository.git, [span.tip], [span.after] if span.after else ())
    with progress("commits", None, doing.environment, wanted=doing.bars) as bar, walk:
        for report in lint_history(linter, history.pieces(walk, PIECE), doing.jobs):
            for entry in report.written:
                running.show(entry)
            ledger.add(report.ledger)
            bar.advance(report.commits)
    return ledger


def judge_releases(doing: Doing) -> Ledger:
    """Judge all release tags and hotfixes; nothing where there is no release.

    Raises:
        Incomplete: the history is cut.
        DdlintError: there is no main branch.
    """
    target, settings = doing.target, doing.running.settings
    tags = refs(target.repository, (TAGS,)).by_name.values()
    if not any(looks_like_release(ref.short, settings) for ref in tags):
        return Ledger()
    found = release_check.every_release(doing.running, target.repository, doing.environment)
    name, service = target.name, target.service
    doing.store.add(release_rows(target.repository, name, service, found.tags, found.hotfixes))
    doing.store.add(hotfix_rows(name, service, found.hotfixes))
    return release_check.feed(doing.running, found)


def replay(doing: Doing, span: Span, known: Resumed, across: Across, reached: Reached) -> Ledger:
    """Write to the ledger what was deployed when.

    Args:
        doing: the audit.
        span: the part of the main line.
        known: where an earlier audit stopped.
        across: what the files at its end say together.
        reached: takes from where the next audit goes on.
    """
    repository, settings = doing.target.repository, doing.running.settings
    by_name = not is_mostly_yaml(repository, span.tip)
    replaying = Replaying(Reader(repository, by_name, partial(is_bot, settings=settings.flux)))
    if known.after:
        replaying.commits = known.commits
        replaying.replay.resume(known.files)
    try:
        with progress("commits replayed", _length(doing, span), doing.environment, wanted=doing.bars) as bar:
            stream = replaying.deployed(span, doing.jobs, bar.advance)
            doing.store.add_deployments(doing.target.name, stream)
    finally:  # what an interrupted replay wrote is to be understood too
        _describe(doing, replaying, across)
    ledger = Ledger(gaps=[_gap(doing.target, unread) for unread in replaying.unread])
    ledger.checked["main line commit"] += replaying.commits
    ledger.checked["marked value"] += sum(1 for _ in doing.store.values(doing.target.name))
    reached.files = replaying.replay.state()
    reached.lives.resume(known.lives)
    _follow(doing, replaying, reached.lives)
    return ledger


def _describe(doing: Doing, replaying: Replaying, across: Across) -> None:
    """Say in the ledger what the values of the replay are."""
    values, settings = replaying.replay.values, doing.running.settings
    image_of = across.index.image_of if across.index else lambda _namespace, _name: ""
    found = described(doing.target.repository, values, settings, image_of, doing.jobs)
    begun = frozenset(number for number, value in values.items() if not value.is_whole)
    uat = {code: account.is_uat for code, account in across.accounts.items()}
    doing.store.put_values(doing.target.name, found.values.items(), uat, begun)
    doing.store.drop_values(doing.target.name, found.dead)


def _follow(doing: Doing, replaying: Replaying, lives: Lives) -> None:
    """Write into the ledger the life of each finding in a file that is over."""
    running, target = doing.running, doing.target

    def lint(path: str, data: bytes) -> list[FindingRow]:
        entries: list[Entry] = []
        linting = running.run(entries.append)
        lint_content(linting, path, data)
        linting.close()
        return [row_of(entry, target.name) for entry in entries if entry.verdict is not Verdict.NOT_AVAILABLE]

    limit = running.settings.files.max_bytes
    ended = [*follow(lives, target.repository, replaying.versions, lint, limit, doing.jobs)]
    steps = replaying.reader.steps_found(oid for life in ended for oid in (life.introduced, life.fixed))
    doing.store.add(told(life, steps) for life in ended)


def tell_since_when(doing: Doing, reached: Reached) -> None:
    """Write into the ledger since when each finding is there, when all are in it."""
    is_a_bot = partial(is_bot, settings=doing.running.settings.flux)
    reader = Reader(doing.target.repository, by_name=False, is_bot=is_a_bot)
    tell(doing.store, doing.target.name, reached.lives.open(), reader.steps_found)


def _length(doing: Doing, span: Span) -> int:
    without = (f"^{span.after}",) if span.after else ()
    counted = doing.target.repository.git.run("rev-list", "--count", "--first-parent", span.tip, *without)
    return int(counted)


def _gap(target: Target, unread: Unread) -> Gap:
    which = f"commit {unread.first[:10]}"
    if unread.commits > 1:
        which = f"{unread.commits:,} commits up to {unread.last[:10]}"
    return Gap(f"{target.name}: {which} could not be replayed: {unread.reason}", unread.hint)
