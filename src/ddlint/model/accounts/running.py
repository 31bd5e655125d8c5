"""What each account runs: the objects that reach it, with values from elsewhere and variables put in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ddlint.model.accounts.built import Built, merged
from ddlint.model.accounts.facts import Applied, Link, Values, ValuesFrom
from ddlint.model.accounts.images import VARIABLE, ImageAt, images_in
from ddlint.model.accounts.patching import texts_in
from ddlint.model.accounts.tree import Joined, Tree, consumed
from ddlint.model.place import FileSpan

_NO_DEPLOYMENTS = frozenset(
    {"ConfigMap", "ImagePolicy", "ImageRepository", "ImageUpdateAutomation", "CustomResourceDefinition"}
)
_NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?[-=]([^}]*))?\}")
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


def running(tree: Tree, account_of: AccountOf) -> Iterator[Running | Untold]:
    """What runs on all accounts; the same may come twice, by different ways.

    Args:
        tree: of the repository.
        account_of: the account that a file belongs to; empty for none.
    """
    everything = [applied for each in tree.facts.values() for applied in each.applied]
    applied = [each for each in everything if not each.foreign and tree.has(each.folder)]
    for each in applied:
        yield from _of_folder(tree, tree.applied(each), account_of, each)
    done = {each.folder for each in applied}
    taken = consumed(tree.joinings)
    for folder in tree.joinings:
        if folder not in taken and folder not in done:
            yield from _of_folder(tree, tree.folder(folder), account_of, None)
    for folder, joining in tree.joinings.items():
        if account_of(joining.path) and not tree.was_built(folder):  # in a circle, so that none is outermost
            yield from _of_folder(tree, tree.folder(folder), account_of, None)
    for path, facts in tree.facts.items():
        code = account_of(path)
        if code and facts.joining is None and path not in taken:
            loose = Joined([Built.of(part) for part in facts.parts])
            yield from _of_folder(tree, loose, account_of, None)
    followed = set(map(id, applied))
    for each in everything:
        code = account_of(each.span.path)
        if code and id(each) not in followed:
            yield Untold(code, each.span, each.foreign or f"there is no folder {each.folder or '.'}")


def _of_folder(
    tree: Tree, joined: Joined, account_of: AccountOf, applied: Applied | None
) -> Iterator[Running | Untold]:
    own = account_of(applied.span.path) if applied is not None else ""
    variables = _Variables(applied)
    for item in joined.objects:
        code = own or _account(item, account_of)
        if code and item.part.kind not in _NO_DEPLOYMENTS:
            yield from _of_object(tree, joined, item, code, variables)
    for change in joined.loose:
        code = own or account_of(change.span.path)
        if code and change.new_tag is not None and change.new_tag.text:
            name = (
                change.new_name.text if change.new_name is not None and change.new_name.text else change.name
            )
            image = ImageAt(name, change.new_tag.text, change.new_tag, whole=True)
            yield variables.put(Running(code, "kustomization", posixpath.basename(name), image))
    for span, reason in joined.missing:
        code = own or account_of(span.path)
        if code:
            yield Untold(code, span, reason)


def _account(item: Built, account_of: AccountOf) -> str:
    """The account that an object is for: the first on the way to it."""
    return next(filter(None, (account_of(each.path) for each in item.way)), "") or account_of(item.part.path)


def _of_object(
    tree: Tree, joined: Joined, item: Built, code: str, variables: _Variables
) -> Iterator[Running | Untold]:
    values, unknown = item.values, item.unknown
    sources = _Sources(tree, joined)
    if item.part.values_from:
        values, missing = sources.put(item)
        if missing and not any(True for _ in images_in(values)):
            entry, reason = missing[0]
            yield Untold(code, entry.span, f"{item.part.title} gets values from {reason}")
        unknown = unknown or ("" if not missing else _doubt(values, item, missing))
    for image in images_in(values):
        yield variables.put(Running(code, item.part.title, item.names[0], image, item.way, unknown))


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


class _Variables:
    """`postBuild` of a Kustomization of Flux."""

    def __init__(self, applied: Applied | None) -> None:
        self._known = dict(applied.variables) if applied is not None else {}
        self._more = applied is not None and applied.more_variables

    def put(self, item: Running) -> Running:
        """The same, its tag with the variables put in; a tag that is one alone stands where that one does."""
        tag = item.image.tag
        if not VARIABLE.search(tag):
            return item
        found = _NAMED.fullmatch(tag)
        names = [match[1] for match in _NAMED.finditer(tag)]
        value = self._known.get(found[1]) if found else None
        if value is not None and value.text:
            return replace(item, image=replace(item.image, tag=value.text, value=value, whole=True))
        if found and found[2] and not self._more:
            return replace(item, image=replace(item.image, tag=found[2]))
        if names and all(name in self._known for name in names):
            text = _NAMED.sub(lambda match: self._known[match[1]].text or "", tag)
            return replace(item, image=replace(item.image, tag=text))
        name = next((each for each in names if each not in self._known), tag)
        return replace(item, unknown=item.unknown or f"nothing in the repository says what {name} is")
