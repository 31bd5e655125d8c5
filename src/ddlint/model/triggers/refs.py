"""Which branches and tags set a trigger off: asked with names of the process, and with names made up.

Source: Cloud Build REST API, PushFilter: RE2 syntax, the name without `refs/heads/` or `refs/tags/`; a
pattern matches any part of the name unless it is anchored.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.model.regexp import Fault, Pattern, compile_pattern, witness
from ddlint.model.regexp.chars import BRANCH
from ddlint.model.triggers.trigger import Event, EventKind, Trigger

#: Tags of releases, small and large, candidates and final.
RELEASE_TAGS = ("v1.2.3", "v1.42.2", "v12.0.0", "v2.0.0-rc.1", "v2.0.0-rc.12")
#: What is taken for the tag of a release.
RELEASE_TAG = r"^v[0-9]+\.[0-9]+\.[0-9]+(-.*)?(\+.*)?$"
#: The pattern to write.
EXACT_RELEASE_TAG = r"^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$"
OTHER_TAGS = (
    "vendor-update", "v1", "v1.2", "nightly", "latest", "preview", "deploy-2026-11-02", "old-v1.2.3",
    "backup/v1.2.3", "v1.2.3.4", "v1.2.3_old", "v1x2y3", "v1.2.3foo",
)  # fmt: skip
BRANCHES = (
    "main", "master", "develop", "release-v1.42.2", "release-v1.42.2-login", "feature/login", "fix/login",
    "hotfix/1.2.3", "staging", "production", "dependabot/npm_and_yarn/lodash-4", "renovate/all",
)  # fmt: skip


def release_branches(patterns: Iterable[str]) -> tuple[str, ...]:
    """Names of branches that the patterns of the configuration mean: `release-v1.42.2`."""
    return tuple(pattern.replace("*", "1.42.2") for pattern in patterns)


def compiled(event: Event) -> Pattern | None:
    """The pattern of an event; None where it has none, or is not known, or does not compile."""
    if event.pattern is None or event.pattern.unknown:
        return None
    found = compile_pattern(event.pattern.value)
    return None if isinstance(found, Fault) else found


def sets_off(event: Event, name: str) -> bool | None:
    """Whether the branch or tag `name` is one of `event`; None where that cannot be known."""
    if event.kind is EventKind.UNKNOWN or event.inverted is None:
        return None
    if event.pattern is None:
        return not event.inverted
    if event.pattern.unknown:
        return None
    pattern = compiled(event)
    return None if pattern is None else pattern.matches(name) is not event.inverted


def covers(triggers: Iterable[Trigger], kind: EventKind, name: str) -> bool | None:
    """Whether a push of `name` starts a build by one of `triggers`; None where that cannot be known.

    A disabled trigger starts none.
    """
    unknown = False
    for trigger in triggers:
        if trigger.disabled:
            continue
        for event in trigger.events:
            if event.kind not in {kind, EventKind.UNKNOWN}:
                continue
            answer = sets_off(event, name)
            if answer and trigger.runs:
                return True
            unknown = unknown or answer is not False
    return None if unknown else False


def common(one: Event, other: Event) -> str:
    """The name of a branch or tag that belongs to both events of one kind; "" where none is known."""
    probes = BRANCHES if one.kind is EventKind.BRANCH else (*RELEASE_TAGS, *OTHER_TAGS)
    for name in probes:
        if sets_off(one, name) and sets_off(other, name):
            return name
    patterns = [pattern for event in (one, other) if (pattern := compiled(event))]
    if one.inverted or other.inverted or len(patterns) < 2:
        return ""
    return witness(patterns).tag or ""


def branch_with_slash(event: Event) -> tuple[str, bool]:
    """A branch with a `/` in its name that sets `event` off, and whether people really name theirs so.

    Returns:
        "" where there is certainly none, or none is known.
    """
    usual = next((name for name in BRANCHES if "/" in name and sets_off(event, name)), "")
    pattern, slash = compiled(event), compile_pattern("[a-z0-9]/[a-z0-9]")
    if usual or pattern is None or event.inverted is not False or isinstance(slash, Fault):
        return usual, bool(usual)
    return witness([pattern, slash], letters=BRANCH).tag or "", False


def stray_tag(event: Event) -> str:
    """A tag that is no release and that sets `event` off all the same; "" where none is known."""
    found = next((name for name in OTHER_TAGS if sets_off(event, name)), "")
    pattern = compiled(event)
    exact = compile_pattern(RELEASE_TAG)
    if found or pattern is None or event.inverted is not False or isinstance(exact, Fault):
        return found
    return witness([pattern], [exact]).tag or ""
