"""Calling ddlint in this process, as a person would from a shell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ddlint.cli.commands import run
from ddlint.cli.environment import Environment
from history import hermetic_environment

NOW = 1_800_000_000


@dataclass(frozen=True, slots=True)
class Called:
    """What a call came to."""

    code: int
    out: str
    err: str


def ddlint(*words: str, folder: Path, **variables: str) -> Called:
    """Run `ddlint WORDS` in `folder`, with a hermetic environment and `variables`."""
    return called_at(NOW, *words, folder=folder, **variables)


def called_at(now: int, *words: str, folder: Path, **variables: str) -> Called:
    """The same at another time, in seconds since 1970."""
    environ: Mapping[str, str] = {**hermetic_environment(folder.parent), **variables}
    out, err = io.StringIO(), io.StringIO()
    code = run(list(words), Environment(io.StringIO(), out, err, environ, folder, now=now))
    return Called(code, out.getvalue(), err.getvalue())
