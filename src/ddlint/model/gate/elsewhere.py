"""What other CIs say in their environment.

Source: docs.gitlab.com, "Predefined CI/CD variables"; support.atlassian.com, "Variables and secrets" of
Bitbucket Pipelines; cloud.google.com, "Substituting variable values" of Cloud Build (a step sees what `env`
hands on); learn.microsoft.com, "Predefined variables" of Azure Pipelines.
"""

from __future__ import annotations

from collections.abc import Mapping

from ddlint.model.gate.asked import Asked, Kind, NotUnderstood

Variables = Mapping[str, str]
_TAGS = "refs/tags/"


def gitlab(found: Variables) -> Asked:
    """A merge request, a tag, or a push to a branch."""
    name = "GitLab CI"
    head = found.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or _needed(found, "CI_COMMIT_SHA", name)
    if found.get("CI_MERGE_REQUEST_IID"):
        target, source = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"
        base = found.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or _needed(found, target, name)
        return Asked(
            Kind.PULL_REQUEST, name, base, head, found.get(target, ""), found.get(source, ""),
            found.get("CI_MERGE_REQUEST_TITLE", ""), _number(found.get("CI_MERGE_REQUEST_IID", "")),
            found.get("GITLAB_USER_LOGIN", ""),
            fork=found.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") != found.get("CI_MERGE_REQUEST_PROJECT_ID"),
        )  # fmt: skip
    return _pushed(
        name,
        head,
        found.get("CI_COMMIT_BEFORE_SHA", ""),
        found.get("CI_COMMIT_TAG"),
        found.get("CI_COMMIT_BRANCH"),
    )


def bitbucket(found: Variables) -> Asked:
    """A pull request, a tag, or a push to a branch."""
    name = "Bitbucket Pipelines"
    head, branch = _needed(found, "BITBUCKET_COMMIT", name), found.get("BITBUCKET_BRANCH", "")
    if found.get("BITBUCKET_PR_ID"):
        target = found.get("BITBUCKET_PR_DESTINATION_BRANCH", "")
        base = found.get("BITBUCKET_PR_DESTINATION_COMMIT") or target
        number = _number(found["BITBUCKET_PR_ID"])
        return Asked(Kind.PULL_REQUEST, name, base, head, target, branch, number=number)
    return _pushed(name, head, "", found.get("BITBUCKET_TAG"), branch)


def cloud_build(found: Variables) -> Asked:
    """A pull request, a tag, or a push to a branch, where the build step hands the substitutions on."""
    name = "Cloud Build"
    head = _needed(found, "COMMIT_SHA", name)
    if found.get("_PR_NUMBER"):
        base, branch = _needed(found, "_BASE_BRANCH", name), found.get("_HEAD_BRANCH", "")
        return Asked(Kind.PULL_REQUEST, name, base, head, base, branch, number=_number(found["_PR_NUMBER"]))
    return _pushed(name, head, "", found.get("TAG_NAME"), found.get("BRANCH_NAME"))


def azure(found: Variables) -> Asked:
    """A pull request, a tag, or a push to a branch."""
    name = "Azure Pipelines"
    head, ref = _needed(found, "BUILD_SOURCEVERSION", name), found.get("BUILD_SOURCEBRANCH", "")
    target = found.get("SYSTEM_PULLREQUEST_TARGETBRANCH", "").removeprefix("refs/heads/")
    if target:
        source = found.get("SYSTEM_PULLREQUEST_SOURCEBRANCH", "").removeprefix("refs/heads/")
        commit = found.get("SYSTEM_PULLREQUEST_SOURCECOMMITID") or head
        number = _number(found.get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", ""))
        return Asked(Kind.PULL_REQUEST, name, target, commit, target, source, number=number)
    tag = ref.removeprefix(_TAGS) if ref.startswith(_TAGS) else None
    return _pushed(name, head, "", tag, ref.removeprefix("refs/heads/"))


def _pushed(name: str, head: str, before: str, tag: str | None, branch: str | None) -> Asked:
    if tag:
        return Asked(Kind.TAG, name, head=head, ref=f"{_TAGS}{tag}")
    if not branch:
        raise NotUnderstood(
            f"{name} does not say whether this is a pull request, a branch or a tag",
            "Give `--base` and `--head`, or run ddlint where one of these is built.",
        )
    base = before if before.strip("0") else ""
    return Asked(Kind.PUSH, name, base, head, branch, branch, ref=f"refs/heads/{branch}")


def _needed(found: Variables, key: str, name: str) -> str:
    if not found.get(key):
        hint = (
            f"Hand it on to the step that runs ddlint: `env: ['{key}=${key}']`."
            if name == "Cloud Build"
            else ""
        )
        raise NotUnderstood(f"{name} does not say {key}", hint or "Give `--base` and `--head`.")
    return found[key]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
