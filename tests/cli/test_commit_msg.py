"""`ddlint commit-msg` on a file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from calling import Called, ddlint
from ddlint.cli.quick import is_fine
from ddlint.config import hook_cache
from ddlint.engine.finding import Finding
from ddlint.rules.commits import malformed_header
from history import History, hermetic_environment

CONFIG = '[commits]\ntypes = ["feat"]\n'


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "repository")


def lint(repo: History, text: str | bytes, *options: str, **variables: str) -> Called:
    repo.place("message", text)
    variables = {"XDG_CACHE_HOME": str(repo.home / "cache"), **variables}
    return ddlint("commit-msg", "message", *options, folder=repo.path, **variables)


def quick(repo: History, text: str | bytes) -> bool:
    repo.place("message", text)
    variables = {**hermetic_environment(repo.home), "XDG_CACHE_HOME": str(repo.home / "cache")}
    return is_fine("message", str(repo.path), variables)


def test_a_fine_message_is_passed_in_silence(repo: History) -> None:
    assert lint(repo, "feat: x\n") == Called(0, "", "")


def test_a_bad_message_is_shown_with_a_caret_the_reason_and_a_better_one(repo: History) -> None:
    called = lint(repo, "Fix the login\n")
    assert (called.code, called.out) == (1, "")
    assert "1 | Fix the login\n  |    ^" in called.err
    assert "DDC001" in called.err
    assert "fix: the login" in called.err


def test_a_file_that_is_not_there_is_no_finding(repo: History) -> None:
    called = ddlint("commit-msg", "nowhere", folder=repo.path)
    assert called.code == 2
    assert "nowhere" in called.err


def test_other_formats_go_to_stdout(repo: History) -> None:
    called = lint(repo, "feature: x\n", "--format", "json")
    assert called.code == 1
    assert [each["code"] for each in json.loads(called.out)["findings"]] == ["DDC002"]


def test_nothing_in_a_message_reaches_the_terminal_as_a_command(repo: History) -> None:
    called = lint(repo, "Fix \x1b[31mred\x07 \u202e\n", "--color", "never")
    assert called.code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(called.err)


def test_bytes_that_are_no_text_are_a_finding(repo: History) -> None:
    called = lint(repo, b"fix: caf\xe9\n")
    assert called.code == 1
    assert "DDC011" in called.err


def test_the_encoding_that_git_is_set_to_counts(repo: History) -> None:
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    assert lint(repo, b"fix: caf\xe9\n").code == 0


def test_an_empty_file_is_a_finding(repo: History) -> None:
    assert lint(repo, "").code == 1
    assert lint(repo, "\n# only comments\n").code == 1


def test_it_works_where_there_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "title").write_text("fix the login\n")
    assert ddlint("commit-msg", "title", folder=tmp_path).code == 1
    (tmp_path / "title").write_text("fix: mend the login\n")
    assert ddlint("commit-msg", "title", folder=tmp_path).code == 0


def test_work_in_progress_may_pass(repo: History) -> None:
    assert lint(repo, "fixup! feat: x\n").code == 0


def test_exempt_headers_are_not_looked_at(repo: History) -> None:
    repo.place("ddlint.toml", '[commits.exempt]\nheaders = ["Bump * from * to *"]\n')
    called = lint(repo, "Bump x from 1 to 2\n")
    assert called.code == 0
    assert "exempt, not looked at: 1 commit by header Bump * from * to *" in called.err


def test_exempt_authors_are_not_looked_at(repo: History) -> None:
    repo.place("ddlint.toml", '[commits.exempt]\nauthors = ["*[bot] <*>"]\n')
    assert lint(repo, "whatever\n").code == 1
    called = lint(repo, "whatever\n", GIT_AUTHOR_NAME="flux[bot]", GIT_AUTHOR_EMAIL="f@example.org")
    assert called.code == 0


class TestWithAConfiguration:
    """The quick way knows a configuration only from the cache, and then says what the slow way says."""

    def test_it_looks_closer_at_a_configuration_it_does_not_know(self, repo: History) -> None:
        repo.place("ddlint.toml", CONFIG)
        assert not quick(repo, "feat: x\n")

    def test_it_knows_the_configuration_after_the_first_time(self, repo: History) -> None:
        repo.place("ddlint.toml", CONFIG)
        assert lint(repo, "feat: x\n").code == 0
        assert quick(repo, "feat: x\n")
        assert not quick(repo, "fix: x\n")
        assert lint(repo, "fix: x\n").code == 1

    def test_a_failure_teaches_it_too(self, repo: History) -> None:
        repo.place("ddlint.toml", CONFIG)
        lint(repo, "fix: x\n")
        assert quick(repo, "feat: x\n")

    def test_a_change_of_the_configuration_counts_at_once(self, repo: History) -> None:
        repo.place("ddlint.toml", CONFIG)
        lint(repo, "feat: x\n")
        repo.place("ddlint.toml", CONFIG.replace("feat", "docs"))
        assert not quick(repo, "feat: x\n")
        assert lint(repo, "feat: x\n").code == 1

    def test_a_broken_configuration_is_reported_every_time(self, repo: History) -> None:
        repo.place("ddlint.toml", "[commits]\ntyps = []\n")
        for _ in range(2):
            called = lint(repo, "feat: x\n")
            assert called.code == 2
            assert "types" in called.err
        assert not quick(repo, "feat: x\n")

    def test_a_selector_that_names_nothing_is_reported_every_time(self, repo: History) -> None:
        repo.place("ddlint.toml", 'ignore = ["no-such-rule"]\n')
        for _ in range(2):
            assert lint(repo, "feat: x\n").code == 2
        assert not quick(repo, "feat: x\n")

    def test_a_pyproject_that_only_mentions_ddlint_is_passed_over(self, repo: History) -> None:
        repo.place("pyproject.toml", '[project]\ndependencies = ["ddlint"]\n')
        assert lint(repo, "fix: x\n").code == 0
        assert quick(repo, "fix: x\n")

    @pytest.mark.parametrize("mention", ['[project]\ndependencies = ["ddlint"]\n', "[tool.ddlint]\n"])
    def test_two_files_side_by_side_are_no_secret(self, repo: History, mention: str) -> None:
        repo.place("ddlint.toml", CONFIG)
        lint(repo, "feat: x\n")
        repo.place("pyproject.toml", mention)
        slow = lint(repo, "feat: x\n").code
        assert slow == (2 if "tool" in mention else 0)
        assert quick(repo, "feat: x\n") == (slow == 0)

    @pytest.mark.parametrize(
        ("first", "second"), [("ddlint.toml", "pyproject.toml"), ("pyproject.toml", "ddlint.toml")]
    )
    def test_the_same_bytes_under_another_name_are_looked_at_anew(
        self, repo: History, first: str, second: str
    ) -> None:
        text = f"# ddlint\n{CONFIG}"
        repo.place(first, text)
        lint(repo, "fix: x\n")
        (repo.path / first).rename(repo.path / second)
        assert quick(repo, "fix: x\n") is False
        assert quick(repo, "feat: x\n") is False
        assert lint(repo, "fix: x\n").code == (1 if second == "ddlint.toml" else 0)

    @pytest.mark.parametrize("nearer", [CONFIG.replace("feat", "docs"), "", "[commits]\ntyps = []\n"])
    def test_a_file_that_is_nearer_counts_at_once(self, repo: History, nearer: str) -> None:
        repo.place("ddlint.toml", CONFIG).place("apps/message", "feat: x\n")
        variables = {**hermetic_environment(repo.home), "XDG_CACHE_HOME": str(repo.home / "cache")}
        lint(repo, "feat: x\n")
        assert is_fine("message", str(repo.path / "apps"), variables)
        repo.place("apps/ddlint.toml", nearer)
        assert not is_fine("message", str(repo.path / "apps"), variables)

    def test_options_that_choose_another_configuration_leave_the_cache_alone(self, repo: History) -> None:
        repo.place("other.toml", CONFIG)
        assert lint(repo, "fix: x\n", "--config", "other.toml").code == 1
        assert not (repo.home / "cache").exists()
        assert quick(repo, "fix: x\n")

    @pytest.mark.parametrize(
        "message", ["feat: x\n", "fix: x\n", "Feat: x\n", "fixup! x\n", "x\n", "feat: x\ny\n"]
    )
    @pytest.mark.parametrize("damage", [b"", b"types\tfix\n", b"\xff\x00" * 20])
    def test_a_damaged_cache_changes_no_verdict(self, repo: History, message: str, damage: bytes) -> None:
        repo.place("ddlint.toml", CONFIG)
        before = lint(repo, message).code
        for path in (repo.home / "cache").rglob("commit-msg/*"):
            path.write_bytes(path.read_bytes()[:20] + damage)
        assert not quick(repo, message)
        assert lint(repo, message).code == before

    def test_a_place_that_cannot_be_written_changes_no_verdict(self, repo: History) -> None:
        repo.place("ddlint.toml", CONFIG)
        for message, code in (("feat: x\n", 0), ("fix: x\n", 1)):
            assert lint(repo, message, XDG_CACHE_HOME="/proc/nowhere").code == code

    def test_the_cache_holds_what_the_configuration_says(self, repo: History) -> None:
        text = '[commits]\ntypes = ["feat"]\nscopes = ["api"]\nrequire_scope = true\nmax_header_length = 20\n'
        repo.place("ddlint.toml", text)
        lint(repo, "feat(api): x\n")
        entry = hook_cache.read({"XDG_CACHE_HOME": str(repo.home / "cache")}, text.encode())
        assert entry is not None
        assert entry.policy is not None
        assert entry.policy.scopes == {"api"}
        assert (entry.policy.require_scope, entry.policy.max_header_length) == (True, 20)
        for message in ("feat(api): x\n", "feat: x\n", "feat(web): x\n", f"feat(api): {'x' * 20}\n"):
            assert quick(repo, message) == (lint(repo, message).code == 0)


def test_a_configuration_that_is_wrong_loses_no_message(repo: History) -> None:
    repo.place("ddlint.toml", "typse = 1\n").place(".git/COMMIT_EDITMSG", "feat: x\n")
    called = ddlint("commit-msg", ".git/COMMIT_EDITMSG", folder=repo.path)
    assert called.code == 2
    assert "unknown key 'typse'" in called.err
    assert f"kept in {repo.path / '.git/COMMIT_EDITMSG'}" in called.err


def test_a_rule_that_crashes_loses_no_message(repo: History, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> list[Finding]:
        raise RuntimeError("planted")

    monkeypatch.setattr(malformed_header, "RULE", replace(malformed_header.RULE, check=crash))
    repo.place(".git/COMMIT_EDITMSG", "no type\n")
    called = ddlint("commit-msg", ".git/COMMIT_EDITMSG", folder=repo.path)
    assert called.code == 3
    assert "RuntimeError: planted" in called.err
    assert "The commit was not made. Its message is kept in" in called.err
