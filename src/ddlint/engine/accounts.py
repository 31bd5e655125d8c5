"""The table of accounts: what each of them runs, out of the facts of all files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ddlint.config.settings import AccountSettings, Settings
from ddlint.config.wildcards import matches
from ddlint.engine.account_rows import Making, Reaches
from ddlint.engine.run import Run
from ddlint.model.accounts.account import Account
from ddlint.model.accounts.alike import Alike, At
from ddlint.model.accounts.assembly import Admin, read_admin
from ddlint.model.accounts.chart_version import ChartVersion
from ddlint.model.accounts.charts import prerelease_of
from ddlint.model.accounts.collecting import collect as facts_of
from ddlint.model.accounts.collecting import is_kustomization
from ddlint.model.accounts.deployment import Deployment, Placement, ServiceFleet
from ddlint.model.accounts.pattern import account_of, captured
from ddlint.model.accounts.plain import AnyFacts, Shape, Shapes
from ddlint.model.accounts.registry import Keys, Registry
from ddlint.model.accounts.running import Alone, Charted, Running, Untold, images_of, running
from ddlint.model.accounts.tree import Tree
from ddlint.model.accounts.untried import UntriedRelease
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile

Fact = AnyFacts | Admin
_WORDS = (b"image", b"tag", b"Tag", b"toolkit.fluxcd.io")


@dataclass(frozen=True, eq=False)
class Table:
    """What runs where.

    Attributes:
        accounts: all of them, by code.
        untold: what is not followed, so that more may run than the table says.
    """

    accounts: Mapping[str, Account]
    untold: Sequence[Untold]
    _rows: Sequence[Deployment]
    _alike: Sequence[Alike]
    _charts: Sequence[Deployment]

    @cached_property
    def deployments(self) -> Sequence[Deployment]:
        """All of them, by account, service and place."""
        made = [row for each in self._alike for row in each.deployments()]
        return sorted([*self._rows, *made], key=_order)

    @property
    def alike(self) -> Iterator[Alike]:
        """Tags of our own images that are written for one account each."""
        return (each for each in self._alike if each.pattern.is_own and each.pattern.tag)

    def placements(self) -> Iterator[Placement]:
        """Each other tag of our own images, with all that it is deployed to."""
        groups: dict[tuple[FileSpan, str], list[Deployment]] = defaultdict(list)
        for each in self._rows:
            if each.is_own and each.tag:
                groups[each.span, each.tag].append(each)
        return map(Placement, groups.values())

    def charts(self, flux: str) -> Iterator[ChartVersion]:
        """Each version of a chart that lets pre-releases through, with all that gets it.

        Args:
            flux: the version of Flux, as MAJOR.MINOR.
        """
        groups: dict[tuple[FileSpan, str], list[Deployment]] = defaultdict(list)
        for each in self._charts:
            groups[each.span, each.tag].append(each)
        for (_, text), group in groups.items():
            if example := prerelease_of(text, flux):
                yield ChartVersion(group, example)

    def fleets(self) -> Iterator[ServiceFleet]:
        """Each of our services, on all accounts."""
        uat: dict[str, list[Deployment]] = defaultdict(list)
        production: dict[str, list[Deployment]] = defaultdict(list)
        for row in self._rows:
            if row.is_own:
                (uat if row.account.is_uat else production)[row.service].append(row)
        for each in self._alike:
            if each.pattern.is_own and each.pattern.account.is_uat:
                uat[each.pattern.service] += each.deployments()
            elif each.pattern.is_own:
                production[each.pattern.service].append(each.first)
        for service in sorted({*uat, *production}):
            firsts = {each.tag: each for each in sorted(production[service], key=_order, reverse=True)}
            yield ServiceFleet(service, sorted(uat[service], key=_order), sorted(firsts.values(), key=_order))


def _order(row: Deployment) -> tuple[str, str, FileSpan]:
    return row.account.code, row.service, row.span


def keys_of(settings: AccountSettings) -> Keys:
    """What the fields of the registry are called."""
    return Keys(settings.code, settings.is_uat, settings.active, settings.registry_list)


def collector(settings: AccountSettings) -> Callable[[YamlFile], Iterable[Fact]]:
    """What to keep of each file that is read."""
    route = settings.admin_is_uat or settings.is_uat
    shapes = Shapes()

    def collect(file: YamlFile) -> Iterable[Fact]:
        code = captured(settings.admin, file.path) if settings.admin else ""
        if code:
            yield Admin(code, read_admin(file.path, file.text, route))
        facts = facts_of(file, shapes)
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
    meant: dict[str, str] = {"": ""}  # what is ignored belongs to no account

    def code(path: str) -> str:
        found = known.get(path)
        if found is None:
            taken = account_of(settings.files, path)
            if taken not in meant:
                meant[taken] = "" if is_ignored(taken, settings) else taken
            found = known[path] = meant[taken]
        return found

    return code


def is_ignored(code: str, settings: AccountSettings) -> bool:
    """Whether what a pattern captured is no account."""
    return any(matches(each, code) for each in settings.ignore)


def feed(run: Run, made: Table, registry: Registry | None, ahead: Iterable[UntriedRelease] = ()) -> None:
    """Feed accounts, tags, services, the registry and releases ahead of UAT to the rules of `run`."""
    if registry is not None:
        run.feed(registry)
    for account in made.accounts.values():
        run.feed(account)
    for placement in made.placements():
        run.feed(placement)
    for alike in made.alike:
        run.feed_alike(Placement, alike.placements(), len(alike.at))
    for fleet in made.fleets():
        run.feed(fleet)
    for chart in made.charts(run.settings.flux.version):
        run.feed(chart)
    for release in ahead:
        run.feed(release)


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
    runs = [each for each in found if isinstance(each, Running) and each.account in accounts]
    rows = _once(each for each in runs if not isinstance(each, Charted))
    charts = _once(each for each in runs if isinstance(each, Charted) and not each.unknown)
    alone = _grouped(found, accounts)
    images = [each.image for each in rows]
    images += [image for shape in {shape for shape, _ in alone} for _, image, _ in images_of(shape)]
    making = Making(settings, images, reaches, code_of)
    deployments = [making.deployment(each, accounts[each.account]) for each in rows]
    alike: list[Alike] = []
    for (shape, _), at in alone.items():
        alike += making.alike(shape, at)
    own = {(each.account.code, each.object) for each in deployments if each.is_own}
    versions = [making.chart(each, accounts[each.account], own) for each in charts]
    untold = {(each.account, each.span): each for each in found if isinstance(each, Untold)}
    told = [each for each in untold.values() if each.account in accounts]
    return Table(accounts, told, sorted(deployments, key=_order), alike, sorted(versions, key=_order))


def _grouped(
    found: Iterable[Running | Untold | Alone], accounts: Mapping[str, Account]
) -> dict[tuple[Shape, bool], list[At]]:
    """Plain files by what they say and whether they are of UAT accounts."""
    groups: dict[tuple[Shape, bool], list[At]] = defaultdict(list)
    for each in found:
        if isinstance(each, Alone) and each.account in accounts:
            account = accounts[each.account]
            groups[each.file.shape, account.is_uat].append((account, each.file))
    return groups


def _once(rows: Iterable[Running]) -> list[Running]:
    """Each row once: what can be told before what cannot."""
    found: dict[tuple[str, str, str, int], Running] = {}
    for each in rows:
        value = each.image.value
        key = each.account, each.object, value.path, value.start
        if key not in found or (found[key].unknown and not each.unknown):
            found[key] = each
    return list(found.values())
