"""Kustomizations of Flux as they reach a cluster: patched by kustomize, filled in by those that apply them.

Source: fluxcd.io/flux/components/kustomize/kustomizations: a Kustomization is applied by another one, which
builds its folder and puts its variables (`postBuild`) into what comes out; that may be Kustomizations again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from ddlint.model.accounts.built import Built
from ddlint.model.accounts.facts import Applied, Value
from ddlint.model.accounts.tree import Joined, Tree
from ddlint.model.accounts.variables import Variables
from ddlint.model.flux.flux_object import folder_of, has_variable

KIND, PATH, SUBSTITUTE = "Kustomization", "spec.path", "spec.postBuild.substitute."
_DEEPEST = (
    20  # Kustomizations that apply each other; more comes of one that applies itself with new variables
)
_MOST = 100_000  # more comes of some that apply each other in many ways
AccountOf = Callable[[str], str]
VariablesOf = Callable[[Applied], Variables]
_Key = tuple[str, int, str, str, tuple[tuple[str, str | None], ...]]


class Applying:
    """Finds them, beginning with those that nothing else applies."""

    def __init__(self, tree: Tree, account_of: AccountOf, variables_of: VariablesOf) -> None:
        """Take all files.

        Args:
            tree: of the repository.
            account_of: the account that a file belongs to; empty for none.
            variables_of: the variables that a Kustomization puts in.
        """
        self._tree, self._account_of, self._variables_of = tree, account_of, variables_of
        whole = tree.facts.whole.values()
        self._written = {(each.path, applied.start): applied for each in whole for applied in each.applied}
        self._places = {path for path, _ in self._written}
        self._found: dict[_Key, Applied] = {}
        self._reached: set[tuple[str, int]] = set()

    def everything(self) -> list[Applied]:
        """All of them, as they reach a cluster; what only patches others is none of them."""
        applied = {each.folder for each in self._written.values()}
        joinings = self._tree.joinings
        outermost = [each for each in joinings if each not in self._tree.taken and self._holds(each)]
        for folder in outermost:
            if folder not in applied:
                self._begin(self._tree.folder(folder), folder)
        alone = [(path, start) for path, start in self._written if path not in self._tree.taken]
        for path, start in sorted(alone, key=lambda each: any(_around(each[0], applied))):
            if (path, start) not in self._reached:
                self._begin(Joined(self._objects(path, start)), path)
        done = {each.folder for each in self._found.values()}
        for folder in outermost:
            if folder in applied and folder not in done:
                self._begin(self._tree.folder(folder), folder)
        return list(self._found.values())

    def _holds(self, folder: str) -> bool:
        """Whether a folder can come to any: to put others together would be for nothing."""
        found, waiting, seen = False, [folder], {folder}
        while waiting and not found:
            here = self._tree.joinings.get(waiting.pop())
            if here is None:
                return bool(self._written)  # all files below it
            links = {each.to for each in (*here.resources, *here.components) if not each.remote}
            found = not links.isdisjoint(self._places)
            inner = [each for each in links if each in self._tree.joinings and each not in seen]
            waiting += inner
            seen.update(inner)
        return found

    def _objects(self, path: str, start: int) -> list[Built]:
        parts = self._tree.facts.whole[path].parts
        return [Built.of(each) for each in parts if each.start == start and each.kind == KIND]

    def _begin(self, joined: Joined, at: str) -> None:
        """Follow those among some objects; where one applies all of them, as Flux's own does, that one."""
        found = self._among(joined, None)
        own = [(key, each) for key, each in found if not each.why_not and each.folder in {at, *_above(at)}]
        self._follow(own or found)

    def _follow(self, begin: list[tuple[_Key, Applied]]) -> None:
        waiting = deque((key, each, 0) for key, each in begin)
        while waiting:
            key, each, depth = waiting.popleft()
            if key in self._found:
                continue
            self._found[key] = each
            if len(self._found) > _MOST:
                self._tree.complete = False
                return
            follows = depth < _DEEPEST and not each.why_not and self._tree.has(each.folder)
            if follows and self._holds(each.folder):
                inner = self._among(self._tree.applied(each), each)
                waiting += ((key, each, depth + 1) for key, each in inner)

    def _among(self, joined: Joined, above: Applied | None) -> list[tuple[_Key, Applied]]:
        """Those among some objects, which `above` applies."""
        found: list[tuple[_Key, Applied]] = []
        for item in joined.objects:
            place = item.part.path, item.part.start
            written = self._written.get(place) if item.part.kind == KIND else None
            if written is not None:
                self._reached.add(place)
                made = self._made(item, written, above)
                texts = tuple((name, value.text) for name, value in made.variables)
                found.append(((*place, made.folder, made.account, texts), made))
        return found

    def _made(self, item: Built, written: Applied, above: Applied | None) -> Applied:
        fill = self._variables_of(above).filled if above is not None else str
        path = item.values.get(PATH)
        text = fill(path.text or "") if path is not None else written.written
        variables = dict(written.variables) | {
            route.removeprefix(SUBSTITUTE): value
            for route, value in item.values.items()
            if route.startswith(SUBSTITUTE)
        }
        codes = (*(each.path for each in item.way), path.path if path is not None else "", item.part.path)
        own = next(filter(None, map(self._account_of, filter(None, codes))), "")
        return replace(
            written,
            folder=folder_of(text),
            written=text,
            span=path.span if path is not None else written.span,
            variables=tuple((name, _filled(value, fill)) for name, value in variables.items()),
            account=own or (above.account if above is not None else ""),
        )


def _filled(value: Value, fill: Callable[[str], str]) -> Value:
    return replace(value, text=fill(value.text)) if value.text and has_variable(value.text) else value


def _around(path: str, folders: set[str]) -> Iterator[bool]:
    """True for each of `folders` that a file lies below."""
    return (True for each in _above(path) if each in folders)


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies below, from the inside; the last is the top."""
    while path:
        path = path.rpartition("/")[0]
        yield path
