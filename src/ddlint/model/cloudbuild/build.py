"""A Cloud Build config as rules see it.

Source: Cloud Build documentation, "Build configuration file schema".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.cloudbuild.text import Fields
from ddlint.model.place import FileSpan, Place
from ddlint.model.triggers.value import Value


@dataclass(frozen=True, slots=True)
class Image:
    """An image that a build makes or pushes, with one tag.

    Attributes:
        name: registry and repository; fields as single characters of `Build.fields`.
        tag: the same; None where none is written, which means `latest`.
        span: where it is written.
        step: the number of the step; -1 for the build's own `images`.
        pushed: whether this pushes it, else it is only built.
        local: whether it is pushed from the machine, where it has to be before.
    """

    name: str
    tag: str | None
    span: FileSpan
    step: int
    pushed: bool
    local: bool = False


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something that may build or push, and that ddlint does not follow.

    Attributes:
        what: the command, or the reason.
        span: where.
    """

    what: str
    span: FileSpan


@dataclass(frozen=True, slots=True, eq=False)
class Build:
    """A build config.

    Attributes:
        path, text: the file.
        root: all of it.
        fields: the parts of its texts that are known only when it runs.
        declared: its own `substitutions`.
        images: what it builds and pushes, in order.
        unsaid: what ddlint does not follow.
        pulled: the images, with tags, that it fetches.
        deploys: whether a step deploys, by `gcloud run deploy`, `kubectl apply` and the like.
        inside: the trigger whose definition it is a part of; empty for a file of its own.
    """

    noun: ClassVar[str] = "build"

    path: str
    text: str = field(repr=False)
    root: Value
    fields: Fields
    declared: Mapping[str, Value]
    images: tuple[Image, ...]
    unsaid: tuple[Unsaid, ...]
    inside: str = ""
    pulled: tuple[str, ...] = ()
    deploys: bool = False

    @property
    def title(self) -> str:
        """The file, and the trigger where it is a part of one."""
        return f"{self.path}: {self.inside}" if self.inside else self.path

    @property
    def pushed(self) -> list[Image]:
        """The images that it pushes."""
        return [image for image in self.images if image.pushed]

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text
