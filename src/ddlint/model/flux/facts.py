"""What one file says about image updates: its objects, its kustomization, its live markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ddlint.model.flux.flux_object import GROUPS, FluxKind, FluxObject
from ddlint.model.image import split_ref
from ddlint.model.marker import Form, Marker
from ddlint.model.marker_site import MarkerSite
from ddlint.model.place import FileSpan
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_node import MAPPING, YamlNode, read_documents

KUSTOMIZATION_FILES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_TOKENS = ("image.toolkit.fluxcd.io", "source.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io")
_POLICY = re.compile(r"^\s*(?:-\s+)?kind:\s*[\"']?ImagePolicy\b", re.MULTILINE)
_NAMED = re.compile(r"imagepolic\w*[\"']?\s*:\s*[\"']?([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})", re.IGNORECASE)
_LISTS = frozenset({"List", *(f"{kind}List" for kind in FluxKind)})


@dataclass(frozen=True, slots=True)
class MarkerUse:
    """A live marker and the value that Flux writes.

    Attributes:
        marker: the policy that it names, and the form.
        span: of the comment.
        value: what stands there now.
        value_span: where.
        key: the last key on the way to the value.
        image: the image's name in the value or next to it; empty where it is not known.
    """

    marker: Marker
    span: FileSpan
    value: str
    value_span: FileSpan
    key: str
    image: str = ""

    @property
    def path(self) -> str:
        """The file."""
        return self.span.path


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file says about image updates.

    Attributes:
        path: the file, as findings name it.
        source: empty for a file of this repository, else the entry of `[flux] policies` it comes from.
        objects: the Flux objects in it.
        kustomization: the root of kustomize's file, where it is one.
        markers: its live markers.
        mentioned: policies (`namespace/name`) that its dead and disabled markers name.
        unread: why objects that seem to be in it cannot be read; empty where all could.
    """

    path: str
    source: str = ""
    objects: tuple[FluxObject, ...] = ()
    kustomization: YamlNode | None = None
    markers: tuple[MarkerUse, ...] = ()
    mentioned: tuple[str, ...] = ()
    unread: str = ""


def facts_of(file: YamlFile) -> FileFacts | None:
    """The facts of a file of the repository; None where it says nothing about image updates."""
    markers = tuple(use for site in file.markers if (use := _marker_use(site)) is not None)
    dead = (found for site in file.markers if not site.live for found in _NAMED.finditer(site.raw))
    mentioned = tuple(sorted({f"{found[1]}/{found[2]}" for found in dead}))
    facts = read_facts(file.path, file.text)
    if facts is not None:
        return replace(facts, markers=markers, mentioned=mentioned)
    return FileFacts(file.path, markers=markers, mentioned=mentioned) if markers or mentioned else None


def read_facts(path: str, text: str, *, source: str = "") -> FileFacts | None:
    """The facts of a file, its markers left out; None where it says nothing about image updates.

    Args:
        path: how findings name it.
        text: its content.
        source: the entry of `[flux] policies` it comes from.
    """
    is_kustomization = path.rpartition("/")[2] in KUSTOMIZATION_FILES
    may_hold = any(token in text for token in _TOKENS)
    if not may_hold and not is_kustomization:
        return None
    objects: list[FluxObject] = []
    kustomization, unread = None, ""
    for document in read_documents(path, text):
        if document.problem and _POLICY.search(text, document.start, document.end):
            unread = document.problem
        if document.root is not None and document.root.kind == MAPPING:
            objects += objects_in(document.root, source)
            if is_kustomization and _is_kustomize(document.root):
                kustomization = document.root
    return FileFacts(path, source, tuple(objects), kustomization, unread=unread)


def objects_in(root: YamlNode, source: str = "", *, any_group: bool = False) -> Iterator[FluxObject]:
    """The Flux objects of a document, those of a list too.

    Args:
        root: of the document.
        source: the entry of `[flux] policies` it comes from.
        any_group: take objects without an `apiVersion`, or with another one, too.
    """
    if root.text_at("kind") in _LISTS:
        for item in root.items_at("items"):
            yield from objects_in(item, source, any_group=any_group)
        return
    kind = root.text_at("kind")
    version = root.text_at("apiVersion")
    known = next(
        (each for each, group in GROUPS.items() if each == kind and (any_group or _in(version, group))), None
    )
    if known is not None:
        metadata = root.get("metadata")
        named = metadata is not None and metadata.kind == MAPPING
        name, namespace = (root.text_at("metadata", key) if named else "" for key in ("name", "namespace"))
        yield FluxObject(known, version, namespace, name, root, source)


def _in(version: str, group: str) -> bool:
    return version.partition("/")[0] == group


def _is_kustomize(root: YamlNode) -> bool:
    return root.text_at("apiVersion").partition("/")[0] in {"", "kustomize.config.k8s.io"}


def _marker_use(site: MarkerSite) -> MarkerUse | None:
    marker, target = site.reading.marker, site.target
    if not site.live or marker is None or target is None:
        return None
    return MarkerUse(
        marker, site.span, target.value, _span(site, target), target.key, _image(target, marker.form)
    )


def _span(site: MarkerSite, target: Scalar) -> FileSpan:
    """The place of the value; the marker knows its route already."""
    return FileSpan(target.path, target.start, target.end, site.route)


def _image(target: Scalar, form: Form) -> str:
    """The image that the field deploys, without tag; empty where that is not known."""
    if form is Form.IMAGE:
        ref = split_ref(target.value)
        return ref.name if ref.tag is not None or ref.digest is not None else ""
    siblings = {key: each.value for key, each in target.siblings.items()}
    if form is Form.NAME:
        name = target.value
    elif target.key in {"newTag", "newDigest"}:
        name = siblings.get("newName", "")
    else:
        name = siblings.get("repository", "")
    registry = siblings.get("registry", "") if target.key in {"tag", "digest", "repository"} else ""
    return f"{registry}/{name}" if registry and name else name


def may_matter(path: str, data: bytes) -> bool:
    """Whether the file `path` with the content `data` can have facts: cheap, for files that nobody lints."""
    if path.rpartition("/")[2] in KUSTOMIZATION_FILES or b"imagepolic" in data:
        return True
    return any(token in data for token in _TOKEN_BYTES)


_TOKEN_BYTES = tuple(token.encode() for token in _TOKENS)
