"""What each CI asks, from what it says in its environment and its events."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.gate.asked import Asked, Kind, NotUnderstood
from ddlint.model.gate.payload import BadPayload
from ddlint.model.gate.understand import understand
from ddlint.model.releases.tag_seen import Published

A, B, ZERO = "a" * 40, "b" * 40, "0" * 40
REPO = {"full_name": "acme/config"}
PULL: dict[str, Any] = {
    "action": "synchronize",
    "number": 7,
    "pull_request": {
        "number": 7,
        "title": "feat: a",
        "user": {"login": "ada"},
        "base": {"sha": A, "ref": "main", "repo": REPO},
        "head": {"sha": B, "ref": "topic", "repo": REPO},
    },
}


def asked(event: str, payload: object) -> Asked:
    told = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": "e.json"}
    return understand(told, lambda _: json.dumps(payload).encode())


def test_a_pull_request_on_github() -> None:
    found = asked("pull_request", PULL)
    assert found == Asked(
        Kind.PULL_REQUEST, "GitHub Actions", A, B, "main", "topic", "feat: a", 7, "ada", fork=False
    )
    assert list(found.told()) == [
        "pull request #7 by ada (GitHub Actions)",
        "title: feat: a",
        f"from {A} (main) to {B} (topic)",
    ]


@pytest.mark.parametrize("repository", [{"full_name": "mallory/config"}, None])
def test_a_pull_request_from_a_fork(repository: dict[str, str] | None) -> None:
    pull = {**PULL["pull_request"], "head": {"sha": B, "ref": "main", "repo": repository}}
    assert asked("pull_request_target", {"pull_request": pull}).fork


def test_an_event_without_a_name_is_known_by_its_looks() -> None:
    assert asked("", PULL).kind is Kind.PULL_REQUEST


PUSH = {"ref": "refs/heads/main", "before": A, "after": B, "deleted": False}


@pytest.mark.parametrize(
    ("event", "payload", "expected"),
    [
        (
            "merge_group",
            {
                "merge_group": {
                    "base_sha": A,
                    "head_sha": B,
                    "base_ref": "refs/heads/main",
                    "head_ref": "refs/heads/q",
                }
            },
            Asked(Kind.MERGE_GROUP, "GitHub Actions", A, B, "main", "q"),
        ),
        ("push", PUSH, Asked(Kind.PUSH, "GitHub Actions", A, B, "main", "main", ref="refs/heads/main")),
        (
            "push",
            {**PUSH, "before": ZERO},
            Asked(Kind.PUSH, "GitHub Actions", "", B, "main", "main", ref="refs/heads/main"),
        ),
        ("push", {**PUSH, "after": ZERO}, Asked(Kind.DELETION, "GitHub Actions", A, ref="refs/heads/main")),
        (
            "push",
            {**PUSH, "ref": "refs/tags/v1", "before": ZERO},
            Asked(Kind.TAG, "GitHub Actions", "", B, ref="refs/tags/v1"),
        ),
        (
            "push",
            {**PUSH, "ref": "refs/tags/v1"},
            Asked(Kind.TAG, "GitHub Actions", A, B, ref="refs/tags/v1"),
        ),
        (
            "release",
            {"action": "published", "release": {"tag_name": "v1"}},
            Asked(
                Kind.RELEASE,
                "GitHub Actions",
                head="refs/tags/v1",
                ref="refs/tags/v1",
                published=Published("v1", False),
            ),
        ),
        (
            "release",
            {"action": "deleted", "release": {"tag_name": "v1"}},
            Asked(Kind.DELETION, "GitHub Actions", ref="refs/tags/v1"),
        ),
        (
            "create",
            {"ref": "v1", "ref_type": "tag"},
            Asked(Kind.TAG, "GitHub Actions", head="refs/tags/v1", ref="refs/tags/v1"),
        ),
        (
            "delete",
            {"ref": "b", "ref_type": "branch"},
            Asked(Kind.DELETION, "GitHub Actions", ref="refs/heads/b"),
        ),
    ],
)
def test_other_events_of_github(event: str, payload: object, expected: Asked) -> None:
    assert asked(event, payload) == expected


@pytest.mark.parametrize("event", ["schedule", "workflow_dispatch", "issues", "nonsense"])
def test_an_event_that_changes_nothing_is_refused(event: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        asked(event, {"action": "opened"})
    assert "`--base`" in refused.value.hint


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ([], "no object"),
        ({}, "pull_request is missing"),
        ({"pull_request": {**PULL["pull_request"], "base": None}}, "pull_request.base is missing"),
        (
            {"pull_request": {**PULL["pull_request"], "base": {"sha": "HEAD", "ref": "x"}}},
            "pull_request.base.sha is no commit id",
        ),
        ({"pull_request": {**PULL["pull_request"], "title": 3}}, "pull_request.title is not a text"),
        (
            {"pull_request": {**PULL["pull_request"], "title": "x" * 70_000}},
            "pull_request.title has more than",
        ),
        ({"pull_request": {**PULL["pull_request"], "number": True}}, "pull_request.number is not a number"),
    ],
)
def test_a_payload_that_is_not_what_it_should_be_is_told(payload: object, said: str) -> None:
    with pytest.raises(BadPayload, match=said):
        asked("pull_request", payload)


@pytest.mark.parametrize("data", [b"", b'{"pull_request": {"ti', b"\xff\xfe", b"[" * 100_000])
def test_an_event_that_is_cut_is_told(data: bytes) -> None:
    with pytest.raises(BadPayload, match="no JSON"):
        understand({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": "x"}, lambda _: data)


def test_github_without_an_event_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="GITHUB_EVENT_PATH"):
        understand({"GITHUB_ACTIONS": "true"}, lambda _: b"")


GITLAB = {"GITLAB_CI": "true", "CI_COMMIT_SHA": B}
MERGE = {
    **GITLAB,
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": A,
    "CI_MERGE_REQUEST_TITLE": "feat: a",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
}
CLOUD = {"BUILDER_OUTPUT": "/builder/outputs", "COMMIT_SHA": B}
BUCKET = {"BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_COMMIT": B}
AZURE = {"TF_BUILD": "True", "BUILD_SOURCEVERSION": B}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (MERGE, Asked(Kind.PULL_REQUEST, "GitLab CI", A, B, "main", "topic", "feat: a", 7)),
        ({**GITLAB, "CI_COMMIT_TAG": "v1"}, Asked(Kind.TAG, "GitLab CI", head=B, ref="refs/tags/v1")),
        (
            {**GITLAB, "CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": A},
            Asked(Kind.PUSH, "GitLab CI", A, B, "main", "main", ref="refs/heads/main"),
        ),
        (
            {**GITLAB, "CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": ZERO},
            Asked(Kind.PUSH, "GitLab CI", "", B, "main", "main", ref="refs/heads/main"),
        ),
        (
            {**CLOUD, "_PR_NUMBER": "7", "_BASE_BRANCH": "main", "_HEAD_BRANCH": "topic"},
            Asked(Kind.PULL_REQUEST, "Cloud Build", "main", B, "main", "topic", number=7),
        ),
        ({**CLOUD, "TAG_NAME": "v1"}, Asked(Kind.TAG, "Cloud Build", head=B, ref="refs/tags/v1")),
        (
            {
                **BUCKET,
                "BITBUCKET_PR_ID": "7",
                "BITBUCKET_PR_DESTINATION_BRANCH": "main",
                "BITBUCKET_BRANCH": "topic",
            },
            Asked(Kind.PULL_REQUEST, "Bitbucket Pipelines", "main", B, "main", "topic", number=7),
        ),
        (
            {**BUCKET, "BITBUCKET_BRANCH": "main"},
            Asked(Kind.PUSH, "Bitbucket Pipelines", "", B, "main", "main", ref="refs/heads/main"),
        ),
        (
            {**AZURE, "BUILD_SOURCEBRANCH": "refs/tags/v1"},
            Asked(Kind.TAG, "Azure Pipelines", head=B, ref="refs/tags/v1"),
        ),
        (
            {
                **AZURE,
                "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
                "SYSTEM_PULLREQUEST_SOURCECOMMITID": A,
            },
            Asked(Kind.PULL_REQUEST, "Azure Pipelines", "main", A, "main"),
        ),
    ],
)
def test_other_cis(variables: dict[str, str], expected: Asked) -> None:
    assert understand(variables, lambda _: b"") == expected


@pytest.mark.parametrize(
    "variables", [{}, GITLAB, CLOUD, {"BUILDER_OUTPUT": "x"}, {**CLOUD, "_PR_NUMBER": "7"}]
)
def test_what_is_not_said_is_not_guessed(variables: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood):
        understand(variables, lambda _: b"")


def test_a_base_that_is_named_comes_first() -> None:
    assert understand(MERGE, lambda _: b"", "origin/main") == Asked(Kind.CHANGE, "", "origin/main", "HEAD")
    with pytest.raises(NotUnderstood):
        understand(MERGE, lambda _: b"", "", "HEAD")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["pull_request", "base", "sha", "ref", "before", "after", "release", "ref_type"]
                ),
                inner,
            )
        ),
    ),
    st.sampled_from(["pull_request", "push", "release", "create", "merge_group", ""]),
)
def test_no_payload_ends_in_a_crash(payload: object, event: str) -> None:
    with suppress(BadPayload, NotUnderstood):
        asked(event, payload)
