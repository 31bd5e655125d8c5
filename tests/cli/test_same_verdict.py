"""The same message gets the same verdict in the hook, in a range and over the history.

Every recorded message becomes a commit, stored as git would store it, and a message file for the hook.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from calling import ddlint
from ddlint.cli.quick import as_stored, is_fine
from ddlint.engine.rule import Moment
from ddlint.git.settings import message_settings
from ddlint.model.cleanup import cleaned
from ddlint.model.commit import CommitMessage
from history import History, hermetic_environment
from model.test_message_cases import rows
from rules.commits.found import run

FORM = {"DDC001", "DDC002", "DDC003", "DDC004", "DDC006"}
#: Rules that wait until a commit is on its way to main.
LATER = {"DDC009"}
#: Labelled as written by a tool, and here neither a merge by its parents nor the exact form of a tool.
NO_MERGE = {
    "Merge abc123 into def456",
    "Merge main into dev",
    "Merge origin/master into develop",
    "Merge refs/heads/main into develop",
    "Merge feat/work into main",
    "Merge toto into titi",
    "Merge remote-tracking branch",
}


def messages() -> list[str]:
    """The recorded messages as files for the hook, each once."""
    return list(dict.fromkeys(row["message"] for row in rows()))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> History:
    """One commit for each message, oldest first, behind a first one."""
    made = History(tmp_path_factory.mktemp("verdicts") / "repository")
    made.git("fast-import", "--quiet", data=b"".join(commands(["chore: start", *map(cleaned, messages())])))
    return made


def commands(texts: list[str]) -> Iterator[bytes]:
    for text in texts:
        data = text.encode()
        yield b"commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\n"
        yield b"data %d\n%b\n" % (len(data), data)


def verdicts(repository: History, *words: str) -> list[set[str]]:
    """The codes of the findings on each message, in the order of `messages`."""
    report = json.loads(ddlint("commits", *words, "--format", "json", folder=repository.path).out)
    order = repository.git("rev-list", "--reverse", "main").decode().split()[1:]
    found: dict[str, set[str]] = {oid: set() for oid in order}
    for finding in report["findings"]:
        found[finding["location"]["commit"]].add(finding["code"])
    return list(found.values())


@pytest.fixture(scope="module")
def whole(repository: History) -> list[set[str]]:
    return verdicts(repository, "--all")


def in_hook(text: str, folder: Path) -> set[str]:
    """The codes of what the hook finds in a message file, by its short way or by the rules."""
    environ = hermetic_environment(folder.parent)
    (folder / "message").write_bytes(text.encode())
    subject = CommitMessage(as_stored(text, message_settings(str(folder), environ), environ), merge=False)
    found = {rule.code for rule, _ in run(subject, moment=Moment.HOOK)}
    assert not (found and is_fine("message", str(folder), environ))
    return found


def test_range_and_history_agree(repository: History, whole: list[set[str]]) -> None:
    first = repository.git("rev-list", "--max-parents=0", "main").decode().strip()
    assert verdicts(repository, f"{first}..main") == whole


def test_hook_and_history_agree(repository: History, whole: list[set[str]]) -> None:
    differing = [
        (text, hook, later)
        for text, later in zip(messages(), whole, strict=True)
        if (hook := in_hook(text, repository.path)) != later - LATER
    ]
    assert differing == []


def test_verdict_on_the_form_is_the_label(whole: list[set[str]]) -> None:
    labels = {row["message"]: row["expected_valid"] or row["auto"] for row in rows() if row["mode"] == "hook"}
    labels |= {row["message"]: row["expected_valid"] or row["auto"] for row in rows() if row["mode"] == "any"}
    differing = {
        text
        for text, codes in zip(messages(), whole, strict=True)
        if labels[text] == bool(codes & FORM) and not is_changed_by_the_hook(text)
    }
    assert differing == NO_MERGE


def is_changed_by_the_hook(text: str) -> bool:
    """Whether git drops lines of it as comments: then a label for stored messages says nothing about it."""
    return cleaned(text, "strip") != cleaned(text, "whitespace")
