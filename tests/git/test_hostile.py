"""A repository that attacks whoever reads it: nothing runs, nothing is written, nothing is hidden."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ddlint.errors import DdlintError
from ddlint.git import place
from ddlint.git.failure import GitError, NotARepository, ObjectMissing
from ddlint.git.history import commits, commits_by_id
from ddlint.git.process import Git
from ddlint.git.ranges import resolve
from ddlint.git.refs import main_branch, refs
from ddlint.git.repository import Repository, open_repository
from ddlint.git.settings import message_settings
from ddlint.git.tree import Entry, Unread, contents, tracked, tree, untracked
from ddlint.git.worktree import WorkTree
from history import History

PROGRAM_SETTINGS = (
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "gpg.program",
    "gpg.ssh.program",
    "interactive.diffFilter",
    "merge.evil.driver",
    "sequence.editor",
    "uploadpack.packObjectsHook",
)
SUBCOMMANDS = (
    "cat-file",
    "config",
    "for-each-ref",
    "ls-files",
    "ls-tree",
    "merge-base",
    "rev-list",
    "rev-parse",
    "symbolic-ref",
)
PROGRAM_VARIABLES = (
    "EDITOR",
    "GIT_ASKPASS",
    "GIT_EDITOR",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_PROXY_COMMAND",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "PAGER",
    "SSH_ASKPASS",
)
LIMIT = 1 << 20


@dataclass
class Trap:
    """A hostile repository, the folder in which each trap leaves a file, and an environment that helps it."""

    history: History
    canaries: Path
    environ: dict[str, str]

    @property
    def fired(self) -> list[str]:
        return sorted(path.name for path in self.canaries.iterdir())

    def program(self, name: str) -> str:
        """A program that tells that it ran."""
        path = self.canaries.parent / "programs" / name.replace(" ", "-")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch '{self.canaries}/{path.name}'\n")
        path.chmod(0o755)
        return str(path)


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    history = History(tmp_path / "repo")
    canaries = tmp_path / "canaries"
    canaries.mkdir()
    made = Trap(history, canaries, dict(history.environ))
    history.write("a.yaml", "a: 1\n").commit("feat: a").write("b.yaml", "b: 1\0\n").commit("feat: b")
    _plant_embedded_bare_repository(made)
    history.write(".gitattributes", "* filter=evil diff=evil merge=evil\n*.yaml -diff export-ignore\n")
    history.commit("feat: attributes").place("untracked.yaml", "u: 1\n")
    history.git("update-ref", "refs/heads/--output=x", "HEAD")
    history.git("update-ref", "refs/heads/--upload-pack=x", "HEAD")
    _plant_programs(made)
    _plant_environment(made)
    return made


def _plant_embedded_bare_repository(trap: Trap) -> None:
    settings = (
        "repositoryformatversion = 0",
        "bare = false",
        "worktree = .",
        f"fsmonitor = {trap.program('embedded')}",
    )
    config = "\n".join(("[core]", *settings, ""))
    trap.history.write("embedded/HEAD", "ref: refs/heads/main\n").write("embedded/config", config)
    trap.history.write("embedded/objects/x", "").write("embedded/refs/x", "")


def _plant_programs(trap: Trap) -> None:
    git = trap.history.git
    hooks = trap.history.path / ".git" / "hooks"
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        os.symlink(trap.program(f"hook-{name}"), hooks / name)
    for name in PROGRAM_SETTINGS:
        git("config", name, trap.program(name))
    for name in SUBCOMMANDS:
        git("config", f"alias.{name}", "!" + trap.program(f"alias.{name}"))
        git("config", f"pager.{name}", trap.program(f"pager.{name}"))
    git("config", "core.hooksPath", str(hooks))
    git("config", "log.showSignature", "true")
    git("config", "protocol.ext.allow", "always")


def _plant_environment(trap: Trap) -> None:
    other = History(trap.history.path.parent / "other").commit("of another repository")
    trap.environ.update({name: trap.program(name) for name in PROGRAM_VARIABLES})
    for name in SUBCOMMANDS:
        trap.program(f"git-{name}")
    trap.environ.update(
        GIT_EXEC_PATH=str(trap.canaries.parent / "programs"),
        GIT_DIR=str(other.path / ".git"),
        GIT_WORK_TREE=str(other.path),
        GIT_INDEX_FILE=str(other.path / ".git" / "index"),
        GIT_OBJECT_DIRECTORY=str(other.path / ".git" / "objects"),
        GIT_NAMESPACE="evil",
        GIT_TRACE=str(trap.canaries / "trace"),
        GIT_TRACE2_EVENT=str(trap.canaries / "trace2"),
        GIT_TRACE_SETUP=str(trap.canaries / "setup"),
    )


def use_everything(repository: Repository, environ: dict[str, str]) -> None:
    """Every call of the gateway once."""
    head = repository.head() or ""
    repository.head_ref()
    assert not repository.is_partial
    assert main_branch(refs(repository)) is not None
    for text in (None, "main", "HEAD~1..HEAD", "--output=x", "main...--output=x", "HEAD^!", "nosuch"):
        with pytest.raises(DdlintError) if text == "nosuch" else _nothing():
            found = resolve(repository, text, environ)
            list(commits(repository, found.include, found.exclude))
    list(commits_by_id(repository, [head]))
    assert list(untracked(repository))
    list(contents(repository, tree(repository, head), LIMIT))
    top = repository.work_tree or ""
    entries = list(tracked(repository))
    list(contents(repository, entries, LIMIT))
    with WorkTree(top) as files:
        assert [files.read(entry.path, LIMIT) for entry in entries]
    message_settings(top, environ)
    place.find_git_dir(top, environ)


class _nothing:  # noqa: N801
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def snapshot(root: Path) -> dict[str, tuple[int, int, str]]:
    """Mode, time of change and content of everything below a folder."""

    def walk() -> Iterator[tuple[str, tuple[int, int, str]]]:
        for path in sorted(root.rglob("*")):
            found = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            yield str(path), (found.st_mode, found.st_mtime_ns, hashlib.sha256(content).hexdigest())

    return dict(walk())


def test_the_traps_work_on_an_unguarded_git(trap: Trap) -> None:
    """Without this, a trap that cannot fire would prove nothing."""
    repo = trap.history.path

    def unguarded(folder: Path, *args: str) -> None:
        subprocess.run(["git", *args], cwd=folder, env=trap.history.environ, capture_output=True, check=False)

    os.utime(repo / "a.yaml", (1, 1))
    unguarded(repo, "status")
    unguarded(repo, "log", "-p", "--ext-diff", "-1", "--", ".gitattributes")
    unguarded(repo, "log", "-p", "--no-ext-diff", "-1", "--", ".gitattributes")
    unguarded(repo / "embedded", "status")
    assert {
        "core.fsmonitor",
        "diff.evil.command",
        "diff.evil.textconv",
        "embedded",
        "filter.evil.clean",
        "hook-post-index-change",
    } <= set(trap.fired)


def test_nothing_runs_and_nothing_is_written(trap: Trap) -> None:
    before = snapshot(trap.history.path.parent)
    use_everything(open_repository(trap.history.path, trap.environ), trap.environ)
    assert trap.fired == []
    assert snapshot(trap.history.path.parent) == before


def test_the_repository_of_the_folder_answers_and_not_the_one_in_the_environment(
    trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(trap.history.path)
    for here in (False, True):
        repository = open_repository(trap.history.path, trap.environ, here=here)
        assert repository.git_dir == str(trap.history.path / ".git")
        assert repository.head() == trap.history.oid("main")
        assert "a.yaml" in [entry.path for entry in tracked(repository)]


def test_an_embedded_bare_repository_is_only_files(trap: Trap) -> None:
    repository = open_repository(trap.history.path / "embedded", trap.environ)
    assert repository.work_tree == str(trap.history.path)
    assert "embedded/config" in [entry.path for entry in tracked(repository)]
    assert trap.fired == []


def test_git_started_in_an_embedded_bare_repository_refuses(trap: Trap) -> None:
    embedded = str(trap.history.path / "embedded")
    with pytest.raises(GitError, match="bare repository"):
        Git(embedded, trap.environ).run("ls-files")
    assert message_settings(embedded, trap.history.environ) == {}
    assert trap.fired == []


def test_an_embedded_bare_repository_cannot_stand_in_for_a_broken_one(trap: Trap) -> None:
    (trap.history.path / ".git" / "HEAD").write_text("nonsense\n")
    with pytest.raises(GitError):
        open_repository(trap.history.path / "embedded", trap.environ)


def test_a_damaged_repository_does_not_mean_the_one_around_it(trap: Trap) -> None:
    inner = History(trap.history.path / "inner").commit("inside")
    (inner.path / ".git" / "HEAD").write_text("nonsense\n")
    with pytest.raises(NotARepository):
        open_repository(inner.path, trap.environ)


def test_attributes_hide_no_content(trap: Trap) -> None:
    repository = open_repository(trap.history.path, trap.environ)
    found = dict(contents(repository, tree(repository, repository.head() or ""), LIMIT))
    texts = {entry.path: content for entry, content in found.items()}
    assert texts["a.yaml"] == b"a: 1\n"
    assert texts["b.yaml"] == b"b: 1\0\n"


def test_a_replaced_commit_is_read_as_it_was_made(repo: History) -> None:
    repo.commit("bad").commit("good")
    repo.git("replace", "HEAD~1", "HEAD")
    repository = open_repository(repo.path, repo.environ)
    assert [commit.message for commit in commits(repository, [repo.oid()])] == ["good", "bad"]


def test_a_graft_cuts_no_history(repo: History) -> None:
    repo.commits("bad", "good")
    (repo.path / ".git" / "info" / "grafts").write_text(repo.oid() + "\n")
    repository = open_repository(repo.path, repo.environ)
    assert [commit.message for commit in commits(repository, [repo.oid()])] == ["good", "bad"]


def test_a_missing_object_is_not_fetched_from_anywhere(trap: Trap) -> None:
    git = trap.history.git
    git("config", "core.repositoryFormatVersion", "1")
    git("config", "extensions.partialClone", "origin")
    git("config", "remote.origin.promisor", "true")
    git("config", "remote.origin.url", "ext::" + trap.program("transport"))
    blob = trap.history.oid("HEAD:a.yaml")
    (trap.history.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    before = snapshot(trap.history.path)
    repository = open_repository(trap.history.path, trap.environ)
    assert repository.is_partial
    ((_, content),) = contents(repository, [Entry("a.yaml", "100644", blob)], LIMIT)
    assert content == Unread("a.yaml", "missing object", blob)
    with pytest.raises(ObjectMissing):
        repository.git.run("cat-file", "blob", blob)
    assert trap.fired == []
    assert snapshot(trap.history.path) == before


@pytest.mark.parametrize("entry", ["", ".", "bin", "./bin"])
def test_the_repository_cannot_supply_its_own_git(
    trap: Trap, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (trap.history.path, trap.history.path / "bin"):
        folder.mkdir(exist_ok=True)
        os.symlink(trap.program("own-git"), folder / "git")
    monkeypatch.chdir(trap.history.path)
    trap.environ["PATH"] = f"{entry}:{trap.environ['PATH']}"
    assert open_repository(trap.history.path, trap.environ, here=True).head()
    assert trap.fired == []


def test_a_repository_of_somebody_else_is_refused_with_the_way_out(
    repo: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("a")
    environ = {**repo.environ, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    (repo.home / "bin").mkdir()
    wrapper = repo.home / "bin" / "git"
    wrapper.write_text('#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 PATH="${PATH#*:}" exec git "$@"\n')
    wrapper.chmod(0o755)
    environ["PATH"] = f"{wrapper.parent}:{environ['PATH']}"
    with pytest.raises(GitError, match="belongs to another user") as caught:
        open_repository(repo.path, environ)
    assert caught.value.exit_code == 2
    assert caught.value.hint.endswith(f"git config --global --add safe.directory {repo.path}")
    monkeypatch.chdir(repo.path)
    with pytest.raises(GitError, match="belongs to another user"):
        open_repository(repo.path, {**environ, "GIT_DIR": str(repo.path / ".git")}, here=True)


def test_a_repository_of_somebody_else_that_the_user_trusts_is_read(repo: History) -> None:
    repo.commit("a")
    trusted = repo.home / "gitconfig"
    trusted.write_text(f"[safe]\n\tdirectory = {repo.path}\n")
    environ = {**repo.environ, "GIT_CONFIG_GLOBAL": str(trusted)}
    assert open_repository(repo.path, environ).head() == repo.oid()
