"""What a change does to values under markers: from the texts of two sides to the subjects of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ddlint.config.bots import is_bot
from ddlint.config.settings import Settings
from ddlint.model.accounts.policies import reaches_of
from ddlint.model.accounts.reach import Reach
from ddlint.model.changes.marked_file import MarkedAt
from ddlint.model.changes.marker_change import MarkerChange
from ddlint.model.changes.matching import Matched, Unmarked
from ddlint.model.changes.past import LineStep, rolled_back, tag_of, tag_steps, writer_of
from ddlint.model.changes.tag_order import Way, moved
from ddlint.model.changes.value_change import Editor, ValueChange
from ddlint.model.deployments.tag_order import Reader, reader
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.marker import Form
from ddlint.model.tag_template import templates_of

ORDERED = frozenset({Form.IMAGE, Form.TAG})


@dataclass(frozen=True, slots=True)
class History:
    """What git knows about the files of a change.

    Attributes:
        within: what the commits of the change did, newest first.
        before: what those of the main line before it did, newest first.
        missing: why that is not all; empty where it is.
    """

    within: Sequence[LineStep] = ()
    before: Sequence[LineStep] = ()
    missing: str = ""


class ValueChanges:
    """Makes the subjects."""

    def __init__(
        self, matched: Matched, sides: tuple[FluxIndex, FluxIndex], history: History, settings: Settings
    ) -> None:
        """Take what is known.

        Args:
            matched: what became of the values.
            sides: all Flux objects before the change and after it.
            history: what git knows.
            settings: in force.
        """
        self._matched = matched
        self._index = sides[1]
        self._old_policies, self._policies = (
            lru_cache(None)(reaches_of(side, settings.flux.version)) for side in sides
        )
        self._history = history
        self._settings = settings
        self._read: Reader = reader(templates_of(settings.tags.sortable))
        self._known = frozenset(
            email
            for side in sides
            for each in side.automations()
            if (email := each.object.word("git", "commit", "author", "email"))
        )

    def values(self) -> Iterator[ValueChange]:
        """The values that are another one afterwards, below the same marker."""
        for was, now in self._matched.changed:
            old, new = (tag_of(each.use.value, each.setter) for each in (was, now))
            if old != new and now.use.marker.form is not Form.NAME:
                yield self._value(was, now, old, new)

    def _value(self, was: MarkedAt, now: MarkedAt, old: str, new: str) -> ValueChange:
        marker = self._index.marker(now.use)
        policies = self._ordering(marker)
        way = moved(old, new, policies, self._read)
        path = was.use.path
        steps = [*tag_steps(self._history.before, path, was.setter)]
        asked = way.way is not Way.OUT
        back = rolled_back(steps, new, self._went(policies), self._is_bot) if asked else None
        return ValueChange(
            was.use, marker, old, new, way, self._editor(was, now, new),
            back, self._history.missing if asked else "", self._matched.texts[now.use.path],
        )  # fmt: skip

    def _ordering(self, marker: MarkerInUse) -> Sequence[Reach]:
        """The policies that say which tag is lower: those that meet an automation that writes the marker."""
        use = marker.use.marker
        if use.form not in ORDERED:
            return ()
        named = self._index.policies_named(use.namespace, use.name)
        seen = {id(each) for each in marker.policies}
        every = zip(named, self._policies(use), strict=True)
        return [reach for (policy, _), reach in every if id(policy) in seen]

    def _went(self, policies: Sequence[Reach]) -> Callable[[str, str], Way]:
        return lambda old, new: moved(old, new, policies, self._read).way

    def _editor(self, was: MarkedAt, now: MarkedAt, new: str) -> Editor:
        """Who wrote the value in this change; where no commit shows it, whoever made all of it."""
        paths = (now.use.path, was.use.path)
        step = writer_of(self._history.within, paths, now.setter, new)
        if step is not None:
            return Editor.of(step, is_bot=self._is_bot(step.who))
        kinds = {self._is_bot(each.who): each for each in self._history.within if each.path in paths}
        if len(kinds) == 1:
            ((kind, only),) = kinds.items()
            return Editor.of(only, is_bot=kind)
        return Editor()

    def _is_bot(self, who: str) -> bool:
        return is_bot(who, self._settings.flux, self._known)

    def markers(self) -> Iterator[MarkerChange]:
        """The values whose marker is gone, or names another policy."""
        for each in self._matched.unmarked:
            yield self._unmarked(each)
        for was, now in self._matched.repointed:
            yield MarkerChange(
                self._index.marker(was.use), now.use.value, now.use.value_span, self._index.marker(now.use),
                self._old_policies(was.use.marker), self._policies(now.use.marker),
                self._matched.texts[now.use.path],
            )  # fmt: skip

    def _unmarked(self, each: Unmarked) -> MarkerChange:
        return MarkerChange(
            self._index.marker(each.was.use), each.text, each.now,
            old_policies=self._old_policies(each.was.use.marker), text=self._matched.texts[each.now.path],
        )  # fmt: skip
