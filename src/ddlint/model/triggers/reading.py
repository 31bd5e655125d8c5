"""From what stands in a file to a trigger. Terraform's names have become those of the REST API before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ddlint.model.triggers.trigger import Event, EventKind, Text, Trigger
from ddlint.model.triggers.value import Value

#: Fields that name the repository and hold `push` and `pullRequest`.
HOSTED = (
    "github",
    "repositoryEventConfig",
    "bitbucketServerTriggerConfig",
    "gitlabEnterpriseEventsConfig",
    "developerConnectEventConfig",
)
EVENTS = (*HOSTED, "triggerTemplate", "pubsubConfig", "webhookConfig", "sourceToBuild")
BUILDS = ("filename", "build", "gitFileSource", "autodetect")
#: The last is what Terraform calls the resource.
_NAMES = ("name", "description", "id", "#resource")
_PLACEHOLDER = re.compile(r"\$\{|\{\{")


def is_trigger(value: Value) -> bool:
    """Whether a mapping is plainly a trigger: it says what sets it off, and what is built."""
    fields = value.fields or {}
    if "apiVersion" in fields or "steps" in fields:
        return False
    return any(name in fields for name in EVENTS) and any(name in fields for name in BUILDS)


def trigger_of(value: Value) -> Trigger:
    """The trigger that the mapping `value` describes; fields of another shape count as absent."""
    named = next((found for name in _NAMES if (found := value.get(name)) and found.text), None)
    build = value.get("filename") or value.get("gitFileSource", "path")
    return Trigger(
        name=(named.text or "") if named else "",
        span=named.span if named else value.span,
        events=tuple(_events(value)),
        config=text_of(build) if build else None,
        build=_inline(value.get("build")),
        repository=_repository(value),
        elsewhere=value.get("gitFileSource", "path") is not None,
        substitutions=_substitutions(value.get("substitutions")),
        narrowed=any(value.get(name) for name in ("includedFiles", "ignoredFiles", "filter")),
        disabled=_truth(value.get("disabled")),
        approval=_truth(value.get("approvalConfig", "approvalRequired")) is not False,
        uncertain=_uncertain(value),
    )


def _inline(build: Value | None) -> Value | None:
    """The build inside of a trigger, spelt as in a file: Terraform has a block `step` for each of `steps`."""
    found = build.single() if build is not None else None
    if found is None or found.fields is None or "step" not in found.fields:
        return found
    step = found.fields["step"]
    return replace(found, fields={**found.fields, "steps": replace(step, items=tuple(step.texts()))})


def text_of(value: Value) -> Text:
    """A text; one with a placeholder that something else fills in cannot be known."""
    if value.unknown or value.text is None:
        return Text("", value.span, value.unknown or "it is not a text")
    if _PLACEHOLDER.search(value.text):
        return Text("", value.span, "it holds a placeholder")
    return Text(value.text, value.span)


def _truth(value: Value | None) -> bool | None:
    return False if value is None else value.truth


def _uncertain(value: Value) -> str:
    for name in ("count", "forEach"):
        if found := value.get(name):
            spelt = "for_each" if name == "forEach" else name
            return f"`{spelt}` decides how many there are" if found.text != "1" else ""
    return ""


def _events(value: Value) -> Iterator[Event]:
    found = False
    if dynamic := value.get("dynamic"):
        yield Event(EventKind.UNKNOWN, Text("", dynamic.span, "a dynamic block makes it"))
        found = True
    for name in HOSTED:
        for event in _hosted(value.get(name)):
            yield event
            found = True
    template = value.get("triggerTemplate")
    if template is not None:
        yield from _of_template(template)
        return
    for name, kind in (("pubsubConfig", EventKind.PUBSUB), ("webhookConfig", EventKind.WEBHOOK)):
        if value.get(name):
            yield Event(kind)
            return
    if not found:
        yield Event(EventKind.MANUAL)


def _hosted(config: Value | None) -> Iterator[Event]:
    if config is None:
        return
    if config.single().fields is None or config.get("dynamic"):
        reason = config.unknown or "a dynamic block makes it"
        yield Event(EventKind.UNKNOWN, Text("", config.span, reason))
        return
    if push := config.get("push"):
        yield from _patterns(push, ("branch", EventKind.BRANCH), ("tag", EventKind.TAG))
    if request := config.get("pullRequest"):
        yield from _patterns(request, ("branch", EventKind.PULL_REQUEST))


def _of_template(template: Value) -> Iterator[Event]:
    """Without a branch, a tag and a commit, the API takes every branch."""
    events = list(
        _patterns(template, ("branchName", EventKind.BRANCH), ("tagName", EventKind.TAG), whole=False)
    )
    if events or template.get("commitSha") is None:
        yield from events or (Event(EventKind.BRANCH),)
    else:
        yield Event(EventKind.MANUAL)


def _patterns(config: Value, *wanted: tuple[str, EventKind], whole: bool = True) -> Iterator[Event]:
    inverted = _truth(config.get("invertRegex"))
    found = False
    for name, kind in wanted:
        if pattern := config.get(name):
            found = True
            yield Event(kind, text_of(pattern), inverted)
    if not found and whole:
        reason = config.unknown or "it names neither branch nor tag"
        yield Event(EventKind.UNKNOWN, Text("", config.span, reason))


def _repository(value: Value) -> str:
    if name := _known(value.get("github", "name")):
        owner = _known(value.get("github", "owner"))
        return f"{owner}/{name}" if owner else name
    places = (
        ("repositoryEventConfig", "repository"),
        ("developerConnectEventConfig", "gitRepositoryLink"),
        ("bitbucketServerTriggerConfig", "repoSlug"),
        ("gitlabEnterpriseEventsConfig", "projectNamespace"),
        ("triggerTemplate", "repoName"),
        ("sourceToBuild", "uri"),
        ("sourceToBuild", "repository"),
    )
    named = next((known for place in places if (known := _known(value.get(*place)))), "")
    return _short(named)


def _known(value: Value | None) -> str:
    return text_of(value).value if value is not None else ""


def _short(named: str) -> str:
    """`owner/name` of an address, the last part of a resource, the name behind `github_owner_`."""
    if named.startswith(("github_", "bitbucket_")) and named.count("_") > 1:
        return named.split("_", 2)[2]
    if "://" in named:
        return "/".join(named.removesuffix("/").removesuffix(".git").split("/")[-2:])
    return named.rpartition("/")[2]


def _substitutions(value: Value | None) -> tuple[tuple[str, str | None], ...] | None:
    if value is None:
        return ()
    if value.fields is None:
        return None
    return tuple(sorted((name, each.text) for name, each in value.fields.items()))
