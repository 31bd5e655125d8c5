"""ddlint finds in the sample exactly what is planted there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from git import Repo

from calling import ddlint
from ddlint.demo import planted
from ddlint.demo.build import Demo, build
from ddlint.demo.planted import Planted


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build(tmp_path_factory.mktemp("demo") / "sample")


def findings(folder: Path, *words: str) -> list[Any]:
    called = ddlint(*words, "--format", "json", folder=folder)
    assert called.code == 1, called.err
    found: list[Any] = json.loads(called.out)["findings"]
    return found


def test_config_repository(demo: Demo) -> None:
    found = Counter(
        Planted(each["name"], each["location"]["path"]) for each in findings(demo.config, "check")
    )
    assert found == Counter(planted.CONFIG)


def test_service_repository(demo: Demo) -> None:
    service = Repo(demo.service)
    found = Counter(
        Planted(each["name"], str(service.commit(each["location"]["commit"]).summary))
        for each in findings(demo.service, "commits", "--all")
    )
    assert found == Counter(planted.SERVICE)


def test_releases_of_the_service(demo: Demo) -> None:
    found = Counter(
        Planted(each["name"], each["location"]["ref"])
        for each in findings(demo.service, "release", "check", "--all")
    )
    assert found == Counter(planted.RELEASES)


def test_history_of_the_config_repository_is_clean(demo: Demo) -> None:
    called = ddlint("commits", "--all", folder=demo.config)
    assert called.code == 0, called.out


def test_demo_runs_all_and_exits_0(tmp_path: Path) -> None:
    called = ddlint("demo", "--run", "new", folder=tmp_path)
    assert called.code == 0, called.err
    assert "$ cd new/deepdesk-config && ddlint check\n" in called.err
    assert "$ cd new/backend && ddlint commits --all\n" in called.err
    assert "$ cd new/backend && ddlint release check --all\n" in called.err
    assert "unknown-type" in called.out


def test_demo_does_not_hide_a_run_that_failed(tmp_path: Path) -> None:
    called = ddlint("demo", "--run", "new", folder=tmp_path, PATH="/nowhere")
    assert called.code == 2
