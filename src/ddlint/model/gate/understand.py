"""What is asked: a base and a head that somebody names, or else what the CI of the environment says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ddlint.model.gate import elsewhere, github
from ddlint.model.gate.asked import Asked, Kind, NotUnderstood
from ddlint.model.gate.payload import Payload

#: The variable that tells a CI, and who reads it.
_OTHERS: tuple[tuple[str, Callable[[Mapping[str, str]], Asked]], ...] = (
    ("GITLAB_CI", elsewhere.gitlab),
    ("BITBUCKET_BUILD_NUMBER", elsewhere.bitbucket),
    ("TF_BUILD", elsewhere.azure),
    ("BUILDER_OUTPUT", elsewhere.cloud_build),
)


def understand(
    variables: Mapping[str, str], event: Callable[[str], bytes], base: str = "", head: str = ""
) -> Asked:
    """What the gate is asked.

    Args:
        variables: the environment.
        event: reads the file of an event, which is named to it.
        base: `--base`: a revision; the CI is not asked where it is given.
        head: `--head`: a revision; empty: HEAD.

    Raises:
        NotUnderstood: nobody says what to judge.
        BadPayload: the event of GitHub is not what it should be.
    """
    if base:
        return Asked(Kind.CHANGE, "", base, head or "HEAD")
    if head:
        raise NotUnderstood("--head without --base names no change", "Give `--base` too.")
    if variables.get("GITHUB_ACTIONS"):
        return _github(variables, event)
    reader = next((reader for sign, reader in _OTHERS if variables.get(sign)), None)
    if reader is None:
        raise NotUnderstood(
            "this is no CI that ddlint knows, so what to judge is not known",
            "Give `--base` and `--head`, for example `ddlint ci --base origin/main --head HEAD`.",
        )
    return reader(variables)


def _github(variables: Mapping[str, str], event: Callable[[str], bytes]) -> Asked:
    path = variables.get("GITHUB_EVENT_PATH", "")
    if not path:
        hint = "GitHub Actions sets it; hand it on to the container that runs ddlint."
        raise NotUnderstood("GITHUB_EVENT_PATH is not set", hint)
    return github.from_event(variables.get("GITHUB_EVENT_NAME", ""), Payload.parse(event(path)))
