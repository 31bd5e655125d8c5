"""One piece of a file, read: the fast way, over libyaml's events.

It answers only where libyaml's events settle everything: for the rest it steps aside, and the piece is read
exactly (`yaml_document`). One loop, and nothing built but what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ddlint.model import libyaml
from ddlint.model.goyaml.parser import MAX_DEPTH
from ddlint.model.libyaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
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
from ddlint.model.yaml_tree import STYLES, comment_behind

_FOLLOWED = frozenset({Trouble.REFERENCE, Trouble.INJECTION})
_META = frozenset({"apiVersion", "kind", "name", "namespace"})
_STRUCTURE = frozenset({"metadata", "annotations"})
_LISTS = frozenset({"List", "ResourceList"})
_PROPERTIES = re.compile(r"(?:(?:&[0-9A-Za-z_-]+|!\S*)(?:\s+(?:#[^\n]*)?)*)*")
_ODD = re.compile("[\x85\u2028\u2029\ufeff]|\r(?!\n)|config\\.kubernetes\\.io/|^[%?]", re.MULTILINE)
_FAR = 1 << 62
_WIDEST_GAP = 256


class _Aside(Exception):
    """Only exact reading will do."""


class _Frame:
    """An open collection, put aside while one inside it is read."""

    __slots__ = ("holder", "key", "mapping", "seen", "step")

    def __init__(
        self, mapping: bool, key: str | None, step: int, holder: Container | None, seen: set[str]
    ) -> None:
        self.mapping = mapping
        self.key = key
        self.step = step
        self.holder = holder
        self.seen = seen


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

    def read(self) -> Read | None:
        """What the piece holds; None where only exact reading will do."""
        if self._careful and _ODD.search(self._piece):
            return None
        try:
            self._loop(libyaml.event_parser(self._piece).get_event)
        except (_Aside, libyaml.YAMLError):
            return None
        if self._number < len(self._pending):
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
        careful, kept, meta, structure = self._careful, IMAGE_KEYS, _META, _STRUCTURE
        watch = self._watch()
        stack: list[_Frame] = []
        mapping, key, step, flow, depth = False, None, 0, 0, 0
        holder: Container | None = None
        seen: set[str] = set()
        key_event = None
        for event in iter(get, None):
            kind = type(event)
            if kind is ScalarEvent:
                if not mapping:
                    step += 1
                    if depth == 0:
                        self._bare_root("scalar")
                    elif event.end_mark.index >= watch:
                        raise _Aside
                elif key is None:
                    key = event.value
                    if careful:
                        key_event = event
                        if key in seen:
                            raise _Aside
                        seen.add(key)
                else:
                    if key in kept or event.end_mark.index >= watch:
                        holder = holder or self._holder(stack)
                        self._value(event, key, key_event, holder, flow)
                        watch = self._watch()
                    elif depth < 3:
                        if careful and key in structure:
                            raise _Aside
                        if key in meta:
                            self._name(event.value, key, stack, depth)
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if not mapping:
                    step += 1
                elif key is None or (
                    careful and kind is SequenceStartEvent and depth < 3 and key in structure
                ):
                    raise _Aside
                stack.append(_Frame(mapping, key, step, holder, seen))
                depth += 1
                mapping, key, step, holder = kind is MappingStartEvent, None, -1, None
                if careful:
                    seen = set()
                if depth == 1:
                    self._bare_root("mapping" if mapping else "sequence")
                elif depth > MAX_DEPTH:
                    raise _Aside
                if flow or event.flow_style:
                    flow += 1
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = stack.pop()
                depth -= 1
                mapping, key, step, holder, seen = frame.mapping, None, frame.step, frame.holder, frame.seen
                if flow:
                    flow -= 1
            elif kind is AliasEvent:
                if not mapping:
                    step += 1
                elif key is None or (careful and key in structure):
                    raise _Aside
                key = None
            elif careful and kind is DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    raise _Aside
            elif careful and kind is DocumentEndEvent and event.explicit:
                raise _Aside
        if careful and self._documents == 0 and self._piece.strip():
            raise _Aside

    def _bare_root(self, root: str) -> None:
        if self._root == "empty":
            self._root = root
        if self._careful and root != "mapping":
            raise _Aside

    def _name(self, value: str, key: str, stack: Sequence[_Frame], depth: int) -> None:
        top = key in {"apiVersion", "kind"}
        if depth == 1 and top:
            if key == "kind" and value in _LISTS and self._careful and self._task.only:
                raise _Aside
            self._meta.setdefault(key, value)
        elif depth == 2 and not top and stack[1].key == "metadata":
            self._meta.setdefault(key, value)

    def _holder(self, stack: Sequence[_Frame]) -> Container:
        """The container of the innermost collection; those around it are made on the way."""
        holder = stack[1].holder if len(stack) > 1 else None
        holder = holder or Container(None, "", self._task.number)
        for level in range(1, len(stack)):
            frame = stack[level]
            if frame.holder is None:
                frame.holder = holder
            inner = stack[level + 1].holder if level + 1 < len(stack) else None
            step = frame.key if frame.mapping else frame.step
            holder = inner or Container(frame.holder, step if step is not None else "", self._task.number)
        return holder

    def _value(self, event: Any, key: str, key_event: Any, holder: Container, flow: int) -> None:  # noqa: ANN401
        start, end = event.start_mark.index + self._base, event.end_mark.index + self._base
        text = self._task.text
        dressed = event.ctag is not None or event.anchor
        if dressed:
            properties = _PROPERTIES.match(text, start)
            start = min(properties.end(), end) if properties else start
        if start == end:
            return
        style = STYLES[event.style or ""]
        if style in {Style.LITERAL, Style.FOLDED}:
            end = start + len(text[start:end].rstrip())
        scalar = Scalar(
            path=self._task.path,
            text=text,
            start=start,
            end=end,
            value=event.value,
            style=style,
            tag=str(event.tag or "") if dressed else "",
            anchor=event.anchor or "",
            parent=holder,
            step=key,
            comment=comment_behind(text, start, end, style),
        )
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

    def _on_one_line(self, scalar: Scalar, key_event: Any) -> bool:  # noqa: ANN401
        """Whether key, value and comment stand on one line: then the comment is the value's, alone."""
        text, comment = scalar.text, scalar.comment
        line = text.rfind("\n", 0, scalar.start) + 1
        plain_key = key_event.ctag is None and not key_event.anchor
        near = comment is not None and comment.start - scalar.end < _WIDEST_GAP
        in_line = key_event.start_mark.index + self._base >= line and "\n" not in scalar.raw
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
