"""Native hooks: installed beside anybody's, met by real pushes and commits, taken away again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from calling import Called, ddlint
from ddlint.docs.hooks import HOOKS
from history import History
from support import ROOT

FOREIGN = '#!/bin/sh\n{ echo "$@"; cat; } >"$(dirname "$0")/foreign.log"\nexit ${FOREIGN_EXIT:-0}\n'


class Clone(History):
    """A clone with one commit on main, pushed to a bare repository."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.server = History(path.parent / "server.git", bare=True)
        self.git("remote", "add", "origin", str(self.server.path))
        self.commit("feat: a").git("push", "-q", "origin", "main")

    @property
    def hooks(self) -> Path:
        return self.path / ".git" / "hooks"

    def foreign(self, name: str, text: str = FOREIGN) -> Path:
        self.hooks.mkdir(exist_ok=True)
        hook = self.hooks / name
        hook.write_text(text)
        hook.chmod(0o755)
        return hook

    def call(self, *words: str, **variables: str) -> tuple[int, str]:
        """A command in the clone, with ddlint where its hooks find it."""
        env = {**self.environ, "PYTHONPATH": str(ROOT / "src"), **variables}
        done = subprocess.run(
            words, cwd=self.path, env=env, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def push(self, *words: str, **variables: str) -> tuple[int, str]:
        return self.call("git", "push", "--quiet", *words, **variables)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "clone")


def hook(clone: History, *words: str, **variables: str) -> Called:
    return ddlint("hook", *words, folder=clone.path, **variables)


def install(clone: History, *words: str) -> None:
    called = hook(clone, "install", *words)
    assert called.code == 0, called


def moved_tag_is_refused(clone: Clone, **variables: str) -> bool:
    """Push a release tag, move it, and push it again: a push that pre-commit runs no hook for."""
    clone.tag("v1.0.0").commit("fix: b")
    code, said = clone.push("origin", "main", "v1.0.0", **variables)
    assert code == 0, said
    clone.git("tag", "--force", "v1.0.0")
    code, said = clone.push("--force", "origin", "v1.0.0", **variables)
    return code != 0 and "DDG001" in said


def test_it_refuses_what_it_should_and_nothing_else(clone: Clone) -> None:
    install(clone)
    assert os.access(clone.hooks / "pre-push", os.X_OK)
    assert moved_tag_is_refused(clone)
    code, said = clone.push("--delete", "origin", "v1.0.0")
    assert (code, "DDG002" in said) == (1, True)
    clone.branch("topic").commit("Add b")
    code, said = clone.push("origin", "topic")
    assert (code, "DDC001" in said) == (1, True)


def test_a_push_with_nothing_wrong_says_nothing(clone: Clone) -> None:
    install(clone)
    clone.commit("fix: b")
    assert clone.push("origin", "main") == (0, "")


def test_a_push_of_nothing_passes(clone: Clone) -> None:
    install(clone)
    code, said = clone.push("origin", "main")
    assert code == 0, said


def test_installing_twice_changes_nothing(clone: Clone) -> None:
    install(clone)
    before = (clone.hooks / "pre-push").read_bytes()
    called = hook(clone, "install")
    assert "was there already" in called.err
    assert (clone.hooks / "pre-push").read_bytes() == before
    assert not list(clone.hooks.glob("*.ddlint-*"))


def test_an_older_hook_of_ours_is_renewed_and_not_kept(clone: Clone) -> None:
    install(clone)
    ours = clone.hooks / "pre-push"
    ours.write_text(ours.read_text() + "# older\n")
    assert "renewed" in hook(clone, "install").err
    assert "older" not in ours.read_text()
    assert not list(clone.hooks.glob("*.ddlint-*"))


