"""`postBuild` of a Kustomization of Flux: variables that are put in before anything is applied.

Source: fluxcd/pkg/envsubst; `substitute` wins over `substituteFrom`, of which later sources win.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ddlint.model.accounts.facts import Applied, Value
from ddlint.model.accounts.images import VARIABLE, ImageAt

_NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?[-=]([^}]*))?\}")
FindMap = Callable[[str], Mapping[str, Value] | None]


class Variables:
    """The variables of one Kustomization; of none, where nothing says what is put in."""

    def __init__(self, applied: Applied | None, find: FindMap) -> None:
        """Take the variables.

        Args:
            applied: the Kustomization.
            find: the data of the ConfigMap of a name; None where that is not known.
        """
        self._known: dict[str, Value] = {}
        self._unknown = ""
        for kind, name in applied.sources if applied is not None else ():
            found = find(name) if kind == "ConfigMap" else None
            if found is None:
                self._unknown = f"{kind} {name}"
            else:
                self._known |= found
        self._known |= dict(applied.variables) if applied is not None else {}

    def filled(self, text: str) -> str:
        """A text with the variables put in that are known, and defaults for those that are not set."""

        def value(match: re.Match[str]) -> str:
            known = self._known.get(match[1])
            if known is not None:
                return known.text or ""
            return match[0] if match[2] is None or self._unknown else match[2]

        return _NAMED.sub(value, text)

    def put(self, image: ImageAt) -> tuple[ImageAt, str]:
        """An image with the variables put into its tag, and why that cannot be told; empty where it can.

        A tag that is one variable alone is written where that one is: there Flux, or somebody, changes it.
        """
        tag = image.tag
        if not VARIABLE.search(tag):
            return image, ""
        found = _NAMED.fullmatch(tag)
        value = self._known.get(found[1]) if found else None
        if value is not None and value.text:
            return ImageAt(image.name, value.text, value, whole=True), ""
        names = [match[1] for match in _NAMED.finditer(tag)]
        if names and all(name in self._known for name in names):
            text = _NAMED.sub(lambda match: self._known[match[1]].text or "", tag)
            return replace(image, tag=text), ""
        if found and found[2] and not self._unknown:
            return replace(image, tag=found[2]), ""
        name = next((each for each in names if each not in self._known), tag)
        where = f"{self._unknown}, which is not in the repository" if self._unknown else ""
        return image, f"{name} comes from {where}" if where else f"nothing here says what {name} is"
