"""Facts out of a file: from what is read of it anyway where that is enough, else from its whole tree."""

from __future__ import annotations

import posixpath
from collections import defaultdict

from ddlint.model.accounts.charts import may_hold
from ddlint.model.accounts.facts import AccountFacts, Applied, Joining, Part
from ddlint.model.accounts.joining import applied_of, joining_of
from ddlint.model.accounts.making import Maker
from ddlint.model.accounts.objects import DEPLOYING, part_of
from ddlint.model.accounts.plain import AnyFacts, PlainFile, Shapes
from ddlint.model.route import Container
from ddlint.model.scalar import IMAGE_KEYS, Scalar
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_node import MAPPING, YamlNode, read_documents

KUSTOMIZATION_FILES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_INVOLVED = ("valuesFrom", "kustomize.toolkit.fluxcd.io", "ontainers:", "$patch", "<<:", ": *")
_KINDS = frozenset({"ConfigMap", "List"})


def collect(file: YamlFile, shapes: Shapes) -> AnyFacts | None:
    """What `file` says about what is deployed; None where it says nothing.

    Args:
        file: as it was read for its markers.
        shapes: of the files before it, to which its own is added.
    """
    text = file.text
    if (
        is_kustomization(file.path)
        or any(word in text for word in _INVOLVED)
        or may_hold(text)
        or any(document.kind in _KINDS for document in file.documents)
    ):
        return read_facts(file.path, file.text, Maker(file.text, file.markers))
    parts, names = _parts(file)
    if not (parts or file.problems):
        return None
    plain = PlainFile(file.path, names, shapes.of(parts))
    return AccountFacts(file.path, plain.parts, unread=file.problems[0].what) if file.problems else plain


def is_kustomization(path: str) -> bool:
    """Whether kustomize reads the file for what to do."""
    return path.rpartition("/")[2] in KUSTOMIZATION_FILES


def _parts(file: YamlFile) -> tuple[list[Part], tuple[str, ...]]:
    """The documents with images in them, from the scalars that were kept, without path; their names."""
    held: dict[int, list[Scalar]] = defaultdict(list)
    for scalar in file.scalars:
        held[_document(scalar.parent)].append(scalar)
    maker = Maker(file.text, file.markers)
    parts: list[Part] = []
    names: list[str] = []
    for number, document in enumerate(file.documents):
        scalars = held.get(number, [])
        if document.root == MAPPING and (scalars or document.kind in DEPLOYING):
            wanted = (each for each in scalars if each.step in IMAGE_KEYS or each.start in maker.markers)
            values = {each.route: maker.pathless(each) for each in wanted}
            parts.append(Part(document.kind, "", "", document.start, maker.line(document.start), values))
            names.append(document.name)
    return parts, tuple(names)


def _document(container: Container) -> int:
    while container.parent is not None:
        container = container.parent
    return container.document


def read_facts(path: str, text: str, maker: Maker | None = None) -> AccountFacts | None:
    """The facts of a file out of its whole tree; None where it says nothing.

    Args:
        path: how findings name it.
        text: its content.
        maker: makes its values; without one, markers are not seen.
    """
    maker = maker or Maker(text)
    parts: list[Part] = []
    applied: list[Applied] = []
    joining: Joining | None = None
    unread = ""
    for document in read_documents(path, text):
        unread = unread or document.problem
        root = document.root
        if root is None or root.kind != MAPPING:
            continue
        if is_kustomization(path) and _is_kustomize(root):
            joining = joining_of(root, maker, posixpath.dirname(path))
            continue
        for item in root.items_at("items") if root.text_at("kind") == "List" else (root,):
            if item.text_at("apiVersion").startswith("kustomize.toolkit.fluxcd.io/"):
                applied += filter(None, [applied_of(item, maker)])
            parts += filter(None, [part_of(item, maker)])
    if not (parts or joining or applied or unread):
        return None
    return AccountFacts(path, tuple(parts), joining, tuple(applied), unread)


def _is_kustomize(root: YamlNode) -> bool:
    return root.text_at("apiVersion").partition("/")[0] in {"", "kustomize.config.k8s.io"}