def test_a_foreign_hook_is_called_first_with_the_same_refs(clone: Clone) -> None:
    clone.foreign("pre-push")
    install(clone)
    clone.commit("fix: b").tag("v1.0.0")
    code, said = clone.push("origin", "main", "v1.0.0")
    assert code == 0, said
    first, *refs = (clone.hooks / "foreign.log").read_text().splitlines()
    assert first == f"origin {clone.server.path}"
    assert [line.split(" ")[2] for line in refs] == ["refs/heads/main", "refs/tags/v1.0.0"]


def test_a_foreign_hook_may_refuse_and_its_code_counts(clone: Clone) -> None:
    clone.foreign("pre-push")
    install(clone)
    clone.commit("fix: b")
    assert clone.push("origin", "main", FOREIGN_EXIT="7")[0] != 0
    assert clone.push("origin", "main")[0] == 0


def test_a_foreign_hook_that_reads_nothing_does_no_harm(clone: Clone) -> None:
    clone.foreign("pre-push", "#!/bin/sh\nexit 0\n")
    install(clone)
    assert moved_tag_is_refused(clone)


def test_a_foreign_hook_comes_back_when_ours_goes(clone: Clone) -> None:
    text = clone.foreign("pre-push").read_text()
    install(clone)
    called = hook(clone, "uninstall")
    assert "the hook that was there before is back" in called.err
    assert (clone.hooks / "pre-push").read_text() == text
    assert os.access(clone.hooks / "pre-push", os.X_OK)
    assert not list(clone.hooks.glob("*ddlint*"))


def test_uninstalling_leaves_nothing_and_touches_nobody_elses(clone: Clone) -> None:
    install(clone)
    hook(clone, "uninstall")
    assert not (clone.hooks / "pre-push").exists()
    text = clone.foreign("pre-push").read_text()
    called = hook(clone, "uninstall")
    assert (called.code, "was not there" in called.err) == (0, True)
    assert (clone.hooks / "pre-push").read_text() == text


def test_a_link_to_nothing_is_kept_too(clone: Clone) -> None:
    clone.hooks.mkdir(exist_ok=True)
    (clone.hooks / "pre-push").symlink_to("gone")
    install(clone)
    assert (clone.hooks / "pre-push.ddlint-before").readlink() == Path("gone")
    hook(clone, "uninstall")
    assert (clone.hooks / "pre-push").readlink() == Path("gone")


def test_a_third_hook_is_refused_and_none_is_lost(clone: Clone) -> None:
    clone.foreign("pre-push", "#!/bin/sh\n# first\n")
    install(clone)
    clone.foreign("pre-push", "#!/bin/sh\n# second\n")
    called = hook(clone, "install")
    assert called.code == 2
    assert "keeps an older one already" in called.err
    assert "second" in (clone.hooks / "pre-push").read_text()
    assert "first" in (clone.hooks / "pre-push.ddlint-before").read_text()


def test_the_commit_msg_hook(clone: Clone) -> None:
    install(clone, "commit-msg")
    code, said = clone.call("git", "commit", "--allow-empty", "-m", "Add b")
    assert (code, "DDC001" in said) == (1, True)
    assert clone.call("git", "commit", "--allow-empty", "-m", "fix: b")[0] == 0


def test_both_at_once(clone: Clone) -> None:
    install(clone, "pre-push", "commit-msg")
    assert {path.name for path in clone.hooks.iterdir()} >= {"pre-push", "commit-msg"}
    hook(clone, "uninstall", "pre-push", "commit-msg")
    assert not {path.name for path in clone.hooks.iterdir()} & {"pre-push", "commit-msg"}


def test_a_linked_work_tree_has_the_hooks_of_its_repository(clone: Clone, tmp_path: Path) -> None:
    clone.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    called = ddlint("hook", "install", folder=tmp_path / "linked")
    assert called.code == 0, called
    assert (clone.hooks / "pre-push").exists()


def test_the_folder_that_core_hooks_path_names(clone: Clone) -> None:
    clone.git("config", "core.hooksPath", ".githooks")
    install(clone)
    assert (clone.path / ".githooks" / "pre-push").exists()
    assert not (clone.hooks / "pre-push").exists()
    assert moved_tag_is_refused(clone)


