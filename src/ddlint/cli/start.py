"""Where `ddlint` starts. Imports only what the command at hand needs: a hook runs at every commit."""

from __future__ import annotations

import os
import sys

HOOK = "commit-msg"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) == 2 and words[0] == HOOK and _is_fine(words[1]):
        return 0
    import gc

    # Nearly nothing that ddlint makes refers back to itself, and looking for it takes a twentieth of a run.
    gc.set_threshold(50_000, 20, 50)
    from ddlint.cli.commands import run
    from ddlint.cli.environment import Environment

    code = run(words, Environment.of_process())
    gc.freeze()  # the process ends: looking once more for what could be collected would take 7 ms
    return code


def _is_fine(path: str) -> bool:
    from ddlint.cli.quick import is_fine

    try:
        return is_fine(path, os.getcwd(), os.environ)
    except FileNotFoundError:  # the folder is gone
        return False
