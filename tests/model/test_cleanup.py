"""The clean-up of message files, against the real git."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ddlint.model.cleanup import CUT, cleaned, comment_in, mode_in_hook, stripspace

ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
}  # fmt: skip

FILE = f"""\

# a comment
fix: x  \t
\t
  # indented: no comment
body


; another mark
more
# {CUT}
# Do not modify or remove the line above.
diff --git a/x b/x
+BREAKING CHANGE: y
"""


def git(*words: str, cwd: Path | None = None, data: str = "") -> str:
    done = subprocess.run(
        ["git", *words], input=data.encode(), cwd=cwd, env=ENVIRONMENT, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    git("init", "--quiet", str(folder))
    return folder


def committed(repository: Path, text: str, *options: str) -> str:
    """What git stores of `text`, as if an editor had written it."""
    source = repository / "message.txt"
    source.write_bytes(text.encode())
    editor = f"cp '{source}'"
    git("-c", f"core.editor={editor}", *options[:-1], "commit", "--quiet", "--allow-empty", options[-1],
        cwd=repository)  # fmt: skip
    raw = git("cat-file", "commit", "HEAD", cwd=repository)
    return raw.partition("\n\n")[2]


@pytest.mark.parametrize("mode", ["strip", "whitespace", "verbatim", "scissors", "default"])
def test_a_message_file_becomes_what_git_stores(repository: Path, mode: str) -> None:
    text = FILE.partition(f"# {CUT}")[0] if mode in ("strip", "whitespace", "verbatim", "default") else FILE
    assert cleaned(text, mode) == committed(repository, text, f"--cleanup={mode}")


@pytest.mark.parametrize("mode", ["strip", "whitespace", "default"])
def test_the_diff_of_a_verbose_commit_is_cut_in_every_mode(repository: Path, mode: str) -> None:
    expected = committed(repository, FILE, "-c", "commit.verbose=true", f"--cleanup={mode}")
    assert cleaned(FILE, mode) == expected


def test_another_comment_character(repository: Path) -> None:
    text = FILE.partition(f"# {CUT}")[0]
    expected = committed(repository, text, "-c", "core.commentChar=;", "--cleanup=strip")
    assert cleaned(text, "strip", ";") == expected


@given(st.text(alphabet="ab# ;\t\r\n\x0b\x0c\u00e9\u2028", max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_stripspace_is_git_stripspace(text: str) -> None:
    assert stripspace(text) == git("stripspace", data=text)
    assert stripspace(text, "#") == git("stripspace", "--strip-comments", data=text)


@given(st.text(alphabet="ab# ;\t\r\n", max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@pytest.mark.parametrize(
    ("configured", "editor", "mode"),
    [
        ("", None, "strip"),
        ("default", "vi", "strip"),
        ("", ":", "whitespace"),
        ("scissors", None, "scissors"),
        ("scissors", ":", "whitespace"),
        ("verbatim", ":", "verbatim"),
        ("strip", ":", "strip"),
    ],
)
def test_the_mode_depends_on_whether_an_editor_was_opened(
    configured: str, editor: str | None, mode: str
) -> None:
    assert mode_in_hook(configured, editor) == mode


@pytest.mark.parametrize("opened", [True, False])
def test_git_tells_its_hook_whether_an_editor_was_opened(repository: Path, opened: bool) -> None:
    hook = repository / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\nprintf %s "$GIT_EDITOR" > editor.txt\n')
    hook.chmod(0o755)
    how = () if opened else ("-m", "fix: x")
    try:
        git("-c", "core.editor=echo x >", "commit", "--quiet", "--allow-empty", *how, cwd=repository)
    finally:
        hook.unlink()
    assert ((repository / "editor.txt").read_text() != ":") == opened


@pytest.mark.parametrize(
    ("text", "configured", "expected"),
    [
        ("fix: x", "", "#"),
        ("fix: x", ";", ";"),
        ("fix: x", "//", "//"),
        ("fix: x", "auto", "#"),
        ("fix: x\n# 1\n; Please enter\n; Changes\n", "auto", ";"),
        (f"fix: x\n# 1\n; {CUT}\n; Do not modify\n# diff", "auto", ";"),
        ("fix: x\n: last line of prose", "auto", ":"),
    ],
)
def test_the_comment_character_in_a_file(text: str, configured: str, expected: str) -> None:
    assert comment_in(text, configured) == expected
