"""One piece of a file, read: the fast way, over libyaml's events.

It answers only where libyaml's events settle everything: for the rest it steps aside, and the piece is read
exactly (`yaml_document`). One loop, and nothing built but what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ddlint.model import libyaml, light_events
from ddlint.model.goyaml.parser import MAX_DEPTH
from ddlint.model.light_events import Event
from ddlint.model.marker import Trouble
from ddlint.model.marker_candidates import Candidate
from ddlint.model.marker_places import is_followed
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.marker_text import read_comment
from ddlint.model.marker_words import UNDECODED, WORDS
from ddlint.model.route import Container
from ddlint.model.scalar import IMAGE_KEYS, Scalar, Style
from ddlint.model.yaml_document import Read, Task
from ddlint.model.yaml_file import Document
from ddlint.model.yaml_null import NULLS
from ddlint.model.yaml_tree import STYLES, comment_behind

_FOLLOWED = frozenset({Trouble.REFERENCE, Trouble.INJECTION})
_META = frozenset({"apiVersion", "kind", "name", "namespace"})
_STRUCTURE = frozenset({"metadata", "annotations"})
_KNOWN = _META | _STRUCTURE
_LISTS = frozenset({"List", "ResourceList"})
_PROPERTIES = re.compile(r"(?:(?:&[0-9A-Za-z_-]+|!\S*)(?:\s+(?:#[^\n]*)?)*)*")
_WIDE = re.compile("[\x85\u2028\u2029\ufeff]")
_LONE_RETURN = re.compile("\r(?!\n)")
_COLLECTIONS = (
    light_events.MAPPING_START,
    light_events.MAPPING_END,
    light_events.SEQUENCE_START,
    light_events.SEQUENCE_END,
)
_NO_EVENT: Event = ()
_FAR = 1 << 62
_WIDEST_GAP = 256


class _Aside(Exception):
    """Only exact reading will do."""


_Frame = tuple[bool, str | None, int, set[str]]
"""An open collection while one inside it is read: is it a mapping, key or index in it, its keys so far."""


class FastReader:
    """Reads one piece."""

    def __init__(self, task: Task, *, careful: bool) -> None:
        """Take a piece; `careful` where Flux opens the file or the piece has candidates."""
        self._task = task
        self._careful = careful
        self._piece = task.text[task.piece.start : task.piece.end]
        self._base = task.piece.start + (1 if self._piece.startswith("\ufeff") else 0)
        self._pending: Sequence[Candidate] = task.candidates
        self._number = 0
        self._scalars: list[Scalar] = []
        self._sites: list[MarkerSite] = []
        self._meta: dict[str, str] = {}
        self._root = "empty"
        self._documents = 0
        self._aliases: list[tuple[str, int]] = []

    def read(self) -> Read | None:
        """What the piece holds; None where only exact reading will do."""
        if self._careful and _is_odd(self._piece):
            return None
        try:
            with light_events.Light():
                self._loop(light_events.event_source(self._piece))
            self._check_aliases()
        except (_Aside, libyaml.YAMLError):
            return None
        if self._number < len(self._pending) or (
            self._careful and not self._documents and self._piece.strip()
        ):
            return None
        meta = self._meta
        document = Document(
            *self._task.piece,
            self._root,
            meta.get("apiVersion", ""),
            meta.get("kind", ""),
            meta.get("name", ""),
            meta.get("namespace", ""),
        )
        return Read(document, self._scalars, self._sites)

    def _watch(self) -> int:
        """From which end of a scalar on the next candidate is concerned, as libyaml counts."""
        if self._number >= len(self._pending):
            return _FAR
        start = self._pending[self._number].start
        return self._task.text.rfind("\n", self._task.piece.start, start) + 1 - self._base

    def _loop(self, get: Any) -> None:  # noqa: ANN401, C901, PLR0912, PLR0915 - one tight loop, for speed
        careful, kept, known, scalar = self._careful, IMAGE_KEYS, _KNOWN, light_events.SCALAR
        mapping_start, mapping_end, sequence_start, sequence_end = _COLLECTIONS
        watching, watch = bool(self._pending), self._watch()
        stack: list[_Frame] = []
        holders: list[Container | None] = []
        mapping, key, step, flow, key_event = False, None, 0, 0, _NO_EVENT
        seen: set[str] = set()
        for event in iter(get, None):
            kind = event[0]
            if kind is scalar:
                if not mapping:
                    step += 1
                    if not stack or (watching and event[3].index >= watch):
                        self._bare_scalar(stack, event)
                elif key is None:
                    key = event[1]
                    if careful:
                        key_event = event
                        if key in seen:
                            raise _Aside
                        seen.add(key)
                else:
                    if key in known and len(stack) < 3:
                        self._name(event[1], key, stack)
                    if key in kept or (watching and event[3].index >= watch):
                        self._value(event, key, key_event, holders[-1] or self._holder(stack, holders), flow)
                        watch = self._watch() if watching else _FAR
                    key = None
            elif kind is mapping_start or kind is sequence_start:
                if not mapping:
                    step += 1
                elif key is None or (careful and kind is sequence_start and key in _STRUCTURE):
                    raise _Aside
                stack.append((mapping, key, step, seen))
                holders.append(None)
                mapping, key, step = kind is mapping_start, None, -1
                if careful:
                    seen = set()
                if len(stack) == 1:
                    self._bare_root("mapping" if mapping else "sequence")
                elif len(stack) > MAX_DEPTH:
                    raise _Aside
                if flow or event[1]:
                    flow += 1
            elif kind is mapping_end or kind is sequence_end:
                mapping, key, step, seen = stack.pop()
                holders.pop()
                key = None
                if flow:
                    flow -= 1
            elif kind is light_events.ALIAS:
                if not mapping:
                    step += 1
                elif key is None:
                    raise _Aside
                self._alias(event)
                key = None
            else:
                self._document_mark(event)

    def _alias(self, event: Event) -> None:
        if self._careful:
            raise _Aside
        self._aliases.append((event[1], event[2].index))

    def _check_aliases(self) -> None:
        """Step aside for an anchor that is not there: libyaml's events do not tell."""
        anchors = libyaml.anchors(self._piece) if self._aliases else {}
        if any(anchors.get(name, _FAR) > at for name, at in self._aliases):
            raise _Aside

    def _document_mark(self, event: Event) -> None:
        self._documents += event[0] is light_events.DOCUMENT_START
        if self._documents > 1 or (event[0] is light_events.DOCUMENT_END and event[1]):
            raise _Aside

    def _bare_scalar(self, stack: Sequence[_Frame], event: Event) -> None:
        if stack:
            raise _Aside
        null = not event[4] and event[6] is None and event[1] in NULLS
        self._bare_root("empty" if null else "scalar")

    def _bare_root(self, root: str) -> None:
        if self._root == "empty":
            self._root = root
        if self._careful and root != "mapping":
            raise _Aside

    def _name(self, value: str, key: str, stack: Sequence[_Frame]) -> None:
        if key in _STRUCTURE:
            if self._careful:
                raise _Aside
            return
        depth = len(stack)
        top = key in {"apiVersion", "kind"}
        if depth == 1 and top:
            if key == "kind" and value in _LISTS and self._careful and self._task.only:
                raise _Aside
            self._meta.setdefault(key, value)
        elif depth == 2 and not top and stack[1][1] == "metadata":
            self._meta.setdefault(key, value)

    def _holder(self, stack: Sequence[_Frame], holders: list[Container | None]) -> Container:
        """The container of the innermost collection; those around it are made on the way."""
        level = len(stack) - 1
        while level > 0 and holders[level - 1] is None:
            level -= 1
        holder = holders[level - 1] if level > 0 else None
        for mapping, key, step, _ in stack[level:]:
            holder = Container(holder, (key or "") if mapping else step, self._task.number)
            holders[level] = holder
            level += 1
        return holder if holder is not None else Container(None, "", self._task.number)

    def _value(self, event: Event, key: str, key_event: Event, holder: Container, flow: int) -> None:
        _, value, start_mark, end_mark, style_mark, anchor, tag = event
        start, end = start_mark.index + self._base, end_mark.index + self._base
        text = self._task.text
        dressed = tag is not None or anchor
        if dressed:
            properties = _PROPERTIES.match(text, start)
            start = min(properties.end(), end) if properties else start
        if start == end:
            return
        style = STYLES[style_mark or ""]
        block = style is Style.LITERAL or style is Style.FOLDED
        if block:
            end = start + len(text[start:end].rstrip())
        bare = not block and text.startswith("\n", end)
        comment = None if bare else comment_behind(text, start, end, style)
        path = self._task.path
        scalar = Scalar(path, text, start, end, value, style, tag or "", anchor or "", holder, key, comment)
        kept = key in IMAGE_KEYS
        if kept:
            holder.scalars.setdefault(key, scalar)
        if self._number < len(self._pending) and self._owns(scalar):
            if flow or dressed or not self._on_one_line(scalar, key_event):
                raise _Aside
            kept = self._site(scalar) or kept
        if kept:
            self._scalars.append(scalar)

    def _owns(self, scalar: Scalar) -> bool:
        candidate = self._pending[self._number]
        comment = scalar.comment
        if candidate.start < scalar.end:
            raise _Aside
        return comment is not None and comment.start <= candidate.start < comment.end

    def _on_one_line(self, scalar: Scalar, key_event: Event) -> bool:
        """Whether key, value and comment stand on one line: then the comment is the value's, alone."""
        text, comment = scalar.text, scalar.comment
        line = text.rfind("\n", 0, scalar.start) + 1
        plain_key = key_event[6] is None and not key_event[5]
        near = comment is not None and comment.start - scalar.end < _WIDEST_GAP
        in_line = key_event[2].index + self._base >= line and "\n" not in scalar.raw
        return plain_key and near and in_line and scalar.style not in {Style.LITERAL, Style.FOLDED}

    def _site(self, scalar: Scalar) -> bool:
        """Take the candidates in the comment of `scalar`; say whether they make a site."""
        comment = scalar.comment
        if comment is None:
            return False
        named = False
        while self._number < len(self._pending) and self._pending[self._number].start < comment.end:
            named = named or self._pending[self._number].named
            self._number += 1
        reading = read_comment(comment.text)
        if not named and not is_followed(reading, comment.text):
            return False
        live = bool(reading.setter) and (reading.marker is not None or reading.trouble in _FOLLOWED)
        site = MarkerSite(
            path=scalar.path,
            text=scalar.text,
            start=comment.start,
            end=comment.end,
            position=Position.LINE,
            reading=reading,
            live=live,
            reason=WORDS[Position.LINE] if live else reading.reason or UNDECODED,
            route=scalar.route,
            target=scalar,
        )
        self._sites.append(site)
        return True


def _is_odd(piece: str) -> bool:
    """Whether go-yaml and libyaml may read it differently, or something in it needs the whole tree."""
    if "\n?" in piece or "\n%" in piece or piece.startswith(("?", "%")):
        return True
    if "config.kubernetes.io/" in piece or ("\r" in piece and _LONE_RETURN.search(piece)):
        return True
    return not piece.isascii() and _WIDE.search(piece) is not None
