"""The files of the sample's `deepdesk-config` as the process wants them.

The mistakes are in `config_mistakes`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

REGISTRY = "eu.gcr.io/deepdesk-cloud"


@dataclass(frozen=True, slots=True)
class Account:
    """A tenant: its code, its name, and whether it gets release candidates."""

    code: str
    name: str
    is_uat: bool = False
    region: str = "nl"

    @property
    def channel(self) -> str:
        """Which releases it gets: `uat` or `prod`."""
        return "uat" if self.is_uat else "prod"


ACCOUNTS = (
    Account("aurora", "Aurora Insurance"),
    Account("brightwater", "Brightwater Utilities", region="uk"),
    Account("castellan", "Castellan Bank"),
    Account("delfland", "Delfland Water Board"),
    Account("everest", "Everest Outdoor", is_uat=True),
    Account("fjordbank", "Fjordbank", region="no"),
    Account("groenveld", "Groenveld Garden Centres"),
    Account("havenstad", "City of Havenstad", is_uat=True),
)

#: Policy to the tag that Flux has written, by the name of the policy.
Tags = Mapping[str, str]


def marker(policy: str, form: str = "tag") -> str:
    """The marker comment of `policy` in `form`; an empty form is the whole image."""
    return f'# {{"$imagepolicy": "flux-system:{policy}{":" if form else ""}{form}"}}'


def release(service: str, namespace: str, tag: str, values: str = "", charts: str = ">=2.0.0 <3.0.0") -> str:
    """A HelmRelease of `service`.

    Args:
        service: the service.
        namespace: of the account.
        tag: the whole text after `tag:`.
        values: more lines of its values.
        charts: which versions of the chart are taken.
    """
    return f"""\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {service}
  namespace: {namespace}
spec:
  interval: 10m
  chart:
    spec:
      chart: {service}
      version: "{charts}"
      sourceRef:
        kind: HelmRepository
        name: deepdesk-charts
        namespace: flux-system
  values:
    image:
      repository: {REGISTRY}/{service}
      tag: {tag}
{values}"""


def kustomization(namespace: str, resources: tuple[str, ...], images: str = "") -> str:
    """A Kustomization of `resources`; `images` are more lines."""
    listing = "".join(f"  - {name}\n" for name in resources)
    return f"""\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: {namespace}
resources:
{listing}{images}"""


def tree(tags: Tags) -> dict[str, str]:
    """All files, path to content, with the tags that Flux has written so far."""
    files = {
        "README.md": _README,
        "accounts.json": registry(),
        "ddlint.toml": _CONFIG,
        "flux/flux.yaml": _flux(),
    }
    for account in ACCOUNTS:
        files |= {f"accounts/{account.code}/{name}": text for name, text in _account(account, tags).items()}
    for service in ("backend", "engine"):
        policy = f"{service}-staging"
        files[f"staging/{service}.yaml"] = release(service, "staging", f"{tags[policy]} {marker(policy)}")
    files["staging/kustomization.yaml"] = kustomization("staging", ("backend.yaml", "engine.yaml"))
    return files


def _account(account: Account, tags: Tags) -> dict[str, str]:
    files = {
        "account.yaml": f"code: {account.code}\nname: {account.name}\n"
        f"is_uat: {str(account.is_uat).lower()}\nregion: {account.region}\n",
        "kustomization.yaml": kustomization(account.code, ("backend.yaml", "engine.yaml")),
    }
    for service in ("backend", "engine"):
        policy = f"{service}-{account.channel}"
        files[f"{service}.yaml"] = release(
            service,
            account.code,
            f"{tags[policy]} {marker(policy)}",
            f"    account: {account.code}\n    replicaCount: {1 if account.is_uat else 2}\n",
        )
    return files


def registry() -> str:
    """The registry of accounts, as onboarding exports it."""
    rows: list[dict[str, object]] = [
        {"code": one.code, "is_uat": one.is_uat, "project": f"deepdesk-{one.region}", "active": True}
        for one in ACCOUNTS
    ]
    return json.dumps(rows, indent=2) + "\n"


def _flux() -> str:
    services = ("backend", "engine", "admin", "onboarding")
    documents = [_REPOSITORY.format(service=service, registry=REGISTRY) for service in services]
    for service in services:
        documents.append(_SORTED.format(service=service))
        if service != "onboarding":
            documents.append(_RANGE.format(service=service, channel="prod", range=">=1.0.0"))
        if service in ("backend", "engine"):
            documents.append(_RANGE.format(service=service, channel="uat", range=">=1.0.0-0"))
    return "---\n".join((*documents, _AUTOMATION))


_REPOSITORY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: {service}
  namespace: flux-system
spec:
  image: {registry}/{service}
  interval: 5m
"""

_SORTED = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: {service}-staging
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: {service}
  filterTags:
    pattern: "^main-[a-f0-9]{{7,40}}-(?P<ts>[0-9]{{10}})$"
    extract: "$ts"
  policy:
    numerical:
      order: asc
"""

_RANGE = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: {service}-{channel}
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: {service}
  policy:
    semver:
      range: "{range}"
"""

_AUTOMATION = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: deepdesk-config
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: deepdesk-config
  git:
    commit:
      author:
        name: fluxcdbot
        email: fluxcdbot@users.noreply.github.com
    push:
      branch: main
  update:
    path: .
    strategy: Setters
"""

_CONFIG = """\
# Which rules are on, and for which Flux.
fail_on = "error"

[flux]
version = "2.7"

# Who is who: release candidates go to UAT accounts only, and to one of those before anybody else.
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
admin = "accounts/{account}/account.yaml"
uat_first = true
"""

_README = """\
# deepdesk-config

One folder for each account under `accounts/`, and `staging/`, which follows main. Flux writes the tags that
carry a marker comment; nobody edits those by hand.
"""
