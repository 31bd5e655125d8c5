"""Reading the file of an event that a CI names."""

from __future__ import annotations

import os
from collections.abc import Callable

from ddlint.cli.environment import Environment
from ddlint.errors import DdlintError
from ddlint.model.gate.payload import LARGEST


def event_reader(environment: Environment) -> Callable[[str], bytes]:
    """What reads such a file, no more of it than an event may have."""

    def read(path: str) -> bytes:
        try:
            with open(os.path.join(environment.folder, path), "rb") as file:
                return file.read(LARGEST + 1)
        except OSError as error:
            hint = "GITHUB_EVENT_PATH names it; a container needs it mounted"
            raise DdlintError(f"cannot read the event {path}: {error.strerror}", hint) from error

    return read
