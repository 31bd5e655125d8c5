"""The Dockerfile, as far as it can be judged without building it: pinned, and without rights."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
STEPS = [
    line.partition(" ")[::2]
    for line in re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE)).splitlines()
    if line.strip()
]
LAST = STEPS[max(at for at, (word, _) in enumerate(STEPS) if word == "FROM") :]


def of(word: str) -> list[str]:
    return [rest.strip() for name, rest in STEPS if name == word]


def test_nobody_runs_it_as_root() -> None:
    [user] = [rest for word, rest in LAST if word == "USER"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert [word for word, _ in LAST if word in {"RUN", "COPY"}] == ["RUN", "COPY"]


def test_both_stages_have_the_same_slim_base_of_one_version() -> None:
    [argument] = of("ARG")
    assert re.fullmatch(r"PYTHON=3\.\d+\.\d+-slim-\w+", argument)
    assert [base.split()[0] for base in of("FROM")] == ["python:${PYTHON}"] * 2


def test_the_second_stage_gets_no_more_than_what_was_installed() -> None:
    assert [rest for word, rest in LAST if word == "COPY"] == ["--from=build /opt/ddlint /opt/ddlint"]


def test_what_is_copied_is_there_and_is_not_kept_out() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    kept = {line[1:] for line in lines if line.startswith("!")}
    copied = {source for rest in of("COPY") if "--from" not in rest for source in rest.split()[:-1]}
    assert copied == kept
    assert all((ROOT / PurePosixPath(source)).exists() for source in copied)


def test_what_the_build_reads_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        project["project"]["readme"], "LICENSE", "pyproject.toml",
        *(path.split("/")[0] for path in targets["packages"]),
        *targets["force-include"],
        *(path.split("/")[0] for path in targets["shared-scripts"]),
    }  # fmt: skip
    copied = {source for rest in of("COPY") if "--from" not in rest for source in rest.split()[:-1]}
    assert needed <= copied


CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(
        r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE
    )
}


def needed(name: str, found: dict[str, Requirement]) -> dict[str, Requirement]:
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        key = canonicalize_name(requirement.name)
        if key not in found:
            found[key] = requirement
            needed(requirement.name, found)
    return found


def test_every_package_that_is_installed_is_pinned_and_no_other() -> None:
    assert set(PINS) == set(needed("ddlint", {}))


@pytest.mark.parametrize("requirement", needed("ddlint", {}).values(), ids=str)
def test_a_pin_is_a_version_that_is_allowed(requirement: Requirement) -> None:
    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])
