"""The ImagePolicies of one file, each with what the ImageRepository of the same file excludes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddlint.errors import DdlintError
from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.parser import parse
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.yaml_pieces import Lines, split

_LISTS = frozenset({"List", "ImagePolicyList", "ImageRepositoryList"})


@dataclass(frozen=True, slots=True)
class _Object:
    """A mapping with a kind and a name.

    Attributes:
        kind, namespace, name: as written; "" where there is none.
        spec: its specification; None where there is none.
        line: where it begins, from 1.
    """

    kind: str
    namespace: str
    name: str
    spec: Node | None
    line: int

    @property
    def title(self) -> str:
        """Namespace and name, as far as they are known."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name


@dataclass(frozen=True, slots=True)
class FoundPolicy:
    """An ImagePolicy.

    Attributes:
        title: namespace and name, as far as they are known.
        spec: what it says.
        exclusions: `exclusionList` of its ImageRepository in the same file; () where there is none.
    """

    title: str
    spec: PolicySpec
    exclusions: tuple[str, ...] = ()


def read_policy(path: str, text: str, wanted: str = "") -> FoundPolicy:
    """The ImagePolicy `wanted` (`namespace/name`, or its name alone) of a file; "" for the only one.

    Raises:
        DdlintError: the file is no YAML, holds no such policy, or several; or the policy has another shape
            than the API takes.
    """
    objects = list(_objects(path, text))
    policies = [each for each in objects if each.kind == "ImagePolicy"]
    chosen = _chosen(path, policies, wanted)
    reader = _Reader(f"{path}:{chosen.line}: ImagePolicy {chosen.title}")
    repository = _repository(reader, chosen, objects)
    exclusions: tuple[str, ...] = ()
    if repository is not None:
        other = _Reader(f"{path}:{repository.line}: ImageRepository {repository.title}")
        exclusions = tuple(other.texts(repository.spec, "spec", "exclusionList"))
    return FoundPolicy(chosen.title, _spec(reader, chosen.spec), exclusions)


def _chosen(path: str, policies: Sequence[_Object], wanted: str) -> _Object:
    listed = ", ".join(each.title or "one without a name" for each in policies)
    if not policies:
        raise DdlintError(f"{path} holds no ImagePolicy", "name a YAML file with `kind: ImagePolicy`")
    meant = [each for each in policies if wanted in {"", each.title, each.name}]
    if not meant:
        raise DdlintError(f"{path} holds no ImagePolicy {wanted}", f"it holds {listed}")
    if len(meant) > 1:
        hint = f"name one: --policy {path}#NAMESPACE/NAME; there are {listed}"
        raise DdlintError(
            f"{path} holds {len(meant)} ImagePolicies{f' called {wanted}' if wanted else ''}", hint
        )
    return meant[0]


def _repository(reader: _Reader, policy: _Object, objects: Sequence[_Object]) -> _Object | None:
    reference = reader.mapping(policy.spec, "spec", "imageRepositoryRef")
    name = reader.text(reference, "spec.imageRepositoryRef", "name")
    namespace = reader.text(reference, "spec.imageRepositoryRef", "namespace") or policy.namespace
    found = (
        each
        for each in objects
        if (each.kind, each.name) == ("ImageRepository", name)
        and (each.namespace == namespace or "" in {each.namespace, namespace})
    )
    return next(found, None)


