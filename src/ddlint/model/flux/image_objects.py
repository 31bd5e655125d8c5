"""ImagePolicies and ImageRepositories as rules see them: one object of one file, with places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.flux.fields import Fields, Misshapen, objects, word
from ddlint.model.place import FileSpan, Place
from ddlint.model.selection.spec import PolicySpec

GROUP = "image.toolkit.fluxcd.io/"
LARGEST = 1024 * 1024  # characters of a file; the exact reader takes five seconds for them
_ARGUMENTS = (("semver", "range"), ("alphabetical", "order"), ("numerical", "order"))


@dataclass(frozen=True, slots=True, eq=False)
class ImagePolicy:
    """An ImagePolicy, or a patch of one: in an overlay it may hold any part of its fields.

    Attributes:
        path, text: the file.
        namespace, name: as written; "" where there is none.
        span: where it is named, else where it begins.
        spec: what it says about tags.
        repository: namespace and name of its ImageRepository; the namespace is that of the policy where the
            reference has none.
        spans: where the values stand, by route (`spec.filterTags.pattern`); null is not among them.
        fault: a field that the API would not take; what it holds counts as absent.
        whole: whether it has what the API requires, so that it is no patch of another.
    """

    noun: ClassVar[str] = "policy"

    path: str
    text: str = field(repr=False)
    namespace: str
    name: str
    span: FileSpan
    spec: PolicySpec
    repository: tuple[str, str]
    spans: Mapping[str, FileSpan]
    fault: Misshapen | None
    whole: bool

    @property
    def title(self) -> str:
        """Namespace and name, as far as they are known."""
        return "/".join(part for part in (self.namespace, self.name) if part) or self.path

    @property
    def pattern_span(self) -> FileSpan | None:
        """Where `filterTags.pattern` stands."""
        return self.spans.get("spec.filterTags.pattern")

    @property
    def extract_span(self) -> FileSpan | None:
        """Where `filterTags.extract` stands."""
        return self.spans.get("spec.filterTags.extract")

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text


@dataclass(frozen=True, slots=True, eq=False)
class ImageRepository:
    """An ImageRepository, or a patch of one.

    Attributes:
        path, text: the file.
        namespace, name: as written; "" where there is none.
        span: where it is named, else where it begins.
        image: what it scans; "" where it does not say.
        exclusions: `exclusionList` with places.
        fault: a field that the API would not take; what it holds counts as absent.
    """

    noun: ClassVar[str] = "image repository"

    path: str
    text: str = field(repr=False)
    namespace: str
    name: str
    span: FileSpan
    image: str
    exclusions: tuple[tuple[str, FileSpan], ...]
    fault: Misshapen | None

    @property
    def title(self) -> str:
        """Namespace and name, as far as they are known."""
        return "/".join(part for part in (self.namespace, self.name) if part) or self.path

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text


ImageObject = ImagePolicy | ImageRepository


def image_objects(path: str, text: str, *, any_group: bool = False) -> Iterator[ImageObject]:
    """The image objects of a file; documents that are no YAML are passed over, and files that are too large.

    Args:
        path: the file.
        text: its content.
        any_group: take objects without an `apiVersion`, or with another one, too.
    """
    if len(text) > LARGEST or ("ImagePolicy" not in text and "ImageRepository" not in text):
        return
    for found in objects(path, text):
        if isinstance(found, Fields) and (any_group or word(found, "apiVersion").startswith(GROUP)):
            kind = word(found, "kind")
            if kind == "ImagePolicy":
                yield _policy(found)
            elif kind == "ImageRepository":
                yield _repository(found)


class _Reading:
    """Fields taken one by one; the first that has a wrong shape is kept, and counts as absent."""

    def __init__(self, root: Fields) -> None:
        self.root = root
        self.fault: Misshapen | None = None
        self.spans: dict[str, FileSpan] = {}

    def below(self, fields: Fields, name: str) -> Fields:
        """The mapping under a key, empty where there is none."""
        self._note(fields, name)
        try:
            return fields.below(name)
        except Misshapen as fault:
            self.fault = self.fault or fault
            return Fields(fields.path, fields.text, fields.lines, fault.span.route, None)

    def string(self, fields: Fields, name: str) -> str:
        """The text under a key, "" where there is none; of a number, as it is written."""
        self._note(fields, name)
        try:
            return fields.string(name) or ""
        except Misshapen as fault:
            self.fault = self.fault or fault
            return word(fields, name)

    def strings(self, fields: Fields, name: str) -> tuple[tuple[str, FileSpan], ...]:
        """The texts of a list, none where something is no text."""
        try:
            return fields.strings(name)
        except Misshapen as fault:
            self.fault = self.fault or fault
            return ()

    def named(self) -> tuple[str, str, FileSpan]:
        """Namespace, name, and where the name stands."""
        metadata = self.below(self.root, "metadata")
        start = self.root.lines.at(self.root.node.start if self.root.node else 0)
        place = metadata.span("name") or FileSpan(self.root.path, start, start, self.root.route)
        return word(metadata, "namespace"), word(metadata, "name"), place

    def _note(self, fields: Fields, name: str) -> None:
        span = fields.span(name)
        if span is not None:
            self.spans[span.route] = span


def _policy(root: Fields) -> ImagePolicy:
    reading = _Reading(root)
    namespace, name, span = reading.named()
    spec = reading.below(root, "spec")
    policy = reading.below(spec, "policy")
    arguments: dict[str, str | None] = {}
    for kind, argument in _ARGUMENTS:
        held = reading.below(policy, kind)
        arguments[kind] = reading.string(held, argument) if held else None
    tags = reading.below(spec, "filterTags")
    reference = reading.below(spec, "imageRepositoryRef")
    return ImagePolicy(
        path=root.path,
        text=root.text,
        namespace=namespace,
        name=name,
        span=span,
        spec=PolicySpec(
            **arguments,
            pattern=reading.string(tags, "pattern"),
            extract=reading.string(tags, "extract"),
            has_filter=bool(tags),
        ),
        repository=(word(reference, "namespace") or namespace, word(reference, "name")),
        spans={route.removeprefix(f"{root.route}."): place for route, place in reading.spans.items()},
        fault=reading.fault,
        whole=bool(reference) and spec.names("policy"),
    )


def _repository(root: Fields) -> ImageRepository:
    reading = _Reading(root)
    namespace, name, span = reading.named()
    spec = reading.below(root, "spec")
    return ImageRepository(
        path=root.path,
        text=root.text,
        namespace=namespace,
        name=name,
        span=span,
        image=word(spec, "image"),
        exclusions=reading.strings(spec, "exclusionList"),
        fault=reading.fault,
    )
