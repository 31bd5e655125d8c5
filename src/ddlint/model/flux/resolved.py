"""Flux objects and markers with what they lead to: the subjects of rules that look across files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.flux.alike import Sharing
from ddlint.model.flux.facts import MarkerUse
from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.objects import (
    GitRepository,
    ImagePolicy,
    ImageRepository,
    ImageUpdateAutomation,
)
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of image updates as a whole.

    Attributes:
        policies, repositories, automations, markers: how many of each.
        unread: files that seem to hold policies and cannot be read (Helm templates).
        names: `namespace/name` of the policies, for suggestions.
        complete: False where there was too much to put together.
        read: the text of a file, by the path that its places have.
    """

    policies: int = 0
    repositories: int = 0
    automations: int = 0
    markers: int = 0
    unread: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    complete: bool = True
    read: Callable[[str], str] = field(default=str, repr=False)

    @property
    def doubt(self) -> str:
        """Why an object that is not there may exist all the same; empty for no reason."""
        if self.unread:
            more = f" and {len(self.unread) - 1} more" if len(self.unread) > 1 else ""
            return f"{self.unread[0]}{more} seems to hold an ImagePolicy and cannot be read"
        return "" if self.complete else "the kustomizations multiply to more objects than ddlint looks at"


@dataclass(frozen=True, slots=True, eq=False)
class MarkerInUse:
    """A live marker, the policies of its name, and the automations that would write it.

    Attributes:
        use: the marker and its value.
        policies: the effective policies of that namespace and name: one, in a tree for one cluster.
        is_written: whether any ImagePolicy in any file has the name as written, effective or not.
        repositories: the ImageRepositories of those policies.
        automations: those of the namespace whose path covers the file and whose selector admits the policy.
        passing: the others of the namespace: path or selector leave the marker out.
        known: what is known as a whole.
        is_first: whether it speaks for all where something is missing as a whole.
    """

    noun: ClassVar[str] = "reference"

    use: MarkerUse
    policies: tuple[ImagePolicy, ...]
    is_written: bool
    repositories: tuple[ImageRepository, ...]
    automations: tuple[ImageUpdateAutomation, ...]
    passing: tuple[ImageUpdateAutomation, ...]
    known: Known
    is_first: bool = False

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.use.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.use.span.route}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return _text(self.known, place)


@dataclass(frozen=True, slots=True, eq=False)
class PolicyInUse:
    """An effective ImagePolicy, overlays merged in; or a patch of none at hand (`policy.is_partial`).

    Attributes:
        policy: the policy.
        repositories: the ImageRepositories that its reference means: one, in a tree for one cluster.
        named_elsewhere: ImageRepositories of that name in other namespaces.
        markers: that name it.
        automations: of its namespace whose selector admits it.
        substituted: whether a Flux Kustomization with `postBuild` applies it; None where it is not known what
            applies it.
        known: what is known as a whole.
        is_mentioned: whether a dead or disabled marker names it.
        is_first: whether it speaks for all where something is missing as a whole.
        sharing: the policies by the places of their fields.
        is_applied: whether it is certain that Flux applies it, just as it is.
    """

    noun: ClassVar[str] = "effective policy"

    policy: ImagePolicy
    repositories: tuple[ImageRepository, ...]
    named_elsewhere: tuple[ImageRepository, ...]
    markers: tuple[MarkerUse, ...]
    automations: tuple[ImageUpdateAutomation, ...]
    substituted: bool | None
    known: Known
    is_mentioned: bool = False
    is_first: bool = False
    sharing: Sharing = field(default_factory=dict, repr=False)
    is_applied: bool = False

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.policy.object.path

    @property
    def object(self) -> FluxObject:
        """What it has in common with the others."""
        return self.policy.object

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return _title(self.policy.object)

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return _text(self.known, place)


@dataclass(frozen=True, slots=True, eq=False)
class RepositoryInUse:
    """An effective ImageRepository; or a patch of none at hand (`repository.is_partial`).

    Attributes:
        repository: the repository.
        policies: that refer to it.
        known: what is known as a whole.
        markers: that name one of its policies.
    """

    noun: ClassVar[str] = "effective image repository"

    repository: ImageRepository
    policies: tuple[ImagePolicy, ...]
    known: Known
    markers: tuple[MarkerUse, ...] = ()

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.repository.object.path

    @property
    def object(self) -> FluxObject:
        """What it has in common with the others."""
        return self.repository.object

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return _title(self.repository.object)

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return _text(self.known, place)


@dataclass(frozen=True, slots=True, eq=False)
class AutomationInUse:
    """An effective ImageUpdateAutomation; or a patch of none at hand (`automation.is_partial`).

    Attributes:
        automation: the automation.
        git_repositories: those that its `sourceRef` means: one, in a tree for one cluster.
        push_branch: the branch it pushes to; empty where that is not known.
        path_exists: whether its path is in this repository; None where it walks another one, or it is not
            known.
        overlapping: automations of the same namespace, other objects, that walk the same files and push to
            the same branch.
        known: what is known as a whole.
        markers: the first that it writes, where its file is outside of the repository.
    """

    noun: ClassVar[str] = "automation"

    automation: ImageUpdateAutomation
    git_repositories: tuple[GitRepository, ...]
    push_branch: str
    path_exists: bool | None
    overlapping: tuple[ImageUpdateAutomation, ...]
    known: Known
    markers: tuple[MarkerUse, ...] = ()

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.automation.object.path

    @property
    def object(self) -> FluxObject:
        """What it has in common with the others."""
        return self.automation.object

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return _title(self.automation.object)

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return _text(self.known, place)


@dataclass(frozen=True, slots=True, eq=False)
class ApiObject:
    """An object of the image API of any kind, as the API server gets it; or a patch.

    Attributes:
        object: the object.
        markers: that it has to do with, where its file is outside of the repository.
        known: what is known as a whole.
    """

    noun: ClassVar[str] = "image API object"

    object: FluxObject
    markers: tuple[MarkerUse, ...]
    known: Known

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.object.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return _title(self.object)

    @property
    def called(self) -> str:
        """Kind, namespace and name as its file has them."""
        return f"{self.object.kind} {self.object.called}".strip()

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return _text(self.known, place)


Resolved = MarkerInUse | PolicyInUse | RepositoryInUse | AutomationInUse


def _title(item: FluxObject) -> str:
    return f"{item.path}: {item.title}"


def _text(known: Known, place: Place) -> str:
    return known.read(place.path) if isinstance(place, FileSpan) else ""
