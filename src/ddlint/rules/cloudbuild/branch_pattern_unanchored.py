"""Branch pattern meant for one branch that others match as well.

## What
A branch pattern that matches main or a release branch and has no `^` or `$`, so that a branch which only
holds the name matches too. A pattern for every branch (`.*`) is left alone.

## Why
Cloud Build looks for the pattern anywhere in the name of the branch. `main` is true of
`feature/main-menu` and of `release-please/branches/main`: the work in progress there is built, tagged as
if it were main, and deployed.

## Bad
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: main|release-.*
```

## Good
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^(main|release-.*)$
```
```yaml path=triggers/all.yaml
name: backend-tests
filename: .cloudbuild/test.yaml
github:
  owner: acme
  name: backend
  push:
    branch: .*
```

## Fix
Write `^(main|release-.*)$`. There is no automatic fix.

## Source
Cloud Build REST API, PushFilter; observed in
https://github.com/googleapis/repo-automation-bots/issues/1556 and
https://github.com/terraform-google-modules/terraform-example-foundation/issues/208.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.triggers.refs import release_branches, sets_off
from ddlint.model.triggers.scene import TriggerSite
from ddlint.model.triggers.trigger import Event, EventKind

_ANYTHING = ("zzz", "wip/q7")


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find patterns for main or release branches that match more than these."""
    releases = release_branches(context.settings.branches.release)
    for event in site.trigger.on(EventKind.BRANCH):
        if event.pattern is None or event.inverted or any(sets_off(event, name) for name in _ANYTHING):
            continue
        stray = next(_strays(event, site.scene.main, releases), None)
        if stray is not None:
            yield Finding(
                f"{site.title} is meant for {stray[0]}, and its branch pattern also matches {stray[1]}: "
                "what is pushed there is built as if it were the same",
                event.pattern.span,
                label=f"matches {stray[1]}",
                help=f"write `{_anchored(event.pattern.value)}`",
                identity=(site.trigger.name, event.pattern.value),
            )


def _anchored(pattern: str) -> str:
    bare = pattern.removeprefix("^").removesuffix("$")
    return f"^({bare})$" if "|" in bare and not bare.startswith("(") else f"^{bare}$"


def _strays(event: Event, main: Sequence[str], releases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The branch that is meant, and another that matches because it holds its name."""
    made_up = [(name, f"feature/{name}-menu") for name in main]
    made_up += [(name, f"{name}tenance" if name == "main" else f"{name}-old") for name in main]
    made_up += [(name, f"feature/{name}") for name in (*main, *releases)]
    for meant, stray in made_up:
        if sets_off(event, meant) and sets_off(event, stray):
            yield meant, stray


RULE = Rule(
    code="DDL028",
    name="branch-pattern-unanchored",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.WARNING,
    check=check,
)
