"""Patterns of Flux on many tags at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ddlint.model.regexp import Fault, Pattern, compile_pattern, dialect_of, extractor, parse_template
from ddlint.model.selection.twin import needed, twin

__all__ = ["Fault", "Filter", "read"]

Match = Callable[[str], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Filter:
    """A pattern and what is made of a tag that it matches.

    Attributes:
        pattern: as Flux compiles it.
        extract: the template of the key; "" for the tag itself.
    """

    pattern: Pattern
    extract: str = ""

    def keys(self, tags: Sequence[str]) -> list[str | None]:
        """The key of each tag; None for one that the pattern does not match."""
        together = "".join(tags)
        plain = twin(self.pattern.tree) if together.isascii() and "\n" not in together else None
        if plain is not None:
            return self._plainly(plain.match, tags)
        if self.extract:
            return list(map(extractor(self.pattern, self.extract), tags))
        return [tag if self.pattern.matches(tag) else None for tag in tags]

    def matching(self, tags: Sequence[str]) -> list[str]:
        """The tags that the pattern matches, found at once where what they must hold is nowhere."""
        together = "\n".join(tags)
        if together.isascii():
            text = needed(self.pattern.tree)
            tags = [tag for tag in tags if text in tag] if text in together else ()
        return [tag for tag in tags if self.pattern.matches(tag)]

    def _plainly(self, search: Match, tags: Sequence[str]) -> list[str | None]:
        """The same through Python's `re`."""
        if not self.extract:
            return [tag if search(tag) else None for tag in tags]
        parts = parse_template(self.extract).parts
        sources = [part if isinstance(part, str) else part.groups(self.pattern.names) for part in parts]
        match sources:
            case [(int(only),)]:
                return [found[only] or "" if found else None for found in map(search, tags)]
        return [_filled(sources, found) if found else None for found in map(search, tags)]


def _filled(sources: Sequence[str | tuple[int, ...]], found: re.Match[str]) -> str:
    """A template, each reference the first of its groups that took part."""
    return "".join(
        source
        if isinstance(source, str)
        else next((found[each] for each in source if found[each] is not None), "")
        for source in sources
    )


def read(pattern: str, extract: str, flux: str) -> Filter | Fault:
    """The filter, or why the Go of that Flux does not compile its pattern."""
    major, minor = map(int, flux.split("."))
    compiled = compile_pattern(pattern, dialect_of((major, minor)))
    return compiled if isinstance(compiled, Fault) else Filter(compiled, extract)
