"""The plugin under the real commitizen: it asks, checks, bumps and lists as ddlint does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calling import ddlint
from history import History
from support import cases_dir

pytest.importorskip("commitizen", reason="commitizen is not installed: pip install ddlint[commitizen]")

from commitizen.config.base_config import BaseConfig
from commitizen.cz.exceptions import CzException

from ddlint.commitizen import wording
from ddlint.commitizen.checking import faults
from ddlint.commitizen.plugin import DdlintCz
from ddlint.config.settings import CommitSettings, Settings

CONFIG = """\
[tool.commitizen]
name = "cz_ddlint"
version_provider = "ddlint"
version_scheme = "ddlint"
tag_format = "v$version"
"""


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "backend").write(".cz.toml", CONFIG).commit("feat: a").tag("v1.0.0")
    return found.commit("fix: b")


def cz(history: History, *words: str) -> tuple[int, str, str]:
    environ = {**history.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    command = [sys.executable, "-m", "commitizen.cli", *words]
    done = subprocess.run(
        command,
        cwd=history.path,
        env=environ,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_check_takes_what_ddlint_takes_and_tells_what_it_finds(history: History) -> None:
    assert cz(history, "check", "--rev-range", "v1.0.0..HEAD")[0] == 0
    history.commit("Oops")
    code, out, err = cz(history, "check", "--rev-range", "v1.0.0..HEAD")
    assert code != 0
    assert "DDC001 malformed-header" in out + err
    assert "chore: Oops" in out + err


def test_check_goes_by_the_configuration_of_the_repository(history: History) -> None:
    history.write("ddlint.toml", '[commits]\ntypes = ["feat", "task"]\nscopes = ["api"]\n')
    assert cz(history, "check", "-m", "task(api): a")[0] == 0
    assert cz(history, "check", "-m", "fix(api): a")[0] != 0
    assert cz(history, "check", "-m", "task(web): a")[0] != 0


def test_check_reads_the_file_that_a_hook_gets(history: History) -> None:
    (history.path / "message").write_text("feat: a\n\n# a comment of git\n")
    assert cz(history, "check", "--commit-msg-file", "message")[0] == 0
    (history.path / "message").write_text("Oops\n\n# feat: a\n")
    assert cz(history, "check", "--commit-msg-file", "message")[0] != 0


def test_check_knows_merges_and_exempt_authors(history: History) -> None:
    history.branch("topic").commit("fix: c").checkout("main").commit("fix: d").merge("topic")
    assert cz(history, "check", "--rev-range", "v1.0.0..HEAD")[0] == 0
    history.commit("Bump everything", GIT_AUTHOR_NAME="bot", GIT_AUTHOR_EMAIL="bot@example.org")
    assert cz(history, "check", "--rev-range", "HEAD^..HEAD")[0] != 0
    history.write("ddlint.toml", '[commits.exempt]\nauthors = ["bot <*>"]\n')
    assert cz(history, "check", "--rev-range", "HEAD^..HEAD")[0] == 0


@pytest.mark.parametrize(
    "messages",
    [
        ["fix: c"],
        ["feat: c"],
        ["feat!: c"],
        ["docs: c"],
        ["chore: c", "feat: d"],
        ["fix: c\n\nBREAKING CHANGE: all"],
    ],
)
def test_bump_makes_what_ddlint_would(history: History, messages: list[str]) -> None:
    history.commits(*messages)
    agrees(history)
    agrees(history, "rc")


def agrees(history: History, pre: str = "") -> None:
    words = ("--pre", pre) if pre else ()
    expected = ddlint("release", "next", "--format", "tag", *words, folder=history.path).out.strip()
    options = ("--prerelease", pre) if pre else ()
    _, out, err = cz(history, "bump", "--dry-run", *options)
    assert f"tag to create: {expected}\n" in out, err


def test_bump_leaves_out_what_was_reverted(history: History) -> None:
    history.commit("feat: c")
    history.commit(f'Revert "feat: c"\n\nThis reverts commit {history.oid()}.')
    agrees(history)
    assert "v1.0.1" in cz(history, "bump", "--dry-run")[1]


def test_bump_counts_candidates_and_leaves_taken_versions(history: History) -> None:
    history.commit("feat: c").tag("v1.1.0-rc.1").commit("fix: d")
    agrees(history, "rc")
    assert "v1.1.0-rc.2" in cz(history, "bump", "--dry-run", "--prerelease", "rc")[1]
    agrees(history)


def test_bump_of_nothing_ends_as_commitizen_ends_it(history: History) -> None:
    history.tag("v1.0.1")
    code, _, err = cz(history, "bump", "--dry-run")
    assert code != 0
    assert "NO_COMMITS" in err


def test_another_increment_is_commitizen_s_own(history: History) -> None:
    assert "tag to create: v2.0.0" in cz(history, "bump", "--dry-run", "--increment", "MAJOR")[1]


def test_a_clone_that_is_cut_is_told(history: History, tmp_path: Path) -> None:
    clone = history.commit("fix: c").clone(tmp_path / "clone", "--depth", "1", "--no-local")
    code, _, err = cz(clone, "bump", "--dry-run")
    assert code != 0
    assert "cut" in err
    assert "Traceback" not in err


def test_changelog_lists_the_changes_by_type(history: History) -> None:
    history.commit("feat(api): answer in pages").commit("Oops")
    _, out, _ = cz(history, "changelog", "--dry-run")
    assert "### feat\n\n- **api**: answer in pages" in out
    assert "Oops" not in out


@pytest.mark.parametrize(
    ("command", "said"),
    [("info", "types: feat, fix"), ("schema", "<type>(<scope>)"), ("example", "feat(api)")],
)
def test_what_is_told_of_the_convention(history: History, command: str, said: str) -> None:
    assert said in cz(history, command)[1]


def test_the_example_and_the_schema_s_pattern_are_fine(history: History) -> None:
    plugin = DdlintCz(BaseConfig())
    assert faults(plugin.example(), Settings()) == []


def test_questions_offer_what_the_policy_allows() -> None:
    settings = Settings(
        commits=CommitSettings(types=("feat", "task"), scopes=("api", "web"), require_scope=True)
    )
    kind, scope, *_ = wording.questions(settings, {"feat": "minor"})
    assert [each["name"] for each in kind["choices"]] == ["feat: a feature, minor version", "task"]  # type: ignore[typeddict-item]
    assert [each["value"] for each in scope["choices"]] == ["api", "web"]  # type: ignore[typeddict-item]


TEXT = st.text(st.one_of(st.sampled_from("ab \n\t:#()!-1"), st.characters(codec="utf-8")), max_size=40)


@given(
    st.sampled_from(Settings().commits.types), TEXT, TEXT.filter(str.strip), TEXT, st.booleans(), TEXT, TEXT
)  # fmt: skip
def test_whatever_is_answered_the_message_is_fine_or_refused(
    kind: str, scope: str, subject: str, body: str, breaks: bool, breaking: str, footer: str
) -> None:
    answers = {
        "type": kind, "scope": scope, "subject": subject, "body": body,
        "is_breaking": breaks, "breaking": breaking, "footer": footer,
    }  # fmt: skip
    try:
        text = wording.message(answers, Settings())
    except CzException as refused:
        assert "DDC" in str(refused)  # noqa: PT017 - either is fine
    else:
        assert faults(text, Settings()) == []
        assert text.startswith(kind)


def test_plain_answers_are_never_refused() -> None:
    answers = {
        "type": "feat", "scope": "the api", "subject": "answer  in pages ", "body": "why",
        "is_breaking": True, "breaking": "ask for pages", "footer": "Refs: OPS-7",
    }  # fmt: skip
    assert wording.message(answers, Settings()) == (
        "feat(the-api)!: answer in pages\n\nwhy\n\nBREAKING CHANGE: ask for pages\nRefs: OPS-7"
    )


def cases() -> Iterator[str]:
    folder = cases_dir()
    if folder is not None:
        for line in (folder / "commits" / "messages.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["message"]


def test_check_gives_the_verdict_of_the_hook_for_every_case(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = re.compile(r"^#|\0", re.MULTILINE)  # commitizen itself takes out what begins with a `#`
    messages = [message for message in cases() if message.strip() and not plain.search(message)]
    if not messages:
        pytest.skip("the cases are not here")
    monkeypatch.chdir(history.path)
    plugin = DdlintCz(BaseConfig())
    differing = [message for message in messages if taken(plugin, message) != passes(history, message)]
    assert differing == []


def taken(plugin: DdlintCz, message: str) -> bool:
    return plugin.validate_commit_message(
        commit_msg=message,
        pattern=re.compile(""),
        allow_abort=False,
        allowed_prefixes=[],
        max_msg_length=None,
        commit_hash="",
    ).is_valid


def passes(history: History, message: str) -> bool:
    """The verdict of `ddlint commit-msg`, on a message in which no line is a comment."""
    history.git("config", "commit.cleanup", "whitespace")
    (history.path / "message").write_bytes(message.encode("utf-8", "surrogateescape"))
    return ddlint("commit-msg", "message", folder=history.path).code == 0
