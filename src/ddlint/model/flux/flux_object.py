"""An object of Flux, as written in a file or as a kustomization puts it together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ddlint.model.place import FileSpan
from ddlint.model.yaml_node import MAPPING, YamlNode

IMAGE_GROUP = "image.toolkit.fluxcd.io/"


class FluxKind(StrEnum):
    """The kinds that are read."""

    IMAGE_POLICY = "ImagePolicy"
    IMAGE_REPOSITORY = "ImageRepository"
    IMAGE_UPDATE_AUTOMATION = "ImageUpdateAutomation"
    GIT_REPOSITORY = "GitRepository"
    KUSTOMIZATION = "Kustomization"


GROUPS = {
    FluxKind.IMAGE_POLICY: "image.toolkit.fluxcd.io",
    FluxKind.IMAGE_REPOSITORY: "image.toolkit.fluxcd.io",
    FluxKind.IMAGE_UPDATE_AUTOMATION: "image.toolkit.fluxcd.io",
    FluxKind.GIT_REPOSITORY: "source.toolkit.fluxcd.io",
    FluxKind.KUSTOMIZATION: "kustomize.toolkit.fluxcd.io",
}


@dataclass(frozen=True, slots=True, eq=False)
class FluxObject:
    """An object of one of the kinds above.

    Attributes:
        kind: which.
        api_version: as written (`image.toolkit.fluxcd.io/v1beta2`).
        namespace: its own, or that of the kustomization that includes it; empty where it is not known.
        name: as text, a kustomization's prefix and suffix included; empty where there is none.
        node: the whole object; where patches were merged in, parts of it stand in other files.
        source: empty for a file of this repository, else the entry of `[flux] policies` it comes from.
        root: the folder of the outermost kustomization that it was put together by; empty for none.
        patched: the files (or kustomizations) whose patches were merged in.
        unknown: why its content is not known for certain, in words; empty where it is.
        patch: whether a kustomization lists the file as a patch: no object of its own.
        parts: the patches that were merged in, as they stand in their files.
        is_part: whether it is a patch that was merged into another object.
        appliers: the Kustomizations of Flux that apply it; none where that is not known.
        clusters: the folders that its clusters are bootstrapped from; none where that is not known.
    """

    kind: FluxKind
    api_version: str
    namespace: str
    name: str
    node: YamlNode
    source: str = ""
    root: str = ""
    patched: tuple[str, ...] = ()
    unknown: str = ""
    patch: bool = False
    parts: tuple[FluxObject, ...] = ()
    is_part: bool = False
    appliers: tuple[FluxObject, ...] = ()
    clusters: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.node.path

    @property
    def title(self) -> str:
        """Kind, namespace and name, as far as they are known."""
        return f"{self.kind} {self.key}"

    @property
    def key(self) -> str:
        """`namespace/name`, or the name alone where the namespace is not known."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name

    @property
    def called(self) -> str:
        """Namespace and name as its file has them, which all overlays share; empty for none."""
        metadata = self.node.get("metadata")
        words = [metadata.text_at(key) for key in ("namespace", "name")] if metadata is not None else []
        return "/".join(filter(None, words))

    @property
    def is_outside(self) -> bool:
        """Whether its file is in no folder of this repository."""
        return self.path.startswith("../")

    def may_meet(self, other: FluxObject) -> bool:
        """Whether both may be in one cluster."""
        return not self.clusters or not other.clusters or bool(self.clusters & other.clusters)

    def holds(self, span: FileSpan) -> bool:
        """Whether a place is in the object's own document, and not in a patch."""
        return span.path == self.path and self.node.start <= span.start and span.end <= self.node.end

    @property
    def span(self) -> FileSpan:
        """Where its name stands, or else the object."""
        name = self.node.at("metadata", "name")
        return name.span if name is not None else self.node.span

    @property
    def version(self) -> str:
        """The API version without its group."""
        return self.api_version.partition("/")[2]

    @property
    def api_version_node(self) -> YamlNode | None:
        """The `apiVersion` field."""
        return self.node.get("apiVersion")

    def has(self, *fields: str) -> bool:
        """Whether the `spec` has all these fields, whatever they hold."""
        return all(self.node.at("spec", name) is not None for name in fields)

    def below(self, *steps: str) -> YamlNode | None:
        """The mapping at `steps` in the `spec`; None where something else stands there."""
        found = self.at(*steps) if steps else self.node.get("spec")
        return found if found is not None and found.kind == MAPPING else None

    def at(self, *steps: str | int) -> YamlNode | None:
        """What stands at `steps` in the `spec`; None where there is nothing, or null."""
        found = self.node.at("spec", *steps)
        return None if found is None or found.is_null else found

    def word(self, *steps: str | int) -> str:
        """The scalar at `steps` in the `spec` as text; empty where there is none."""
        found = self.at(*steps)
        return found.word if found is not None else ""

    @property
    def suspend(self) -> YamlNode | None:
        """The `suspend` field, where it is true."""
        found = self.at("suspend")
        return found if found is not None and found.flag else None

    @property
    def labels(self) -> dict[str, str]:
        """`metadata.labels`."""
        return self._words("labels")

    @property
    def annotations(self) -> dict[str, str]:
        """`metadata.annotations`."""
        return self._words("annotations")

    def _words(self, field: str) -> dict[str, str]:
        found = self.node.at("metadata", field)
        return {key: value.word for key, value in found.pairs} if found is not None else {}


def folder_of(path: str) -> str:
    """A path of Flux from the top of the repository: `./apps/` is `apps`; `..` does not lead out."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def has_variable(text: str) -> bool:
    """Whether something replaces a part of `text` before it reaches the cluster."""
    return "${" in text or "{{" in text


def is_placeholder(text: str) -> bool:
    """Whether something else fills a text in before the API sees it."""
    return has_variable(text) or "<" in text
