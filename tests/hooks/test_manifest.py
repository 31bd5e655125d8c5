"""Which paths each hook gets, decided by pre-commit's own code from the manifest as it is committed."""

from pathlib import Path

import pytest
from pre_commit.clientlib import load_manifest
from pre_commit.commands.run import Classifier
from pre_commit.hook import Hook
from pre_commit.prefix import Prefix

from ddlint.engine.tree import is_candidate
from support import ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"

FLUX_READS = [
    "accounts/acme/backend.yaml",
    "staging/engine.yml",
    "apps/Kustomization",
    "Kustomization",
    ".github/workflows/ci.yaml",
    "charts/x/templates/job.yaml",
    "a b/ü.yaml",
    ".yaml",
]
PASSED_OVER_BY_FLUX = [
    "staging/engine.YAML",
    "a.Yml",
    "apps/kustomization",
    "backend.yaml.bak",
    "values.yml.j2",
    "accounts.json",
    "templates/job.tpl",
    "Kptfile",
]
OTHERS = [
    "README.md",
    "yaml",
    "notyaml",
    "a.yamlx",
    "Kustomization.md",
    "MyKustomization",
    "apps/old/Kustomization/readme.txt",
    "values.yaml/readme.txt",
]


@pytest.fixture(autouse=True)
def quiet_loggers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_COLOR", "never")


def hook(name: str) -> Hook:
    found = next(entry for entry in load_manifest(str(MANIFEST)) if entry["id"] == name)
    return Hook.create(
        "src", Prefix("."), {**found, "language_version": "default", "additional_dependencies": []}
    )


def passed(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths below `folder` that pre-commit hands to the hook `name`."""
    monkeypatch.chdir(folder)
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()]
    return sorted(Classifier(paths).filenames_for_hook(hook(name)))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for path in FLUX_READS + PASSED_OVER_BY_FLUX + OTHERS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("a: 1\n")
    (tmp_path / "link.yaml").symlink_to("a.Yml")
    return tmp_path


def test_files_hook_gets_what_may_hold_markers(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert passed("ddlint-files", tree, monkeypatch) == sorted(FLUX_READS + PASSED_OVER_BY_FLUX)


@pytest.mark.parametrize("path", FLUX_READS + PASSED_OVER_BY_FLUX + OTHERS)
def test_files_hook_gets_what_check_looks_at(path: str) -> None:
    assert is_candidate(path) == (path not in OTHERS)


@pytest.mark.parametrize("content", [b"\0\1\2", b"\xff\xfe", b""])
def test_files_hook_gets_yaml_that_does_not_look_like_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    assert passed("ddlint-files", tmp_path, monkeypatch) == ["a.yaml"]


def test_message_hook_has_the_stage_and_no_types() -> None:
    message = hook("ddlint-commit-msg")
    assert message.stages == ["commit-msg"]
    assert (message.files, message.types, message.pass_filenames) == ("", ["file"], True)


def test_message_hook_gets_the_message_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "COMMIT_EDITMSG").write_text("feat: x\n")
    assert passed("ddlint-commit-msg", tmp_path, monkeypatch) == ["COMMIT_EDITMSG"]


def test_repository_hook_looks_itself_and_always() -> None:
    repository = hook("ddlint-repo")
    assert (repository.pass_filenames, repository.always_run) == (False, True)


def test_hooks_are_those_that_the_readme_names() -> None:
    ids = [entry["id"] for entry in load_manifest(str(MANIFEST))]
    assert ids == ["ddlint-commit-msg", "ddlint-files", "ddlint-repo", "ddlint-branch", "ddlint-push"]


def test_branch_hook_runs_before_commits_merges_and_pushes_whatever_they_change() -> None:
    branch = hook("ddlint-branch")
    assert branch.stages == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
    assert (branch.pass_filenames, branch.always_run) == (False, True)


def test_push_hook_runs_on_a_push_whatever_it_changes() -> None:
    push = hook("ddlint-push")
    assert (push.stages, push.pass_filenames, push.always_run) == (["pre-push"], False, True)
