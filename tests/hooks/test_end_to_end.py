"""The hooks through real pre-commit: tried from a repository, then installed and met by real commits.

Building the hook's environment installs ddlint with pip: without a package index these tests are skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

GOOD = 'tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}\n'
BAD = "tag: v1 # {'$imagepolicy': 'flux-system:backend:tag'}\n"


def call(*words: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=env, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def git(*words: str, folder: Path, env: dict[str, str]) -> str:
    done = call("git", *words, folder=folder, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """This environment without a trace of the user's git, pre-commit or ddlint; pip keeps its index."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    kept.pop("PYTHONPATH", None)
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in PERSON.items()}
    return kept | who | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        "XDG_CACHE_HOME": str(home / "cache"),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(home / "virtualenv"),
    }  # fmt: skip


PERSON = {"NAME": "Ada Lovelace", "EMAIL": "ada@example.org"}


@pytest.fixture(scope="module")
def ddlint(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> Path:
    """The work tree as it is now, as a repository of its own for pre-commit to clone."""
    folder = tmp_path_factory.mktemp("ddlint")
    require_index(folder / "download", env)
    listed = call("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=ROOT, env=env)
    if listed.returncode:
        pytest.skip("this is no clone of ddlint: pre-commit has nothing to clone")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git("init", "--quiet", folder=folder, env=env)
    git("add", "--all", folder=folder, env=env)
    git("commit", "--quiet", "--message=chore: snapshot", folder=folder, env=env)
    return folder


def require_index(folder: Path, env: dict[str, str]) -> None:
    words = ("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--retries=0", "--timeout=10")
    done = call(sys.executable, "-m", *words, f"--dest={folder}", "hatchling", folder=folder.parent, env=env)
    if done.returncode:
        pytest.skip(f"no package index within reach: {done.stderr.strip().splitlines()[-1:]}")


@pytest.fixture
def repository(tmp_path: Path, env: dict[str, str]) -> Path:
    git("init", "--quiet", "--initial-branch=main", folder=tmp_path, env=env)
    return tmp_path


def pre_commit(*words: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return call(sys.executable, "-m", "pre_commit", *words, folder=folder, env=env)


def test_try_repo_finds_a_marker_that_flux_ignores(
    ddlint: Path, repository: Path, env: dict[str, str]
) -> None:
    (repository / "good.yaml").write_text(GOOD)
    (repository / "bad.yaml").write_text(BAD)
    git("add", "--all", folder=repository, env=env)
    done = pre_commit("try-repo", str(ddlint), "ddlint-files", "--all-files", folder=repository, env=env)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.yaml:1:" in done.stdout
    assert "good.yaml" not in done.stdout


def test_a_commit_is_refused_until_message_and_files_are_right(
    ddlint: Path, repository: Path, env: dict[str, str]
) -> None:
    rev = git("rev-parse", "HEAD", folder=ddlint, env=env).strip()
    hooks = "".join(f"      - id: {name}\n" for name in ("ddlint-commit-msg", "ddlint-files", "ddlint-repo"))
    config = f"repos:\n  - repo: {ddlint}\n    rev: {rev}\n    hooks:\n{hooks}"
    (repository / ".pre-commit-config.yaml").write_text(config)
    installed = pre_commit("install", "-t", "pre-commit", "-t", "commit-msg", folder=repository, env=env)
    assert installed.returncode == 0, installed.stdout + installed.stderr

    def commit(message: str) -> subprocess.CompletedProcess[str]:
        git("add", "--all", folder=repository, env=env)
        return call("git", "commit", "-m", message, folder=repository, env=env)

    (repository / "backend.yaml").write_text(BAD)
    refused = commit("feat: deploy the backend")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "backend.yaml:1:" in refused.stdout + refused.stderr

    (repository / "backend.yaml").write_text(GOOD)
    refused = commit("deployed the backend")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "malformed-header" in refused.stdout + refused.stderr
    assert call("git", "rev-parse", "--verify", "HEAD", folder=repository, env=env).returncode != 0

    accepted = commit("feat: deploy the backend")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    assert git("log", "--format=%s", folder=repository, env=env) == "feat: deploy the backend\n"


def test_a_hotfix_is_held_back_at_commit_merge_and_push(
    ddlint: Path, repository: Path, env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rev = git("rev-parse", "HEAD", folder=ddlint, env=env).strip()
    config = f"repos:\n  - repo: {ddlint}\n    rev: {rev}\n    hooks:\n      - id: ddlint-branch\n"
    (repository / ".pre-commit-config.yaml").write_text(config)
    git("add", "--all", folder=repository, env=env)
    git("commit", "--quiet", "-m", "feat: start", folder=repository, env=env)
    git("tag", "v1.0.0", folder=repository, env=env)
    git("commit", "--quiet", "--allow-empty", "-m", "feat: not ready", folder=repository, env=env)
    server = tmp_path_factory.mktemp("server")
    git("init", "--quiet", "--bare", folder=server, env=env)
    git("remote", "add", "origin", str(server), folder=repository, env=env)
    stages = ("pre-commit", "pre-merge-commit", "pre-push")
    installed = pre_commit("install", *(f"--hook-type={each}" for each in stages), folder=repository, env=env)
    assert installed.returncode == 0, installed.stdout + installed.stderr

    def refused(*words: str) -> str:
        """What is found where a git command is refused; empty where it is not."""
        done = call("git", *words, folder=repository, env=env)
        found = [code for code in ("DDB002", "DDB006") if code in done.stdout + done.stderr]
        assert (done.returncode != 0) == bool(found), done.stdout + done.stderr
        return " ".join(found)

    commit = ("commit", "--allow-empty", "-m", "fix: mend it")
    assert refused(*commit) == ""
    git("switch", "--quiet", "-c", "release-v1.0.1", "main~1", folder=repository, env=env)
    assert refused(*commit) == "DDB002"
    git("switch", "--quiet", "-C", "release-v1.0.1", "v1.0.0", folder=repository, env=env)
    assert refused(*commit) == ""
    assert refused("merge", "--no-ff", "--no-edit", "main") == "DDB006"
    git("merge", "--abort", folder=repository, env=env)
    assert refused("push", "origin", "main") == ""
    assert refused("push", "origin", "main~1:refs/heads/release-v1.0.2") == ""
    git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "fix: b", folder=repository, env=env)
    git("merge", "--quiet", "--no-verify", "--no-ff", "--no-edit", "main", folder=repository, env=env)
    assert refused("push", "origin", "release-v1.0.1") == "DDB006"
