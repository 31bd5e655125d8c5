"""Entry of the registry that is no account.

## What
An entry of the registry that is not as `schemas/accounts.schema.json` has it: no object, no code, a code
that is no text, a code that is not the one it is listed under, `active` that is neither true nor false, a
key that stands there twice. What is wrong with `is_uat` is DDA005's. Other keys are allowed, whatever they
are.

## Why
What cannot be read cannot be trusted: the account counts as not registered, and so as production.

## Bad
```yaml path=accounts/acme/backend.yaml
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.4.2 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"name": "Beta", "is_uat": true}]
```

## Good
```yaml path=accounts/acme/backend.yaml
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.4.2 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```json path=accounts.json with
{"acme": {"is_uat": false, "project": "acme-nl"}}
```

## Fix
Correct the export. Where the keys are called otherwise, say so in `[accounts]`: `code`, `is_uat`, `active`.

## Source
`schemas/accounts.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.registry import Registry


def check(registry: Registry, context: Context) -> Iterable[Outcome]:
    """Find entries that are no accounts."""
    for each in registry.violations:
        yield Finding(
            f"in the registry, {each.message}",
            each.span,
            label="not as the schema has it",
            help="correct the export; keys that are called otherwise are named in [accounts]",
            identity=(each.message,),
        )


RULE = Rule(
    code="DDA007",
    name="registry-entry-invalid",
    area="accounts",
    since="0.4.0",
    subject=Registry,
    severity=Severity.ERROR,
    check=check,
)
