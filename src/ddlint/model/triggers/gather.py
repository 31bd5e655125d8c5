"""All triggers of some files, Terraform by module, with what could not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ddlint.model.triggers.export import read_export
from ddlint.model.triggers.reading import trigger_of
from ddlint.model.triggers.terraform import read_module
from ddlint.model.triggers.trigger import Trigger
from ddlint.model.triggers.value import Problem, Source


@dataclass(frozen=True, slots=True)
class Gathered:
    """What some files say about triggers.

    Attributes:
        triggers: in the order of the files.
        problems: what could not be read.
    """

    triggers: tuple[Trigger, ...]
    problems: tuple[Problem, ...]


def is_terraform(path: str) -> bool:
    """Whether Terraform reads a file of this name."""
    return path.endswith((".tf", ".tf.json"))


def gather(files: Mapping[str, str]) -> Gathered:
    """The triggers of files, by path and text. All `.tf` files of a folder belong together."""
    modules: defaultdict[str, dict[str, str]] = defaultdict(dict)
    sources: list[Source] = []
    for path, text in files.items():
        if is_terraform(path):
            modules[path.rpartition("/")[0]][path] = text
        else:
            sources.append(read_export(path, text))
    sources += [read_module(module) for module in modules.values()]
    return Gathered(
        tuple(trigger_of(value) for source in sources for value in source.values),
        tuple(problem for source in sources for problem in source.problems),
    )
