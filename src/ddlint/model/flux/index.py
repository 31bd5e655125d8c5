"""All Flux objects and live markers of a tree, and what each leads to: dictionaries, no pairs are tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice

from ddlint.model.flux.alike import sharing_of
from ddlint.model.flux.automations import admits, collide, covers, repository_of
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
from ddlint.model.flux.resolved import (
    ApiObject,
    AutomationInUse,
    Known,
    MarkerInUse,
    PolicyInUse,
    RepositoryInUse,
)

Exists = Callable[[str], bool]
ImageObject = ImagePolicy | ImageRepository | ImageUpdateAutomation
_SUBSTITUTE = "kustomize.toolkit.fluxcd.io/substitute"


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
        self._written = {
            (o.namespace, o.name) for each in facts for o in each.objects if o.kind is FluxKind.IMAGE_POLICY
        }
        made = build(facts, read)
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
        repositories = [*map(ImageRepository, of[FluxKind.IMAGE_REPOSITORY])]
        automations = [*map(ImageUpdateAutomation, of[FluxKind.IMAGE_UPDATE_AUTOMATION])]
        self._policies = [each for each in everything if not each.is_partial]
        self._repositories = [each for each in repositories if not each.is_partial]
        self._automations = [each for each in automations if not each.is_partial]
        read: tuple[ImageObject, ...] = (*everything, *repositories, *automations)
        self._patches = [each for each in read if each.is_partial and not each.object.is_part]
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

    def image_of(self, namespace: str, name: str) -> str:
        """The image that a policy is about; empty where it is not known, or clusters differ."""
        found = [each for _, group in self.policies_named(namespace, name) for each in group]
        images = {"" if each.object.unknown or each.image is None else each.image.word for each in found}
        image = images.pop() if len(images) == 1 else ""
        return "" if has_variable(image) else image

    def markers(self) -> Iterator[MarkerInUse]:
        """Every live marker; where no policy is known at all, only one that speaks for all."""
        for number, use in enumerate(self._markers):
            if number and not self.known.policies:
                return
            yield self.marker(use, is_first=number == 0)

    def marker(self, use: MarkerUse, *, is_first: bool = False) -> MarkerInUse:
        """A live marker, with what it leads to; it need not stand in any file."""
        namespace, name = use.marker.namespace, use.marker.name
        policies = self._policy.find(namespace, name)
        covering = self._covers(namespace, use.path)
        admitting = tuple(each for each in covering if admits(each, policies))
        policies = _seen(policies, admitting)
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
        sharing = sharing_of(self._policies)
        for policy in self._policies:
            found = self._repositories_of(policy)
            yield PolicyInUse(
                policy,
                found,
                () if found else self._repository.named(policy.repository_name),
                self._uses.get(id(policy), ()),
                tuple(each for each in self._namespace(policy.object.namespace) if admits(each, (policy,))),
                self._substituted(policy.object),
                self.known,
                policy.object.key in self._mentioned,
                policy is self._policies[0],
                sharing,
            )

    @cached_property
    def _uses(self) -> dict[int, tuple[MarkerUse, ...]]:
        """The markers of each policy, by its identity."""
        uses: dict[tuple[str, str], list[MarkerUse]] = defaultdict(list)
        for use in self._markers:
            uses[use.marker.namespace, use.marker.name].append(use)
        named: dict[int, list[MarkerUse]] = defaultdict(list)
        for (namespace, name), group in uses.items():
            for policy in self._policy.find(namespace, name):
                named[id(policy)] += group
        for each in self._patches:
            named[id(each)] += uses.get((each.object.namespace, each.object.name), ())
        return {key: tuple(group) for key, group in named.items()}

    @cached_property
    def _users(self) -> dict[int, list[ImagePolicy]]:
        """The policies of each ImageRepository, by its identity."""
        users: dict[int, list[ImagePolicy]] = defaultdict(list)
        for policy in self._policies:
            for repository in self._repositories_of(policy):
                users[id(repository)].append(policy)
        return users

    def _used(self, item: ImageObject) -> tuple[MarkerUse, ...]:
        """The markers that an object has to do with; of an automation from elsewhere the first."""
        if isinstance(item, ImagePolicy):
            return self._uses.get(id(item), ())
        if isinstance(item, ImageRepository):
            policies = self._users.get(id(item), ())
            return tuple(chain.from_iterable(self._uses.get(id(each), ()) for each in policies))
        if not item.object.is_outside:
            return ()
        own = item.object.namespace
        fitting = (use for use in self._markers if use.marker.namespace == own and covers(item, use.path))
        return tuple(islice(fitting, 1))

    def repositories(self) -> Iterator[RepositoryInUse]:
        """Every effective ImageRepository."""
        for repository in self._repositories:
            users = tuple(self._users.get(id(repository), ()))
            yield RepositoryInUse(repository, users, self.known, self._used(repository))

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
                tuple(other for other in together[:100] if collide(each, other)),
                self.known,
                self._used(each),
            )

    def patches(self) -> Iterator[PolicyInUse | RepositoryInUse | AutomationInUse]:
        """The patches that are part of no object at hand: their bases are elsewhere."""
        for each in self._patches:
            if isinstance(each, ImagePolicy):
                applied = not each.object.patch and any(map(self._is_ours, each.object.appliers))
                substituted = self._substituted(each.object)
                uses = self._used(each)
                yield PolicyInUse(each, (), (), uses, (), substituted, self.known, is_applied=applied)
            elif isinstance(each, ImageRepository):
                yield RepositoryInUse(each, (), self.known)
            else:
                yield AutomationInUse(each, (), "", None, (), self.known)

    def api_objects(self) -> Iterator[ApiObject]:
        """Every object of the image API, and every patch that is part of none."""
        whole: tuple[ImageObject, ...] = (*self._policies, *self._repositories, *self._automations)
        for each in (*whole, *self._patches):
            yield ApiObject(each.object, self._used(each), self.known)

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
        return False if self._is_ours(automation.object) else None

    def _is_ours(self, item: FluxObject) -> bool | None:
        """Whether its `sourceRef` means this repository; None where that is not known."""
        namespace = item.word("sourceRef", "namespace") or item.namespace
        urls = [each.url for each in self._git.find(namespace, item.word("sourceRef", "name"))]
        if not urls or not self._origin or item.source:
            return None
        same = {repository_of(url) == repository_of(self._origin) for url in urls}
        return same.pop() if len(same) == 1 else None

    def _substituted(self, item: FluxObject) -> bool | None:
        """Whether variables in it are replaced; None where it is not known what applies it."""
        if "disabled" in {words.get(_SUBSTITUTE) for words in (item.labels, item.annotations)}:
            return False
        appliers = [each for each in item.appliers if self._is_ours(each) is not False]
        return any(FluxKustomization(each).substitutes for each in appliers) if appliers else None

    def _repositories_of(self, policy: ImagePolicy) -> tuple[ImageRepository, ...]:
        found = self._repository.find(policy.repository_namespace, policy.repository_name)
        near = tuple(each for each in found if policy.object.may_meet(each.object))
        return near or found

    def _namespace(self, namespace: str) -> Sequence[ImageUpdateAutomation]:
        if not namespace:
            return self._automations
        return [*self._in_namespace.get(namespace, ()), *self._in_namespace.get("", ()), *self._open]

    def _covers(self, namespace: str, path: str) -> tuple[ImageUpdateAutomation, ...]:
        key = namespace, path
        if key not in self._covering:
            self._covering[key] = tuple(each for each in self._namespace(namespace) if covers(each, path))
        return self._covering[key]


def _seen(
    policies: tuple[ImagePolicy, ...], automations: Sequence[ImageUpdateAutomation]
) -> tuple[ImagePolicy, ...]:
    """The policies that are in a cluster with one of the automations; all where no one is."""
    seen = tuple(
        each for each in policies if any(each.object.may_meet(other.object) for other in automations)
    )
    return seen or policies


def _unique(items: Iterable[ImageRepository]) -> tuple[ImageRepository, ...]:
    return tuple({id(each): each for each in items}.values())
