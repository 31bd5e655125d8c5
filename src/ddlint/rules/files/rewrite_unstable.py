"""Flux's first update will change more of this file than the marked values.

## What
A file with a live marker that Flux will write differently from how it stands: line endings, blank lines,
indentation, comment columns, flow style, block scalars, merge keys, separators. One finding for the file,
with each place. A file that loses nothing but a `---` at its beginning or end is left alone: that line says
nothing, many style guides ask for it, and the diff is one line.

## Why
Flux does not edit a line: it reads the whole file and writes it anew. The first image update then comes
with a diff that nobody asked for, in a commit of a bot that nobody reviews, and a change that matters can
hide in it.

## Bad
```yaml
spec:
    replicas: 2

    image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
defaults: &defaults
  replicas: 2
backend:
  <<: *defaults
  tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
spec:
  replicas: 2
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
---
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
spec:
    replicas: 2

    image: ghcr.io/acme/backend:1.4.2
```

## Fix
Write the file the way Flux will, in a commit of your own: then an update is a one-line diff. There is no
automatic fix; merging one update of Flux does the same.

## Source
kyaml and go-yaml v3 write the file; each change was observed with Flux's own code
(image-automation-controller#844, #117, #68, #203, #528, #616).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux_file import Cause, Issue
from ddlint.model.flux_rewrite import changes
from ddlint.model.place import FileSpan
from ddlint.model.scalar import Scalar
from ddlint.model.yaml_file import YamlFile
from ddlint.rules.files.rewritten import is_rewritten

MOST_LABELS = 12
#: What changes, in words. Of other causes a rule of their own speaks.
WORDS = {
    Cause.LINE_ENDINGS: "line endings",
    Cause.BYTE_ORDER_MARK: "the byte order mark",
    Cause.BLANK_LINES: "blank lines",
    Cause.INDENTATION: "indentation",
    Cause.SEQUENCE_INDENT: "the indentation of lists",
    Cause.COMMENT_ALIGNMENT: "the columns of comments",
    Cause.COMMENT_MOVED: "the places of comments",
    Cause.SEPARATORS: "document separators",
    Cause.MERGE_KEY: "merge keys",
    Cause.BLOCK_SCALAR: "block scalars",
    Cause.FOLDED_SCALAR: "folded text",
    Cause.ESCAPES: "escapes",
    Cause.FLOW_SPACING: "flow style",
    Cause.ANNOTATIONS: "metadata",
}


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find files that do not survive Flux's rewrite unchanged."""
    if not is_rewritten(file):
        return
    found = changes(file)
    if not found:
        return
    written = [_line(file, site.target) for site in file.markers if site.live and site.target is not None]
    issues = [issue for issue in found if issue.cause in WORDS and not _within(issue, written)]
    if all(_is_outer_separator(issue, file.text) for issue in issues):
        return
    kinds = _kinds(issues)
    first = issues[0]
    yield Finding(
        f"Flux's next update also changes {_list(kinds)} in this file",
        FileSpan(file.path, first.start, first.end),
        label=first.what,
        related=tuple(
            Label(FileSpan(file.path, each.start, each.end), each.what) for each in _others(issues)
        ),
        help="write the file the way Flux will, in a commit of your own, or let one update of Flux do it",
        identity=_identity(file),
    )


def _line(file: YamlFile, target: Scalar) -> tuple[int, int]:
    """The lines of a value that Flux sets: they are in the diff anyway."""
    end = file.text.find("\n", target.end)
    return file.text.rfind("\n", 0, target.start) + 1, len(file.text) if end < 0 else end


def _within(issue: Issue, lines: Iterable[tuple[int, int]]) -> bool:
    return any(start <= issue.start and issue.end <= end for start, end in lines)


def _is_outer_separator(issue: Issue, text: str) -> bool:
    """Whether it is a bare `---` before the first document or behind the last one."""
    if issue.cause is not Cause.SEPARATORS:
        return False
    end = text.find("\n", issue.start)
    return text[issue.start : end if end >= 0 else None].rstrip(" \t\r") == "---"


def _kinds(issues: list[Issue]) -> list[str]:
    return list(dict.fromkeys(WORDS[issue.cause] for issue in issues))


def _others(issues: list[Issue]) -> list[Issue]:
    """The first issue of each further kind, then the rest, as many as a reader will look at."""
    firsts = {each.cause: each for each in reversed(issues)}.values()
    rest = [each for each in issues if each not in firsts]
    shown = [each for each in (*firsts, *rest) if each is not issues[0]]
    return sorted(shown[:MOST_LABELS], key=lambda each: each.start)


def _identity(file: YamlFile) -> tuple[str, ...]:
    """The first value that Flux sets in the file: what else it changes may change, the finding stays."""
    live = next(site for site in file.markers if site.live)
    return live.route, live.reading.setter


def _list(words: list[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else words[0]


RULE = Rule(
    code="DDF001",
    name="rewrite-unstable",
    area="files",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.WARNING,
    check=check,
)
