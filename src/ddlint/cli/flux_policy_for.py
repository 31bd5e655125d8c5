"""`ddlint flux policy-for TEMPLATE`: the ImagePolicy that selects the newest tag of a sortable form."""

from __future__ import annotations

import argparse
import re

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured
from ddlint.errors import EXIT_CLEAN, DdlintError
from ddlint.model.tag_policy import PolicyNames, policy_yaml
from ddlint.model.tag_template import TemplateFault, parse_template

_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*", re.ASCII)
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint flux policy-for`."""
    parser.add_argument(
        "template",
        nargs="?",
        metavar="TEMPLATE",
        help="such as main-{commit}-{timestamp}; none: the first of [tags] sortable",
    )
    parser.add_argument("--name", default="app", metavar="NAME", help="of the ImagePolicy (default: app)")
    parser.add_argument(
        "--namespace", default="flux-system", metavar="NAME", help="of it (default: flux-system); '' for none"
    )
    parser.add_argument(
        "--image-repository",
        default="",
        metavar="[NAMESPACE/]NAME",
        help="the ImageRepository (default: as the policy is called)",
    )
    parser.add_argument("--flux-version", metavar="VERSION", help="MAJOR.MINOR (default: [flux] version)")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the policy as YAML, and nothing else.

    Raises:
        DdlintError: the template, a name or the version is wrong.
    """
    settings = configured(arguments, environment).settings
    text = settings.tags.sortable[0] if arguments.template is None else arguments.template
    template = parse_template(text)
    if isinstance(template, TemplateFault):
        raise DdlintError(f"{text!r} is no template: {template.message}", template.hint)
    version = arguments.flux_version or settings.flux.version
    if not _VERSION.fullmatch(version):
        raise DdlintError(f"{version!r} is no version of Flux", "MAJOR.MINOR is needed, such as 2.7")
    environment.stdout.write(policy_yaml(template, _names(arguments), version))
    return EXIT_CLEAN


def _names(arguments: argparse.Namespace) -> PolicyNames:
    namespace, slash, repository = arguments.image_repository.rpartition("/")
    if slash and not namespace:
        raise DdlintError(
            f"{arguments.image_repository!r} has no namespace before the `/`", "leave out the `/`"
        )
    _checked(arguments.name, "--name")
    for name, option in (
        (arguments.namespace, "--namespace"),
        (namespace, "--image-repository"),
        (repository, "--image-repository"),
    ):
        if name:
            _checked(name, option)
    return PolicyNames(arguments.name, arguments.namespace, repository, namespace)


def _checked(name: str, option: str) -> None:
    if not _NAME.fullmatch(name):
        raise DdlintError(
            f"{option}: Kubernetes takes no name {name!r}",
            "it has small letters, digits and `-`, such as backend",
        )
