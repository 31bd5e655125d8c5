"""A build among the triggers that run it and the policies that deploy its images."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.place import FileSpan, Place
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.triggers.trigger import Trigger


@dataclass(frozen=True, slots=True)
class PolicyAtHand:
    """An ImagePolicy that may deploy what a build pushes.

    Attributes:
        key: `namespace/name`.
        span: where it stands.
        spec: what it says about tags.
        images: the images of its ImageRepository; several where overlays differ.
        exclusions: the patterns of the tags that the ImageRepository leaves out.
        doubtful: whether what is written may not be all that Flux gets.
    """

    key: str
    span: FileSpan
    spec: PolicySpec
    images: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class BuildSite:
    """A build config as the triggers run it.

    Attributes:
        build: the build, with the substitutions of a trigger.
        triggers: that run it so; none where none is known.
        complete: whether no other trigger can run it.
        policies: the policies at hand, of whatever image.
        pushed: what all builds of the repository push, by the name of the image as it is written.
        read: the text of another file, by its path.
    """

    noun: ClassVar[str] = "used build"

    build: Build
    triggers: tuple[Trigger, ...] = ()
    complete: bool = False
    policies: tuple[PolicyAtHand, ...] = ()
    pushed: Mapping[str, Sequence[tuple[Build, Image]]] = field(default_factory=dict, repr=False)
    read: Callable[[str], str] = field(default=str, repr=False)

    @property
    def title(self) -> str:
        """The file, and the trigger where the build is a part of one."""
        return self.build.title

    @property
    def path(self) -> str:
        """The file."""
        return self.build.path

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        if not isinstance(place, FileSpan):
            return ""
        return self.build.text if place.path == self.build.path else self.read(place.path)
