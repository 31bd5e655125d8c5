"""What the values of a replay are: where they stand, of which image, account, environment and service."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ddlint.audit.file_chunks import AT_ONCE, chunks, one_by_one
from ddlint.audit.marked_files import Place, places_in
from ddlint.config.environments import environment_of, service_of
from ddlint.config.settings import Settings
from ddlint.engine.accounts import codes_of
from ddlint.engine.workers import Task, in_order
from ddlint.git.objects import read, sizes_here
from ddlint.git.repository import Repository
from ddlint.model.deployed_image import DeployedImage
from ddlint.model.deployments.deployed import MarkedValue
from ddlint.model.deployments.marked_line import Key
from ddlint.model.deployments.replay import Known

#: The image of an ImagePolicy, by namespace and name; empty where it is not known.
ImageOf = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of the values of a replay.

    Attributes:
        values: those that Flux writes, or wrote, by their numbers.
        dead: the numbers of those that it does not: what looks like a marker is text, or the file is no YAML.
    """

    values: Mapping[int, MarkedValue]
    dead: frozenset[int]


def described(
    repository: Repository,
    known: Mapping[int, Known],
    settings: Settings,
    image_of: ImageOf,
    jobs: int,
) -> Described:
    """Read the files in which values stood last, and tell what the values are.

    Args:
        repository: that holds the files.
        known: the values, by number.
        settings: name accounts, environments and services.
        image_of: for values that hold a tag alone, with no image beside it.
        jobs: how many processes read.
    """
    places = _places(repository, known.values(), settings.files.max_bytes, jobs)
    describing = _Describing(settings, image_of)
    values: dict[int, MarkedValue] = {}
    dead: set[int] = set()
    for number, each in known.items():
        there = places.get(each.blob)
        place = (there or {}).get((each.line, each.key))
        if there is not None and place is None:
            dead.add(number)
        else:
            values[number] = describing.value(each, place)
    return Described(values, frozenset(dead))


_Found = dict[tuple[int, Key], Place]


def _places(repository: Repository, known: Iterable[Known], limit: int, jobs: int) -> dict[str, _Found]:
    """The live markers of each file, by line and policy; files that cannot be read are left out."""
    paths = {each.blob: each.path for each in known if each.blob}
    sizes = sizes_here(repository, paths)
    wanted = [(oid, path) for oid, path in paths.items() if (sizes[oid] or limit + 1) <= limit]

    def work(chunk: bytes) -> dict[str, list[Place]]:
        inside: dict[str, str] = dict(json.loads(chunk))
        return {
            oid.decode("ascii"): [*places_in(inside[oid.decode("ascii")], data)]
            for oid, data in read(repository, inside)
        }

    task = Task(work, one_by_one, lambda _part, _how: {})
    found: dict[str, _Found] = {}
    for result in in_order(task, chunks(wanted), min(jobs, 1 + len(wanted) // AT_ONCE)):
        for oid, places in result.items():
            found[oid] = {(place.seen.line, place.seen.key): place for place in places}
    return found


class _Describing:
    def __init__(self, settings: Settings, image_of: ImageOf) -> None:
        self._settings, self._image_of = settings, image_of
        self._code = codes_of(settings.accounts)

    def value(self, known: Known, place: Place | None) -> MarkedValue:
        policy, form = known.key
        namespace, _, name = policy.partition("/")
        image = (place.image if place else "") or self._image_of(namespace, name)
        environment = environment_of(known.path, self._settings)
        return MarkedValue(
            path=known.path,
            route=place.route if place else "",
            policy=policy,
            form=form,
            image=image,
            account=self._code(known.path) if self._settings.accounts.files else "",
            environment=environment[0] if environment else "",
            service=self._service(image, namespace, name),
        )

    def _service(self, image: str, namespace: str, policy: str) -> str:
        deployed = DeployedImage("", 0, 0, image, policy, namespace)
        return service_of(deployed, self._settings) or image.rpartition("/")[2] or policy
