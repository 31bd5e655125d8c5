"""Reading YAML: bytes in, a `YamlFile` out. Never raises for what a file contains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ddlint.model import flux_verdict
from ddlint.model.flux_file import Cause, Effect, FluxFile, Issue
from ddlint.model.marker_candidates import Candidate, find_candidates
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.marker_spans import comment_span
from ddlint.model.marker_text import read_comment
from ddlint.model.marker_words import WORDS
from ddlint.model.yaml_document import Read, Task
from ddlint.model.yaml_file import Problem, ProblemKind, YamlFile
from ddlint.model.yaml_piece_reading import PieceReading
from ddlint.model.yaml_pieces import Split, split

LARGEST = 8 * 1024 * 1024
_DEAD_FILES = (Effect.NOT_SCREENED, Effect.SKIPPED, Effect.STOPS_RUN, Effect.UNKNOWN)


def read_yaml(path: str, data: bytes) -> YamlFile:
    """Read `data`, the content of the file `path` (repository-relative, with `/`).

    What cannot be read is among the file's problems: not UTF-8, a NUL byte, too large, too deep, no YAML.
    """
    if len(data) > LARGEST:
        what = f"{len(data)} bytes: ddlint reads files of up to {LARGEST}"
        return _unread(path, "", Problem(ProblemKind.TOO_LARGE, 0, 0, what))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        problem = Problem(ProblemKind.NOT_UTF8, at, at + 1, "not UTF-8")
        return _unread(path, data.decode("utf-8", "replace"), problem)
    nul = text.find("\0")
    if nul >= 0:
        return _unread(path, text, Problem(ProblemKind.NUL, nul, nul + 1, "a NUL byte"))
    return _read(path, text)


def _unread(path: str, text: str, problem: Problem) -> YamlFile:
    unopened = flux_verdict.screen(path, text)
    known = problem.kind is not ProblemKind.TOO_LARGE
    effect = Effect.SKIPPED if known else Effect.UNKNOWN
    cause = Cause.ENCODING if known else Cause.LIMIT
    issue = unopened or Issue(effect, cause, problem.start, problem.end, problem.what)
    flux = FluxFile(screened=unopened is None and known, issues=(issue,))
    return YamlFile(path, text, (problem,), (), (), (), flux)


def _read(path: str, text: str) -> YamlFile:
    parts = split(text)
    candidates = find_candidates(text)
    unopened = flux_verdict.screen(path, text)
    only = len(parts.pieces) == 1
    reading = PieceReading(screened=unopened is None)
    reads, between, number = [], [], 0
    for count, piece in enumerate(parts.pieces):
        first = number
        while number < len(candidates) and candidates[number].start < piece.end:
            number += 1
        inside = candidates[first:number]
        skipped = sum(1 for one in inside if one.start < piece.start)
        between += inside[:skipped]
        task = Task(path, text, piece, count, only, inside[skipped:])
        reads.append(reading.read(task))
    flux = _flux(path, unopened, parts, reads)
    sites = [site for read in reads for site in read.sites] + _separator_sites(path, text, between)
    return YamlFile(
        path=path,
        text=text,
        problems=tuple(read.problem for read in reads if read.problem is not None),
        documents=tuple(read.document for read in reads),
        scalars=tuple(scalar for read in reads for scalar in read.scalars),
        markers=tuple(sorted(_with_file(sites, flux), key=lambda site: site.start)),
        flux=flux,
    )


def _flux(path: str, unopened: Issue | None, parts: Split, reads: Sequence[Read]) -> FluxFile:
    if unopened is not None:
        return FluxFile(screened=False, issues=(unopened,))
    issues = [issue for read in reads for issue in read.issues]
    issues += flux_verdict.of_separators(parts)
    dots = flux_verdict.of_path(path)
    if dots is not None:
        issues.append(dots)
    return FluxFile(screened=True, issues=tuple(sorted(issues, key=lambda issue: issue.start)))


def _separator_sites(path: str, text: str, candidates: Sequence[Candidate]) -> list[MarkerSite]:
    sites = []
    for candidate in candidates:
        if candidate.named:
            start, end = comment_span(text, candidate.start)
            position, reading = Position.SEPARATOR, read_comment(text[start:end])
            sites.append(MarkerSite(path, text, start, end, position, reading, False, WORDS[position], ""))
    return sites


def _with_file(sites: Sequence[MarkerSite], flux: FluxFile) -> list[MarkerSite]:
    """What the file as a whole does to its markers."""
    if not any(site.live for site in sites):
        return list(sites)
    dead = next((issue for effect in _DEAD_FILES for issue in flux.issues if issue.effect is effect), None)
    if dead is None:
        return list(sites)
    return [replace(site, live=False, reason=dead.what) if site.live else site for site in sites]