def test_a_folder_of_all_repositories_is_left_alone_unless_asked(clone: Clone, tmp_path: Path) -> None:
    clone.git("config", "core.hooksPath", str(tmp_path / "everybody"))
    called = hook(clone, "install")
    assert (called.code, "run in other repositories too" in called.err) == (2, True)
    assert not (tmp_path / "everybody").exists()
    install(clone, "--shared")
    assert (tmp_path / "everybody" / "pre-push").exists()


def test_hooks_that_are_switched_off(clone: Clone) -> None:
    clone.git("config", "core.hooksPath", "/dev/null")
    called = hook(clone, "install")
    assert (called.code, "git runs no hooks here" in called.err) == (2, True)


def test_a_path_with_blanks_and_quotes(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "a 'b' $c")
    install(clone)
    clone.commit("Add b")
    code, said = clone.push("origin", "main")
    assert (code, "DDC001" in said) == (1, True)


def test_code_of_the_repository_is_not_run_in_place_of_ddlint(clone: Clone) -> None:
    install(clone)
    clone.place("ddlint/__init__.py").place("ddlint/__main__.py", "print('run from the repository')")
    clone.commit("Add b")
    code, said = clone.push("origin", "main")
    assert (code, "DDC001" in said) == (1, True)


def test_outside_a_repository(tmp_path: Path) -> None:
    assert ddlint("hook", "install", folder=tmp_path).code == 2


def test_a_hook_that_does_not_exist(clone: Clone) -> None:
    with pytest.raises(SystemExit) as caught:
        hook(clone, "install", "post-push")
    assert caught.value.code == 2


def pre_commit(clone: Clone, *words: str) -> None:
    cache = str(clone.home / "cache")
    code, said = clone.call(sys.executable, "-m", "pre_commit", *words, PRE_COMMIT_HOME=cache)
    assert code == 0, said


@pytest.fixture
def configured(clone: Clone) -> Clone:
    """With a configuration of pre-commit that runs nothing but a local command."""
    entry = "    - {id: x, name: x, entry: 'true', language: system, stages: [pre-push], always_run: true}\n"
    clone.write(".pre-commit-config.yaml", f"repos:\n- repo: local\n  hooks:\n{entry}")
    clone.commit("chore: pre-commit").git("push", "-q", "origin", "main")
    return clone


def cache(clone: Clone) -> dict[str, str]:
    return {"PRE_COMMIT_HOME": str(clone.home / "cache")}


def test_installed_before_pre_commit(configured: Clone) -> None:
    install(configured)
    pre_commit(configured, "install", "-t", "pre-push")
    assert moved_tag_is_refused(configured, **cache(configured))
    assert "was there already" in hook(configured, "install").err


def test_installed_after_pre_commit(configured: Clone) -> None:
    pre_commit(configured, "install", "-t", "pre-push")
    theirs = (configured.hooks / "pre-push").read_text()
    called = hook(configured, "install")
    assert "pre-commit has the place of the hook" in called.err
    assert (configured.hooks / "pre-push").read_text() == theirs
    assert moved_tag_is_refused(configured, **cache(configured))


def test_a_foreign_hook_then_pre_commit_then_ddlint(configured: Clone) -> None:
    text = configured.foreign("pre-push").read_text()
    pre_commit(configured, "install", "-t", "pre-push")
    install(configured)
    assert moved_tag_is_refused(configured, **cache(configured))
    assert (configured.hooks / "foreign.log").exists()
    hook(configured, "uninstall")
    assert (configured.hooks / "pre-push.legacy").read_text() == text


