"""An object of Flux's image API with its fields, of any kind and version: for rules on the API itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.flux.fields import Fields, Misshapen, objects, word
from ddlint.model.flux.image_objects import GROUP, LARGEST
from ddlint.model.place import FileSpan, Place

#: What the API requires of each kind: an object without it is a patch of another.
REQUIRED = {
    "ImagePolicy": ("imageRepositoryRef", "policy"),
    "ImageRepository": ("image", "interval"),
    "ImageUpdateAutomation": ("interval", "sourceRef"),
}
_PLACEHOLDER = re.compile(r"\$\{|\{\{|<")


@dataclass(frozen=True, slots=True, eq=False)
class ApiObject:
    """An ImagePolicy, an ImageRepository or an ImageUpdateAutomation, or a patch of one.

    Attributes:
        path, text: the file.
        kind, version: as written, the version without its group.
        namespace, name: as written; "" where there is none.
        span: where it is named, else where it begins.
        root, spec: its fields; a `spec` of another shape counts as absent.
        whole: whether it has what the API requires, so that it is no patch.
    """

    noun: ClassVar[str] = "image API object"

    path: str
    text: str = field(repr=False)
    kind: str
    version: str
    namespace: str
    name: str
    span: FileSpan
    root: Fields
    spec: Fields
    whole: bool

    @property
    def title(self) -> str:
        """Kind, namespace and name, as far as they are known."""
        called = "/".join(part for part in (self.namespace, self.name) if part)
        return f"{self.kind} {called}" if called else self.kind

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - the one text its places count in
        """The file's text."""
        return self.text


def api_objects(path: str, text: str) -> Iterator[ApiObject]:
    """The objects of the image API in a file; documents that are no YAML are passed over."""
    if len(text) > LARGEST or GROUP not in text:
        return
    for found in objects(path, text):
        if isinstance(found, Fields) and word(found, "apiVersion").startswith(GROUP):
            kind = word(found, "kind")
            if kind in REQUIRED:
                yield _object(found, kind)


def _object(root: Fields, kind: str) -> ApiObject:
    metadata, spec = below(root, "metadata"), below(root, "spec")
    start = root.lines.at(root.node.start if root.node else 0)
    return ApiObject(
        path=root.path,
        text=root.text,
        kind=kind,
        version=word(root, "apiVersion").removeprefix(GROUP),
        namespace=word(metadata, "namespace"),
        name=word(metadata, "name"),
        span=metadata.span("name") or FileSpan(root.path, start, start, root.route),
        root=root,
        spec=spec,
        whole=all(spec.names(name) for name in REQUIRED[kind]),
    )


def below(fields: Fields, *names: str) -> Fields:
    """The mapping under keys, one inside the other; empty where something else stands there."""
    for name in names:
        try:
            fields = fields.below(name)
        except Misshapen:
            return Fields(fields.path, fields.text, fields.lines, fields.route, None)
    return fields


def is_placeholder(text: str) -> bool:
    """Whether something else fills a text in before the API sees it."""
    return _PLACEHOLDER.search(text) is not None
