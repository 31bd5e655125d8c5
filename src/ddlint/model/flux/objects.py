"""The objects that matter to image updates, each with its fields and their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ddlint.model.flux.flux_object import FluxKind, FluxObject, folder_of
from ddlint.model.flux.shape import POLICY, REPOSITORY, Misshapen, misshapen
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.yaml_node import YamlNode

#: What the API requires of each kind: an object without it is a patch of another.
REQUIRED = {
    FluxKind.IMAGE_POLICY: ("imageRepositoryRef", "policy"),
    FluxKind.IMAGE_REPOSITORY: ("image", "interval"),
    FluxKind.IMAGE_UPDATE_AUTOMATION: ("interval", "sourceRef"),
}


def is_whole(item: FluxObject) -> bool:
    """Whether it has all that the API requires, so that it is no patch."""
    return not item.patch and item.has(*REQUIRED.get(item.kind, ()))


@dataclass(frozen=True)
class ImagePolicy:
    """An ImagePolicy.

    Attributes:
        object: what it has in common with the others.
    """

    object: FluxObject

    @cached_property
    def spec(self) -> PolicySpec:
        """What it says about tags, as written; a field of another shape counts as absent."""
        item = self.object
        return PolicySpec(
            semver=self._argument("semver", "range"),
            alphabetical=self._argument("alphabetical", "order"),
            numerical=self._argument("numerical", "order"),
            pattern=item.word("filterTags", "pattern"),
            extract=item.word("filterTags", "extract"),
            has_filter=item.below("filterTags") is not None,
        )

    def _argument(self, policy: str, field: str) -> str | None:
        there = self.object.below("policy", policy) is not None
        return self.object.word("policy", policy, field) if there else None

    @property
    def decisive(self) -> tuple[YamlNode, ...]:
        """The fields that decide which tag it selects, the last of them first."""
        kind = next(iter(self.spec.kinds), "")
        parts = (self.extract, self.pattern, self.range, self.order, self.object.at("policy", kind))
        return tuple(each for each in parts if each is not None)

    @property
    def title(self) -> str:
        """Namespace and name as its file has them, or else the file: alike in all overlays."""
        return self.object.called or self.object.path

    @property
    def fault(self) -> Misshapen | None:
        """A field that the API would not take; what it holds counts as absent."""
        return misshapen(self.object.node, POLICY)

    @property
    def policy(self) -> YamlNode | None:
        """The `policy` field."""
        return self.object.at("policy")

    @property
    def range(self) -> YamlNode | None:
        """The `policy.semver.range` field."""
        return self.object.at("policy", "semver", "range")

    @property
    def order(self) -> YamlNode | None:
        """The `order` of the policy that Flux takes."""
        kind = self.spec.kind
        return self.object.at("policy", kind.value, "order") if kind is not None else None

    @property
    def filter_tags(self) -> YamlNode | None:
        """The `filterTags` field."""
        return self.object.at("filterTags")

    @property
    def pattern(self) -> YamlNode | None:
        """The `filterTags.pattern` field."""
        return self.object.at("filterTags", "pattern")

    @property
    def extract(self) -> YamlNode | None:
        """The `filterTags.extract` field."""
        return self.object.at("filterTags", "extract")

    @property
    def repository_ref(self) -> YamlNode | None:
        """The `imageRepositoryRef` field."""
        return self.object.at("imageRepositoryRef")

    @property
    def repository_name(self) -> str:
        """The ImageRepository it names; empty for none."""
        return self.object.word("imageRepositoryRef", "name")

    @property
    def repository_namespace(self) -> str:
        """Where that is: named, or its own namespace; empty where that is not known."""
        return self.object.word("imageRepositoryRef", "namespace") or self.object.namespace

    @property
    def digest_reflection_policy(self) -> str:
        """`Never`, `IfNotPresent` or `Always`, the default filled in."""
        return self.object.word("digestReflectionPolicy") or "Never"

    @property
    def is_partial(self) -> bool:
        """Whether it can only be a patch: it lacks its policy or the ImageRepository."""
        item = self.object
        return item.patch or not item.has("policy") or item.below("imageRepositoryRef") is None


@dataclass(frozen=True)
class ImageRepository:
    """An ImageRepository.

    Attributes:
        object: what it has in common with the others.
    """

    object: FluxObject

    @property
    def image(self) -> YamlNode | None:
        """The `image` field."""
        return self.object.at("image")

    @property
    def exclusion_list(self) -> YamlNode | None:
        """The `exclusionList` field."""
        return self.object.at("exclusionList")

    @property
    def title(self) -> str:
        """Namespace and name as its file has them, or else the file: alike in all overlays."""
        return self.object.called or self.object.path

    @property
    def exclusions(self) -> tuple[YamlNode, ...]:
        """The patterns of `exclusionList`; none where one is no string."""
        listed = self.exclusion_list
        return listed.items if listed is not None and self.fault is None else ()

    @property
    def fault(self) -> Misshapen | None:
        """A field that the API would not take; what it holds counts as absent."""
        return misshapen(self.object.node, REPOSITORY)

    @property
    def admitted(self) -> tuple[dict[str, str], ...]:
        """The labels of the namespaces that `accessFrom` lets in: any set of them; `{}` admits all."""
        selectors = self.object.node.at("spec", "accessFrom", "namespaceSelectors")
        found = []
        for item in selectors.items if selectors is not None else ():
            labels = item.get("matchLabels")
            found.append({key: value.word for key, value in labels.pairs} if labels is not None else {})
        return tuple(found)

    @property
    def is_partial(self) -> bool:
        """Whether it can only be a patch."""
        return self.object.patch or self.object.at("image") is None


@dataclass(frozen=True)
class ImageUpdateAutomation:
    """An ImageUpdateAutomation.

    Attributes:
        object: what it has in common with the others.
    """

    object: FluxObject

    @property
    def path(self) -> YamlNode | None:
        """The `update.path` field."""
        return self.object.at("update", "path")

    @property
    def folder(self) -> str:
        """The folder that it walks, from the top of the repository; empty for all of it."""
        return folder_of(self.object.word("update", "path"))

    @property
    def source_name(self) -> str:
        """The GitRepository it names."""
        return self.object.word("sourceRef", "name")

    @property
    def source_namespace(self) -> str:
        """Where that is: named, or its own namespace."""
        return self.object.word("sourceRef", "namespace") or self.object.namespace

    @property
    def git(self) -> YamlNode | None:
        """The `git` field."""
        return self.object.at("git")

    @property
    def message_template(self) -> YamlNode | None:
        """The `git.commit.messageTemplate` field."""
        return self.object.at("git", "commit", "messageTemplate")

    @property
    def policy_selector(self) -> YamlNode | None:
        """The `policySelector` field."""
        return self.object.at("policySelector")

    @property
    def is_partial(self) -> bool:
        """Whether it can only be a patch: it names no source."""
        return self.object.patch or self.object.at("sourceRef") is None


@dataclass(frozen=True)
class GitRepository:
    """A GitRepository.

    Attributes:
        object: what it has in common with the others.
    """

    object: FluxObject

    @property
    def branch(self) -> str:
        """`ref.branch`; empty where it follows a tag, a version, a commit or the default."""
        return self.object.word("ref", "branch")

    @property
    def url(self) -> str:
        """Where it is cloned from."""
        return self.object.word("url")


@dataclass(frozen=True)
class FluxKustomization:
    """A Kustomization of Flux: what is applied from which folder.

    Attributes:
        object: what it has in common with the others.
    """

    object: FluxObject

    @property
    def folder(self) -> str:
        """The folder that it applies, from the top of its source; empty for all of it."""
        return folder_of(self.object.word("path"))

    @property
    def target_namespace(self) -> str:
        """The namespace that it gives to everything; empty where it leaves them."""
        return self.object.word("targetNamespace")

    @property
    def applied(self) -> str:
        """The same folder as its files are named; those of another checkout have its name before them."""
        source, folder = self.object.source, self.folder
        return f"{source}/{folder}".strip("/") if source and folder else source or folder

    @property
    def substitutes(self) -> bool:
        """Whether it replaces variables: `postBuild` names some, or where they are."""
        found = self.object.below("postBuild")
        words = found.get("substitute") if found is not None else None
        return bool(
            (words is not None and words.pairs) or (found is not None and found.items_at("substituteFrom"))
        )

    @property
    def gives(self) -> tuple[str, str, str, int]:
        """What it does to all that it applies: alike for two that make the same of it."""
        patches = self.object.at("patches")
        words = (self.target_namespace, self.object.word("namePrefix"), self.object.word("nameSuffix"))
        return (*words, id(patches) if patches is not None else 0)
