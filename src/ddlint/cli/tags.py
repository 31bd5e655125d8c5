"""`ddlint tags`: the ledger of release tags: `record` adds to it, `verify` compares with it."""

from __future__ import annotations

import argparse
import os

from ddlint.cli import options
from ddlint.cli.check import open_work_tree
from ddlint.cli.environment import Environment
from ddlint.cli.session import Session, configured, session
from ddlint.config.load import Loaded
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Gap, Ledger
from ddlint.engine.rule import Moment
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, DdlintError, Incomplete
from ddlint.git import ci
from ddlint.git.ledger_history import committed, lost_lines
from ddlint.git.remote_tags import remote_tags
from ddlint.git.repository import Repository
from ddlint.git.tag_values import local_tags
from ddlint.model.recorded_tag import HERE, LedgerChange, compared
from ddlint.model.ref_update import tag_name
from ddlint.model.release_name import release_key
from ddlint.model.tag_ledger import BadLine, Record, TagLedger, Value, parse, written_time
from ddlint.output.summary import counted

AREAS = ("pushes",)
_LARGEST = 256 << 20  # bytes: a ledger of 12,000 tags has 1.2 MB


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the actions of `ddlint tags`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", prog="ddlint tags")
    summary = "add the release tags that are not recorded yet"
    record = actions.add_parser("record", help=summary, description=summary, allow_abbrev=False)
    record.add_argument("--remote", metavar="NAME", help="the tags of this remote, and not of this clone")
    record.add_argument("--gone", action="store_true", help="record also that recorded tags are gone")
    options.add_config_file(record)
    summary = "compare the tags with their record, and the ledger with its own history"
    verify = actions.add_parser("verify", help=summary, description=summary, allow_abbrev=False)
    verify.add_argument("--remote", metavar="NAME", help="the tags of this remote, and not of this clone")
    options.add(verify)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Run the action."""
    repository = open_work_tree(environment)
    if arguments.action == "record":
        return _record(repository, arguments, environment)
    return _verify(repository, arguments, environment)


def _record(repository: Repository, arguments: argparse.Namespace, environment: Environment) -> int:
    found: Loaded = configured(arguments, environment)
    settings = found.settings
    path = settings.tags.ledger
    known = _read(repository, path) or TagLedger({}, {})
    now = _tags(repository, arguments.remote, environment)
    releases = _releases(now, settings)
    if not releases and not known.tags:
        raise _nothing(repository, environment, settings)
    if environment.now is None:
        raise DdlintError("it is not known what time it is")
    seen = written_time(environment.now)
    new = [Record(ref, now[ref], seen) for ref in sorted(releases - known.tags.keys())]
    gone = [
        Record(ref, None, seen) for ref in sorted(known.tags.keys() - now.keys() - known.gone.keys())
    ] if arguments.gone else []  # fmt: skip
    if new or gone:
        _write(repository, path, known.with_records([*new, *gone]).text())
    as_gone = f", and {counted(len(gone), 'tag')} as gone" if gone else ""
    environment.say(f"ddlint: recorded {counted(len(new), 'new tag')} in {path}{as_gone}")
    return _say_what_differs(known, now, environment)


def _say_what_differs(known: TagLedger, now: dict[str, Value], environment: Environment) -> int:
    """A record is never replaced: what differs from it is said, and is a finding of `verify`."""
    differing = [ref for ref, record in known.tags.items() if ref in now and now[ref] != record.value]
    for ref in differing:
        environment.say(f"ddlint: {ref} is not what was recorded: see `ddlint tags verify`")
    return EXIT_FOUND if differing else EXIT_CLEAN


def _verify(repository: Repository, arguments: argparse.Namespace, environment: Environment) -> int:
    with session(arguments, environment, AREAS, Moment.CHANGE, repository) as running:
        path = running.settings.tags.ledger
        known = _read(repository, path)
        if known is None and committed(repository, path) is None:
            raise DdlintError(f"there is no ledger of tags at {path}", "`ddlint tags record` begins one")
        known = known or TagLedger({}, {})
        now = _tags(repository, arguments.remote, environment)
        if known.tags and not now:
            raise _nothing(repository, environment, running.settings)
        ledger = _compare(running, repository, known, now, arguments.remote or HERE)
        if repository.is_shallow:
            hint = ci.detect(environment.variables).hint(shallow=True)
            ledger.gaps.append(Gap(f"the history of {path}, which is cut in this clone", hint))
        return running.finish(ledger)


def _compare(
    running: Session, repository: Repository, known: TagLedger, now: dict[str, Value], where: str
) -> Ledger:
    linting = running.run()
    path = running.settings.tags.ledger
    for tag in compared(known, now, _releases(now, running.settings), where, path):
        linting.feed(tag)
    for commit, lost in lost_lines(repository, path):
        linting.feed(LedgerChange(path, commit, lost))
    before = (committed(repository, path) or "").splitlines()
    there = set((_text(repository, path) or "").splitlines())
    linting.feed(LedgerChange(path, "", tuple(line for line in before if line not in there)))
    return linting.close()


def _tags(repository: Repository, remote: str | None, environment: Environment) -> dict[str, Value]:
    return remote_tags(repository, remote, environment.variables) if remote else local_tags(repository)


def _releases(now: dict[str, Value], settings: Settings) -> frozenset[str]:
    return frozenset(ref for ref in now if release_key(settings.versions.tag, tag_name(ref)))


def _nothing(repository: Repository, environment: Environment, settings: Settings) -> DdlintError:
    hint = ci.detect(environment.variables).hint(repository.is_shallow)
    return Incomplete(
        f"there is no release tag here ({settings.versions.tag})", f"Fetch them: git fetch --tags\n{hint}"
    )


def _read(repository: Repository, path: str) -> TagLedger | None:
    """The ledger of the work tree; None where there is none."""
    text = _text(repository, path)
    if text is None:
        return None
    try:
        return parse(text)
    except BadLine as error:
        raise DdlintError(
            f"{path}, line {error.number}: {error}",
            "A line is: ref, object, peeled object and time, with tabs between them. "
            f"What was there before: git log -p -- {path}",
        ) from error


def _text(repository: Repository, path: str) -> str | None:
    try:
        with open(_place(repository, path), "rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    if len(data) > _LARGEST:
        raise DdlintError(f"{path} is too large for a ledger of tags")
    return data.decode("utf-8", "surrogateescape")


def _place(repository: Repository, path: str) -> str:
    """Where the ledger is; a link in the repository must not lead out of it."""
    top = os.path.realpath(repository.work_tree or "")
    place = os.path.join(top, path)
    if os.path.realpath(place) != place:
        raise DdlintError(f"the way to {path} is a link", "Set [tags] ledger to a plain file.")
    return place


def _write(repository: Repository, path: str, text: str) -> None:
    place = _place(repository, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(f"{place}.new", "wb") as file:
        file.write(text.encode("utf-8", "surrogateescape"))
    os.replace(f"{place}.new", place)
