"""What each account runs: the objects that reach it, with values from elsewhere and variables put in."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from ddlint.model.accounts.applying import Applying
from ddlint.model.accounts.built import Built, merged
from ddlint.model.accounts.charts import VERSION, admits
from ddlint.model.accounts.facts import Applied, Link, Part, Value, Values, ValuesFrom
from ddlint.model.accounts.images import VARIABLE, ImageAt, images_in
from ddlint.model.accounts.patching import texts_in
from ddlint.model.accounts.plain import PlainFile, Shape
from ddlint.model.accounts.straight import Straight
from ddlint.model.accounts.tree import Joined, Tree
from ddlint.model.accounts.variables import Variables
from ddlint.model.marker import Form
from ddlint.model.place import FileSpan

_NO_DEPLOYMENTS = frozenset(
    {"Kustomization", "ImagePolicy", "ImageRepository", "ImageUpdateAutomation", "CustomResourceDefinition"}
)
AccountOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Running:
    """An image on an account.

    Attributes:
        account: its code.
        object: what deploys it, in words.
        name: the name of the object.
        image: the image, with the scalar that its tag stands in.
        way: the links that lead to the object, the outermost first.
        unknown: why the tag cannot be told; empty where it can.
    """

    account: str
    object: str
    name: str
    image: ImageAt
    way: tuple[FileSpan, ...] = ()
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Untold:
    """Something of an account that is not followed: what runs there because of it is not known."""

    account: str
    span: FileSpan
    reason: str


@dataclass(frozen=True, slots=True)
class Charted(Running):
    """A chart on an account, whose version may let pre-releases through: the tag is that version."""


class Alone(NamedTuple):
    """A plain file of an account that nothing else leads to: what it says runs there, and no more.

    Attributes:
        account: its code.
        file: the file.
    """

    account: str
    file: PlainFile


def running(tree: Tree, account_of: AccountOf) -> Iterator[Running | Untold | Alone]:
    """What runs on all accounts; the same may come twice, by different ways.

    Args:
        tree: of the repository.
        account_of: the account that a file belongs to; empty for none.
    """
    return _Search(tree, account_of).everything()


class _Search:
    def __init__(self, tree: Tree, account_of: AccountOf) -> None:
        self._tree, self._account_of = tree, account_of
        self._straight = Straight(tree, account_of)
        self._maps: dict[str, list[Part]] = defaultdict(list)
        for facts in tree.facts.whole.values():
            for part in facts.parts:
                if part.kind == "ConfigMap":
                    self._maps[part.name].append(part)
        self._seen: set[tuple[str, str, int]] = set()

    def everything(self) -> Iterator[Running | Untold | Alone]:
        tree = self._tree
        everything = Applying(tree, self._account_of, self._variables).everything()
        followed = [each for each in everything if not each.why_not and tree.has(each.folder)]
        for each in followed:
            yield from self._folder(self._straight.applied(each), each)
        yield from self._kustomizations({each.folder for each in followed})
        yield from self._plain()
        yield from self._files()
        known = set(map(id, followed))
        for each in everything:
            if each.account:
                yield from self._marked(each.account, each)
            if each.account and id(each) not in known:
                reason = each.why_not or f"there is no folder {each.folder or '.'}"
                yield Untold(each.account, each.span, f"Kustomization {each.name}: {reason}")

    def _kustomizations(self, done: set[str]) -> Iterator[Running | Untold]:
        """Those that no other one includes; and those in a circle, where none is outermost."""
        tree = self._tree
        for folder in tree.joinings:
            if folder not in tree.taken and folder not in done:
                yield from self._folder(self._straight.folder(folder), None)
        for folder, joining in tree.joinings.items():
            if folder in tree.taken and self._account_of(joining.path) and not tree.was_built(folder):
                yield from self._folder(tree.folder(folder), None)

    def _plain(self) -> Iterator[Running | Untold | Alone]:
        """Plain files of accounts that nothing changes on the way; in full where they go other ways too."""
        reached = {path for _, path, _ in self._seen}
        for path, file in self._tree.facts.plain.items():
            is_own = path not in self._tree.taken or path in self._straight.files
            code = self._account_of(path) if is_own else ""
            if code and path not in reached:
                yield Alone(code, file)
            elif code:
                yield from self._folder(Joined([*map(Built.of, file.parts)]), None)

    def _files(self) -> Iterator[Running | Untold]:
        """Other files of accounts that no kustomization takes in, those of one account together."""
        loose: dict[str, Joined] = defaultdict(Joined)
        for path, facts in self._tree.facts.whole.items():
            if facts.parts and facts.joining is None and path not in self._tree.taken:
                code = self._account_of(path)
                if code:
                    loose[code].objects += map(Built.of, facts.parts)
        for joined in loose.values():
            yield from self._folder(joined, None)

    def _marked(self, code: str, applied: Applied) -> Iterator[Running]:
        """Variables that Flux writes, wherever they are put in: the version of a chart, say."""
        for name, value in applied.variables:
            form = value.marker.form if value.marker is not None else None
            if form is Form.TAG and value.text and (code, value.path, value.start) not in self._seen:
                yield Running(
                    code, f"Kustomization {applied.name}", name, ImageAt("", value.text, value, whole=True)
                )

    def _folder(self, joined: Joined, applied: Applied | None) -> Iterator[Running | Untold]:
        own = applied.account if applied is not None else ""
        variables = self._variables(applied)
        sources = _Sources(self._tree, joined)
        for item in joined.objects:
            code = own or _account(item, self._account_of)
            if code and item.part.kind not in _NO_DEPLOYMENTS:
                for found in (*_of_object(sources, item, code), *_chart_of(item, code)):
                    yield self._put(found, variables)
        for change in joined.loose:
            code = own or self._account_of(change.span.path)
            if code and change.new_tag is not None and change.new_tag.text:
                name = change.new_name.text if change.new_name is not None else ""
                image = ImageAt(name or change.name, change.new_tag.text, change.new_tag, whole=True)
                called = posixpath.basename(image.name)
                yield self._put(Running(code, "kustomization", called, image), variables)
        for span, reason in joined.missing:
            code = own or self._account_of(span.path)
            if code:
                yield Untold(code, span, reason)

    def _put(self, found: Running | Untold, variables: Variables) -> Running | Untold:
        if isinstance(found, Untold):
            return found
        image, unknown = variables.put(found.image)
        self._seen.add((found.account, image.value.path, image.value.start))
        if image is found.image and not unknown:
            return found
        return replace(found, image=image, unknown=found.unknown or unknown)

    def _variables(self, applied: Applied | None) -> Variables:
        return Variables(applied, partial(self._map, applied.account if applied is not None else ""))

    def _map(self, account: str, name: str) -> Mapping[str, Value] | None:
        """The ConfigMap of a name: the account's own, or the only one there is."""
        found = self._maps.get(name, [])
        chosen = [each for each in found if account and self._account_of(each.path) == account] or found
        return dict(chosen[0].data) if len(chosen) == 1 else None


