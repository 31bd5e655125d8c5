"""Where `ddlint` starts. Imports only what the command at hand needs: a hook runs at every commit."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ddlint.git.process import Stream

HOOK = "commit-msg"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) == 2 and words[0] == HOOK and _is_fine(words[1]):
        return 0
    import gc

    # Nearly nothing that ddlint makes refers back to itself, and looking for it takes a twentieth of a run.
    # The modules that `check` imports make 55,000 things that stay: they are not looked through either.
    gc.set_threshold(100_000, 20, 50)
    code = _run_ahead(words) if words[:1] == ["commits"] and "--all" in words else _run(words)
    gc.freeze()  # the process ends: looking once more for what could be collected would take 7 ms
    return code


def _run(words: list[str], begun: Stream | None = None) -> int:
    from ddlint.cli.commands import run
    from ddlint.cli.environment import Environment

    return run(words, Environment.of_process(begun))


def _run_ahead(words: list[str]) -> int:
    """Let git walk the whole history while all else is imported: it takes longer than that."""
    from ddlint.cli.ahead import begun

    with begun() as walk:
        return _run(words, walk)


def _is_fine(path: str) -> bool:
    from ddlint.cli.quick import is_fine

    try:
        return is_fine(path, os.getcwd(), os.environ)
    except FileNotFoundError:  # the folder is gone
        return False
