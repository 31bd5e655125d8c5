"""The deployed tags of a tree and their commits: collected from all files, looked up at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ddlint.config.environments import service_of
from ddlint.config.settings import Settings
from ddlint.model.deployed_tag import DeployedTag, Sighting, sighting
from ddlint.model.service_commits import ServiceCommits
from ddlint.model.sortable_tag import SortableTag, read_tag
from ddlint.model.tag_template import templates_of
from ddlint.model.yaml_file import YamlFile

HOUR = 3600
#: Service and the commit ids to look up; what its repository says comes back, None where it cannot be asked.
LookUp = Callable[[str, Sequence[str]], ServiceCommits | None]
#: Namespace and name of an ImagePolicy; the image of its ImageRepository comes back, "" for an unknown one.
ImageOf = Callable[[str, str], str]


def sightings(file: YamlFile) -> list[Sighting]:
    """The tags that `file` deploys."""
    return [found for scalar in file.scalars if (found := sighting(scalar))]


def deployed_tags(
    seen: Iterable[Sighting],
    settings: Settings,
    look_up: LookUp,
    read: Callable[[str], str],
    image_of: ImageOf = lambda _namespace, _policy: "",
) -> Iterator[DeployedTag]:
    """The sortable tags among `seen` that belong to a configured service, with what its repository says.

    Args:
        seen: the tags of all files.
        settings: name the services and the sortable forms.
        look_up: asks the repository of a service; called once for each that has tags.
        read: gives the text of a file, from its path.
        image_of: gives the image that a policy is about, for fields that hold a tag alone.
    """
    named = (_with_name(each, image_of) for each in seen)
    for service, pairs in _by_service(named, settings).items():
        known = look_up(service, sorted({tag.commit for _, tag in pairs}))
        if known is None:
            continue
        tags = _with_habit([DeployedTag(where, tag, known, read=read) for where, tag in pairs])
        for group in _streams(tags).values():
            yield from _overtaken(group)


def _with_name(seen: Sighting, image_of: ImageOf) -> Sighting:
    """A tag with the image of its policy's ImageRepository, where none stands beside it."""
    image = seen.image
    if image.name or not image.policy:
        return seen
    return replace(seen, image=replace(image, name=image_of(image.namespace, image.policy)))


def _by_service(
    seen: Iterable[Sighting], settings: Settings
) -> Mapping[str, list[tuple[Sighting, SortableTag]]]:
    templates = templates_of(settings.tags.sortable)
    found: dict[str, list[tuple[Sighting, SortableTag]]] = defaultdict(list)
    for each in seen:
        tag = read_tag(each.image.tag, templates)
        if isinstance(tag, SortableTag) and tag.commit and (service := service_of(each.image, settings)):
            found[service].append((each, tag))
    return found


def _streams(tags: Iterable[DeployedTag]) -> Mapping[tuple[str, str], list[DeployedTag]]:
    """The tags that compete with each other: of one image, of one form."""
    found: dict[tuple[str, str], list[DeployedTag]] = defaultdict(list)
    for each in tags:
        image = each.sighting.image
        found[image.name or f"policy {image.policy}", each.tag.template.text].append(each)
    return found


def _with_habit(tags: Sequence[DeployedTag]) -> list[DeployedTag]:
    """`tags`, each told whether tags with other commits keep to the times of their commits."""
    exact = {each.tag.commit for each in tags if _keeps_time(each)}
    return [replace(each, keeps_time=len(exact) > (each.tag.commit in exact)) for each in tags]


def _keeps_time(tag: DeployedTag) -> bool:
    committed = tag.commit.committed
    return committed is not None and (tag.tag.timestamp - committed) % HOUR == 0


def _overtaken(group: Sequence[DeployedTag]) -> Iterator[DeployedTag]:
    """`group` in its order; a tag whose commit is older than that of an older tag is told of the newest such.

    Only commits of one branch compare; of those with older timestamps the one furthest along is enough.
    """
    order = sorted(range(len(group)), key=lambda number: group[number].tag.timestamp)
    furthest: dict[str, DeployedTag] = {}
    ahead: dict[int, DeployedTag] = {}
    for number in order:
        each = group[number]
        best = furthest.get(each.commit.line)
        if best and best.tag.timestamp < each.tag.timestamp and best.commit.descends_from(each.commit):
            ahead[number] = best
        if each.commit.is_step and (best is None or best.commit.step < each.commit.step):
            furthest[each.commit.line] = each
    for number, each in enumerate(group):
        yield replace(each, ahead=ahead[number]) if number in ahead else each
