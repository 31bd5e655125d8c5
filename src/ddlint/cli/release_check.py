"""`ddlint release check`: whether a release is in order: its tag, its place, its version, who made it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.event_file import event_reader
from ddlint.cli.session import Session, session
from ddlint.engine.hotfix_states import hotfix_of_tag, hotfix_states, is_hotfix
from ddlint.engine.ledger import Ledger
from ddlint.engine.lines import Lines, lines_of
from ddlint.engine.releases_seen import release_seen
from ddlint.engine.rule import Moment
from ddlint.engine.tags_seen import looks_like_release, tags_seen
from ddlint.errors import EXIT_CLEAN, DdlintError, Incomplete
from ddlint.git import ci
from ddlint.git.refs import TAGS, refs
from ddlint.git.repository import Repository, open_repository
from ddlint.model.gate.github import released
from ddlint.model.gate.payload import BadPayload, Payload
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.tag_seen import Published, TagSeen

AREAS = ("versions", "branches")
#: Where CIs say which tag they build. Seen in their documentation.
_VARIABLES = ("CI_COMMIT_TAG", "BITBUCKET_TAG", "TAG_NAME")
_NAME_IT = "Name it: `ddlint release check v1.2.3`; --all judges every release tag of the repository."


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint release check`."""
    parser.add_argument("tag", nargs="?", metavar="TAG", help="the release (default: the tag that CI builds)")
    parser.add_argument(
        "--all", action="store_true", help="every release tag; what commits ask for is left out"
    )
    parser.add_argument(
        "--github-event", metavar="FILE", help="the event of a release (default: $GITHUB_EVENT_PATH)"
    )
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Judge the release and return the exit code."""
    if arguments.all and arguments.tag:
        raise DdlintError("--all is every release, and a tag is one of them", "give the one or the other")
    repository = open_repository(environment.folder, environment.variables, here=True)
    published = _published(arguments, environment)
    name = "" if arguments.all else _name(arguments, published, environment)
    if published is not None and published.draft and not arguments.all:
        environment.say(f"ddlint: release {published.tag} is a draft: nobody gets it yet, nothing is judged")
        return EXIT_CLEAN
    moment = Moment.HISTORY if arguments.all else Moment.TAG
    with session(arguments, environment, AREAS, moment, repository) as running:
        if not arguments.all:
            return running.finish(judged(running, repository, name, published, environment))
        subjects = every_release(running, repository, environment, published)
        return running.finish(feed(running, subjects))


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the rules on releases judge.

    Attributes:
        tags: the release tags.
        hotfixes: those that they released.
    """

    tags: Sequence[TagSeen]
    hotfixes: Sequence[HotfixState]


def every_release(
    running: Session, repository: Repository, environment: Environment, published: Published | None = None
) -> Subjects:
    """All release tags, and the hotfixes among them.

    Raises:
        Incomplete: there are none, or the history is cut.
        DdlintError: there is no main branch.
    """
    lines = _lines(running, repository, environment, published)
    return _subjects(running, repository, lines, _every(running, repository), published)


def feed(running: Session, subjects: Subjects) -> Ledger:
    """What the rules say about releases and hotfixes."""
    linting = running.run(running.numbered())
    for tag in subjects.tags:
        linting.feed(tag)
    for hotfix in subjects.hotfixes:
        linting.feed(hotfix)
    return linting.close()


def judged(
    running: Session, repository: Repository, name: str, published: Published | None, environment: Environment
) -> Ledger:
    """What the rules say about the release `name`.

    Raises:
        Incomplete: it, or the history, was not fetched.
        DdlintError: it is not there, or there is no main branch.
    """
    lines = _lines(running, repository, environment, published)
    names = [_there(repository, name, environment)]
    ledger = feed(running, _subjects(running, repository, lines, names, published))
    ledger.add(_judge_bump(running, repository, lines, name))
    return ledger


