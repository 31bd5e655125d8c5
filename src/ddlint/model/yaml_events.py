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
_FAR = 1 << 62
_WIDEST_GAP = 256
_BLOCK = frozenset("|>")

Mark = Any  # the binding's class is untyped
Name = str | None
_NO_MARK: Mark = None

_Frame = tuple[bool, str | None, int, set[str]]
"""An open collection while one inside it is read: is it a mapping, key or index in it, its keys so far."""

_Taken = tuple[str, Mark, Mark, Name, Name, Name]
"""A scalar: its value, its two marks, style, anchor and tag, as libyaml has them."""


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
        self._stack: list[_Frame] = []
        self._holders: list[Container | None] = []

    def read(self) -> Read | None:
        """What the piece holds; None where only exact reading will do."""
        if self._careful and _is_odd(self._piece):
            return None
        try:
            settled = light_events.drive(self._piece, self._takers()) and self._anchors_are_there()
        except libyaml.YAMLError:
            return None
        if not settled or self._number < len(self._pending):
            return None
        if self._careful and not self._documents and self._piece.strip():
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
        """From which end of a scalar on the next candidate is concerned, as libyaml counts; 0 without one."""
        if self._number >= len(self._pending):
            return 0
        start = self._pending[self._number].start
        return max(self._task.text.rfind("\n", self._task.piece.start, start) + 1 - self._base, 1)

    def _takers(self) -> light_events.Takers:  # noqa: C901 - the state of one reading, for speed
        """What takes the events one by one. Each answers whether they settle the piece so far."""
        careful, kept, known, stack, holders = self._careful, IMAGE_KEYS, _KNOWN, self._stack, self._holders
        mapping, step, flow, watch, key_mark = False, 0, 0, self._watch(), _NO_MARK
        key: str | None = None
        keys: set[str] = set()

        def scalar(anchor: Name, tag: Name, _: Mark, text: str, start: Mark, end: Mark, style: Name) -> bool:
            nonlocal key, step, watch, key_mark
            if key is not None:
                if key in known and len(stack) < 3 and not self._name(text, key):
                    return False
                if key in kept or (watch and end.index >= watch):
                    if not self._value((text, start, end, style, anchor, tag), key, key_mark, flow):
                        return False
                    watch = watch and self._watch()
                key = None
            elif mapping:
                key = text
                if careful:
                    if text in keys:
                        return False
                    keys.add(text)
                    key_mark = start if tag is None and not anchor else None
            else:
                step += 1
                if not stack:
                    return self._bare_scalar(text, plain=not style and tag is None)
                return not watch or bool(end.index < watch)
            return True

        def opened(is_mapping: bool, _a: Name, _t: Name, _i: object, _s: Mark, _e: Mark, flows: bool) -> bool:
            nonlocal mapping, key, step, flow, keys
            step += 1  # of no use in a mapping, and no harm
            if mapping and (key is None or (careful and not is_mapping and key in _STRUCTURE)):
                return False
            stack.append((mapping, key, step, keys))
            holders.append(None)
            mapping, key, step, keys = is_mapping, None, -1, set()
            if flow or flows:
                flow += 1
            return len(stack) <= MAX_DEPTH and (len(stack) > 1 or self._bare_collection(mapping))

        def closed(_: Mark, __: Mark) -> bool:
            nonlocal mapping, key, step, flow, keys
            mapping, key, step, keys = stack.pop()
            key = None
            holders.pop()
            if flow:
                flow -= 1
            return True

        def alias(name: str, start: Mark, _: Mark) -> bool:
            nonlocal key, step
            settled = not careful and (key is not None or not mapping)
            key, step = None, step + 1
            self._aliases.append((name, start.index))
            return settled

        return light_events.takers(scalar, opened, closed, alias, self._document_mark)

    def _document_mark(self, begins: bool, _: Mark, __: Mark, explicit: bool, *more: object) -> bool:  # noqa: ARG002
        """Take the begin or the end of a document, of which a piece may have one."""
        self._documents += begins
        return self._documents <= 1 and (begins or not explicit)

    def _anchors_are_there(self) -> bool:
        """Whether each alias has an anchor before it: libyaml's events do not tell."""
        anchors = libyaml.anchors(self._piece) if self._aliases else {}
        return all(anchors.get(name, _FAR) <= at for name, at in self._aliases)

    def _bare_scalar(self, value: str, *, plain: bool) -> bool:
        return self._bare_root("empty" if plain and value in NULLS else "scalar")

    def _bare_root(self, root: str) -> bool:
        if self._root == "empty":
            self._root = root
        return not self._careful or root == "mapping"

    def _bare_collection(self, mapping: bool) -> bool:
        return self._bare_root("mapping" if mapping else "sequence")

    def _name(self, value: str, key: str) -> bool:
        if key in _STRUCTURE:
            return not self._careful
        depth = len(self._stack)
        top = key in {"apiVersion", "kind"}
        if depth == 1 and top:
            if key == "kind" and value in _LISTS and self._careful and self._task.only:
                return False
            self._meta.setdefault(key, value)
        elif depth == 2 and not top and self._stack[1][1] == "metadata":
            self._meta.setdefault(key, value)
        return True

    def _holder(self) -> Container:
        """The container of the innermost collection; those around it are made on the way."""
        stack, holders = self._stack, self._holders
        level = len(stack) - 1
        while level > 0 and holders[level - 1] is None:
            level -= 1
        holder = holders[level - 1] if level > 0 else None
        for mapping, key, step, _ in stack[level:]:
            holder = Container(holder, (key or "") if mapping else step, self._task.number)
            holders[level] = holder
            level += 1
        return holder if holder is not None else Container(None, "", self._task.number)

    def _value(self, taken: _Taken, key: str, key_mark: Mark, flow: int) -> bool:  # noqa: C901 - for speed
        value, start_mark, end_mark, style_mark, anchor, tag = taken
        text, base = self._task.text, self._base
        start, end = start_mark.index + base, end_mark.index + base
        dressed = tag is not None or anchor
        if dressed:
            properties = _PROPERTIES.match(text, start)
            start = min(properties.end(), end) if properties else start
        if start == end:
            return True
        style, comment = STYLES[style_mark or ""], None
        if style_mark in _BLOCK:
            end = start + len(text[start:end].rstrip())
            comment = comment_behind(text, start, end, style)
        elif text[end : end + 1] != "\n":
            comment = comment_behind(text, start, end, style)
        path, holder = self._task.path, self._holders[-1] or self._holder()
        scalar = Scalar(path, text, start, end, value, style, tag or "", anchor or "", holder, key, comment)
        wanted = key in IMAGE_KEYS
        if wanted:
            holder.scalars.setdefault(key, scalar)
        if self._number < len(self._pending):
            candidate = self._pending[self._number].start
            if candidate < scalar.end:
                return False
            if comment is not None and comment.start <= candidate < comment.end:
                if flow or dressed or not self._on_one_line(scalar, key_mark):
                    return False
                wanted = self._site(scalar) or wanted
        if wanted:
            self._scalars.append(scalar)
        return True

    def _on_one_line(self, scalar: Scalar, key_mark: Mark) -> bool:
        """Whether key, value and comment stand on one line: then the comment is the value's, alone."""
        text, comment = scalar.text, scalar.comment
        line = text.rfind("\n", 0, scalar.start) + 1
        near = comment is not None and comment.start - scalar.end < _WIDEST_GAP
        in_line = key_mark is not None and key_mark.index + self._base >= line and "\n" not in scalar.raw
        return near and in_line and scalar.style not in {Style.LITERAL, Style.FOLDED}

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
    if ("?" in piece and "\n?" in piece) or ("%" in piece and "\n%" in piece) or piece.startswith(("?", "%")):
        return True
    if "config.kubernetes.io/" in piece or ("\r" in piece and _LONE_RETURN.search(piece)):
        return True
    return not piece.isascii() and _WIDE.search(piece) is not None
