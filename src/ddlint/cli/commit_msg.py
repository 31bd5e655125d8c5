"""`ddlint commit-msg`: lint one commit message, as git hands it to the commit-msg hook.

Messages that are fine mostly do not come this far: see `ddlint.cli.quick`.
"""

from __future__ import annotations

import argparse
import os
import shlex
from dataclasses import replace

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.quick import as_stored
from ddlint.cli.session import loaded, session
from ddlint.config import hook_cache
from ddlint.config.discovery import SHARED_NAME
from ddlint.config.policy import commit_policy
from ddlint.config.release_settings import Exempt
from ddlint.engine.history import why_exempt
from ddlint.engine.rule import Moment
from ddlint.errors import EXIT_CLEAN, DdlintError
from ddlint.git.failure import NotARepository
from ddlint.git.place import operation
from ddlint.git.repository import Repository, open_repository
from ddlint.git.settings import message_settings
from ddlint.model.cleanup import CUT
from ddlint.model.commit import CommitMessage

AREAS = ("commits",)
_FULL = "full"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint commit-msg`."""
    parser.add_argument(
        "file", metavar="FILE", help="the file that holds the message; git names it to the hook"
    )
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Lint the message and return the exit code. A message that is fine is passed in silence."""
    path = os.path.join(environment.folder, arguments.file)
    data = _read(path, arguments.file)
    repository = _repository(environment)
    from_git = bool(repository and os.path.dirname(os.path.realpath(path)) == _real(repository))
    try:
        code = _verdict(data, repository, arguments, environment)
    except DdlintError as error:
        if from_git:
            kept = f"The commit was not made. Its message is kept in {shlex.quote(os.path.realpath(path))}."
            error.hint = "\n".join(filter(None, (error.hint, kept)))
        raise
    if code != EXIT_CLEAN and repository and from_git:
        _say_how_to_go_on(path, data, repository, environment)
    return code


def _verdict(
    data: bytes, repository: Repository | None, arguments: argparse.Namespace, environment: Environment
) -> int:
    text = _stored(data, repository, environment)
    arguments.quiet = True
    with session(arguments, _for_people(arguments, environment), AREAS, Moment.HOOK, repository) as running:
        _remember(arguments, environment)
        linting = running.run()
        if setting := _why_exempt(running.settings.commits.exempt, text, environment):
            linting.exempt(CommitMessage.noun, setting)
        else:
            linting.feed(CommitMessage(text, merge=_is_merge(repository)))
        return running.finish(linting.close())


def _read(path: str, name: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise DdlintError(
            f"cannot read the message file {name}: {error.strerror}",
            'git names the file to the hook: `ddlint commit-msg "$1"`',
        ) from error


def _repository(environment: Environment) -> Repository | None:
    """The repository whose hook runs; a message may also be linted where there is none."""
    try:
        return open_repository(environment.folder, environment.variables, here=True)
    except NotARepository:
        return None


def _stored(data: bytes, repository: Repository | None, environment: Environment) -> str:
    """The message as git will store it."""
    settings = message_settings(str(environment.folder), environment.variables) if repository else {}
    text = _decoded(data, settings.get("i18n.commitencoding", "utf-8"))
    return as_stored(text, settings, environment.variables)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return data.decode("utf-8", "surrogateescape")


def _is_merge(repository: Repository | None) -> bool | None:
    return operation(repository.git_dir) == "merge" if repository else None


def _for_people(arguments: argparse.Namespace, environment: Environment) -> Environment:
    """The report is no result that a program reads: it goes to stderr, unless a format is asked for."""
    return replace(environment, stdout=environment.stderr) if arguments.format == _FULL else environment


def _remember(arguments: argparse.Namespace, environment: Environment) -> None:
    """Keep what the quick way needs of the configuration, which was read well."""
    if arguments.config or arguments.no_config:
        return
    found = loaded(arguments, environment)
    for content in found.passed_over:
        hook_cache.write(environment.variables, content, None, shared=True)
    if found.content:
        policy = commit_policy(found.settings, unfinished=True)
        shared = os.path.basename(found.path) == SHARED_NAME
        hook_cache.write(environment.variables, found.content, policy, shared=shared)


def _why_exempt(exempt: Exempt, text: str, environment: Environment) -> str:
    variables = environment.variables  # git tells the hook who the author is
    author = f"{variables.get('GIT_AUTHOR_NAME', '')} <{variables.get('GIT_AUTHOR_EMAIL', '')}>"
    return why_exempt(exempt, text, author)


def _real(repository: Repository) -> str:
    return os.path.realpath(repository.git_dir)


def _say_how_to_go_on(path: str, data: bytes, repository: Repository, environment: Environment) -> None:
    """Nothing is lost: where the text is, and the command that takes it up again."""
    where = shlex.quote(os.path.realpath(path))
    verbose = " --verbose" if CUT.encode() in data else ""
    environment.say("")
    environment.say(f"The commit was not made. Its message is kept in {where}; to mend it and go on:")
    if _is_rebasing(repository):
        environment.say(f"  git commit --amend --edit{verbose} --file {where} && git rebase --continue")
    else:
        environment.say(f"  git commit --edit{verbose} --file {where}   (with --amend if you were amending)")


def _is_rebasing(repository: Repository) -> bool:
    folders = ("rebase-merge", "rebase-apply")
    return any(os.path.isdir(os.path.join(repository.git_dir, folder)) for folder in folders)
