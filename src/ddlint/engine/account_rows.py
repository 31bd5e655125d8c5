"""The rows of the table of accounts: what is deployed, by whom it is written, and whether it is our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ddlint.config.environments import is_own, service_of
from ddlint.config.settings import Settings
from ddlint.model.accounts.account import Account
from ddlint.model.accounts.alike import Alike, At
from ddlint.model.accounts.deployment import Deployment, Writer
from ddlint.model.accounts.images import ImageAt
from ddlint.model.accounts.plain import Shape, placed
from ddlint.model.accounts.reach import Reach
from ddlint.model.accounts.running import Running, images_of
from ddlint.model.deployed_image import DeployedImage
from ddlint.model.marker import Marker
from ddlint.model.place import FileSpan

Reaches = Callable[[Marker], tuple[Reach, ...]]


class Making:
    """Makes the rows of one table: what is called how, and what is our own, depends on all of them."""

    def __init__(
        self, settings: Settings, images: Sequence[ImageAt], reaches: Reaches, code_of: Callable[[str], str]
    ) -> None:
        """Take what rows are made with.

        Args:
            settings: name our services and images.
            images: all that are in the table.
            reaches: what the policies that a marker names can select.
            code_of: the account of a file.
        """
        self._settings, self._reaches, self._code_of = settings, reaches, code_of
        self._marked = {each.name for each in images if each.value.marker is not None and each.name}
        self._shared = _shared({each.name for each in images})

    def deployment(self, row: Running, account: Account) -> Deployment:
        """The row for an image on an account."""
        value = row.image.value
        writer = self._writer(row.image)
        image = _described(row.image, _image_of(writer))
        start, end = row.image.span
        own = value.path if self._code_of(value.path) == account.code else ""
        return Deployment(
            account,
            self._service(image, row.image) or _named(row.name, row.image, value.path),
            row.image.name,
            "" if row.unknown else row.image.tag,
            FileSpan(value.path, start, end, value.route),
            value.line,
            row.object,
            () if own else row.way or (FileSpan(account.first_file, 0, 0),),
            writer,
            self._is_own(image),
            row.unknown,
        )

    def chart(self, row: Running, account: Account, own: Collection[tuple[str, str]]) -> Deployment:
        """The row for a chart on an account.

        Args:
            row: the release, with the version of its chart.
            account: the account.
            own: account and object of whatever deploys an image of our own.
        """
        value = row.image.value
        mine = self._code_of(value.path) == account.code
        is_ours = (account.code, row.object) in own or row.name in self._settings.services
        start, end = row.image.span
        way = () if mine else row.way or (FileSpan(account.first_file, 0, 0),)
        span = FileSpan(value.path, start, end, value.route)
        return Deployment(
            account, row.name, "", row.image.tag, span, value.line, row.object, way, None, is_ours
        )

    def alike(self, shape: Shape, at: Sequence[At]) -> Iterator[Alike]:
        """The deployments of plain files of one shape; those apart that are called by objects or files."""
        for number, image, unknown in images_of(shape):
            writer = self._writer(image)
            told = self._service(_described(image, _image_of(writer)), image)
            groups: dict[str, list[At]] = defaultdict(list)
            for each in at:
                groups[told or _named(each[1].names[number], image, each[1].path)].append(each)
            for name, members in groups.items():
                account, file = members[0]
                here = replace(image, value=placed(image.value, file.path))
                row = Running(account.code, "", name, here, (), unknown)
                yield Alike(self.deployment(row, account), number, members)

    def _service(self, described: DeployedImage, image: ImageAt) -> str:
        """What the image alone tells; empty where it tells nothing."""
        return service_of(described, self._settings) or self._called(image.name)

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


def _named(name: str, image: ImageAt, path: str) -> str:
    """What to call it where the image is not known: as its object, its policy, or its file."""
    marker = image.value.marker
    policy = marker.name if marker is not None else ""
    return name or policy or path.rpartition("/")[2].partition(".")[0]


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
