"""Rules that look across files: the facts of all files, indexed, fed as resolved objects and markers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.once import RunTo, judged_once
from ddlint.engine.run import Run
from ddlint.git.tree import Unread
from ddlint.git.worktree import WorkTree
from ddlint.model.flux.facts import FileFacts, facts_of, may_matter, read_facts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.flux.resolved import ApiObject, AutomationInUse, MarkerInUse, PolicyInUse, RepositoryInUse
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml

SUBJECTS = (MarkerInUse, PolicyInUse, RepositoryInUse, AutomationInUse, ApiObject)
MARKER_TOKEN = b"imagepolic"
OnSkip = Callable[[Unread], None]


def collect(file: YamlFile) -> Iterable[FileFacts]:
    """What to keep of a file that was read."""
    facts = facts_of(file)
    return () if facts is None else (facts,)


@dataclass(frozen=True, slots=True)
class Place:
    """Where files stand and what they are called.

    Attributes:
        root: the folder they are read from.
        prefix: put before their paths, to name them as findings do; empty, or with a `/` at its end.
        source: the entry of `[flux] policies`; empty for files of the repository.
        limit: larger files are passed over.
    """

    root: str
    prefix: str
    source: str
    limit: int


def gather(place: Place, paths: Sequence[str], on_skip: OnSkip) -> list[FileFacts]:
    """The facts of files that no rule looks at one by one: most are settled by a glance at their bytes."""
    found: list[FileFacts] = []
    with WorkTree(place.root) as tree:
        for path in paths:
            data = tree.read(path, place.limit)
            if isinstance(data, Unread):
                on_skip(data)
            elif may_matter(path, data):
                found += _facts(place, f"{place.prefix}{path}", data)
    return found


def _facts(place: Place, path: str, data: bytes) -> Iterable[FileFacts]:
    if not place.source and MARKER_TOKEN in data:
        return collect(read_yaml(path, data))
    facts = read_facts(path, data.decode("utf-8", "replace"), source=place.source)
    return () if facts is None else (facts,)


def feed(run: Run, index: FluxIndex) -> None:
    """Feed everything resolved to the rules of `run` that take it."""
    for kind, subjects in (
        (MarkerInUse, index.markers),
        (PolicyInUse, index.policies),
        (RepositoryInUse, index.repositories),
        (AutomationInUse, index.automations),
        (ApiObject, index.api_objects),
    ):
        if run.rules_for(kind):
            for subject in subjects():
                run.feed(subject)
    for patch in index.patches():
        if run.rules_for(type(patch)):
            run.feed(patch)


def judge(run_to: RunTo, index: FluxIndex, named: Collection[str] | None) -> tuple[list[Entry], Ledger]:
    """Run the rules over everything resolved.

    Args:
        run_to: makes a run whose entries go to the given sink.
        index: what to feed.
        named: only findings that touch one of these files are reported; None for all.

    Returns:
        The entries, each once (several overlays of one base say the same), and the counts.
    """
    return judged_once(run_to, partial(feed, index=index), partial(touches, named=named))


def touches(entry: Entry, named: Collection[str] | None) -> bool:
    """Whether an entry is about one of the files `named`; all are, where none is named."""
    if named is None:
        return True
    if entry.location is None:
        return entry.asked  # what nobody asked for is told by the run over all files
    return entry.location.name in named or any(place.name in named for place, _ in entry.related)
