"""One piece of a file, read: the exact way, over go-yaml's tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ddlint.model import flux_verdict
from ddlint.model.flux_file import Cause, Effect, Issue
from ddlint.model.goyaml.parser import parse
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.marker_candidates import Candidate
from ddlint.model.marker_places import Places
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.marker_spans import DISABLED, comment_span
from ddlint.model.marker_text import read_comment
from ddlint.model.marker_words import WORDS
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_file import Document, Problem, ProblemKind
from ddlint.model.yaml_null import is_null
from ddlint.model.yaml_pieces import Lines, Piece
from ddlint.model.yaml_tree import Tree

OUTSIDE_ITEMS = "it stands in a list but outside its items: Flux drops everything but the items"


@dataclass(frozen=True, slots=True)
class Read:
    """What one piece holds."""

    document: Document
    scalars: Sequence[Scalar] = ()
    sites: Sequence[MarkerSite] = ()
    issues: Sequence[Issue] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A piece to read.

    Attributes:
        path, text: the file.
        piece: which part of it.
        number: counted from 0.
        only: whether the file has no other piece.
        candidates: the marker-like places in the piece.
    """

    path: str
    text: str
    piece: Piece
    number: int
    only: bool
    candidates: Sequence[Candidate]


def read_exactly(task: Task) -> Read:
    """Read a piece as go-yaml does."""
    lines = Lines(task.text, task.piece)
    try:
        tree = Tree(task.path, task.text, lines, parse(lines.text), task.number)
    except GoYamlError as error:
        return _unread(task, lines.at(error.offset), ProblemKind.SYNTAX, error.problem)
    except TooDeepError as error:
        return _unread(task, lines.at(error.offset), ProblemKind.TOO_DEEP, "nested deeper than ddlint reads")
    kept = tree.scalars()
    sites = Places(tree).sites(task.candidates)
    sites = _overwritten(tree, sites)
    issues = list(flux_verdict.of_document(tree, task.only))
    if any(issue.effect is Effect.WRITES_ELSEWHERE for issue in issues):
        sites = [_in_list(site) for site in sites]
    starts = {scalar.start for scalar in kept}
    targets = [site.target for site in sites if site.target is not None and site.target.start not in starts]
    scalars = sorted([*kept, *targets], key=lambda scalar: scalar.start)
    return Read(_document(task, tree), scalars, sites, issues)


def _overwritten(tree: Tree, sites: Sequence[MarkerSite]) -> list[MarkerSite]:
    starts = {tree.lines.at(node.start) for node in flux_verdict.overwritten(tree.parsed.root)}
    position = Position.OVERWRITTEN
    return [
        replace(site, live=False, position=position, reason=WORDS[position])
        if site.live and site.target is not None and site.target.start in starts
        else site
        for site in sites
    ]


def too_large(task: Task) -> Read:
    """Leave a piece alone that only exact reading could settle, and that is too large for it."""
    problem = "ddlint cannot settle what libyaml leaves open in so large a document"
    return _unread(task, task.piece.start, ProblemKind.TOO_LARGE, problem)


def _in_list(site: MarkerSite) -> MarkerSite:
    if not site.live:
        return site
    if not site.route.startswith("items["):
        return replace(site, live=False, reason=OUTSIDE_ITEMS)
    return replace(site, reason=f"{site.reason}; Flux writes the item to a new file, not to this one")


def _document(task: Task, tree: Tree) -> Document:
    root = tree.parsed.root
    start, end = task.piece
    if root is None or is_null(root):
        return Document(start, end, "empty")
    text, get = flux_verdict.scalar_text, flux_verdict.field
    metadata = get(root, "metadata")
    return Document(
        start,
        end,
        root.kind,
        text(get(root, "apiVersion")),
        text(get(root, "kind")),
        text(get(metadata, "name")),
        text(get(metadata, "namespace")),
    )


def _unread(task: Task, at: int, kind: ProblemKind, problem: str) -> Read:
    start, end = task.piece
    known = kind is ProblemKind.SYNTAX
    what = f"not valid YAML: {problem}" if known else problem
    issue = Issue(
        Effect.SKIPPED if known else Effect.UNKNOWN,
        Cause.SYNTAX if known else Cause.LIMIT,
        at,
        at,
        f"{what}; Flux skips the whole file without a word" if known else what,
    )
    sites: list[MarkerSite] = []
    for candidate in task.candidates:
        if candidate.named and not (sites and candidate.start < sites[-1].end):
            sites.append(_unread_site(task, candidate))
    return Read(
        Document(start, end, "unread"),
        sites=sites,
        issues=[issue],
        problem=Problem(kind, at, at, what),
    )


def _unread_site(task: Task, candidate: Candidate) -> MarkerSite:
    start, end = comment_span(task.text, candidate.start)
    raw = task.text[start:end]
    line = task.text[task.text.rfind("\n", 0, start) + 1 : start]
    disabled = not line.strip() and DISABLED.match(raw)
    position = Position.COMMENTED_OUT if disabled else Position.UNREAD
    return MarkerSite(
        task.path, task.text, start, end, position, read_comment(raw), False, WORDS[position], ""
    )
