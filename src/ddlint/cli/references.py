"""What markers and Flux objects lead to, over all files of a run and those that the configuration names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ddlint.cli.environment import Environment
from ddlint.cli.files import Chosen
from ddlint.cli.flux_files import FluxFiles
from ddlint.cli.session import Session
from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.mend import Together, mend_together
from ddlint.engine.references import SUBJECTS, collect, judge
from ddlint.git.repository import Repository
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.flux.facts import FileFacts, may_matter
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml


class References:
    """The facts of all files, and the rules on what they say together.

    Attributes:
        seen: the facts; whoever reads files adds to it.
        index: what they come to; None before `check`, and where no rule asks.
    """

    def __init__(
        self, running: Session, environment: Environment, repository: Repository, *, needed: bool = False
    ) -> None:
        """Find the files that `[flux] policies` names; none where no rule looks across files.

        Args:
            running: the run.
            environment: of the command.
            repository: that it runs in.
            needed: whether somebody else needs the index.

        Raises:
            DdlintError: an entry names nothing.
        """
        self.seen: list[FileFacts] = []
        self.index: FluxIndex | None = None
        self._mended = Together()
        self._running = running
        wanted = needed or any(rule.subject in (*SUBJECTS, BuildSite) for rule in running.rules)
        self._files = FluxFiles(running.found, environment, repository) if wanted else None

    @property
    def asks(self) -> bool:
        """Whether somebody looks across files."""
        return self._files is not None

    @property
    def wanted(self) -> Callable[[str, bytes], bool]:
        """Whether there can be anything to keep of a file that nobody lints."""
        return may_matter if self._files else _never

    @property
    def collect(self) -> Callable[[YamlFile], Iterable[FileFacts]]:
        """What to keep of each file that is read."""
        return collect if self._files else _nothing

    def note(self, path: str, data: bytes) -> None:
        """Keep the facts of the file `path` with the content `data`."""
        if self._files:
            self.seen += collect(read_yaml(path, data))

    def check(self, chosen: Chosen, ledger: Ledger) -> None:
        """Run the rules; `ledger` counts.

        Args:
            chosen: the files of the run; only what touches them is reported, where that is asked for.
            ledger: takes the counts.
        """
        if not self._files:
            return
        self.index = self._files.index(self.seen, ledger)
        entries, counts = judge(self._running.run, self.index, set(chosen.paths) if chosen.narrow else None)
        show = self._running.numbered()
        for entry in self._mended.entries(entries, counts):
            show(entry)
        ledger.add(counts)

    def mend(self, chosen: Chosen, read: Callable[[str], bytes | None], *, unsafe: bool) -> Together:
        """What the fixes make of the files of `chosen`, before any file is mended by itself.

        Args:
            chosen: the files of the run.
            read: the content of one of them.
            unsafe: whether to make fixes that are not safe too.
        """
        if self._files:
            index = self._files.before_fixes(chosen.paths, named=chosen.is_part)
            mine = set(chosen.paths)

            def look(changed: Mapping[str, bytes]) -> list[Entry]:
                return judge(self._running.run, index(changed), mine if chosen.narrow else None)[0]

            self._mended = mend_together(
                look, lambda path: read(path) if path in mine else None, unsafe=unsafe
            )
        return self._mended


def _never(_path: str, _data: bytes) -> bool:
    return False


def _nothing(_: YamlFile) -> Iterable[FileFacts]:
    return ()
