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
from hypothesis import given, settings
from hypothesis import strategies as st

from calling import ddlint
from history import History
from support import cases_dir

pytest.importorskip("commitizen", reason="commitizen is not installed: pip install ddlint[commitizen]")

from commitizen.config.base_config import BaseConfig
from commitizen.cz.exceptions import CzException

from ddlint.commitizen import wording
from ddlint.commitizen.checking import Written, faults
from ddlint.commitizen.committed import Committed
from ddlint.commitizen.plugin import DdlintCz
from ddlint.config.settings import CommitSettings, Settings
from ddlint.git.repository import open_repository

CONFIG = """\
[tool.commitizen]
name = "cz_ddlint"
version_provider = "ddlint"
version_scheme = "ddlint"
tag_format = "v$version"
bump_message = "chore(release): $new_version"
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


def test_check_goes_by_the_selection_of_rules(history: History) -> None:
    history.commit("Oops").write("ddlint.toml", 'ignore = ["DDC001"]\n')
    assert verdicts_differ(history, "v1.0.0..HEAD") == []
    assert cz(history, "check", "-m", "Oops")[0] == 0


def test_check_leaves_alone_what_is_older_than_the_policy(history: History) -> None:
    history.commit("Oops").write("ddlint.toml", '[effective_from]\ncommits = "2100-01-01"\n')
    assert ddlint("commits", "v1.0.0..HEAD", folder=history.path).code == 0
    assert cz(history, "check", "--rev-range", "v1.0.0..HEAD")[0] == 0


def test_check_of_a_message_knows_its_exempt_author(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.write("ddlint.toml", '[commits.exempt]\nauthors = ["bot <*>"]\n')
    monkeypatch.chdir(history.path)
    assert not taken(DdlintCz(BaseConfig()), "Oops")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "bot")
    assert taken(DdlintCz(BaseConfig()), "Oops")


def test_check_of_a_range_reads_every_commit_of_many(history: History) -> None:
    for at in range(6):
        history.commit("Oops" if at % 3 else "fix: a")
    repository = open_repository(history.path, history.environ, here=True)
    found = Committed(repository, ahead=2)
    asked = history.git("rev-list", "HEAD").decode().split()
    assert [found.of(oid).commit for oid in asked] == asked
    assert [found.of(oid).commit for oid in reversed(asked)] == asked[::-1]


def test_check_of_a_range_gives_the_verdict_of_ddlint_for_every_case(history: History) -> None:
    messages = [message for message in cases() if "\0" not in message and message.strip()]
    if not messages:
        pytest.skip("the cases are not here")
    written = [message.encode("utf-8", "surrogateescape") for message in messages]
    head = b"commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\n"
    first = head + b"data 6\nfix: a\nfrom refs/heads/main^0\n"
    stream = first + b"".join(b"%bdata %d\n%b\n" % (head, len(message), message) for message in written)
    history.git("fast-import", "--quiet", data=stream)
    assert len(history.git("rev-list", "v1.0.0..HEAD").split()) > len(messages)
    assert verdicts_differ(history, "v1.0.0..HEAD") == []


def verdicts_differ(history: History, asked: str) -> list[str]:
    """The commits of `asked` that only one of ddlint and commitizen refuses."""
    report = json.loads(ddlint("commits", asked, "--format", "json", folder=history.path).out)
    refused = {
        finding["location"]["commit"][:10]
        for finding in report["findings"]
        if (finding["verdict"], finding["severity"]) == ("found", "error")
    }
    told = cz(history, "check", "--rev-range", asked)
    by_cz = set(re.findall(r"^([0-9a-f]{10}): ", "".join(told[1:]), re.MULTILINE))
    return sorted(refused ^ by_cz)


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


def test_bump_counts_once_what_a_hotfix_released(history: History) -> None:
    history.commit("feat: c").tag("v1.1.0").commit("fix: d", "--allow-empty")
    picked = history.oid()
    history.branch("release-v1.1.1", "v1.1.0").write("d", "d").commit("fix: d").git("add", "--all")
    history.git("cherry-pick", "--allow-empty", "-x", picked)
    history.tag("v1.1.1").checkout("main").commit("feat: e")
    agrees(history)
    agrees(history, "rc")


def test_bump_on_a_hotfix_branch_agrees(history: History) -> None:
    history.tag("v1.0.1").commit("feat: c").tag("v1.1.0")
    history.branch("release-v1.0.2", "v1.0.1").commit("fix: d")
    agrees(history)


def test_bump_of_a_version_below_1_agrees(tmp_path: Path) -> None:
    young = History(tmp_path / "young").write(".cz.toml", CONFIG).commit("feat: a").tag("v0.1.0")
    agrees(young.commit("feat!: b"))


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
    assert faults(Written(plugin.example()), Settings()) == []


def test_questions_offer_what_the_policy_allows() -> None:
    settings = Settings(
        commits=CommitSettings(types=("feat", "task"), scopes=("api", "web"), require_scope=True)
    )
    kind, scope, *_ = wording.questions(settings, {"feat": "minor"})
    assert [each["name"] for each in kind["choices"]] == ["feat: a feature, minor version", "task"]  # type: ignore[typeddict-item]
    assert [each["value"] for each in scope["choices"]] == ["api", "web"]  # type: ignore[typeddict-item]


def test_a_changelog_marks_what_breaks_and_leaves_out_the_release_itself(history: History) -> None:
    history.commit("fix(api): c\n\nBREAKING CHANGE: ask again").commit("chore(release): 2.0.0").tag("v2.0.0")
    _, out, _ = cz(history, "changelog", "--dry-run")
    assert "- **api**: **breaking:** c" in out
    assert "2.0.0\n" not in out.replace("## v2.0.0", "")


def test_bump_tags_and_lists_what_it_promised(history: History) -> None:
    history.commit("feat: c")
    history.git("config", "user.name", "Ann")
    history.git("config", "user.email", "ann@example.org")
    code, out, err = cz(history, "bump", "--yes", "--changelog")
    assert code == 0, out + err
    assert "v1.1.0" in history.git("tag").decode().split()
    assert (history.path / "CHANGELOG.md").read_text().startswith("## v1.1.0")
    assert ddlint("commits", "HEAD^..HEAD", folder=history.path).code == 0


def test_bump_of_a_first_release_agrees(tmp_path: Path) -> None:
    first = History(tmp_path / "new").write(".cz.toml", CONFIG).commit("feat: a")
    expected = ddlint("release", "next", "--format", "tag", folder=first.path).out.strip()
    assert f"tag to create: {expected}\n" in cz(first, "bump", "--dry-run", "--yes")[1]


def test_the_subject_is_judged_with_its_type_and_scope_as_one_types() -> None:
    settings = Settings(commits=CommitSettings(max_header_length=20))
    asked = {each["name"]: dict(each) for each in wording.questions(settings, {})}
    answers = {"type": "feat", "scope": "api", "is_breaking": True}
    assert asked["subject"]["when"](answers)  # type: ignore[operator]
    judge = asked["subject"]["validate"]
    assert judge("a" * 8) is True  # type: ignore[operator]
    assert "DDC" in judge("a" * 9)  # type: ignore[operator]
    assert judge(" ") == "say in a line what the change does"  # type: ignore[operator]
    assert asked["breaking"]["when"](answers)  # type: ignore[operator]
    assert not asked["breaking"]["when"]({**answers, "is_breaking": False})  # type: ignore[operator]


def test_lines_of_a_body_and_footers_are_set_apart_by_bars() -> None:
    answers = {"type": "fix", "subject": "a", "body": "why | how", "footer": "Refs: OPS-7|Fixes: OPS-8"}
    asked = {each["name"]: dict(each) for each in wording.questions(Settings(), {})}
    for name in ("body", "footer"):
        answers[name] = asked[name]["filter"](answers[name])  # type: ignore[operator]
    assert wording.message(answers, Settings()) == "fix: a\n\nwhy\nhow\n\nRefs: OPS-7\nFixes: OPS-8"


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
        assert faults(Written(text), Settings()) == []
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


PIECES = (
    "feat", "Fix", "revert", "wip", "(api)", "( )", "!", ": ", ":", "a", "\n", "\n\n", "BREAKING CHANGE: ",
    "breaking change: ",
    "fixup! ", 'Revert "a"', "Merge branch 'a'", "Merge a into b",
    "This reverts commit 1234567.", "\x85", "Refs: 1", " ",
)  # fmt: skip


def taken(plugin: DdlintCz, message: str) -> bool:
    return plugin.validate_commit_message(
        commit_msg=message,
        pattern=re.compile(""),
        allow_abort=False,
        allowed_prefixes=[],
        max_msg_length=None,
        commit_hash="",
    ).is_valid


def test_check_gives_the_verdict_of_the_hook_whatever_is_written(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(history.path)
    plugin = DdlintCz(BaseConfig())

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
    def agree(message: str) -> None:
        assert taken(plugin, message) == passes(history, message)

    agree()


def passes(history: History, message: str) -> bool:
    """The verdict of `ddlint commit-msg`, on a message in which no line is a comment."""
    history.git("config", "commit.cleanup", "whitespace")
    (history.path / "message").write_bytes(message.encode("utf-8", "surrogateescape"))
    return ddlint("commit-msg", "message", folder=history.path).code == 0