def test_pre_commit_goes_and_ours_stays(configured: Clone) -> None:
    pre_commit(configured, "install", "-t", "pre-push")
    install(configured)
    pre_commit(configured, "uninstall", "-t", "pre-push")
    assert moved_tag_is_refused(configured)
    hook(configured, "uninstall")
    assert {path.name for path in configured.hooks.glob("pre-push*")} <= {"pre-push.sample"}


@pytest.fixture
def hooked(clone: Clone) -> Clone:
    """With `ddlint-push` as pre-commit's hook, from this interpreter, and no native one."""
    (entry,) = [hook for hook in HOOKS if hook.id == "ddlint-push"]
    settings: dict[str, object] = {key: json.loads(value) for key, value in entry.settings}
    command = f"{sys.executable} -m {entry.entry}"
    settings |= {"id": entry.id, "name": entry.id, "language": "system", "entry": command}
    settings["stages"] = list(entry.stages)
    config = {"repos": [{"repo": "local", "hooks": [settings]}]}
    clone.write(".pre-commit-config.yaml", json.dumps(config)).commit("chore: pre-commit")
    clone.git("push", "-q", "origin", "main")
    pre_commit(clone, "install", "-t", "pre-push")
    return clone


def test_a_branch_through_pre_commit(hooked: Clone) -> None:
    hooked.commit("Add b")
    code, said = hooked.push("origin", "main", **cache(hooked))
    assert (code, "DDC001" in said) == (1, True)
    hooked.git("commit", "-q", "--amend", "--allow-empty", "-m", "feat: b")
    code, said = hooked.push("origin", "main", **cache(hooked))
    assert code == 0, said


def test_a_first_push_through_pre_commit(hooked: Clone, tmp_path: Path) -> None:
    other = History(tmp_path / "other.git", bare=True)
    hooked.git("remote", "add", "other", str(other.path))
    hooked.commit("Add b")
    code, said = hooked.push("other", "main", **cache(hooked))
    assert (code, "DDC001" in said) == (1, True)


def test_a_forced_branch_through_pre_commit(hooked: Clone) -> None:
    hooked.branch("topic").commit("feat: b")
    assert hooked.push("origin", "topic", **cache(hooked))[0] == 0
    hooked.git("reset", "-q", "--hard", "main")
    hooked.commit("Add b")
    code, said = hooked.push("--force", "origin", "topic", **cache(hooked))
    assert (code, "DDC001" in said) == (1, True)


def test_a_tag_with_new_commits_through_pre_commit(hooked: Clone) -> None:
    hooked.branch("topic").commit("feat: b").tag("v1.0.0")
    code, said = hooked.push("origin", "v1.0.0", **cache(hooked))
    assert (code, "DDG006" in said) == (1, True)


def test_an_annotated_tag_that_moves_through_pre_commit(hooked: Clone) -> None:
    hooked.tag("v1.0.0")
    assert hooked.push("origin", "v1.0.0", **cache(hooked))[0] == 0
    hooked.commit("feat: b").git("tag", "--force", "--annotate", "--message", "again", "v1.0.0")
    code, said = hooked.push("--force", "origin", "v1.0.0", **cache(hooked))
    assert (code, "DDG001" in said) == (1, True)


def test_what_pre_commit_does_not_see_the_native_hook_does(hooked: Clone) -> None:
    """A deletion, and any but the first of several refs."""
    hooked.tag("v1.0.0").branch("topic").commit("feat: b").tag("v1.1.0")
    assert hooked.push("origin", "main", "topic", "v1.0.0", **cache(hooked))[0] == 0
    assert hooked.push("--delete", "--dry-run", "origin", "v1.0.0", **cache(hooked))[0] == 0
    assert hooked.push("--dry-run", "origin", "topic:elsewhere", "v1.1.0", **cache(hooked))[0] == 0
    install(hooked)
    assert hooked.push("--delete", "--dry-run", "origin", "v1.0.0", **cache(hooked))[0] == 1
    assert hooked.push("--dry-run", "origin", "topic:elsewhere", "v1.1.0", **cache(hooked))[0] == 1
