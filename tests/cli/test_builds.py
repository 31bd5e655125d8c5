"""What `ddlint builds` prints."""

import json
from pathlib import Path

from calling import ddlint
from history import History

BUILD = """\
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        t="main-$SHORT_SHA-$(date +%s)"
        docker build -t gcr.io/acme/backend:$$t .
        docker push gcr.io/acme/backend:$$t
  - name: gcr.io/cloud-builders/docker
    args: [push, "gcr.io/acme/cache:$_CACHE"]
"""


def repository(tmp_path: Path) -> History:
    story = (
        History(tmp_path / "repo").write(".cloudbuild/main.yaml", BUILD).write("cloudbuild.yaml", "a: 1\n")
    )
    return story.commit("ci: build")


def test_the_list_for_people(tmp_path: Path) -> None:
    call = ddlint("builds", folder=repository(tmp_path).path)
    assert call.code == 0
    assert call.out.splitlines() == [
        ".cloudbuild/main.yaml",
        "  8: builds gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s): sortable",
        "  9: pushes gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s): sortable",
        "  11: pushes gcr.io/acme/cache:$_CACHE: cannot tell ($_CACHE: the trigger sets it)",
    ]
    assert call.err == "1 build config\n"


def test_the_list_for_programs(tmp_path: Path) -> None:
    call = ddlint("builds", "--format", "json", folder=repository(tmp_path).path)
    (build,) = json.loads(call.out)["builds"]
    assert [image["form"] for image in build["images"]] == ["sortable", "sortable", "cannot tell"]


def test_check_feeds_builds_in_json_too(tmp_path: Path) -> None:
    text = '{"steps": [{"name": "gcr.io/cloud-builders/docker", "args": ["push", "a/b:$WHAT"]}]}'
    story = History(tmp_path / "repo").write("cloudbuild.json", text).commit("ci: build")
    call = ddlint("check", "--format", "concise", folder=story.path)
    assert "cloudbuild.json:1:75: error DDL005" in call.out
    assert call.code == 1