def _spec(reader: _Reader, spec: Node | None) -> PolicySpec:
    policy = reader.mapping(spec, "spec", "policy")
    arguments: dict[str, str | None] = {}
    for kind, field in (("semver", "range"), ("alphabetical", "order"), ("numerical", "order")):
        held = reader.mapping(policy, "spec.policy", kind)
        arguments[kind] = None if held is None else reader.text(held, f"spec.policy.{kind}", field) or ""
    tags = reader.mapping(spec, "spec", "filterTags")
    return PolicySpec(
        **arguments,
        pattern=reader.text(tags, "spec.filterTags", "pattern") or "",
        extract=reader.text(tags, "spec.filterTags", "extract") or "",
        has_filter=tags is not None,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes fields out of an object, as the API server would.

    Attributes:
        whose: the object, for messages.
    """

    whose: str

    def mapping(self, node: Node | None, route: str, field: str) -> Node | None:
        """The mapping in a field; None where there is none, or null."""
        found = _field(self._mapping(node, route), field)
        return None if found is None else self._mapping(found, f"{route}.{field}")

    def text(self, node: Node | None, route: str, field: str) -> str | None:
        """The text in a field; None where there is none, or null."""
        found = _field(self._mapping(node, route), field)
        return None if found is None else self._text(found, f"{route}.{field}")

    def texts(self, node: Node | None, route: str, field: str) -> Iterator[str]:
        """The texts in a field that is a list."""
        found = _field(self._mapping(node, route), field)
        if found is not None and found.kind != "sequence":
            raise self._wrong(f"{route}.{field}", "a list", found)
        for number, item in enumerate(found.items if found else ()):
            yield self._text(_resolved(item), f"{route}.{field}[{number}]")

    def _mapping(self, node: Node | None, route: str) -> Node | None:
        if node is not None and node.kind != "mapping":
            raise self._wrong(route, "a mapping", node)
        return node

    def _text(self, node: Node, route: str) -> str:
        if node.kind != "scalar":
            raise self._wrong(route, "a text", node)
        if node.style == "" and type_of(node.value).applied is not Type.STRING:
            what = f"{self.whose}: {route} is a {type_of(node.value).applied} in YAML, and must be a string"
            raise DdlintError(what, f'write it in quotes: "{node.value}"')
        return node.value

    def _wrong(self, route: str, wanted: str, node: Node) -> DdlintError:
        kind = {"sequence": "a list", "scalar": "a text", "mapping": "a mapping"}.get(node.kind, node.kind)
        return DdlintError(f"{self.whose}: {route} must be {wanted}, and is {kind}")


def _objects(path: str, text: str) -> Iterator[_Object]:
    for piece in split(text).pieces:
        lines = Lines(text, piece)
        try:
            root = parse(lines.text).root
        except (GoYamlError, TooDeepError) as error:
            what = error.problem if isinstance(error, GoYamlError) else "nested deeper than ddlint reads"
            line = text.count("\n", 0, lines.at(error.offset)) + 1
            raise DdlintError(f"{path}:{line}: not valid YAML: {what}") from error
        for node in _with_items(root):
            metadata = _field(node, "metadata")
            line = text.count("\n", 0, lines.at(node.start)) + 1
            spec = _field(node, "spec")
            yield _Object(
                _word(node, "kind"), _word(metadata, "namespace"), _word(metadata, "name"), spec, line
            )


def _with_items(root: Node | None) -> Iterator[Node]:
    """The object, or those that it lists."""
    if root is None or root.kind != "mapping":
        return
    items = _field(root, "items")
    if _word(root, "kind") in _LISTS and items is not None:
        yield from (_resolved(item) for item in items.items if _resolved(item).kind == "mapping")
    else:
        yield root


def _word(node: Node | None, field: str) -> str:
    found = _field(node, field)
    return found.value if found is not None and found.kind == "scalar" else ""


def _field(node: Node | None, field: str) -> Node | None:
    """What a mapping holds under a key, aliases followed; None for null."""
    if node is None or node.kind != "mapping":
        return None
    found = next((_resolved(value) for key, value in node.pairs if key.value == field), None)
    return None if found is None or _is_null(found) else found


def _is_null(node: Node) -> bool:
    return node.kind == "scalar" and node.style == "" and type_of(node.value).applied is Type.NULL


def _resolved(node: Node) -> Node:
    return node.target if node.kind == "alias" and node.target is not None else node
