"""Two triggers that build the same image from the same push.

## What
Two enabled triggers of one repository whose patterns share a branch or a tag, and that use the same build
config with the same substitutions, or push the same image. Triggers that look at some files only
(`includedFiles`, `ignoredFiles`, `filter`) are left alone.

## Why
Both builds run, and push the same image at the same moment. Which of them wins is chance: with equal tags
one overwrites the other, with timestamps Flux deploys the slower one, too.

## Bad
```yaml path=triggers/all.yaml
- name: backend-main
  filename: .cloudbuild/main.yaml
  github:
    owner: acme
    name: backend
    push:
      branch: ^main$
- name: backend-branches
  filename: .cloudbuild/main.yaml
  github:
    owner: acme
    name: backend
    push:
      branch: ^(main|release-.*)$
```

## Good
```yaml path=triggers/all.yaml
- name: backend-main
  filename: .cloudbuild/main.yaml
  github:
    owner: acme
    name: backend
    push:
      branch: ^main$
- name: backend-release
  filename: .cloudbuild/main.yaml
  github:
    owner: acme
    name: backend
    push:
      branch: ^release-.*$
```

## Fix
Keep one of the two, or let their patterns share no name. There is no automatic fix.

## Source
The release process: one push makes one image; a tag is never used for a second build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.text import Kind
from ddlint.model.triggers.refs import common
from ddlint.model.triggers.scene import Scene, TriggerSite
from ddlint.model.triggers.trigger import Event, EventKind, Trigger


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find triggers before this one that build the same from the same push."""
    trigger = site.trigger
    if not trigger.runs or trigger.narrowed:
        return
    for other in takewhile(lambda each: each is not trigger, site.scene.beside(trigger)):
        if not other.runs or other.narrowed:
            continue
        what = _same_build(trigger, other, site.scene)
        shared = next(_shared(trigger, other), None) if what else None
        if shared is not None:
            event, ref = shared
            yield Finding(
                f"{site.title} and {other.title} both build {what} from {ref}: one push makes two images",
                event.pattern.span if event.pattern else trigger.span,
                label=f"matches {ref}",
                related=(Label(other.span, f"so does this trigger, on {ref}"),),
                help="keep one of them, or write patterns that share no name",
                identity=(trigger.name, other.name, ref),
            )


def _shared(one: Trigger, other: Trigger) -> Iterator[tuple[Event, str]]:
    """The events of `one` that `other` shares, each with a name that sets both off."""
    for kind in (EventKind.BRANCH, EventKind.TAG):
        for event in one.on(kind):
            for its in other.on(kind):
                if ref := common(event, its):
                    yield event, f"{'branch' if kind is EventKind.BRANCH else 'tag'} {ref}"


def _same_build(one: Trigger, other: Trigger, scene: Scene) -> str:
    """What both certainly build; "" where that is not plain."""
    if not one.repository or not other.repository:
        return ""
    if one.config and other.config and not one.config.unknown and one.config.value == other.config.value:
        same = one.is_filled_in and one.substitutions == other.substitutions
        return one.config.value if same and one.elsewhere == other.elsewhere else ""
    return next(iter(sorted(_images(one, scene) & _images(other, scene))), "")


def _images(trigger: Trigger, scene: Scene) -> set[str]:
    """The images that a trigger pushes, without tags, as far as they are plain."""
    build = scene.build_of(trigger) if trigger.is_filled_in else None
    if build is None:
        return set()
    plain = (image.name for image in build.pushed if not build.fields.holds(image.name, Kind.UNKNOWN))
    return {build.fields.shown(name) for name in plain}


RULE = Rule(
    code="DDL025",
    name="triggers-overlap",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.WARNING,
    check=check,
)
