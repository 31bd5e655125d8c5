"""The table of accounts: what each of them runs, out of the facts of all files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ddlint.config.environments import is_own, service_of
from ddlint.config.settings import AccountSettings, Settings
from ddlint.config.wildcards import matches
from ddlint.engine.run import Run
from ddlint.model.accounts.account import Account
from ddlint.model.accounts.assembly import Admin, read_admin
from ddlint.model.accounts.collecting import collect as facts_of
from ddlint.model.accounts.collecting import is_kustomization
from ddlint.model.accounts.deployment import Deployment, Placement, ServiceFleet, Writer
from ddlint.model.accounts.facts import AccountFacts
from ddlint.model.accounts.images import ImageAt
from ddlint.model.accounts.pattern import account_of, captured
from ddlint.model.accounts.reach import Reach
from ddlint.model.accounts.registry import Keys, Registry
from ddlint.model.accounts.running import Running, Untold, running
from ddlint.model.accounts.tree import Tree
from ddlint.model.deployed_image import DeployedImage
from ddlint.model.marker import Marker
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile

Fact = AccountFacts | Admin
_WORDS = (b"image", b"tag", b"Tag", b"toolkit.fluxcd.io")
Reaches = Callable[[Marker], tuple[Reach, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """What runs where.

    Attributes:
        accounts: all of them, by code.
        deployments: by account, service and place.
        untold: what is not followed, so that more may run than the table says.
    """

    accounts: Mapping[str, Account]
    deployments: Sequence[Deployment]
    untold: Sequence[Untold]

    def placements(self) -> Iterator[Placement]:
        """Each tag of our own images, with all that it is deployed to."""
        groups: dict[tuple[FileSpan, str], list[Deployment]] = defaultdict(list)
        for each in self.deployments:
            if each.is_own and each.tag:
                groups[each.span, each.tag].append(each)
        return map(Placement, groups.values())

    def fleets(self) -> Iterator[ServiceFleet]:
        """Each of our services, on all accounts."""
        groups: dict[str, list[Deployment]] = defaultdict(list)
        for each in self.deployments:
            if each.is_own:
                groups[each.service].append(each)
        for service, group in sorted(groups.items()):
            uat = [each for each in group if each.account.is_uat]
            yield ServiceFleet(service, uat, [each for each in group if not each.account.is_uat])


def keys_of(settings: AccountSettings) -> Keys:
    """What the fields of the registry are called."""
    return Keys(settings.code, settings.is_uat, settings.active, settings.registry_list)


def collector(settings: AccountSettings) -> Callable[[YamlFile], Iterable[Fact]]:
    """What to keep of each file that is read."""
    route = settings.admin_is_uat or settings.is_uat

    def collect(file: YamlFile) -> Iterable[Fact]:
        code = captured(settings.admin, file.path) if settings.admin else ""
        if code:
            yield Admin(code, read_admin(file.path, file.text, route))
        facts = facts_of(file)
        if facts is not None:
            yield facts

    return collect


def may_matter(settings: AccountSettings, path: str, data: bytes) -> bool:
    """Whether a file can say anything: cheap, for files that nobody lints."""
    if is_kustomization(path) or any(word in data for word in _WORDS):
        return True
    return bool(settings.admin) and bool(captured(settings.admin, path))


def codes_of(settings: AccountSettings) -> Callable[[str], str]:
    """The account that a file belongs to; empty for none.

    The function raises `Overlap` where two patterns disagree about a file.
    """
    known: dict[str, str] = {}

    def code(path: str) -> str:
        if path not in known:
            found = account_of(settings.files, path)
            known[path] = "" if found and is_ignored(found, settings) else found
        return known[path]

    return code


def is_ignored(code: str, settings: AccountSettings) -> bool:
    """Whether what a pattern captured is no account."""
    return any(matches(each, code) for each in settings.ignore)


def feed(run: Run, made: Table, registry: Registry | None) -> None:
    """Feed accounts, deployed tags, services and the registry to the rules of `run`."""
    if registry is not None:
        run.feed(registry)
    for account in made.accounts.values():
        run.feed(account)
    for placement in made.placements():
        run.feed(placement)
    for fleet in made.fleets():
        run.feed(fleet)


def table(
    tree: Tree,
    accounts: Mapping[str, Account],
    settings: Settings,
    code_of: Callable[[str], str],
    reaches: Reaches,
) -> Table:
    """Put the table together.

    Args:
        tree: the files.
        accounts: by code.
        settings: name our services and images.
        code_of: the account of a file.
        reaches: what the policies that a marker names can select.
    """
    found = list(running(tree, code_of))
    rows = _once(each for each in found if isinstance(each, Running) and each.account in accounts)
    marked = {each.image.name for each in rows if each.image.value.marker is not None and each.image.name}
    making = _Making(settings, marked, reaches, code_of, _shared({each.image.name for each in rows}))
    deployments = [making.deployment(each, accounts[each.account]) for each in rows]
    deployments.sort(key=lambda each: (each.account.code, each.service, each.span))
    untold = {(each.account, each.span): each for each in found if isinstance(each, Untold)}
    return Table(accounts, deployments, [each for each in untold.values() if each.account in accounts])


def _once(rows: Iterable[Running]) -> list[Running]:
    """Each row once: what can be told before what cannot."""
    found: dict[tuple[str, str, str, int], Running] = {}
    for each in rows:
        value = each.image.value
        key = each.account, each.object, value.path, value.start
        if key not in found or (found[key].unknown and not each.unknown):
            found[key] = each
    return list(found.values())


class _Making:
    def __init__(
        self,
        settings: Settings,
        marked: set[str],
        reaches: Reaches,
        code_of: Callable[[str], str],
        shared: set[str],
    ) -> None:
        self._settings, self._marked, self._reaches, self._code_of = settings, marked, reaches, code_of
        self._shared = shared

    def deployment(self, row: Running, account: Account) -> Deployment:
        value = row.image.value
        writer = self._writer(row.image)
        image = _described(row.image, _image_of(writer))
        start, end = row.image.span
        own = value.path if self._code_of(value.path) == account.code else ""
        return Deployment(
            account,
            service_of(image, self._settings) or self._called(image.name) or _named(row),
            image.name,
            "" if row.unknown else row.image.tag,
            FileSpan(value.path, start, end, value.route),
            value.line,
            row.object,
            () if own else row.way or (FileSpan(account.first_file, 0, 0),),
            writer,
            self._is_own(image),
            row.unknown,
        )

    def _called(self, name: str) -> str:
        """An image as a service is called: by the last part of its name, where no other image has that."""
        last = name.rpartition("/")[2]
        return _without_registry(name) if last in self._shared else last

    def _is_own(self, image: DeployedImage) -> bool:
        if is_own(image, self._settings):
            return True
        settings = self._settings
        return not (settings.services or settings.tags.images) and image.name in self._marked

    def _writer(self, image: ImageAt) -> Writer | None:
        value = image.value
        if value.marker is None or value.marker_span is None:
            return None
        policies = self._reaches(value.marker) if value.live else ()
        return Writer(value.marker, value.marker_span, policies, value.live)


def _named(row: Running) -> str:
    """What to call it where the image is not known: as its object, its policy, or its file."""
    value = row.image.value
    policy = value.marker.name if value.marker is not None else ""
    return row.name or policy or value.path.rpartition("/")[2].partition(".")[0]


def _shared(names: Iterable[str]) -> set[str]:
    """The last parts of names that belong to several images; registries do not count."""
    images: dict[str, set[str]] = defaultdict(set)
    for name in names:
        images[name.rpartition("/")[2]].add(_without_registry(name))
    return {last for last, found in images.items() if len(found) > 1}


def _without_registry(name: str) -> str:
    first, slash, rest = name.partition("/")
    return rest if slash and ("." in first or ":" in first or first == "localhost") else name


def _image_of(writer: Writer | None) -> str:
    """The image that the policies of a marker select tags of; empty where that is not known."""
    images = {each.image for each in writer.policies} if writer is not None else set[str]()
    return images.pop() if len(images) == 1 else ""


def _described(image: ImageAt, known: str) -> DeployedImage:
    """The image as other parts of ddlint take it; `known` where no name stands beside the tag."""
    marker = image.value.marker
    start, end = image.span
    policy, namespace = (marker.name, marker.namespace) if marker is not None else ("", "")
    return DeployedImage(image.tag, start, end, image.name or known, policy, namespace)
