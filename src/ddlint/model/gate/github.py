"""Events of GitHub Actions.

Source: docs.github.com, "Webhook events and payloads" and "Default environment variables".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from ddlint.model.gate.asked import Asked, Kind, NotUnderstood
from ddlint.model.gate.payload import BadPayload, Payload
from ddlint.model.releases.tag_seen import Published

NAME = "GitHub Actions"
_HEADS, _TAGS = "refs/heads/", "refs/tags/"
_NOTHING = "Give `--base` and `--head`, or run ddlint on `pull_request`, `merge_group`, `push` or `release`."


def from_event(event: str, payload: Payload) -> Asked:
    """What the event called `event` (`GITHUB_EVENT_NAME`; empty: what the payload looks like) asks.

    Raises:
        NotUnderstood: the event changes nothing that could be judged.
        BadPayload: the payload is not that of such an event.
    """
    name = event or _kind_of(payload)
    reader = _READERS.get(name)
    if reader is None:
        what = (
            f"the event {name!r} of GitHub changes nothing that could be judged" if name else "no known event"
        )
        raise NotUnderstood(what, _NOTHING)
    return reader(payload)


def _kind_of(payload: Payload) -> str:
    """The event that a payload without a name is of."""
    for name in ("pull_request", "merge_group", "release"):
        if name in payload:
            return name
    if "before" in payload and "after" in payload:
        return "push"
    if "ref_type" in payload:
        return "create" if "master_branch" in payload else "delete"
    return ""


def _pull_request(payload: Payload) -> Asked:
    found = payload.under("pull_request")
    base, head = found.under("base"), found.under("head")
    return Asked(
        Kind.PULL_REQUEST, NAME, base.oid("sha"), head.oid("sha"), base.text("ref"), head.text("ref"),
        found.text("title"), found.number("number"), _login(found),
        fork=_repository(base) != _repository(head),
    )  # fmt: skip


def _login(found: Payload) -> str:
    return found.under("user").text("login", "") if "user" in found else ""


def _repository(end: Payload) -> str:
    """Whose branch it is; the repository of a fork may be gone."""
    return end.under("repo").text("full_name", "") if "repo" in end else ""


def _merge_group(payload: Payload) -> Asked:
    found = payload.under("merge_group")
    return Asked(
        Kind.MERGE_GROUP, NAME, found.oid("base_sha"), found.oid("head_sha"),
        found.text("base_ref").removeprefix(_HEADS), found.text("head_ref").removeprefix(_HEADS),
    )  # fmt: skip


def _push(payload: Payload) -> Asked:
    ref, before, after = payload.text("ref"), payload.oid("before"), payload.oid("after")
    if payload.flag("deleted") or not after.strip("0"):
        return Asked(Kind.DELETION, NAME, base=before, ref=ref)
    base = before if before.strip("0") else ""
    if ref.startswith(_TAGS):
        return Asked(Kind.TAG, NAME, base, after, ref=ref)
    branch = ref.removeprefix(_HEADS)
    return Asked(Kind.PUSH, NAME, base, after, branch, branch, ref=ref)


def _release(payload: Payload) -> Asked:
    tag = f"{_TAGS}{payload.under('release').text('tag_name')}"
    if payload.text("action", "") == "deleted":
        return Asked(Kind.DELETION, NAME, ref=tag)
    return Asked(Kind.RELEASE, NAME, head=tag, ref=tag, published=released(payload))


def _created(payload: Payload) -> Asked:
    ref = _named(payload)
    if ref.startswith(_TAGS):
        return Asked(Kind.TAG, NAME, head=ref, ref=ref)
    branch = ref.removeprefix(_HEADS)
    return Asked(Kind.PUSH, NAME, "", ref, branch, branch, ref=ref)


def _deleted(payload: Payload) -> Asked:
    return Asked(Kind.DELETION, NAME, ref=_named(payload))


def _named(payload: Payload) -> str:
    prefixes = {"tag": _TAGS, "branch": _HEADS}
    kind = payload.text("ref_type")
    if kind not in prefixes:
        raise BadPayload(f"ref_type is {kind!r}, neither a tag nor a branch")
    return prefixes[kind] + payload.text("ref")


_READERS: Mapping[str, Callable[[Payload], Asked]] = {
    "pull_request": _pull_request,
    "pull_request_target": _pull_request,
    "merge_group": _merge_group,
    "push": _push,
    "release": _release,
    "create": _created,
    "delete": _deleted,
}


def released(payload: Payload) -> Published | None:
    """What the event of a release says of it; None for another event, and for a release that was deleted.

    `published`, `released` and `prereleased` make it public, `created` may be a draft, `edited` changes what
    is said of it, also the mark.

    Raises:
        BadPayload: the payload is not that of such an event.
    """
    if "release" not in payload or payload.text("action", "") == "deleted":
        return None
    found = payload.under("release")
    author = found.under("author").text("login", "") if "author" in found else ""
    return Published(
        found.text("tag_name"),
        found.flag("prerelease"),
        found.flag("draft"),
        author,
        _time(found.text("published_at", "")),
    )


def _time(text: str) -> int:
    """Seconds since 1970 of a time such as 2026-01-31T12:00:00Z; 0 for none.

    Raises:
        BadPayload: it is no time.
    """
    try:
        return int(datetime.fromisoformat(text).timestamp()) if text else 0
    except ValueError:
        raise BadPayload(f"release.published_at is no time: {text[:40]!r}") from None
