from pathlib import Path

import pytest
from git import Repo

from ddlint.demo.build import build
from ddlint.demo.service_history import DROPPED
from ddlint.errors import DdlintError

# The ids that everybody gets. They change only with the sample itself.
CONFIG_TIP = "4696f0ee38ee866dbcf1073ca6809f33cb9b7bca"
SERVICE_TIP = "31753e6953db336972586d83e46bb268e1463074"


def tips(folder: Path) -> tuple[str, str]:
    return Repo(folder / "deepdesk-config").head.commit.hexsha, Repo(folder / "backend").head.commit.hexsha


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "sample"
    build(folder)
    return folder


def test_commit_ids_are_the_same_for_everybody(folder: Path) -> None:
    assert tips(folder) == (CONFIG_TIP, SERVICE_TIP)


def test_service_has_the_history_of_a_service(folder: Path) -> None:
    service = Repo(folder / "backend")
    assert [tag.name for tag in service.tags] == [
        "v1.41.0",
        "v1.42.0",
        "v1.42.0-rc.1",
        "v1.42.1",
        "v1.42.2",
        "v1.42.3",
        "v1.43.0-rc.1",
    ]
    assert sum(len(commit.parents) == 2 for commit in service.iter_commits()) == 3
    assert len({commit.author.email for commit in service.iter_commits()}) == 6
    assert service.commit(DROPPED).summary == "feat(api)!: drop the v1 endpoints"


def test_hotfix_branch_starts_at_the_tag_before_and_holds_the_new_tag(folder: Path) -> None:
    service = Repo(folder / "backend")
    hotfix = service.branches["release-v1.42.2-session-cookie"]
    assert service.merge_base(hotfix, "v1.42.1")[0] == service.tags["v1.42.1"].commit
    assert hotfix.commit == service.tags["v1.42.2"].commit


@pytest.mark.parametrize("name", ["backend", "deepdesk-config"])
def test_work_tree_is_clean(folder: Path, name: str) -> None:
    repository = Repo(folder / name)
    assert not repository.is_dirty(untracked_files=True)
    assert repository.active_branch.name == "main"


def test_nothing_of_the_users_git_gets_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "template"
    hooks = template / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (hooks / name).chmod(0o755)
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[init]\n\ttemplateDir = {template}\n\tdefaultBranch = trunk\n[core]\n\tautocrlf = true\n"
        f"\thooksPath = {hooks}\n\tfsmonitor = {hooks}/post-checkout\n"
        "[commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n[user]\n\tname = Somebody Else\n"
    )
    other = Repo.init(tmp_path / "other")
    foreign = {
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.hooksPath",
        "GIT_CONFIG_VALUE_0": str(hooks),
        "GIT_DIR": str(other.git_dir),
        "GIT_INDEX_FILE": f"{other.git_dir}/index",
        "GIT_WORK_TREE": str(other.working_dir),
        "GIT_OBJECT_DIRECTORY": f"{other.git_dir}/objects",
        "GIT_TEMPLATE_DIR": str(template),
        "GIT_AUTHOR_NAME": "Somebody Else",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
        "TZ": "Asia/Tokyo",
    }
    with monkeypatch.context() as patch:
        for name, value in foreign.items():
            patch.setenv(name, value)
        build(tmp_path / "sample")
    assert tips(tmp_path / "sample") == (CONFIG_TIP, SERVICE_TIP)
    assert not (tmp_path / "ran").exists()
    assert not any((tmp_path / "other/.git/objects/pack").iterdir())
    assert not (tmp_path / "sample" / "backend" / ".git" / "hooks").exists()


def test_earlier_sample_is_replaced(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "backend" / "README.md").write_text("scribble")
    (tmp_path / "note.txt").write_text("mine")
    build(tmp_path)
    assert (tmp_path / "backend" / "README.md").read_text().startswith("# backend\n")
    assert (tmp_path / "note.txt").read_text() == "mine"


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "backend").mkdir()
    with pytest.raises(DdlintError, match="not an earlier sample"):
        build(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["backend"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("")
    with pytest.raises(DdlintError, match="not an earlier sample"):
        build(tmp_path / "demo")


def test_a_link_in_the_place_of_a_repository_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.mkdir()
    build(tmp_path / "demo")
    (tmp_path / "demo" / "backend").rename(tmp_path / "moved")
    (tmp_path / "demo" / "backend").symlink_to(target)
    with pytest.raises(DdlintError, match="symlink"):
        build(tmp_path / "demo")
    assert target.is_dir()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DdlintError, match="cannot write the sample"):
        build(tmp_path / "file" / "demo")
