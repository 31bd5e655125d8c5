"""`ddlint flux select`: which tag Flux would select, and why not the others."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from pathlib import Path

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, DdlintError
from ddlint.model.selection.evaluate import Selection, select
from ddlint.model.selection.policy_file import FoundPolicy, read_policy
from ddlint.model.selection.refused import DECLINED
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.selection.tag_list import TagList, read_tags
from ddlint.output.flux_selection import Asked, as_text

LARGEST = {"policy": 4_000_000, "tags": 256_000_000}
_VERSION = re.compile(r"v?([0-9]+\.[0-9]+)(?:\.[0-9]+)?\+?", re.ASCII)
_SORTED_SINCE = (2, 7)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint flux select`."""
    parser.add_argument(
        "--policy", required=True, metavar="FILE[#NAMESPACE/NAME]", help="a YAML file with the ImagePolicy"
    )
    parser.add_argument(
        "--tags", default="-", metavar="FILE", help="the tags, one a line; -: stdin (default)"
    )
    parser.add_argument(
        "--flux-version", type=_version, metavar="X.Y", help="default: [flux] version of the configuration"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print what Flux would select; 0 where it selects one tag, 1 where it fails or chance decides."""
    flux = arguments.flux_version or _configured(arguments, environment)
    policy = _policy(arguments.policy, environment)
    listed = read_tags(_tags(arguments.tags, environment))
    found = select(policy.spec, listed.tags, flux=flux, exclusions=policy.exclusions)
    if found.kind == DECLINED:
        raise DdlintError(f"{arguments.policy}: {found.error}")
    stored = _as_stored(policy, listed, flux, found)
    asked = Asked(policy.title, policy.spec, flux, len(listed.tags), stored, _trap(policy.spec))
    environment.stdout.writelines(_shown(arguments.format, found, asked))
    environment.stdout.flush()
    _say_what_was_left(listed, environment)
    return EXIT_CLEAN if found.latest is not None else EXIT_FOUND


def _shown(form: str, found: Selection, asked: Asked) -> Iterator[str]:
    if form == "text":
        return as_text(found, asked)
    from ddlint.output.flux_selection_json import as_json

    return as_json(found, asked)


def _version(word: str) -> str:
    found = _VERSION.fullmatch(word)
    if found is None:
        raise argparse.ArgumentTypeError(f"MAJOR.MINOR is needed, such as 2.7, not {word!r}")
    return found[1]


def _configured(arguments: argparse.Namespace, environment: Environment) -> str:
    from ddlint.config.load import load
    from ddlint.git.place import find_work_tree

    folder = os.path.realpath(environment.folder)
    found = load(folder, find_work_tree(folder), config=arguments.config, no_config=arguments.no_config)
    return found.settings.flux.version


def _policy(word: str, environment: Environment) -> FoundPolicy:
    path, wanted = word, ""
    if "#" in word and not os.path.lexists(environment.folder / word):
        path, _, wanted = word.rpartition("#")
    data = _read(environment.folder / path, path, LARGEST["policy"])
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        raise DdlintError(f"{path} is not UTF-8", "name a YAML file") from error
    return read_policy(path, text, wanted)


def _tags(word: str, environment: Environment) -> bytes:
    if word != "-":
        return _read(environment.folder / word, word, LARGEST["tags"])
    if environment.stdin.isatty():
        environment.say("reading tags from the terminal, one a line; Ctrl-D ends them")
    source = getattr(environment.stdin, "buffer", None)
    data = source.read() if source else environment.stdin.read().encode("utf-8", "surrogateescape")
    assert isinstance(data, bytes)
    return data


def _read(path: Path, name: str, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise DdlintError(f"cannot read {name}: {error.strerror}") from error
    if len(data) > limit:
        raise DdlintError(f"{name} has more than {limit:,} bytes, which ddlint does not read")
    return data


def _trap(spec: PolicySpec) -> tuple[str, str] | None:
    if spec.kind is not Kind.ALPHABETICAL:
        return None
    from ddlint.model.selection.text_order import misordered

    found = misordered(spec)
    return (found.older, found.newer) if found else None


def _as_stored(policy: FoundPolicy, listed: TagList, flux: str, given: Selection) -> str:
    """What Flux would select from the list as it stores it, where the order decides and it is not the same.

    From 2.7 on (image-reflector-controller 1.0) it stores the tags in descending order.
    """
    ranking = given.ranking
    major, minor = map(int, flux.split("."))
    decides = given.filtered.shadowed or (ranking and len(ranking.best) > len(ranking.winners))
    if not decides or (major, minor) < _SORTED_SINCE:
        return ""
    tags = sorted(listed.tags, key=lambda tag: tag.encode("utf-8", "surrogateescape"), reverse=True)
    stored = select(policy.spec, tags, flux=flux, exclusions=policy.exclusions)
    return stored.latest if stored.latest and stored.latest != given.latest else ""


def _say_what_was_left(listed: TagList, environment: Environment) -> None:
    if listed.blank:
        environment.say(f"empty lines passed over: {listed.blank:,}")
    if listed.repeated:
        environment.say(f"lines passed over whose tag was listed before: {listed.repeated:,}")