def images_of(shape: Shape) -> Iterator[tuple[int, ImageAt, str]]:
    """What plain files of a shape deploy: which object does, the image, why its tag cannot be told."""
    variables = Variables(None, lambda _: None)
    for number, part in enumerate(shape.parts):
        if part.kind not in _NO_DEPLOYMENTS:
            for image in images_in(part.values):
                yield number, *variables.put(image)


def _account(item: Built, account_of: AccountOf) -> str:
    """The account that an object is for: the first on the way to it."""
    return next(filter(None, (account_of(each.path) for each in item.way)), "") or account_of(item.part.path)


def _of_object(sources: _Sources, item: Built, code: str) -> Iterator[Running | Untold]:
    values, unknown = item.values, item.unknown
    if item.part.kind == "ConfigMap":
        values = {route: each for route, each in values.items() if each.marker is not None}
    if item.part.values_from:
        values, missing = sources.put(item)
        if missing and not any(True for _ in images_in(values)):
            entry, reason = missing[0]
            yield Untold(code, entry.span, f"{item.part.title} gets values from {reason}")
        unknown = unknown or ("" if not missing else _doubt(values, item, missing))
    for image in images_in(values):
        yield Running(code, item.part.title, item.names[0], image, item.way, unknown)


def _chart_of(item: Built, code: str) -> Iterator[Charted]:
    value = item.values.get(VERSION)
    if value is not None and value.marker is None and (admits(value) or VARIABLE.search(value.text or "")):
        image = ImageAt("", value.text or "", value, whole=True)
        yield Charted(code, item.part.title, item.names[0], image, item.way, item.unknown)


def _doubt(values: Values, item: Built, missing: list[tuple[ValuesFrom, str]]) -> str:
    """Inline values come last: what they say is certain, whatever else there is."""
    inline = set(map(id, item.values.values()))
    if all(id(each) in inline for each in values.values()):
        return ""
    return f"values come from {missing[0][1]} too"


class _Sources:
    """`valuesFrom`: ConfigMaps that are generated from files or stand in the repository."""

    def __init__(self, tree: Tree, joined: Joined) -> None:
        self._tree, self._joined = tree, joined

    def put(self, item: Built) -> tuple[Values, list[tuple[ValuesFrom, str]]]:
        """The values of an object with those from elsewhere, and which of these are not known."""
        values: Values = {}
        missing: list[tuple[ValuesFrom, str]] = []
        for entry in item.part.values_from:
            found = self._values(entry)
            if found is None:
                missing.append((entry, f"{entry.kind} {entry.name}, which is not in the repository"))
            else:
                values = merged(values, {f"spec.values.{route}": value for route, value in found.items()})
        return merged(values, item.values), missing

    def _values(self, entry: ValuesFrom) -> Values | None:
        if entry.kind != "ConfigMap":
            return None
        link = self._joined.generated.get(entry.name, {}).get(entry.key)
        if link is not None:
            return self._file(link)
        for item in self._joined.objects:
            if item.part.kind == "ConfigMap" and entry.name in item.names:
                text = dict(item.part.data).get(entry.key)
                return texts_in(text, self._tree.read) if text is not None and not entry.target else {}
        return None

    def _file(self, link: Link) -> Values | None:
        facts = self._tree.facts.get(link.to)
        if facts is not None:
            return facts.parts[0].values if facts.parts else {}
        return None if self._tree.read(link.to) is None else {}
