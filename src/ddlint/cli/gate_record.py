"""What the gate has judged, recorded in a git note or in a file, and read again."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Iterator

from ddlint import __version__
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends, ends_of
from ddlint.cli.gate_trust import Trust, trust
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, DdlintError, Incomplete
from ddlint.git.history import commits
from ddlint.git.landed import exact_patches
from ddlint.git.notes import REF, add_note, has_notes, notes
from ddlint.git.ranges import object_named
from ddlint.git.repository import Repository
from ddlint.model.gate.asked import Asked, Kind
from ddlint.model.gate.record import CLEAN, FOUND, Record, records

NOTE = "note"
SINCE = "since"
_REFS = frozenset({Kind.TAG, Kind.RELEASE})
_FETCH = f"git fetch origin {REF}:{REF}"
_LARGEST = 256 << 20  # bytes


def record(
    asked: Asked, kind: str, repository: Repository, code: int, arguments: argparse.Namespace,
    environment: Environment,
) -> None:  # fmt: skip
    """Record what was judged; a run that could not look at everything is none.

    Args:
        asked: what was judged.
        kind: of it: `asked.kind`, or `since`.
        repository: where it is.
        code: the exit code, as it is without `--exit-zero`.
        arguments: of the command.
        environment: its outside.

    Raises:
        DdlintError: it cannot be written, or the time is not known.
    """
    if code not in (EXIT_CLEAN, EXIT_FOUND):
        environment.say("ddlint: not recorded, since not all could be judged")
        return
    if asked.kind is Kind.DELETION:
        environment.say("ddlint: not recorded: what is gone has no note")
        return
    outcome = CLEAN if code == EXIT_CLEAN else FOUND
    made = _made(asked, kind, outcome, repository, arguments, environment)
    if arguments.record == NOTE:
        add_note(repository, made.object, made.line(), made.time)
        environment.say(f"ddlint: recorded in {REF}; nothing is pushed: git push origin {REF}")
    else:
        place = os.path.join(environment.folder, arguments.record)
        with open(place, "a", encoding="utf-8") as file:
            file.write(made.line())
        environment.say(f"ddlint: recorded in {arguments.record}")


def _made(
    asked: Asked, kind: str, outcome: str, repository: Repository, arguments: argparse.Namespace,
    environment: Environment,
) -> Record:  # fmt: skip
    time = _time(environment)
    number = "" if asked.number is None else str(asked.number)
    if asked.kind in _REFS:
        oid = object_named(repository, asked.ref, asked.head, environment.variables)
        return Record(kind, outcome, oid, ref=asked.ref, ddlint=__version__, time=time)
    ends = ends_of(asked, repository, environment.variables)
    policy = policy_digest(trust(repository, ends, arguments))
    patches = _patches(repository, ends)
    whole = exact_patches(repository, [(ends.head, ends.fork)]).get(ends.head, "")
    return Record(
        kind, outcome, ends.head, ends.base, ends.fork, whole, patches, "", number, __version__, policy, time
    )


def _patches(repository: Repository, ends: Ends) -> tuple[str, ...]:
    found = [each for each in commits(repository, [ends.head], [ends.fork]) if not each.is_merge]
    pairs = [(each.oid, each.parents[0] if each.parents else "") for each in reversed(found)]
    patches = exact_patches(repository, pairs)
    return tuple(patches[oid] for oid, _ in pairs if oid in patches)


def policy_digest(policy: Trust) -> str:
    """SHA-256 over the paths and contents of the files that make a policy, in hexadecimal."""
    digest = hashlib.sha256()
    for path, data in sorted(policy.files.items()):
        if data is not None:
            name = path.encode("utf-8", "surrogateescape")
            digest.update(b"%d %s\0%d " % (len(name), name, len(data)) + data)
    return digest.hexdigest()


def _time(environment: Environment) -> int:
    """The time of a record: SOURCE_DATE_EPOCH, else now."""
    said = environment.variables.get("SOURCE_DATE_EPOCH", "")
    if said.isascii() and said.isdecimal() and len(said) < 12:
        return int(said)
    if environment.now is None:
        raise DdlintError("it is not known what time it is", "set SOURCE_DATE_EPOCH")
    return environment.now


def recorded(
    repository: Repository, arguments: argparse.Namespace, environment: Environment
) -> Iterator[Record]:
    """All records: those of the file that `--records` names, or else of the notes of this clone.

    A note that was copied to another object stands for nothing.

    Raises:
        Incomplete: the notes were not fetched.
        DdlintError: the file cannot be read.
    """
    if arguments.records:
        yield from records(_lines(arguments.records, environment))
        return
    if not has_notes(repository):
        hint = f"Fetch them: {_FETCH}\nWhere no gate has recorded yet: `ddlint ci --record` does."
        raise Incomplete(f"what gates have recorded ({REF}) is not in this clone", hint)
    for target, text in notes(repository):
        yield from (each for each in records(text.split("\n")) if each.object == target)


def _lines(name: str, environment: Environment) -> list[str]:
    try:
        with open(os.path.join(environment.folder, name), "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise DdlintError(f"cannot read {name}: {error.strerror}", "--records names the file") from error
    if len(data) > _LARGEST:
        raise DdlintError(f"{name} is too large for a file of records")
    return data.decode("utf-8", "surrogateescape").split("\n")