def _published(arguments: argparse.Namespace, environment: Environment) -> Published | None:
    """What GitHub says of the release; None where it is not asked about one."""
    path = arguments.github_event or environment.variables.get("GITHUB_EVENT_PATH", "")
    if not path or (arguments.all and not arguments.github_event):
        return None
    try:
        payload = Payload.parse(event_reader(environment)(path))
        found = released(payload)
    except BadPayload as error:
        if not arguments.github_event and environment.variables.get("GITHUB_EVENT_NAME") != "release":
            return None
        hint = "GitHub Actions writes it; hand it on whole"
        raise DdlintError(f"the event cannot be read: {error}", hint) from error
    if found is None and arguments.github_event:
        raise DdlintError(f"{path} is no event of a release", "give the one of `on: release`, or none")
    return found


def _name(arguments: argparse.Namespace, published: Published | None, environment: Environment) -> str:
    """The tag that is meant.

    Raises:
        DdlintError: nobody says, or the event is about another one.
    """
    asked = (arguments.tag or "").removeprefix(TAGS)
    if published is not None and asked and asked != published.tag:
        raise DdlintError(
            f"the event is about {published.tag}, not {asked}", "leave out the one or the other"
        )
    found = asked or (published.tag if published else _built(environment.variables))
    if not found:
        raise DdlintError("nobody said which release is to be checked", _NAME_IT)
    return found


def _built(variables: Mapping[str, str]) -> str:
    if variables.get("GITHUB_REF", "").startswith(TAGS):
        return variables["GITHUB_REF"].removeprefix(TAGS)
    source = variables.get("BUILD_SOURCEBRANCH", "")
    named = source.removeprefix(TAGS) if source.startswith(TAGS) else ""
    return next((variables[name] for name in _VARIABLES if variables.get(name)), named)


def _lines(
    running: Session, repository: Repository, environment: Environment, published: Published | None
) -> Lines:
    at = {published.tag: published.at} if published and published.at else {}
    hint = ci.detect(environment.variables).hint(repository.is_shallow)
    return lines_of(repository, running.settings, hint, published=at)


def _every(running: Session, repository: Repository) -> list[str]:
    names = [ref.short for ref in refs(repository, (TAGS,)).by_name.values()]
    found = [name for name in names if looks_like_release(name, running.settings)]
    if not found:
        form = running.settings.versions.tag
        raise Incomplete(f"there is no release tag in this clone ({form})", "Fetch them: git fetch --tags")
    return found


def _there(repository: Repository, name: str, environment: Environment) -> str:
    if refs(repository, (f"{TAGS}{name}",)).get(f"{TAGS}{name}"):
        return name
    built = ci.detect(environment.variables)
    if repository.is_shallow or built.name or not refs(repository, (TAGS,)).by_name:
        hint = f"Fetch it: git fetch origin tag {name}\n{built.hint(repository.is_shallow)}"
        raise Incomplete(f"there is no tag {name} in this clone", hint)
    raise DdlintError(f"there is no tag {name} in this clone", "`git tag --list` lists those that are there")


def _subjects(
    running: Session, repository: Repository, lines: Lines, names: Sequence[str], published: Published | None
) -> Subjects:
    """The tags, and the hotfixes that they released."""
    tags = tags_seen(repository, lines, names, running.settings, published)
    wanted = set(names)
    if len(wanted) == 1:
        one = hotfix_of_tag(lines, names[0])
        hotfixes = [one] if one else []
    else:
        hotfixes = [
            each
            for each in lines.hotfixes()
            if each.tag and each.tag.name in wanted and is_hotfix(lines, each)
        ]
    states = hotfix_states(repository, lines, hotfixes, running.settings) if hotfixes else ()
    return Subjects(tags, [*states])


def _judge_bump(running: Session, repository: Repository, lines: Lines, name: str) -> Ledger:
    """What the commits ask for; there is nothing to ask where the name is no version."""
    linting = running.run()
    tag = _release(lines, name)
    if tag is not None:
        linting.feed(release_seen(repository, lines, tag, running.settings))
    return linting.close()


def _release(lines: Lines, name: str) -> ReleaseTag | None:
    return next((tag for tag in lines.releases.tags if tag.name == name), None)
