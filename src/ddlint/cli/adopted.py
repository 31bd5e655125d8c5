"""The baseline of a run: the file that the configuration or `--baseline` names."""

from __future__ import annotations

import os

from ddlint.cli.environment import Environment
from ddlint.cli.session import Session
from ddlint.engine.grandfather import Adopted
from ddlint.errors import DdlintError
from ddlint.git.repository import Repository
from ddlint.model.baseline import BadLine, Baseline, parse
from ddlint.output.summary import counted

USUAL = ".ddlint/baseline"
_LARGEST = 64 << 20  # bytes


def adopted(
    running: Session, repository: Repository, asked: str | None, environment: Environment
) -> Adopted | None:
    """What the baseline of `running` sets aside; None where there is no baseline.

    Args:
        running: its configuration names a file from the top of the repository.
        repository: the repository.
        asked: `--baseline`: another file, from the folder of `environment`.
        environment: where ddlint runs.

    Raises:
        DdlintError: the file is not there, or no baseline.
    """
    place = place_of(running, repository, asked, environment)
    if not place:
        return None
    found = read(place)
    if found is None:
        raise DdlintError(f"there is no baseline {place}", "`ddlint baseline write` writes one")
    held = {rule.code for rule in running.rules if not running.waivers.may_waive(rule)}
    return Adopted(Baseline({key: known for key, known in found.known.items() if known.code not in held}))


def place_of(running: Session, repository: Repository, asked: str | None, environment: Environment) -> str:
    """The file that `--baseline` or the configuration names, empty for none."""
    if asked:
        return os.path.join(environment.folder, asked)
    named = running.settings.baseline
    return os.path.normpath(os.path.join(repository.work_tree or "", named)) if named else ""


def read(place: str) -> Baseline | None:
    """The baseline in the file `place`; None where there is no such file.

    Raises:
        DdlintError: it cannot be read, or is no baseline.
    """
    try:
        with open(place, "rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DdlintError(f"cannot read {place}: {error.strerror}") from error
    return parsed(data, place)


def parsed(data: bytes, place: str) -> Baseline:
    """The baseline in `data`, which stands at `place`.

    Raises:
        DdlintError: it is none.
    """
    if len(data) > _LARGEST:
        raise DdlintError(f"{place} is too large for a baseline")
    try:
        return parse(data.decode("utf-8", "surrogateescape"))
    except BadLine as error:
        hint = "A line is a fingerprint, a code and a place. `ddlint baseline write` writes the file."
        raise DdlintError(f"{place}, line {error.number}: {error}", hint) from error


def say_what_is_gone(found: Adopted, environment: Environment) -> None:
    """Tell of findings of the baseline that are mended."""
    if found.gone:
        what = counted(len(found.gone), "finding")
        environment.say(f"baseline: {what} of it no longer there; `ddlint baseline write` takes that out")
