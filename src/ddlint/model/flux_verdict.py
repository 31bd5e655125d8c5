"""What in a document, or in a file's name, makes Flux skip the file, stop, write elsewhere or lose content.

Source: image-automation-controller `internal/update/filereader.go`; kyaml v0.21.1 `kio/byteio_reader.go`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ddlint.model.flux_file import Cause, Effect, Issue
from ddlint.model.goyaml.nodes import Node
from ddlint.model.yaml_null import is_dropped_metadata, is_null
from ddlint.model.yaml_pieces import Split
from ddlint.model.yaml_tree import Tree

TOKEN = '"$imagepolicy"'  # noqa: S105 - what Flux screens files for
PATH_ANNOTATIONS = ("config.kubernetes.io/path", "internal.config.kubernetes.io/path")
_INTERNAL = "internal.config.kubernetes.io/"
_SET_BY_FLUX = frozenset(
    {
        "config.kubernetes.io/index",
        *(
            f"{_INTERNAL}{name}"
            for name in ("index", "path", "seqindent", "annotations-migration-resource-id")
        ),
    }
)
LISTS = {"List": Cause.LIST, "ResourceList": Cause.RESOURCE_LIST}


def screen(path: str, text: str) -> Issue | None:
    """Why Flux does not open the file `path`; None where it does."""
    base = path.rpartition("/")[2]
    if not base.endswith((".yaml", ".yml")) and base != "Kustomization":
        what = "Flux opens files named *.yaml, *.yml or Kustomization only, in just that spelling"
        return Issue(Effect.NOT_SCREENED, Cause.NAME, 0, 0, what)
    if TOKEN not in text:
        what = f"Flux opens only files that contain {TOKEN}, in double quotes"
        return Issue(Effect.NOT_SCREENED, Cause.TOKEN, 0, 0, what)
    return None


def of_path(path: str) -> Issue | None:
    """Why writing the file `path` makes the whole run fail; None where it does not."""
    if ".." not in path:
        return None
    what = "the path contains '..': the whole run fails as soon as Flux has to write this file"
    return Issue(Effect.STOPS_RUN, Cause.PATH_DOTS, 0, 0, what)


def of_separators(split: Split) -> Iterator[Issue]:
    """The separators that make Flux refuse the file."""
    for separator in split.separators:
        if separator.bad:
            what = "a line that begins with --- may hold nothing but blanks and a comment behind it"
            yield Issue(Effect.SKIPPED, Cause.SEPARATOR, separator.start, separator.end, what)


def field(node: Node | None, name: str) -> Node | None:
    """The value of the first key `name` of a mapping, aliases not followed."""
    if node is None or node.kind != "mapping":
        return None
    return next((value for key, value in node.pairs if key.value == name), None)


def metadata_of(root: Node | None) -> Node | None:
    """The `metadata` that Flux works with: of several, the first one that it does not drop."""
    if root is None or root.kind != "mapping":
        return None
    values = [value for key, value in root.pairs if key.value == "metadata"]
    if not values:
        return None
    return next((value for value in values if not is_dropped_metadata(value)), values[-1])


def scalar_text(node: Node | None) -> str:
    """The value of a scalar; empty for anything else."""
    return node.value if node is not None and node.kind == "scalar" else ""


def of_document(tree: Tree, only: bool) -> Iterator[Issue]:
    """What the document of one piece does to its file; `only` where the file has no other piece."""
    root = tree.parsed.root
    yield from _lost(tree)
    if root is None:
        return
    if is_null(root):
        yield _issue(tree, root, Effect.LOSES, Cause.NULL_DOCUMENT, "a null document is deleted on rewrite")
    elif root.kind != "mapping":
        what = f"the root is a {root.kind}, not a mapping: Flux skips the whole file without a word"
        yield Issue(Effect.SKIPPED, Cause.ROOT, *_first_line(tree, root), what)
    else:
        yield from _metadata(tree, root)
        if only and scalar_text(field(root, "kind")) in LISTS and _is_wrapped(root):
            yield from _list(tree, root)


def _is_wrapped(root: Node) -> bool:
    return field(root, "items") is not None or field(root, "functionConfig") is not None


def _issue(tree: Tree, node: Node, effect: Effect, cause: Cause, what: str) -> Issue:
    return Issue(effect, cause, tree.lines.at(node.start), tree.lines.at(node.end), what)


def _first_line(tree: Tree, node: Node) -> tuple[int, int]:
    end = tree.lines.text.find("\n", node.outer)
    return tree.lines.at(node.outer), tree.lines.at(len(tree.lines.text) if end < 0 else end)


def _lost(tree: Tree) -> Iterator[Issue]:
    text, end = tree.lines.text, tree.parsed.end
    rest = text[end:]
    start = end + len(rest) - len(rest.lstrip())
    if tree.parsed.root is None:
        if tree.parsed.comments:
            first, last = tree.parsed.comments[0][0], tree.parsed.comments[-1][1]
            what = "a document of nothing but comments is deleted on rewrite"
            span = tree.lines.at(first), tree.lines.at(last)
            yield Issue(Effect.LOSES, Cause.COMMENT_DOCUMENT, *span, what)
    elif any(line.strip() and not line.lstrip().startswith("#") for line in rest.splitlines()):
        what = "Flux reads nothing after the end of the document, and deletes it on rewrite"
        stop = end + len(rest.rstrip())
        yield Issue(Effect.LOSES, Cause.TEXT_AFTER_END, tree.lines.at(start), tree.lines.at(stop), what)


def _metadata(tree: Tree, root: Node) -> Iterator[Issue]:
    metadata = metadata_of(root)
    if metadata is None or is_null(metadata):
        return
    if metadata.kind != "mapping":
        form = "an alias" if metadata.kind == "alias" else f"a {metadata.kind}"
        what = f"metadata is {form}: Flux skips the whole file without a word"
        yield _issue(tree, metadata, Effect.SKIPPED, Cause.METADATA, what)
        return
    annotations = field(metadata, "annotations")
    yield from _annotations_twice(tree, metadata)
    if annotations is None or is_null(annotations):
        return
    if annotations.kind == "sequence" and annotations.items:
        what = "metadata.annotations is a list: Flux skips the whole file without a word"
        yield _issue(tree, annotations, Effect.SKIPPED, Cause.METADATA, what)
    elif annotations.kind in {"scalar", "alias"}:
        form = "a string" if annotations.kind == "scalar" else "an alias"
        what = f"metadata.annotations is {form}: Flux deletes it on rewrite"
        yield _issue(tree, annotations, Effect.LOSES, Cause.ANNOTATIONS, what)
    elif annotations.kind != "sequence":
        yield from _path_annotations(tree, annotations)


def _annotations_twice(tree: Tree, metadata: Node) -> Iterator[Issue]:
    """Flux drops the first of two `annotations` that are no mappings, and stumbles over the second."""
    values = [value for key, value in metadata.pairs if key.value == "annotations"][:2]
    if len(values) < 2 or any(value.kind != "scalar" for value in values):
        return
    if is_null(values[1]):
        what = "metadata.annotations stands there twice without a value: the whole automation run fails"
        yield _issue(tree, values[1], Effect.STOPS_RUN, Cause.METADATA, what)
    else:
        what = "metadata.annotations stands there twice as a string: Flux skips the file without a word"
        yield _issue(tree, values[1], Effect.SKIPPED, Cause.METADATA, what)


def overwritten(root: Node | None) -> Iterator[Node]:
    """The scalars of `root` that Flux writes anew, their comments lost, before it looks for markers."""
    metadata = metadata_of(root)
    annotations = field(metadata, "annotations")
    for node in (field(root, "metadata"), metadata, annotations):
        if node is not None and node.kind == "scalar":
            yield node
    for name in (*_SET_BY_FLUX, PATH_ANNOTATIONS[0]):
        value = field(annotations, name)
        if value is not None and (name in _SET_BY_FLUX or not value.value or is_null(value)):
            yield value


def _is_path(said: str, path: str) -> bool:
    """Whether `said` can be the file's path: Flux counts from the folder that it updates."""
    return said in {"", path} or path.endswith(f"/{said}")


