"""The ImagePolicy that sorts the tags of a template, as YAML to paste.

Source: what `ddlint` recommends of the Flux guide on sortable tags: both anchors, fixed width, no `.*`; and
`$ts` rather than `${ts}`, which Flux's postBuild substitution would empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.model.selection.spec import PolicySpec
from ddlint.model.tag_template import TagTemplate

_BETA_UNTIL = (2, 6)


@dataclass(frozen=True, slots=True)
class PolicyNames:
    """How the objects are called.

    Attributes:
        name: of the ImagePolicy.
        namespace: of the ImagePolicy; empty leaves it out.
        repository: the name of the ImageRepository; empty: the same as `name`.
        repository_namespace: where that is; empty: the same.
    """

    name: str = "app"
    namespace: str = "flux-system"
    repository: str = ""
    repository_namespace: str = ""


def policy_spec(template: TagTemplate) -> PolicySpec:
    """The policy that selects the newest tag of the form `template`."""
    return PolicySpec(numerical="asc", pattern=template.pattern, extract=template.extract, has_filter=True)


def policy_yaml(template: TagTemplate, names: PolicyNames, flux_version: str) -> str:
    """The ImagePolicy as YAML.

    Args:
        template: the form of the tags.
        names: how the objects are called; names that Kubernetes takes need no quotes in YAML but for numbers.
        flux_version: MAJOR.MINOR; decides the API version.
    """
    spec = policy_spec(template)
    lines = [
        f"apiVersion: {api_version(flux_version)}",
        "kind: ImagePolicy",
        "metadata:",
        f"  name: {_quoted(names.name)}",
        *([f"  namespace: {_quoted(names.namespace)}"] if names.namespace else []),
        "spec:",
        "  imageRepositoryRef:",
        f"    name: {_quoted(names.repository or names.name)}",
        *([f"    namespace: {_quoted(names.repository_namespace)}"] if names.repository_namespace else []),
        "  filterTags:",
        f"    pattern: {_single(spec.pattern)} # such as {template.example}",
        f"    extract: {_single(spec.extract)}",
        "  policy:",
        "    numerical:",
        f"      order: {spec.numerical}",
    ]
    return "\n".join(lines) + "\n"


def api_version(flux_version: str) -> str:
    """The newest API version of the image objects that Flux `flux_version` (MAJOR.MINOR) serves."""
    major, _, minor = flux_version.partition(".")
    beta = (int(major), int(minor)) <= _BETA_UNTIL
    return "image.toolkit.fluxcd.io/v1beta2" if beta else "image.toolkit.fluxcd.io/v1"


def _single(text: str) -> str:
    return f"'{text}'"  # nothing in a template's pattern is a quote


def _quoted(name: str) -> str:
    return name if name[:1].isalpha() and name not in _NO_STRINGS else f'"{name}"'


_NO_STRINGS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
