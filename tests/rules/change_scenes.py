"""Changes, as the examples on the pages of their rules have them: files before, and after."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.config.settings import Settings
from ddlint.engine.account_changes import turns
from ddlint.engine.ledger import Entry
from ddlint.engine.references import collect
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.value_changes import History, ValueChanges
from ddlint.model.changes.account_turn import AccountTurn
from ddlint.model.changes.image_policy_change import policy_changes_of
from ddlint.model.changes.matching import match
from ddlint.model.changes.past import LineStep
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_reading import read_yaml
from ddlint.rules import load
from rules.account_scenes import REGISTRY, settings_of, table_of
from rules.examples import examples

RULES = {rule.code: rule for rule in load(("changes",))}
PEOPLE = {
    "": "Ada Lovelace <ada@example.org>",
    "fluxcdbot": "fluxcdbot <fluxcdbot@users.noreply.github.com>",
}


@dataclass
class Scene:
    """What stood in each file before, oldest first, and what stands there after the change.

    Attributes:
        was: the texts of each file before.
        now: the text after; a file that is only there stays as it is.
        by: who makes the change.
        missing: why the history is not whole.
    """

    was: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    now: dict[str, str] = field(default_factory=dict)
    by: str = PEOPLE[""]
    missing: str = ""

    @property
    def changed(self) -> list[tuple[str, str, str]]:
        """The files that differ: path, before and after."""
        paths = dict.fromkeys([*self.was, *self.now])
        pairs = [
            (path, self.was[path][-1] if self.was[path] else "", self.now.get(path, "")) for path in paths
        ]
        return [each for each in pairs if self.was[each[0]] or not _is_policy(each[2])]

    def sides(self) -> tuple[FluxIndex, FluxIndex]:
        """All Flux objects before and after."""
        before = {path: text for path, text in self.now.items() if _is_policy(text)}
        before |= {path: texts[-1] for path, texts in self.was.items() if texts}
        return _index(before), _index(self.now)

    def history(self) -> History:
        """What the commits did."""
        within = [step for path, was, now in self.changed for step in _steps(path, [was, now], self.by)]
        before = [step for path in self.was for step in _steps(path, self.was[path], PEOPLE[""])]
        return History(within, before, self.missing)


def _is_policy(text: str) -> bool:
    """Whether a file that only stands there after the change was there before: it holds Flux objects."""
    return "image.toolkit.fluxcd.io" in text


def _index(files: Mapping[str, str]) -> FluxIndex:
    facts = [fact for path, text in files.items() for fact in collect(read_yaml(path, text.encode()))]
    return FluxIndex(facts, exists=lambda _: False, read=lambda path: files.get(path, ""))


def _steps(path: str, texts: Sequence[str], who: str) -> list[LineStep]:
    """Newest first."""
    found = []
    for number, (old, new) in enumerate(zip(["", *texts], texts, strict=False)):
        lines = [*difflib.ndiff(old.splitlines(), new.splitlines())]
        gone = tuple(line[2:] for line in lines if line.startswith("- "))
        come = tuple(line[2:] for line in lines if line.startswith("+ "))
        found.append(LineStep(f"{number:040x}", who, 1_700_000_000 + number, path, gone, come))
    return found[::-1]


def look(scene: Scene, rules: Sequence[Rule] = tuple(RULES.values())) -> list[Entry]:
    """What `rules` say about a change; a rule that crashes fails the test."""
    entries: list[Entry] = []
    settings = Settings()
    run = Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE), entries.append)
    found = ValueChanges(match(scene.changed), scene.sides(), scene.history(), settings)
    for value in found.values():
        run.feed(value)
    for marker in found.markers():
        run.feed(marker)
    for policy in policy_changes_of(*scene.sides(), settings.flux.version):
        run.feed(policy)
    for turn in _turns(scene):
        run.feed(turn)
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def _turns(scene: Scene) -> Iterator[AccountTurn]:
    """The accounts that a change turns; none where it has no registry."""
    if REGISTRY not in scene.now:
        return
    settings = settings_of(scene.now)
    changed = {path: (before, after) for path, before, after in scene.changed}
    yield from turns(table_of(scene.now, settings)[0], changed, REGISTRY, settings.accounts)


def scenes(rule: Rule) -> Iterator[tuple[bool, Scene]]:
    """Each example of the page of `rule`: whether it is bad, and its files.

    `was` behind a fence: the file before; several are its history. `by=fluxcdbot`: who makes the change.
    """
    bad, scene = False, Scene()
    for block in examples(rule):
        if "path" not in block.options:
            continue
        if "with" not in block.options and (scene.was or scene.now):
            yield bad, scene
            scene = Scene()
        bad = block.bad
        path, text = block.options["path"], f"{block.text}\n"
        if "was" in block.options:
            scene.was[path].append(text)
        else:
            scene.now[path] = text
        scene.by = PEOPLE[block.options.get("by", "")] if "by" in block.options else scene.by
    if scene.was or scene.now:
        yield bad, scene
