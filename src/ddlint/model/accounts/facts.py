"""What one file says about what is deployed: images in objects and values, and how kustomize joins files.

A value, not a tree: it crosses from process to process, and there may be a hundred thousand of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ddlint.model.marker import Marker
from ddlint.model.place import FileSpan


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, and the marker behind it.

    Attributes:
        text: what YAML reads; None for null.
        path: the file it stands in.
        start, end: its characters there.
        line: of it, counted from 1.
        route: in its document, as findings show it.
        marker: that is behind it; None for none.
        marker_span: the comment.
        live: whether Flux acts on the marker.
    """

    text: str | None
    path: str
    start: int
    end: int
    line: int
    route: str
    marker: Marker | None = None
    marker_span: FileSpan | None = None
    live: bool = True

    @property
    def span(self) -> FileSpan:
        """Its place."""
        return FileSpan(self.path, self.start, self.end, self.route)


#: Scalars of an object that can name an image, by route. Containers are called by name, not by number:
#: `spec.template.spec.containers[app].image`.
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class ValuesFrom:
    """An entry of `valuesFrom` of a HelmRelease.

    Attributes:
        kind, name: of the object with the values.
        key: in it.
        target: the route that it is put at (`targetPath`); empty where it holds all values.
        span: the entry.
        line: of it.
    """

    kind: str
    name: str
    key: str
    target: str
    span: FileSpan
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """An object, or a document of plain values.

    Attributes:
        kind, name: as written; empty where they are not.
        path: the file.
        start, line: where it begins.
        values: that can name an image.
        values_from: of a HelmRelease, in their order.
        strange: why a patch of this content cannot be followed; empty for no reason.
        data: of a ConfigMap, its texts by key: variables, or values in a text of their own.
    """

    kind: str
    name: str
    path: str
    start: int
    line: int
    values: Values = field(default_factory=dict)
    values_from: tuple[ValuesFrom, ...] = ()
    strange: str = ""
    data: tuple[tuple[str, Value], ...] = ()

    @property
    def title(self) -> str:
        """Kind and name, as far as they are known."""
        return f"{self.kind} {self.name}".strip() or self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Link:
    """A name of a file or folder, as another file has it.

    Attributes:
        to: the path, from the top of the repository; as written where it leads out of it.
        span: where it stands.
        remote: whether it leads out of the repository.
    """

    to: str
    span: FileSpan
    remote: bool = False


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch.

    Attributes:
        file: the file with it; None where it is written in place.
        inline: the text of one that is written in place; None else.
        kind, name: of the target; empty for any.
        labels, annotations: selectors of the target; empty for none.
        targeted: whether there is a target at all.
    """

    file: Link | None
    inline: Value | None
    kind: str = ""
    name: str = ""
    labels: str = ""
    annotations: str = ""
    targeted: bool = False


@dataclass(frozen=True, slots=True)
class ImageChange:
    """An entry of `images`: other names and tags for an image in containers."""

    name: str
    new_name: Value | None
    new_tag: Value | None
    digest: Value | None
    span: FileSpan


@dataclass(frozen=True, slots=True)
class Generated:
    """A ConfigMap that is generated from files: key and file."""

    name: str
    files: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True)
class Joining:
    """How files are joined: by kustomize, or by a Kustomization of Flux.

    Attributes:
        path: the file that says so.
        span: where it begins.
        resources, components: files and folders.
        patches: in their order.
        images: changes of images.
        generated: ConfigMaps.
        charts: whether it inflates Helm charts.
        before, behind: the prefix and suffix of names.
    """

    path: str
    span: FileSpan
    resources: tuple[Link, ...] = ()
    components: tuple[Link, ...] = ()
    patches: tuple[Patch, ...] = ()
    images: tuple[ImageChange, ...] = ()
    generated: tuple[Generated, ...] = ()
    charts: bool = False
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A Kustomization of Flux: a folder that is applied, and what is changed on the way.

    Attributes:
        name: of the object.
        folder: from the top of the repository; empty for all of it.
        span: its `path`, or else the object.
        joining: its own components, patches and images.
        variables: `postBuild.substitute`.
        sources: of more variables (`substituteFrom`): kind and name.
        foreign: why the folder is not in this repository; empty where it is.
        start: where the object begins in its file.
        written: its path as it is written.
        account: whose it is, where the way to it says so.
    """

    name: str
    folder: str
    span: FileSpan
    joining: Joining
    variables: tuple[tuple[str, Value], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    foreign: str = ""
    start: int = 0
    written: str = ""
    account: str = ""

    @property
    def why_not(self) -> str:
        """Why its folder cannot be followed; empty where it can."""
        return self.foreign or (f"its path holds a variable: {self.written}" if "${" in self.written else "")


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What one file says.

    Attributes:
        path: the file.
        parts: its objects and values that matter.
        joining: where it is a file of kustomize.
        applied: Kustomizations of Flux in it.
        unread: why it cannot be read; empty where it can.
    """

    path: str
    parts: tuple[Part, ...] = ()
    joining: Joining | None = None
    applied: tuple[Applied, ...] = ()
    unread: str = ""