def _path_annotations(tree: Tree, annotations: Node) -> Iterator[Issue]:
    for name in PATH_ANNOTATIONS:
        value = field(annotations, name)
        said = value.target if value is not None and value.kind == "alias" else value
        if value is None or said is None or is_null(said):
            continue
        if not _is_path(scalar_text(said), tree.path):
            what = f"the annotation {name} is not the file's path: the whole automation run fails"
            yield _issue(tree, value, Effect.STOPS_RUN, Cause.PATH_ANNOTATION, what)


def _list(tree: Tree, root: Node) -> Iterator[Issue]:
    kind = field(root, "kind")
    if kind is None:
        return
    what = f"Flux writes each item of a {kind.value} to a file of its own and leaves this file as it is"
    yield _issue(tree, kind, Effect.WRITES_ELSEWHERE, LISTS[kind.value], what)
    items = field(root, "items")
    if items is None:
        return
    for item in items.items or [member for pair in items.pairs for member in pair]:
        if not _has_meta(item):
            what = "an item without apiVersion, kind and metadata makes the whole automation run fail"
            yield Issue(Effect.STOPS_RUN, Cause.LIST_ITEM, *_first_line(tree, item), what)
        else:
            yield from _list_item(tree, item)


def _list_item(tree: Tree, item: Node) -> Iterator[Issue]:
    """What makes Flux skip a file when it reads it fails the whole run in an item, which it reads later."""
    for issue in _metadata(tree, item):
        if issue.cause is Cause.METADATA:
            what = f"{issue.what.partition(':')[0]} in an item of a list: the whole automation run fails"
            yield replace(issue, effect=Effect.STOPS_RUN, cause=Cause.LIST_ITEM, what=what)


def _has_meta(item: Node) -> bool:
    if scalar_text(field(item, "apiVersion")) or scalar_text(field(item, "kind")):
        return True
    metadata = field(item, "metadata")
    names = ("name", "namespace", "labels", "annotations")
    values = [value for name in names if (value := field(metadata, name)) is not None]
    return any(value.pairs or scalar_text(value) for value in values)
