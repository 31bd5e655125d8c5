"""Which branches and git tags a build runs for, as far as its triggers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.model.cloudbuild.language import ANY_REFS, Refs
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.regexp import Pattern, compile_pattern, example, witness
from ddlint.model.triggers.refs import compiled, sets_off
from ddlint.model.triggers.trigger import Event, EventKind

_BRANCHES = ("main", "master", "develop", "release-v1.42.2")
_TAGS = ("v1.42.2", "v2.0.0-rc.1", "1.42.2")


def events_of(site: BuildSite) -> tuple[Event, ...]:
    """What sets the build off; none where that is not all known."""
    events = tuple(
        event for trigger in site.triggers if trigger.disabled is not True for event in trigger.events
    )
    return events if site.complete and all(map(_is_known, events)) else ()


def _is_known(event: Event) -> bool:
    if event.kind is EventKind.UNKNOWN or event.inverted is None:
        return False
    return event.pattern is None or compiled(event) is not None


def built_refs(site: BuildSite, main: str) -> Refs:
    """The branches and tags; any where a trigger does not say which, or in a way that is not followed.

    Args:
        site: the build.
        main: the main branch, as an example of any; may be empty.
    """
    events = events_of(site)
    if not events or any(event.kind not in {EventKind.BRANCH, EventKind.TAG} for event in events):
        names = (main.rpartition("/")[2], *ANY_REFS.names) if main else ANY_REFS.names
        return Refs(names=tuple(dict.fromkeys(names)))
    branches = [event for event in events if event.kind is EventKind.BRANCH]
    tags = [event for event in events if event.kind is EventKind.TAG]
    return Refs(
        _joined(branches),
        _joined(tags),
        tuple(_named(branches, _BRANCHES)) or ANY_REFS.names,
        tuple(_named(tags, _TAGS)) or ANY_REFS.releases,
        known=True,
    )


def _joined(events: Iterable[Event]) -> str:
    inner = [_inner(event) for event in events]
    return "|".join(f"(?:{each})" for each in inner) if all(inner) else ""


def _inner(event: Event) -> str:
    """The pattern without its anchors, where it has one at each end of all that it matches; else ""."""
    pattern = compiled(event)
    if pattern is None or event.inverted is not False or not pattern.text.startswith("^"):
        return ""
    inner = pattern.text.removeprefix("^").removesuffix("$")
    whole = compile_pattern(f"^(?:{inner})$")
    if not isinstance(whole, Pattern):
        return ""
    same = witness([pattern], [whole]).impossible and witness([whole], [pattern]).impossible
    return inner if same else ""


def _named(events: Iterable[Event], usual: Iterable[str]) -> Iterator[str]:
    """Names that set one of the events off."""
    for event in events:
        known = [name for name in usual if sets_off(event, name)]
        pattern = compiled(event)
        made_up = example(pattern) if pattern is not None and event.inverted is False else None
        yield from known or ([made_up] if made_up else [])
