"""The waivers that stand in the files of a run and in its configuration, given to the rules on waivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ddlint.cli.session import Session
from ddlint.engine.ledger import Ledger
from ddlint.engine.waivers_in_force import Judge, Waiving, collect, written
from ddlint.model.waivers.in_force import WaiverInForce
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml
from ddlint.rules import load


class Waived:
    """Collects the files with waivers in them, and judges when the run has found all that it finds.

    Attributes:
        seen: the files; whoever reads files adds to it.
    """

    def __init__(self, running: Session) -> None:
        self.seen: list[Waiving] = []
        self._running = running
        self._wanted = any(rule.subject is WaiverInForce for rule in running.rules)

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[Waiving]]:
        """What to keep of each file that is read."""
        return collect if self._wanted else lambda _: ()

    def note(self, path: str, data: bytes) -> None:
        """Keep the file `path` with the content `data`, if it holds waivers."""
        self.seen += self.collect(read_yaml(path, data))

    def check(self, ledger: Ledger, *, whole: bool) -> None:
        """Run the rules; `ledger` counts, and says what the waivers were good for.

        Args:
            ledger: of all else that was found.
            whole: whether everything was looked at, not only files that were named.
        """
        running = self._running
        content = running.found.content.decode("utf-8", "replace")
        configured = [(each.waiver, content) for each in running.waivers.configured if each.paths]
        if not self._wanted or not (self.seen or running.waivers.configured):
            return
        others = [each for each in running.waivers.configured if not each.paths]
        judge = Judge(running.waivers, load(), running.rules, ledger.waivers, whole)
        partly = Judge(running.waivers, judge.known, (), ledger.waivers, whole=False)
        linting = running.run(running.numbered())
        for waiver, text in [*configured, *written(self.seen)]:
            linting.feed(judge.in_force(waiver, text))
        for each in others:
            linting.feed(partly.in_force(each.waiver, content))
        ledger.add(linting.close())
