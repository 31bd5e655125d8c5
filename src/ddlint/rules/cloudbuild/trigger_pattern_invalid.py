"""Branch or tag pattern of a trigger that does not compile.

## What
A pattern of a trigger that RE2 refuses: lookahead, backreferences, brackets that do not close, a glob
such as `*-release`.

## Why
Cloud Build refuses the trigger when it is imported or applied, or never sets it off. Patterns that need
"everything but" cannot be written with lookahead; there is `invertRegex` for that.

## Bad
```yaml path=triggers/main.yaml
name: backend-branches
filename: cloudbuild.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^(?!main$).*
```
```terraform path=triggers.tf
resource "google_cloudbuild_trigger" "release" {
  name     = "backend-release"
  filename = "cloudbuild.yaml"
  github {
    owner = "acme"
    name  = "backend"
    push {
      tag = "*-release"
    }
  }
}
```

## Good
```yaml path=triggers/main.yaml
name: backend-branches
filename: cloudbuild.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^main$
    invertRegex: true
```

## Fix
Write the pattern in RE2's syntax. There is no automatic fix.

## Source
Cloud Build REST API, PushFilter: "The syntax of the regular expressions accepted is the syntax accepted
by RE2".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.regexp import Fault, compile_pattern
from ddlint.model.triggers.scene import TriggerSite


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find patterns that RE2 refuses."""
    for event in site.trigger.events:
        if event.pattern is None or event.pattern.unknown:
            continue
        fault = compile_pattern(event.pattern.value)
        if isinstance(fault, Fault) and fault.certain:
            yield Finding(
                f"{site.title} has a pattern that Cloud Build cannot compile: {fault.message}",
                event.pattern.span,
                label=str(fault.wrong),
                help=fault.advice or "write it in the syntax of RE2; `invertRegex: true` says all but these",
                identity=(site.trigger.name, event.kind, event.pattern.value),
            )


RULE = Rule(
    code="DDL021",
    name="trigger-pattern-invalid",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.ERROR,
    check=check,
)
