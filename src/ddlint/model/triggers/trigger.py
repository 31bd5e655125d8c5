"""One Cloud Build trigger: on which event it builds what.

Source: Cloud Build REST API, BuildTrigger, PushFilter, PullRequestFilter and RepoSource. Patterns have the
syntax of RE2 and match any part of a name: `main` is true of `release-please/branches/main`
(https://github.com/googleapis/repo-automation-bots/issues/1556).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ddlint.model.place import FileSpan
from ddlint.model.triggers.value import Value


class EventKind(StrEnum):
    """What sets a trigger off."""

    BRANCH = "push to a branch"
    TAG = "push of a tag"
    PULL_REQUEST = "pull request"
    PUBSUB = "Pub/Sub message"
    WEBHOOK = "webhook"
    MANUAL = "by hand"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a trigger and where it stands.

    Attributes:
        value: the text; "" where it cannot be known.
        span: where it stands.
        unknown: why it cannot be known; empty where it is.
    """

    value: str
    span: FileSpan
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What sets a trigger off.

    Attributes:
        kind: the event.
        pattern: of branches and tags; None where every one will do.
        inverted: whether those set it off that the pattern does not match; None where that cannot be known.
    """

    kind: EventKind
    pattern: Text | None = None
    inverted: bool | None = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A Cloud Build trigger.

    Attributes:
        name: as the user named it, else its description or id; may be empty.
        span: its name, or the trigger itself where it has none.
        events: what sets it off.
        config: the file with the build, from the top of the repository; None where there is none.
        build: the build that the trigger itself describes, with `steps`; None where there is none.
        repository: `owner/name`, or the name alone; "" where it is not known.
        elsewhere: whether the build config comes from another repository than the source.
        substitutions: its own, by name; a value is None where it cannot be known; None where not even the
            names can be.
        narrowed: whether only changes of some files set it off, or a condition on the event.
        disabled: whether it never runs by itself; None where that cannot be known.
        approval: whether a person has to approve each build.
        uncertain: why it is not certain that there is one such trigger; empty where it is.
    """

    name: str
    span: FileSpan
    events: tuple[Event, ...]
    config: Text | None = None
    build: Value | None = field(default=None, compare=False)
    repository: str = ""
    elsewhere: bool = False
    substitutions: tuple[tuple[str, str | None], ...] | None = ()
    narrowed: bool = False
    disabled: bool | None = False
    approval: bool = False
    uncertain: str = ""

    @property
    def path(self) -> str:
        """The file it is defined in."""
        return self.span.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"trigger {self.name}" if self.name else f"the trigger in {self.path}"

    @property
    def is_filled_in(self) -> bool:
        """Whether the values of all its substitutions are known."""
        return self.substitutions is not None and None not in dict(self.substitutions).values()

    @property
    def runs(self) -> bool:
        """Whether it certainly exists and is not disabled."""
        return self.disabled is False and not self.uncertain

    def on(self, kind: EventKind) -> tuple[Event, ...]:
        """Its events of one kind."""
        return tuple(event for event in self.events if event.kind is kind)
