"""The commit-msg hook on a message that is fine, as installed from the wheel: what every commit pays."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.frame import Command, Measure, Row, interleaved, versus
from benchmarks.installed import NotInstalled, ddlint, node_environment, python_environment

ROUNDS = 40
PEER_ROUNDS = 7
MESSAGE = "feat(api): answer in pages of a hundred\n\nThe old answer grew with the table.\n\nRefs: #12\n"
TEMPLATE = """
# Please enter the commit message for your changes. Lines starting
# with '#' will be ignored, and an empty message aborts the commit.
#
# On branch main
"""
CONFIG = '[commits]\ntypes = ["feat", "fix", "chore", "docs"]\nscopes = ["api", "web"]\n'
COMMITLINT = 'module.exports = { extends: ["@commitlint/config-conventional"] };\n'


def rows() -> Iterator[Row]:
    """Against the bare interpreter, with and without a configuration file; then against the peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, configured = (_repository(folder / each) for each in ("plain", "configured"))
        (configured / "ddlint.toml").write_text(CONFIG, encoding="utf-8")
        programs = ddlint()
        yield from _own(programs, plain, configured)
        yield from _peers(programs, plain)


def _repository(folder: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / "message").write_text(MESSAGE, encoding="utf-8")
    (folder / "edited").write_text(MESSAGE + TEMPLATE, encoding="utf-8")
    return folder


def _own(programs: Path, plain: Path, configured: Path) -> Iterator[Row]:
    cache = {"XDG_CACHE_HOME": str(plain.parent / "cache")}
    hook = (str(programs / "ddlint"), "commit-msg")
    measured = interleaved(
        (
            Command("python -c pass", (str(programs / "python"), "-c", "pass"), plain, cache),
            Command("commit-msg, no config", (*hook, "message"), plain, cache),
            Command("commit-msg, config", (*hook, "message"), configured, cache),
            Command("commit-msg, config, edited message", (*hook, "edited"), configured, cache),
        ),
        ROUNDS,
    )
    floor = measured["python -c pass"]
    yield versus(measured["commit-msg, no config"], floor, 1.6)
    yield versus(measured["commit-msg, config"], floor, 2.0)
    yield versus(measured["commit-msg, config, edited message"], floor, 2.0)


def _peers(programs: Path, folder: Path) -> Iterator[Row]:
    (folder / "commitlint.config.js").write_text(COMMITLINT, encoding="utf-8")
    own = Command("commit-msg", (str(programs / "ddlint"), "commit-msg", "message"), folder)
    commands, missing = [own], []
    for name, (package, words) in _PEERS.items():
        try:
            commands.append(_peer(name, package, words, folder))
        except NotInstalled as error:
            missing.append(Row("commit-msg", "", name, None, None, f"not installed: {error}"))
    measured = interleaved(commands, PEER_ROUNDS)
    yield from (_faster(measured, command.name) for command in commands[1:])
    yield from missing


_PEERS = {
    "conventional-pre-commit": ("conventional-pre-commit", ("conventional-pre-commit", "message")),
    "gitlint": ("gitlint", ("gitlint", "--staged", "--msg-filename", "message")),
    "cz check": ("commitizen", ("cz", "check", "--commit-msg-file", "message")),
    "commitlint": ("@commitlint/cli", ("commitlint", "--edit", "message")),
}


def _peer(name: str, package: str, words: tuple[str, ...], folder: Path) -> Command:
    if package.startswith("@"):
        programs = node_environment("commitlint", [package, "@commitlint/config-conventional"])
        # The configuration names a package that must be found from where it stands.
        link = folder / "node_modules"
        link.symlink_to(programs.parent)
    else:
        programs = python_environment(package, [package])
    return Command(name, (str(programs / words[0]), *words[1:]), folder)


def _faster(measured: dict[str, Measure], peer: str) -> Row:
    return versus(measured["commit-msg"], measured[peer], 1.0)
