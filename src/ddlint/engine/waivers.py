"""Which waiver lets a finding stand: one beside it, in its commit message, or in the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ddlint.config.load import Loaded
from ddlint.config.patterns import matches_any
from ddlint.config.waiver_settings import WaiverSetting
from ddlint.config.wildcards import matches
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.locate import Location
from ddlint.engine.rule import Rule
from ddlint.model.place import FileSpan
from ddlint.model.waivers.waiver import Waiver, read_date
from ddlint.model.waivers.written import NAME, TRAILER, Reach, in_file, in_message


@dataclass(frozen=True, slots=True)
class Covered:
    """A waiver of the configuration, and what it covers: patterns on refs and paths, and commit ids."""

    waiver: Waiver
    refs: Sequence[str] = ()
    paths: Sequence[str] = ()
    commits: Sequence[str] = ()

    def covers(self, place: Location) -> bool:
        """Whether a finding at `place` is meant."""
        match place.kind:
            case "ref":
                short = place.name.split("/", 2)[-1] if place.name.startswith("refs/") else place.name
                return any(matches(pattern, name) for pattern in self.refs for name in (place.name, short))
            case "file":
                return matches_any(self.paths, place.name)
            case "commit":
                return any(place.name.startswith(commit) for commit in self.commits)
        return False


@dataclass(frozen=True, slots=True)
class Waivers:
    """All that may waive a finding.

    Attributes:
        configured: the waivers of the configuration.
        never: names, codes and areas of the rules that nothing waives.
        now: seconds since 1970; None where nobody said: then none has ended.
        distrusted: where waivers stand (`Waiver.where`) that the change under judgement adds itself.
        trailers: whether those in commit messages count; not where a change brings the commits.
    """

    configured: Sequence[Covered] = ()
    never: Sequence[str] = ()
    now: int | None = None
    distrusted: frozenset[str] = frozenset()
    trailers: bool = True

    def may_waive(self, rule: Rule) -> bool:
        """Whether findings of `rule` can be waived at all."""
        return rule.waivable and not {rule.code, rule.name, rule.area}.intersection(self.never)

    def judged(self, rule: Rule, entry: Entry, text: str) -> Entry:
        """The finding `entry` of `rule`, waived where a waiver covers its place in `text`.

        One that covers it and does not count is told in the help.
        """
        if entry.location is None or not (self.configured or _may_stand(entry.location.kind, text)):
            return entry
        vain = ""
        for waiver in self._on(rule, entry.location, text):
            if not self.may_waive(rule):
                vain = f"the waiver at {waiver.where} does not count: nothing may waive {rule.name}"
            elif waiver.where in self.distrusted or not (self.trailers or isinstance(waiver.place, FileSpan)):
                vain = f"the waiver at {waiver.where} does not count yet: this change adds it"
            elif waiver.counts(self.now):
                return entry._replace(verdict=Verdict.WAIVED, waiver=waiver)
            else:
                why = waiver.fault or f"it ended on {waiver.until}"
                vain = f"the waiver at {waiver.where} does not count: {why}"
        return entry._replace(help=f"{entry.help}\n{vain}".lstrip()) if vain else entry

    def _on(self, rule: Rule, place: Location, text: str) -> Iterator[Waiver]:
        """The waivers that name `rule` and cover `place` in `text`, whether they count or not."""
        for waiver in self._near(place, text):
            if rule.name in waiver.rules or rule.code in waiver.rules:
                yield waiver

    def _near(self, place: Location, text: str) -> Iterator[Waiver]:
        if place.kind == "file" and _may_stand("file", text):
            near = (each for each in _in_file(place.name, text) if each.first <= place.line <= each.last)
            yield from (each.waiver for each in near)
        elif place.kind in {"commit", "message"}:
            yield from in_message(text, place.name)
        yield from (each.waiver for each in self.configured if each.covers(place))


NONE = Waivers()


@lru_cache(maxsize=8)
def _may_stand(kind: str, text: str) -> bool:
    """Whether a waiver may stand in the text of a file or a message; asked once of many findings.

    What git calls a trailer may be written in capitals.
    """
    return NAME in text if kind == "file" else TRAILER in text.lower()


@lru_cache(maxsize=8)
def _in_file(path: str, text: str) -> tuple[Reach, ...]:
    return tuple(in_file(path, text))


def of_settings(found: Loaded, path: str, now: int | None) -> Waivers:
    """The waivers of the configuration `found`, whose file is `path`, from the top of the repository."""
    settings = found.settings
    text = found.content.decode("utf-8", "replace")
    covered = [
        _covered(each, path, text, found.lines.get(("waivers", at), 1))
        for at, each in enumerate(settings.waivers)
    ]
    return Waivers(covered, settings.unwaivable, now)


def _covered(setting: WaiverSetting, path: str, text: str, line: int) -> Covered:
    lines = text.split("\n")
    start = sum(len(each) + 1 for each in lines[: line - 1])
    place = FileSpan(path, start, start + len(lines[line - 1].rstrip("\r")))
    until, _ = read_date(setting.until)
    fault = "" if setting.refs or setting.paths or setting.commits else "it covers no refs, paths or commits"
    waiver = Waiver(
        place, f"{path}:{line}", setting.rules, setting.reason, until, setting.owner, setting.ref, fault
    )
    return Covered(waiver, setting.refs, setting.paths, setting.commits)
