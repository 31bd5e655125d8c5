"""Triggers out of what gcloud writes."""

import json

import pytest

from ddlint.model.triggers.export import LIMIT, read_export
from ddlint.model.triggers.reading import trigger_of
from ddlint.model.triggers.trigger import EventKind, Trigger

ONE = r"""createTime: '2026-01-05T09:12:44.123456789Z'
description: Build main
filename: .cloudbuild/main.yaml
github:
  name: backend
  owner: acme
  push:
    branch: ^(main|release-.*)$
id: 0d9d7a4e-9a5c-4f8e-9a43-0c8f57c0f2a1
name: backend-main
substitutions:
  _ENV: staging
tags: [backend]
"""
ALIASES = "".join(
    f"k{number}: &k{number} [{', '.join([f'*k{number - 1}' if number else 'x'] * 9)}]\n"
    for number in range(7)
)


def read(text: str) -> list[Trigger]:
    source = read_export("t.yaml", text)
    assert not source.problems
    return [trigger_of(value) for value in source.values]


def test_an_export_with_places() -> None:
    (trigger,) = read(ONE)
    (event,) = trigger.events
    assert (trigger.name, trigger.repository) == ("backend-main", "acme/backend")
    assert trigger.config is not None
    assert trigger.config.value == ".cloudbuild/main.yaml"
    assert event.kind is EventKind.BRANCH
    assert event.pattern is not None
    assert ONE[event.pattern.span.start : event.pattern.span.end] == "^(main|release-.*)$"
    assert trigger.substitutions == (("_ENV", "staging"),)
    assert trigger.runs


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}---\n{ONE}",
        json.dumps(
            [{"name": "a", "filename": "x", "github": {}}, {"name": "b", "filename": "x", "github": {}}]
        ),
        '{"triggers": [{"filename": "x", "github": {}}, {"filename": "y", "github": {}}]}',
        '[\n\t{"filename": "x", "github": {}},\n\t{"filename": "y", "github": {}}\n]',
    ],
    ids=["documents", "list", "as the API lists", "tabs"],
)
def test_several_triggers_in_one_file(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ("triggerTemplate: {repoName: backend, branchName: ^main$}", [EventKind.BRANCH]),
        ("triggerTemplate: {repoName: backend, tagName: v.*}", [EventKind.TAG]),
        ("triggerTemplate: {repoName: backend}", [EventKind.BRANCH]),
        ("triggerTemplate: {repoName: backend, commitSha: abc}", [EventKind.MANUAL]),
        ("github: {pullRequest: {branch: ^main$, invertRegex: true}}", [EventKind.PULL_REQUEST]),
        ("repositoryEventConfig: {repository: p/repositories/backend, push: {tag: v}}", [EventKind.TAG]),
        (
            "pubsubConfig: {topic: t}\nsourceToBuild: {uri: https://github.com/acme/backend}",
            [EventKind.PUBSUB],
        ),
        ("webhookConfig: {secret: s}", [EventKind.WEBHOOK]),
        ("sourceToBuild: {uri: https://github.com/acme/backend}", [EventKind.MANUAL]),
        ("github: {push: {}}", [EventKind.UNKNOWN]),
    ],
)
def test_what_sets_a_trigger_off(fields: str, kinds: list[EventKind]) -> None:
    (trigger,) = read(f"filename: x\n{fields}\n")
    assert [event.kind for event in trigger.events] == kinds


@pytest.mark.parametrize(
    ("fields", "repository"),
    [
        ("github: {owner: acme, name: backend}", "acme/backend"),
        ("triggerTemplate: {repoName: github_acme_back_end}", "back_end"),
        (
            "repositoryEventConfig: {repository: projects/p/locations/l/connections/c/repositories/backend}",
            "backend",
        ),
        ("sourceToBuild: {uri: 'https://github.com/acme/backend.git'}", "acme/backend"),
        ("webhookConfig: {}", ""),
        ("github: {owner: acme, name: '${REPO}'}", ""),
        ("github: {owner: '${OWNER}', name: backend}", "backend"),
    ],
)
def test_which_repository_is_built(fields: str, repository: str) -> None:
    (trigger,) = read(f"filename: x\n{fields}\n")
    assert trigger.repository == repository


@pytest.mark.parametrize(
    "text",
    [
        "steps:\n- name: x\nfilename: x\ngithub: {}\n",
        "apiVersion: v1\nkind: ConfigMap\ngithub: {}\nfilename: x\n",
        "github: {owner: acme}\n",
        "just a text\n",
        "",
        "[1, [2], null]\n",
    ],
)
def test_what_is_no_trigger_is_left_out(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("pattern", ["^${BRANCH}$", "{{ .Values.branch }}"])
def test_a_placeholder_is_unknown(pattern: str) -> None:
    (trigger,) = read(f"filename: x\ngithub:\n  push:\n    branch: '{pattern}'\n")
    assert trigger.events[0].pattern is not None
    assert trigger.events[0].pattern.unknown


def test_fields_of_another_shape_do_no_harm() -> None:
    (trigger,) = read("filename: [a]\ngithub: {push: {branch: {a: b}}}\nsubstitutions: [1]\ndisabled: {}\n")
    assert trigger.config is not None
    assert trigger.config.unknown
    assert trigger.substitutions is None


@pytest.mark.parametrize(
    "text",
    [
        "a: [\n",
        "x" * (LIMIT + 1),
        f"{'[' * 500}{']' * 500}",
        ALIASES,
    ],
    ids=["broken", "huge", "deep", "aliases"],
)
def test_a_hostile_file_is_a_problem(text: str) -> None:
    assert read_export("t.yaml", text).problems


def test_a_trigger_of_config_connector() -> None:
    spec = "{filename: x, github: {owner: acme, name: backend, push: {branch: ^main$}}}"
    head = "apiVersion: cloudbuild.cnrm.cloud.google.com/v1beta1\nkind: CloudBuildTrigger\n"
    (trigger,) = read(f"{head}metadata: {{name: backend-main}}\nspec: {spec}\n")
    assert (trigger.name, trigger.repository) == ("backend-main", "acme/backend")
