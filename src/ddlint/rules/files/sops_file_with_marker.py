"""File encrypted with SOPS has a marker, and an update breaks its signature.

## What
A file with a `sops:` section that holds a message authentication code (`mac`), and a live marker.

## Why
SOPS signs all values of a file, the unencrypted ones too. Flux sets the marked value and leaves the
signature: after the next update the file no longer decrypts ("MAC mismatch"), and the Kustomization that
needs it fails.

## Bad
```yaml
apiVersion: v1
kind: Secret
stringData:
  password: ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ==,type:str]
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
sops:
  lastmodified: "2026-01-31T12:00:00Z"
  mac: ENC[AES256_GCM,data:ZGF0YQ==,iv:YY=,tag:UQ==,type:str]
```

## Good
```yaml
apiVersion: v1
kind: ConfigMap
data:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
creation_rules:
  - path_regex: .*.yaml
sops: {}
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Move the marked field to a file that is not encrypted. (With `mac_only_encrypted` an update of an
unencrypted value does no harm: ignore the rule for such files.) There is no automatic fix.

## Source
SOPS documentation, "Message Authentication Code"; Flux writes plain values only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile
from ddlint.rules.files.rewritten import is_rewritten

_SECTION = re.compile(r"^sops:[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_MAC = re.compile(r"^[ \t]+(mac:[ \t]*\S.*?)\r?$", re.MULTILINE)
_MAC_ONLY_ENCRYPTED = re.compile(r"^[ \t]+mac_only_encrypted:[ \t]*true\b", re.MULTILINE)


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find signed files that Flux writes."""
    section = _SECTION.search(file.text) if "sops:" in file.text and is_rewritten(file) else None
    mac = _MAC.search(file.text, section.end()) if section else None
    if section is None or mac is None or _MAC_ONLY_ENCRYPTED.search(file.text, section.end()):
        return
    live = [site for site in file.markers if site.live]
    yield Finding(
        "SOPS signs this file, and Flux's next update breaks the signature: it will no longer decrypt",
        live[0].span,
        label="Flux sets this value",
        related=(Label(FileSpan(file.path, *mac.span(1)), "and leaves this signature"),),
        help="move the marked field to a file that is not encrypted",
        identity=("sops", live[0].route),
    )


RULE = Rule(
    code="DDF005",
    name="sops-file-with-marker",
    area="files",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.WARNING,
    check=check,
)
