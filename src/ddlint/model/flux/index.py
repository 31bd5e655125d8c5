"""All Flux objects and live markers of a tree, and what each leads to: dictionaries, no pairs are tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from ddlint.model.flux.facts import FileFacts, MarkerUse
from ddlint.model.flux.flux_object import FluxKind, FluxObject, has_variable
from ddlint.model.flux.kustomize import Build, build
from ddlint.model.flux.lookup import Lookup
from ddlint.model.flux.objects import (
    FluxKustomization,
    GitRepository,
    ImagePolicy,
    ImageRepository,
    ImageUpdateAutomation,
)
from ddlint.model.flux.resolved import AutomationInUse, Known, MarkerInUse, PolicyInUse, RepositoryInUse
from ddlint.model.flux.selector import selects

Exists = Callable[[str], bool]


class FluxIndex:
    """Built once from the facts of all files; hands out everything resolved.

    Attributes:
        known: what is known as a whole.
    """

    def __init__(
        self, facts: Sequence[FileFacts], *, exists: Exists, read: Callable[[str], str], origin: str = ""
    ) -> None:
        """Put the objects together.

        Args:
            facts: of all files, in their order.
            exists: whether a path is in the repository.
            read: the text of a file, by the path that its places have.
            origin: where the repository is cloned from; empty where that is not known.
        """
        self._exists, self._origin = exists, origin
        self._markers = [use for each in facts for use in each.markers]
        self._mentioned = {name for each in facts for name in each.mentioned}
        self._written = {(o.namespace, o.name) for each in facts for o in each.objects if _is_policy(o)}
        self._applied = _applied(facts)
        made = build(
            facts,
            {_joined(each.object.source, each.folder): each.target_namespace for each in self._applied},
        )
        self._take(made)
        self.known = Known(
            policies=len(self._policies),
            repositories=len(self._repositories),
            automations=len(self._automations),
            markers=len(self._markers),
            unread=tuple(each.path for each in facts if each.unread),
            names=tuple(sorted({each.object.key for each in self._policies})),
            complete=made.complete,
            read=read,
        )

    def _take(self, made: Build) -> None:
        of = {kind: [each for each in made.objects if each.kind is kind] for kind in FluxKind}
        everything = [ImagePolicy(each) for each in of[FluxKind.IMAGE_POLICY]]
        self._policies = [each for each in everything if not each.is_partial]
        repositories = map(ImageRepository, of[FluxKind.IMAGE_REPOSITORY])
        self._repositories = [each for each in repositories if not each.is_partial]
        automations = map(ImageUpdateAutomation, of[FluxKind.IMAGE_UPDATE_AUTOMATION])
        self._automations = [each for each in automations if not each.is_partial]
        self._any_policy = Lookup(everything)
        self._policy = Lookup(self._policies)
        self._repository = Lookup(self._repositories)
        self._git = Lookup(GitRepository(each) for each in of[FluxKind.GIT_REPOSITORY] if not each.patch)
        self._in_namespace: dict[str, list[ImageUpdateAutomation]] = defaultdict(list)
        for automation in self._automations:
            self._in_namespace[automation.object.namespace].append(automation)
        self._open = [each for each in self._automations if has_variable(each.object.namespace)]
        self._covering: dict[tuple[str, str], tuple[ImageUpdateAutomation, ...]] = {}

    def policies_named(
        self, namespace: str, name: str
    ) -> tuple[tuple[ImagePolicy, tuple[ImageRepository, ...]], ...]:
        """The effective policies that a marker means, each with the ImageRepositories that it refers to."""
        found = self._policy.find(namespace, name)
        return tuple((each, self._repositories_of(each)) for each in found)

    def markers(self) -> Iterator[MarkerInUse]:
        """Every live marker; where no policy is known at all, only one that speaks for all."""
        for number, use in enumerate(self._markers):
            if number and not self.known.policies:
                return
            yield self._marker(use, is_first=number == 0)

    def _marker(self, use: MarkerUse, *, is_first: bool) -> MarkerInUse:
        namespace, name = use.marker.namespace, use.marker.name
        policies = self._policy.find(namespace, name)
        covering = self._covers(namespace, use.path)
        admitting = tuple(each for each in covering if _admits(each, policies))
        chosen = set(map(id, admitting))
        others = self._namespace(namespace)
        return MarkerInUse(
            use,
            policies,
            (namespace, name) in self._written or bool(self._any_policy.find(namespace, name)),
            _unique(chain.from_iterable(map(self._repositories_of, policies))),
            admitting,
            tuple(each for each in others if id(each) not in chosen),
            self.known,
            is_first,
        )

    def policies(self) -> Iterator[PolicyInUse]:
        """Every effective policy."""
        uses: dict[tuple[str, str], list[MarkerUse]] = defaultdict(list)
        for use in self._markers:
            uses[use.marker.namespace, use.marker.name].append(use)
        named: dict[int, list[MarkerUse]] = defaultdict(list)
        for (namespace, name), group in uses.items():
            for policy in self._policy.find(namespace, name):
                named[id(policy)] += group
        for policy in self._policies:
            found = self._repositories_of(policy)
            yield PolicyInUse(
                policy,
                found,
                () if found else self._repository.named(policy.repository_name),
                tuple(named[id(policy)]),
                tuple(each for each in self._namespace(policy.object.namespace) if _admits(each, (policy,))),
                self._is_substituted(policy.object.path),
                self.known,
                policy.object.key in self._mentioned,
                policy is self._policies[0],
            )

    def repositories(self) -> Iterator[RepositoryInUse]:
        """Every effective ImageRepository."""
        users: dict[int, list[ImagePolicy]] = defaultdict(list)
        for policy in self._policies:
            for repository in self._repositories_of(policy):
                users[id(repository)].append(policy)
        for repository in self._repositories:
            yield RepositoryInUse(repository, tuple(users[id(repository)]), self.known)

    def automations(self) -> Iterator[AutomationInUse]:
        """Every effective ImageUpdateAutomation."""
        branches: dict[tuple[str, ...], list[ImageUpdateAutomation]] = defaultdict(list)
        for each in self._automations:
            branches[self._target(each)].append(each)
        for each in self._automations:
            together = branches[self._target(each)] if self._push_branch(each) else []
            yield AutomationInUse(
                each,
                self._git.find(each.source_namespace, each.source_name),
                self._push_branch(each),
                self._path_exists(each),
                tuple(other for other in together[:100] if _collide(each, other)),
                self.known,
            )

    def _target(self, automation: ImageUpdateAutomation) -> tuple[str, ...]:
        return (
            automation.object.namespace,
            automation.source_namespace,
            automation.source_name,
            self._push_branch(automation),
        )

    def _push_branch(self, automation: ImageUpdateAutomation) -> str:
        own = automation.object.word("git", "push", "branch")
        checkout = automation.object.word("git", "checkout", "ref", "branch")
        if own or checkout:
            return own or checkout
        found = {each.branch for each in self._git.find(automation.source_namespace, automation.source_name)}
        return found.pop() if len(found) == 1 else ""

    def _path_exists(self, automation: ImageUpdateAutomation) -> bool | None:
        word = automation.object.word("update", "path")
        if automation.object.source or automation.object.unknown or has_variable(word):
            return None
        if not automation.folder or self._exists(automation.folder):
            return True
        urls = [each.url for each in self._git.find(automation.source_namespace, automation.source_name)]
        same = urls and all(self._origin and _repository(url) == _repository(self._origin) for url in urls)
        return False if same else None

    def _repositories_of(self, policy: ImagePolicy) -> tuple[ImageRepository, ...]:
        return self._repository.find(policy.repository_namespace, policy.repository_name)

    def _namespace(self, namespace: str) -> Sequence[ImageUpdateAutomation]:
        if not namespace:
            return self._automations
        return [*self._in_namespace.get(namespace, ()), *self._in_namespace.get("", ()), *self._open]

    def _covers(self, namespace: str, path: str) -> tuple[ImageUpdateAutomation, ...]:
        key = namespace, path
        if key not in self._covering:
            self._covering[key] = tuple(each for each in self._namespace(namespace) if _covers(each, path))
        return self._covering[key]

    def _is_substituted(self, path: str) -> bool:
        return any(
            each.substitutes and _below(_joined(each.object.source, each.folder), path)
            for each in self._applied
        )


def _applied(facts: Iterable[FileFacts]) -> list[FluxKustomization]:
    return [
        FluxKustomization(item)
        for each in facts
        for item in each.objects
        if item.kind is FluxKind.KUSTOMIZATION and item.at("path") is not None
    ]


def _is_policy(item: FluxObject) -> bool:
    return item.kind is FluxKind.IMAGE_POLICY


def _admits(automation: ImageUpdateAutomation, policies: Sequence[ImagePolicy]) -> bool:
    """Whether its selector admits one of `policies`; labels that a kustomization may add are not known."""
    if not policies or automation.policy_selector is None:
        return True
    return any(
        each.object.root or selects(automation.policy_selector, each.object.labels) for each in policies
    )


def _covers(automation: ImageUpdateAutomation, path: str) -> bool:
    """Whether it walks the file; one whose path is not known is taken to."""
    if automation.object.unknown or has_variable(automation.object.word("update", "path")):
        return True
    return _below(automation.folder, path)


def _joined(source: str, folder: str) -> str:
    """A folder of another checkout as its files are named."""
    return f"{source}/{folder}".strip("/") if source and folder else source or folder


def _below(folder: str, path: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _collide(one: ImageUpdateAutomation, other: ImageUpdateAutomation) -> bool:
    """Whether two objects that push to one branch walk the same files, for the same policies."""
    first, second = one.object, other.object
    if first.node.span == second.node.span or one.policy_selector or other.policy_selector:
        return False
    if first.unknown or second.unknown:
        return False
    if any(has_variable(f"{each.object.key}/{each.folder}") for each in (one, other)):
        return False  # templates: each becomes many
    return _below(one.folder, other.folder) or _below(other.folder, one.folder)


def _repository(url: str) -> str:
    """The last two parts of a URL (`acme/config`), whatever the protocol."""
    return "/".join(url.removesuffix("/").removesuffix(".git").replace(":", "/").split("/")[-2:]).lower()


def _unique(items: Iterable[ImageRepository]) -> tuple[ImageRepository, ...]:
    return tuple({id(each): each for each in items}.values())
