"""Kustomizations that only list files: plain ones among these are as they are, nothing puts them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ddlint.model.accounts.facts import Applied, Joining, Link
from ddlint.model.accounts.images import VARIABLE
from ddlint.model.accounts.plain import Shape
from ddlint.model.accounts.tree import Joined, Tree


class Straight:
    """Puts together what is left of kustomizations without such files.

    Attributes:
        files: these files.
    """

    def __init__(self, tree: Tree, account_of: Callable[[str], str]) -> None:
        """Take all files.

        Args:
            tree: of the repository.
            account_of: the account that a file belongs to; empty for none.
        """
        self.files: set[str] = set()
        self._tree, self._account_of = tree, account_of
        self._filled: dict[Shape, bool] = {}

    def folder(self, folder: str) -> Joined:
        """What is left of a kustomization that nothing else includes."""
        joining = self._tree.joinings[folder]
        rest = self._rest(joining, self._account_of(joining.path), filled=True)
        return self._tree.folder(folder) if rest is joining else self._tree.joined(rest)

    def applied(self, applied: Applied) -> Joined:
        """What is left of a folder that a Kustomization of Flux applies."""
        joining = self._tree.joinings.get(applied.folder)
        if joining is None or not _only_lists(applied.joining):
            return self._tree.applied(applied)
        code = applied.account or self._account_of(joining.path)
        rest = self._rest(joining, code, filled=not (applied.variables or applied.sources))
        return self._tree.applied(applied) if rest is joining else self._tree.joined(rest)

    def _rest(self, joining: Joining, code: str, *, filled: bool) -> Joining:
        """A kustomization without plain files of the account `code`, or without one, of their own.

        With `filled` nothing puts variables in.
        """
        if not _only_lists(joining):
            return joining
        left = tuple(each for each in joining.resources if not self._takes(each, code, filled=filled))
        return joining if len(left) == len(joining.resources) else replace(joining, resources=left)

    def _takes(self, link: Link, code: str, *, filled: bool) -> bool:
        file = None if link.remote else self._tree.facts.plain.get(link.to)
        own = self._account_of(link.to) if file is not None else ""
        if file is None or not own or code not in {"", own} or not (filled or self._is_constant(file.shape)):
            return False
        self.files.add(link.to)
        return True

    def _is_constant(self, shape: Shape) -> bool:
        """Whether no variable stands in any value."""
        if shape not in self._filled:
            values = (value for part in shape.parts for value in part.values.values())
            self._filled[shape] = not any(VARIABLE.search(value.text or "") for value in values)
        return self._filled[shape]


def _only_lists(joining: Joining) -> bool:
    """Whether a kustomization changes nothing of what it includes."""
    return not (
        joining.components
        or joining.patches
        or joining.images
        or joining.generated
        or joining.charts
        or joining.before
        or joining.behind
    )
