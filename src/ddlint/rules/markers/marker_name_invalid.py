"""Marker names a policy that cannot exist, or that its author very likely did not mean.

## What
A marker that decodes, but whose value is not `namespace:name`, `namespace:name:tag`,
`namespace:name:name` or `namespace:name:digest` with names that Kubernetes allows: an unknown suffix
(`:tags`, `:Tag`, `:image`), no namespace, `/` for `:`, capitals, blanks, a variable (`${cluster}`). With
`[flux] version` below 2.6 also `:digest`, which Flux does not know before.

A marker like `backend:tag` is a warning: Flux reads it as the policy named `tag` in the namespace
`backend`, which can exist, but very likely the namespace is missing.

## Why
Flux looks the value up among the names of its policies, letter by letter. A name that is not there is
treated as an ordinary comment: nothing is logged, and the field is never updated. Variables are not
replaced in Git: Flux substitutes them when it applies a file, long after the automation has read the
marker.

## Bad
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:Tag"}
```
```yaml
tag: v1 # {"$imagepolicy": "flux-system/backend:tag"}
```
```yaml
tag: v1 # {"$imagepolicy": "backend"}
```
```yaml
tag: v1 # {"$imagepolicy": "backend:tag"}
```
```yaml
tag: v1 # {"$imagepolicy": "flux-system:${cluster}-backend:tag"}
```

## Good
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
image: ghcr.io/acme/backend:v1 # {"$imagepolicy": "flux-system:backend.eu"}
```

## Fix
Write the ImagePolicy's namespace and name, and the suffix of the part that belongs in the field. `--fix`
removes blanks and writes a suffix in lower case; where a separator or a letter of a name has to be
guessed, the fix is unsafe.

## Source
image-automation-controller `internal/update/setters.go` (the names of the setters); kyaml resolves them
by exact match. Namespaces are DNS-1123 labels, policy names DNS-1123 subdomains.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Form, Trouble
from ddlint.model.marker_site import MarkerSite
from ddlint.model.marker_text import is_suffix_as_name, read_comment
from ddlint.rules.markers.edits import marker, replaced
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import form_suits, is_comment_meant_as_marker

_SUFFIXES = {"tags": "tag", "digests": "digest", "names": "name", "repository": "name"}
#: The first Flux whose automation sets digests (image-automation-controller 0.41).
DIGESTS_SINCE = (2, 6)
_WHOLE = frozenset({"", "image"})


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers whose value no policy can have."""
    version = context.settings.flux.version
    if site.live and _is_digest(site) and _numbers(version) < DIGESTS_SINCE:
        yield Finding(
            f"marker asks for a digest, which Flux {version} does not know: it is ignored",
            site.span,
            label="known since Flux 2.6",
            help="use `:tag`, or update Flux and say so under `[flux] version`",
        )
    if site.reading.trouble is Trouble.SUFFIX_AS_NAME and is_comment_meant_as_marker(site):
        yield _unlikely(site)
    if site.reading.trouble is not Trouble.BAD_NAME or not is_comment_meant_as_marker(site):
        return
    guess = _guess(site.reading.setter)
    yield Finding(
        f"marker names no policy, so Flux ignores it: {site.reading.reason}",
        site.span,
        label="not namespace:name[:tag|:name|:digest]",
        help=f"write it as: # {marker(guess)}" if guess else _advice(site.reading.setter),
        fix=_fix(site, guess),
    )


def _unlikely(site: MarkerSite) -> Finding:
    setter = site.reading.setter
    return Finding(
        f"marker very likely lacks its namespace: {site.reading.reason}",
        site.span,
        label="namespace:name, where the name is a suffix",
        help=f"write the ImagePolicy's namespace before it: # {marker(f'namespace:{setter}')}",
        identity=(site.route, setter),
        severity=Severity.WARNING,
    )


def _is_digest(site: MarkerSite) -> bool:
    return site.reading.marker is not None and site.reading.marker.form is Form.DIGEST


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _advice(setter: str) -> str:
    if "$" in setter or "{{" in setter:
        return "write the policy's name out: variables are not replaced in Git, where Flux reads the marker"
    return 'write it as: # {"$imagepolicy": "namespace:name"}, with :tag, :name or :digest behind for a part'


def _fix(site: MarkerSite, guess: str) -> Fix | None:
    if not guess:
        return None
    comment = f"# {marker(guess)}"
    safe = guess == _tidied(site.reading.setter) and form_suits(site, comment)
    return Fix("correct the policy's name", (replaced(site, comment),), safe)


def _guess(setter: str) -> str:
    """The name that `setter` was very likely meant to be; empty where it is anybody's guess."""
    for candidate in (_tidied(setter), _respelt(setter)):
        found = read_comment(f"# {marker(candidate)}").marker if '"' not in candidate else None
        if found is not None and not is_suffix_as_name(found):
            return candidate
    return ""


def _tidied(setter: str) -> str:
    """`setter` without blanks, its suffix in lower case."""
    parts = [part.strip() for part in setter.split(":")]
    return ":".join((*parts[:2], *(part.lower() for part in parts[2:])))


def _respelt(setter: str) -> str:
    """`setter` in lower case, with `:` between its parts and a suffix that exists."""
    words = setter.replace("/", ":").split(":")
    parts = [word.strip().lower() for word in words if word.strip()]
    suffix = parts[2] if len(parts) == 3 else ""
    if suffix in _WHOLE:
        return ":".join(parts[:2]) if len(parts) <= 3 else ":".join(parts)
    return ":".join((*parts[:2], _SUFFIXES.get(suffix, suffix)))


RULE = Rule(
    code="DDM002",
    name="marker-name-invalid",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
