"""What the rules on pushed tags ask alike: which policies an image has, and what it is built for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ddlint.config.settings import Settings
from ddlint.engine.finding import NotAvailable
from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.built_refs import events_of
from ddlint.model.cloudbuild.site import BuildSite, PolicyAtHand
from ddlint.model.cloudbuild.text import Fields, Kind
from ddlint.model.triggers.refs import release_branches, sets_off
from ddlint.model.triggers.trigger import Event, EventKind

_PROJECT = "[a-z0-9.:-]+"
_MOST = 300  # tags of one image times policies: each pair may take a proof of a twentieth of a second


def by_name(build: Build) -> Iterator[list[Image]]:
    """What the build pushes, image by image."""
    names: dict[str, list[Image]] = {}
    for image in build.pushed:
        names.setdefault(image.name, []).append(image)
    yield from names.values()


def policies_of(site: BuildSite, name: str) -> list[PolicyAtHand]:
    """The policies for an image, with those that may be for any; none where none is certainly for it."""
    pattern = _image(name, site.build.fields)
    if pattern is None:
        return []
    own = [policy for policy in site.policies if any(map(pattern.fullmatch, policy.images))]
    return [*own, *(policy for policy in site.policies if not policy.images)] if own else []


def too_many(images: int, policies: int) -> NotAvailable | None:
    """Whether so many tags and policies of one image are more than is proven; real ones have a handful."""
    if images * policies <= _MOST:
        return None
    return NotAvailable(
        f"it pushes {images} tags of an image that has {policies} policies, too many to compare",
        "Leave it out (`[files] exclude`), or name the policies that deploy it (`[flux] policies`).",
        asked=False,
    )


def _image(name: str, fields: Fields) -> re.Pattern[str] | None:
    """What the name of an image can be: the project is not known, all else has to be."""
    parts = [*fields.parts(name)]
    fields_in = [part for part in parts if not isinstance(part, str)]
    if any(part.kind is not Kind.PROJECT or "PROJECT" not in part.source for part in fields_in):
        return None
    return re.compile("".join(re.escape(part) if isinstance(part, str) else _PROJECT for part in parts))


def is_deployed(site: BuildSite, settings: Settings) -> bool | None:
    """Whether the build runs for main, for a release branch or a tag; None where no trigger is known."""
    events = events_of(site)
    if not events:
        return None if not site.triggers else True
    main = {settings.branches.main.rpartition("/")[2]} if settings.branches.main else {"main", "master"}
    names = (*sorted(main), *release_branches(settings.branches.release))
    return any(_deploys(event, names) for event in events)


def _deploys(event: Event, names: tuple[str, ...]) -> bool:
    if event.kind is EventKind.BRANCH:
        return any(sets_off(event, name) is not False for name in names)
    return event.kind is not EventKind.PULL_REQUEST
