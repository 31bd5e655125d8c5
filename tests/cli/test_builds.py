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
        "  9: pushes gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s): sortable",
        "  11: pushes gcr.io/acme/cache:$_CACHE: cannot tell ($_CACHE: the trigger sets it)",
    ]
    assert call.err == "1 build config\n"


def test_the_list_for_programs(tmp_path: Path) -> None:
    call = ddlint("builds", "--format", "json", folder=repository(tmp_path).path)
    (build,) = json.loads(call.out)["builds"]
    assert [image["form"] for image in build["images"]] == ["sortable", "sortable", "cannot tell"]


TRIGGER = """\
name: backend-main
filename: ci/image.yaml
github: {owner: acme, name: backend, push: {branch: ^main$}}
substitutions: {_CACHE: v1}
---
name: backend-tool
build:
  steps:
    - name: gcr.io/cloud-builders/docker
      args: [push, "gcr.io/acme/tool:latest"]
triggerTemplate: {repoName: backend, tagName: ^v.*$}
"""


def test_triggers_name_builds_fill_them_in_and_hold_some(tmp_path: Path) -> None:
    story = repository(tmp_path).write("ci/image.yaml", BUILD).write("ci/triggers.yaml", TRIGGER)
    call = ddlint("builds", folder=story.commit("ci: triggers").path)
    assert call.out.splitlines()[3:] == [
        "ci/image.yaml",
        "  run by backend-main: push to a branch ^main$",
        "  9: pushes gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s): sortable",
        "  11: pushes gcr.io/acme/cache:v1: fixed",
        "ci/triggers.yaml: trigger backend-tool",
        "  run by backend-tool: push of a tag ^v.*$",
        "  10: pushes gcr.io/acme/tool:latest: moving",
    ]
    listed = json.loads(ddlint("builds", "--format", "json", folder=story.path).out)["builds"]
    assert [each["inside"] for each in listed] == [None, None, "trigger backend-tool"]
    assert listed[1]["triggers"] == [
        {
            "name": "backend-main",
            "events": [{"event": "push to a branch", "pattern": "^main$"}],
            "disabled": False,
        }
    ]


POLICY = """apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: flux-system}
spec: {image: gcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^PREFIX-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$', extract: $ts}
  policy: {numerical: {order: asc}}
"""


def test_policies_beside_the_repository_judge_what_it_builds(tmp_path: Path) -> None:
    story = repository(tmp_path).write("ddlint.toml", '[flux]\npolicies = ["../flux/policies.yaml"]\n')
    policies = tmp_path / "flux" / "policies.yaml"
    policies.parent.mkdir()
    for prefix, found in (("main", 0), ("master", 1)):
        policies.write_text(POLICY.replace("PREFIX", prefix))
        for paths in ([], [".cloudbuild/main.yaml"]):
            call = ddlint("check", "--select", "DDL001", "--format", "concise", *paths, folder=story.path)
            assert call.out.count("DDL001") == found
    assert "main-a1b2c3d-1700000000 is refused from `in-a1b2c3d-170000000" in call.out


def test_a_build_that_is_not_named_is_not_judged(tmp_path: Path) -> None:
    text = "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [push, 'gcr.io/a/b:$COMMIT_SHA']\n"
    story = repository(tmp_path).write("cloudbuild.yaml", text).commit("ci: another")
    call = ddlint("check", "--select", "DDL001", "--format", "concise", ".cloudbuild", folder=story.path)
    assert "DDL001" not in call.out
    assert "DDL001" in ddlint("check", "--format", "concise", folder=story.path).out


def test_check_feeds_builds_in_json_too(tmp_path: Path) -> None:
    text = '{"steps": [{"name": "gcr.io/cloud-builders/docker", "args": ["push", "a/b:$WHAT"]}]}'
    story = History(tmp_path / "repo").write("cloudbuild.json", text).commit("ci: build")
    call = ddlint("check", "--format", "concise", folder=story.path)
    assert "cloudbuild.json:1:75: error DDL005" in call.out
    assert call.code == 1
