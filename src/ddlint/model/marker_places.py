"""Which position each marker-like place of a document has, and whether Flux acts on it there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.goyaml.nodes import Spans
from ddlint.model.marker import Reading, Trouble
from ddlint.model.marker_candidates import Candidate
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.marker_spans import DISABLED, comment_span, text_span
from ddlint.model.marker_text import read_comment
from ddlint.model.marker_words import LINE_FIRST, SEVERAL, UNDECODED, WORDS
from ddlint.model.yaml_tree import Spot, Tree

_FOLLOWED = frozenset({Trouble.REFERENCE, Trouble.INJECTION})


@dataclass(frozen=True, slots=True)
class Owner:
    """What a comment belongs to.

    Attributes:
        start, end: the comment's range.
        position: of a marker in it.
        spot: the value it belongs to, or whose key it belongs to.
        said: all that Flux reads as this comment, without the white space around it.
        masked: Flux reads another comment of the value instead.
    """

    start: int
    end: int
    position: Position
    spot: Spot | None
    said: str = ""
    masked: bool = False


def owners(tree: Tree) -> list[Owner]:
    """What the comments of the document belong to, in the order of the text."""
    found = [owner for spot in tree.spots for owner in _owners(spot)]
    root = tree.parsed.root
    if root is not None:
        spans = root.line_spans + root.head_spans + root.closing_spans
        found += _each(spans, Position.FLOW if root.style else Position.BELOW, None)
        found += _each(root.stems, Position.ABOVE_ITEM, None)
    return sorted(found, key=lambda owner: owner.start)


def _each(spans: Spans, position: Position, spot: Spot | None, said: str = "") -> Iterator[Owner]:
    said = said.strip()
    for start, end in spans:
        yield Owner(start, end, position, spot, said)


def _owners(spot: Spot) -> Iterator[Owner]:
    node, key = spot.node, spot.key
    if key is not None:
        empty = node.kind == "scalar" and node.start == node.end
        yield from _each(key.line_spans, Position.EMPTY if empty else Position.KEY, spot)
        yield from _each(key.head_spans, Position.ABOVE_KEY, spot)
    yield from _each(node.stems, Position.ABOVE_ITEM, spot)
    yield from _each(node.closing_spans, Position.FLOW, spot)
    if node.kind == "scalar":
        yield from _of_scalar(spot)
    else:
        position = Position.ALIAS if node.kind == "alias" else Position.FLOW
        yield from _each(node.line_spans + node.head_spans, position, spot)


def _of_scalar(spot: Spot) -> Iterator[Owner]:
    node = spot.node
    position = Position.LINE if spot.visited else Position.DUPLICATE
    yield from _each(node.line_spans, position, spot, node.line)
    masked = bool(node.line)
    if len(node.head_spans) != 1 or "\n" in node.head.strip() or masked:
        position = Position.HEAD if masked else Position.ABOVE_ITEM
    else:
        position = Position.HEAD if spot.visited else Position.DUPLICATE
    said = node.head.strip()
    for start, end in node.head_spans:
        yield Owner(start, end, position, spot, said, masked)


class Places:
    """Makes the sites of one document."""

    def __init__(self, tree: Tree) -> None:
        """Take a document that go-yaml reads."""
        self._tree = tree
        self._owners = owners(tree)
        self._starts = [owner.start for owner in self._owners]
        self._comments = sorted(set(tree.parsed.comments))
        self._comment_starts = [start for start, _ in self._comments]
        self._members = sorted(tree.spots, key=_begin)
        self._begins = [_begin(spot) for spot in self._members]
        scalars = (spot for spot in tree.spots if spot.node.kind == "scalar")
        self._scalars = sorted(scalars, key=lambda spot: spot.node.start)
        self._scalar_starts = [spot.node.start for spot in self._scalars]
        self._looked_from = self._reaches = -1
        self._mapping = tree.parsed.root is not None and tree.parsed.root.kind == "mapping"

    def sites(self, candidates: Sequence[Candidate]) -> list[MarkerSite]:
        """The sites of `candidates`, whose offsets count in the file's text."""
        sites: list[MarkerSite] = []
        for candidate in candidates:
            if sites and candidate.start < sites[-1].end:
                continue
            site = self._site(candidate, self._tree.lines.back(candidate.start))
            if site is not None:
                sites.append(site)
        return sites

    def _site(self, candidate: Candidate, at: int) -> MarkerSite | None:
        number = bisect_right(self._comment_starts, at) - 1
        if number >= 0 and at < self._comments[number][1]:
            return self._comment(self._comments[number], candidate)
        spot = self._scalar_around(at)
        if spot is not None:
            return self._text(spot, at) if candidate.braced else None
        if at >= self._tree.parsed.end:
            return self._after(candidate)
        return self._elsewhere(at) if candidate.braced else None

    def _scalar_around(self, at: int) -> Spot | None:
        spot = self._previous(at)
        return spot if spot is not None and at < spot.node.end else None

    def _comment(self, span: tuple[int, int], candidate: Candidate) -> MarkerSite | None:
        start, end = span
        text = self._tree.lines.text[start:end]
        raw = text.rstrip(" \t\r")
        reading = read_comment(text)
        if not candidate.named and not is_followed(reading, raw):
            return None
        owner = self._owner(start)
        position, spot = self._position(start, owner, raw)
        live, reason = self._verdict(position, owner, reading, text)
        return self._make(start, start + len(raw), position, spot, reading, live, reason)

    def _owner(self, start: int) -> Owner | None:
        number = bisect_right(self._starts, start) - 1
        if number >= 0 and start < self._owners[number].end:
            return self._owners[number]
        return None

    def _position(self, start: int, owner: Owner | None, raw: str) -> tuple[Position, Spot | None]:
        text = self._tree.lines.text
        line_start = text.rfind("\n", 0, start) + 1
        before = text[line_start:start]
        if before[:3] in ("---", "...") and before[3:4] in ("", " ", "\t"):
            return Position.SEPARATOR, None
        if not before.strip() and DISABLED.match(raw):
            return Position.COMMENTED_OUT, self._next(start)
        if start >= self._tree.parsed.end:
            return Position.AFTER_END, None
        if owner is not None and owner.position is not Position.BELOW:
            return owner.position if self._mapping else Position.NOT_A_DOCUMENT, owner.spot
        return self._loose(start)

    def _loose(self, start: int) -> tuple[Position, Spot | None]:
        if not self._mapping:
            return Position.NOT_A_DOCUMENT, None
        following = self._next(start)
        if following is not None and self._just_above(start, following):
            return Position.ABOVE_KEY, following
        return Position.BELOW, self._previous(start)

    def _just_above(self, start: int, spot: Spot) -> bool:
        begin = _begin(spot)
        if begin != self._looked_from:
            self._looked_from, self._reaches = begin, self._reach(begin)
        return start >= self._reaches

    def _reach(self, begin: int) -> int:
        """From where on only comments and blank lines stand above `begin`."""
        text = self._tree.lines.text
        line = text.rfind("\n", 0, begin) + 1
        if text[line:begin].strip(" -"):
            return begin
        while line > 0:
            above = text.rfind("\n", 0, line - 1) + 1
            content = text[above:line].strip()
            if content and not content.startswith("#"):
                break
            line = above
        return line

    def _next(self, at: int) -> Spot | None:
        number = bisect_right(self._begins, at)
        return self._members[number] if number < len(self._members) else None

    def _previous(self, at: int) -> Spot | None:
        number = bisect_right(self._scalar_starts, at) - 1
        return self._scalars[number] if number >= 0 else None

    def _verdict(
        self, position: Position, owner: Owner | None, reading: Reading, text: str
    ) -> tuple[bool, str]:
        if position not in {Position.LINE, Position.HEAD} or owner is None:
            return False, WORDS[position]
        if owner.masked:
            return False, LINE_FIRST
        if owner.said != text.strip():
            return False, SEVERAL
        if reading.marker is None and reading.trouble not in _FOLLOWED:
            return False, reading.reason or UNDECODED
        return bool(reading.setter), WORDS[position] if reading.setter else reading.reason

    def _text(self, spot: Spot, at: int) -> MarkerSite:
        style = spot.node.style
        block = style != "" and style in "|>"
        position = Position.BLOCK_TEXT if block else Position.QUOTED_TEXT if style else Position.PLAIN_TEXT
        start, end = text_span(self._tree.lines.text, at, spot.node.start, spot.node.end)
        raw = self._tree.lines.text[start:end]
        return self._make(start, end, position, spot, read_comment(raw), False, WORDS[position], False)

    def _elsewhere(self, at: int) -> MarkerSite:
        """In a key, or in a root that is a scalar."""
        text = self._tree.lines.text
        start, end = text_span(text, at, 0, len(text))
        position = Position.PLAIN_TEXT if self._mapping else Position.NOT_A_DOCUMENT
        reading = read_comment(text[start:end])
        return self._make(start, end, position, None, reading, False, WORDS[position])

    def _after(self, candidate: Candidate) -> MarkerSite | None:
        text = self._tree.lines.text
        start, end = comment_span(text, self._tree.lines.back(candidate.start))
        raw = text[start:end]
        reading = read_comment(raw)
        if not candidate.named and not is_followed(reading, raw):
            return None
        disabled = DISABLED.match(raw) and not text[text.rfind("\n", 0, start) + 1 : start].strip()
        position = Position.COMMENTED_OUT if disabled else Position.AFTER_END
        return self._make(start, end, position, None, reading, False, WORDS[position])

    def _make(
        self,
        start: int,
        end: int,
        position: Position,
        spot: Spot | None,
        reading: Reading,
        live: bool,
        reason: str,
        aimed: bool = True,
    ) -> MarkerSite:
        tree = self._tree
        written = spot is not None and spot.node.kind == "scalar" and spot.node.start != spot.node.end
        return MarkerSite(
            path=tree.path,
            text=tree.text,
            start=tree.lines.at(start),
            end=tree.lines.at(end),
            position=position,
            reading=reading,
            live=live,
            reason=reason,
            route=spot.parent.route_to(spot.step) if spot is not None else "",
            target=tree.scalar(spot) if spot is not None and written and aimed else None,
        )


def _begin(spot: Spot) -> int:
    return spot.key.start if spot.key else spot.node.outer


def is_followed(reading: Reading, raw: str) -> bool:
    """Whether a comment that does not name imagepolicy counts all the same."""
    return reading.trouble in _FOLLOWED or bool(reading.marker) or "kpt-set" in raw.lower()
