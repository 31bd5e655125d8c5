"""Linting the files of a tree: which are read, and every rule on each, in one process or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ddlint.engine.fingerprint import Occurrences
from ddlint.engine.ledger import Entry, Gap, Ledger, Skip
from ddlint.engine.run import Run
from ddlint.engine.workers import Task, in_order, processors
from ddlint.git.tree import UNREADABLE, Unread
from ddlint.git.worktree import WorkTree
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.files import has_steps, is_build_file
from ddlint.model.cloudbuild.reading import read_build
from ddlint.model.deployed_image import may_deploy
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_file import ProblemKind, YamlFile
from ddlint.model.yaml_reading import read_yaml

_FLUX_NAME = re.compile(r"(.*/)?(.*\.ya?ml|Kustomization)", re.DOTALL)
_NEAR_NAME = re.compile(
    r"(.*/)?(.*\.(ya?ml)(\..*)?|.*\.json|.*\.tpl|kustomization|Kptfile)", re.DOTALL | re.IGNORECASE
)
GIT_CRYPT = b"\0GITCRYPT\0"
MARKER_TOKEN = b"imagepolic"
WORTH_A_PROCESS = 150  # files; below this, starting a process costs more than it saves

RunTo = Callable[[Callable[[Entry], None]], Run]
Collect = Callable[[YamlFile], Iterable[Any]]


def _nothing(_: YamlFile) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Report:
    """What came of some files, in the order they were given.

    Attributes:
        entries: the findings.
        ledger: the counts.
        files: how many there were.
        facts: what was collected of their contents, for rules that look at several files at once.
    """

    entries: list[Entry]
    ledger: Ledger
    files: int
    facts: list[Any] = field(default_factory=list)


def is_candidate(path: str) -> bool:
    """Whether a file of this name can matter: Flux opens it, or would if its name were spelt otherwise."""
    return bool(_FLUX_NAME.fullmatch(path) or _NEAR_NAME.fullmatch(path))


def lint_content(run: Run, path: str, data: bytes) -> YamlFile | None:
    """Feed the file `path` with the content `data`, and what is in it, to `run`.

    A file that Flux does not open because of its name is of interest only where it seems to hold a marker.

    Returns:
        The file as it was read; None where it was not.
    """
    if not (_FLUX_NAME.fullmatch(path) or is_build_file(path)) and MARKER_TOKEN not in data.lower():
        return None
    if data.startswith(GIT_CRYPT):
        run.skip(path, "encrypted by git-crypt")
        return None
    file = read_yaml(path, data)
    if _is_something_else(file):
        run.skip(path, "no YAML, and no marker in it")
        return file
    run.feed(file)
    for site in file.markers:
        run.feed(site)
    deploying = [scalar for scalar in file.scalars if may_deploy(scalar)]
    run.feed_all(deploying)
    run.passed(Scalar, len(file.scalars) - len(deploying))
    _feed_build(run, path, file.text)
    return file


def _feed_build(run: Run, path: str, text: str) -> None:
    if is_build_file(path) and has_steps(text):
        build = read_build(path, text)
        if isinstance(build, Build):
            run.feed(build)
        elif build is not None:
            run.skip(path, f"not read as a build: {build.reason}")


def _is_something_else(file: YamlFile) -> bool:
    """Whether it is a template, or no YAML at all, with nothing in it that rules speak about."""
    if file.markers or file.scalars or not file.problems:
        return False
    return all(problem.kind is ProblemKind.SYNTAX for problem in file.problems)


def lint_files(
    run_to: RunTo, root: str, paths: Sequence[str], *, limit: int, jobs: int, collect: Collect = _nothing
) -> Iterator[Report]:
    """Lint files of the work tree.

    Args:
        run_to: makes a run whose entries go to the given sink; called once for each batch.
        root: the top level of the work tree.
        paths: from the top level; sorted, for speed and for a stable order of the entries.
        limit: a file with more bytes is skipped, saying so.
        jobs: how many processes; 0 chooses.
        collect: what to keep of each file for later; it crosses from process to process.

    Yields:
        A report for each batch, in order. The fingerprints of equal findings are told apart over all of them.
    """
    jobs = jobs or max(1, min(processors(), len(paths) // WORTH_A_PROCESS))
    occurrences = Occurrences()

    def work(batch: bytes) -> Report:
        return _lint_part(run_to, root, paths_in(batch), limit, collect)

    task = Task(work, lambda batch: batch.split(b"\0"), lost)
    for report in in_order(task, batches(paths, jobs), jobs):
        yield replace(report, entries=[*map(occurrences.told_apart, report.entries)])


def batches(paths: Sequence[str], jobs: int) -> Iterator[bytes]:
    """`paths` in batches, NUL between them: enough to keep `jobs` processes busy, each worth sending."""
    size = max(8, min(200, len(paths) // (jobs * 8) or 1))
    for start in range(0, len(paths), size):
        yield "\0".join(paths[start : start + size]).encode("utf-8", "surrogateescape")


def paths_in(batch: bytes) -> list[str]:
    """The paths of one of the `batches`."""
    return batch.decode("utf-8", "surrogateescape").split("\0")


def _lint_part(run_to: RunTo, root: str, paths: Sequence[str], limit: int, collect: Collect) -> Report:
    entries: list[Entry] = []
    missed: list[Unread] = []
    facts: list[Any] = []
    run = run_to(entries.append)
    with WorkTree(root) as tree:
        for path in paths:
            found = tree.read(path, limit)
            if isinstance(found, Unread):
                missed.append(found)
            elif file := lint_content(run, path, found):
                facts += collect(file)
                _take_apart(file)
    ledger = run.close()
    for unread in missed:
        pass_over(ledger, unread)
    return Report(entries, ledger, len(paths), facts)


def _take_apart(file: YamlFile) -> None:
    """Let a file be freed at once: its values refer to their mappings, and these to them.

    Looking for such circles takes a twentieth of a run, and what waits to be found takes memory.
    """
    for scalar in file.scalars:
        scalar.parent.scalars.clear()


def pass_over(ledger: Ledger, unread: Unread) -> None:
    """Note a file that was not read. One that should have been, and could not, makes the run incomplete."""
    if unread.reason == UNREADABLE:
        ledger.gaps.append(
            Gap(
                f"{unread.path} cannot be read: {unread.detail}",
                "Make it readable, or exclude it (`[files] exclude`).",
            )
        )
    else:
        reason = f"{unread.reason} ({unread.detail})" if unread.detail else unread.reason
        ledger.skipped.append(Skip(unread.path, reason))


def lost(path: bytes, how: str) -> Report:
    """The report on a file that a process died on."""
    reason = f"{path.decode('utf-8', 'surrogateescape')}: the process that read it died ({how})"
    remedy = "Exclude the file (`[files] exclude`) to lint the rest, and please report it."
    return Report([], Ledger(gaps=[Gap(reason, remedy)]), 1)
