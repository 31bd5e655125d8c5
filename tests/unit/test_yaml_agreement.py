"""Agreement with Flux's own code over the recorded cases: what it sets, what it skips, what stops it."""

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from ddlint.model.marker import Trouble
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml
from support import cases_dir

DISAGREEMENTS: dict[str, str] = {}
"""Case id -> why ddlint says something else. Empty is the aim."""


@cache
def _cases() -> list[dict[str, Any]]:
    loaded = json.loads((cases_dir() / "flux" / "markers.json").read_text("utf-8"))
    cases: list[dict[str, Any]] = loaded["cases"]
    return cases


def _files(case: dict[str, Any]) -> dict[str, YamlFile]:
    return {path: read_yaml(path, text.encode()) for path, text in case["files"].items()}


def _setters(case: dict[str, Any]) -> set[str]:
    ready = [policy for policy in case["policies"] if policy["tag"]]
    names = [f"{policy['namespace']}:{policy['name']}" for policy in ready]
    return {name + suffix for name in names for suffix in ("", ":tag", ":name", ":digest")}


def _live(case: dict[str, Any], files: dict[str, YamlFile]) -> Counter[tuple[str, str]]:
    setters = _setters(case)
    found: Counter[tuple[str, str]] = Counter()
    for file in files.values():
        for site in file.markers:
            known = site.reading.setter in setters or site.reading.trouble is Trouble.INJECTION
            if site.live and known and site.target is not None:
                found[site.reading.setter, site.target.value] += 1
    return found


def _applied(case: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((row["setter"], row["old"]) for row in case["expect"]["applied"])


def _compared() -> list[dict[str, Any]]:
    """The cases whose outcome the files decide (a policy's impossible image is no property of a file)."""
    return [case for case in _cases() if "invalid image ref" not in str(case["expect"]["error"])]


def test_the_cases_are_there() -> None:
    assert len(_compared()) > 200


def test_no_marker_is_called_live_that_flux_ignores() -> None:
    wrong = {}
    for case in _compared():
        extra = _live(case, _files(case)) - _applied(case)
        if extra and case["id"] not in DISAGREEMENTS:
            wrong[case["id"]] = dict(extra)
    assert wrong == {}


def test_every_marker_that_flux_acts_on_is_found() -> None:
    missed = {}
    for case in _compared():
        if case["expect"]["error"] is None:
            lacking = _applied(case) - _live(case, _files(case))
            if lacking and case["id"] not in DISAGREEMENTS:
                missed[case["id"]] = dict(lacking)
    assert missed == {}


def test_disagreements_are_still_disagreements() -> None:
    for case in _compared():
        if case["id"] in DISAGREEMENTS:
            assert _live(case, _files(case)) != _applied(case), case["id"]


def test_screened_files_are_those_that_flux_opens() -> None:
    for case in _compared():
        screened = {path for path, file in _files(case).items() if file.flux.screened}
        assert screened == set(case["expect"]["screened_files"]), case["id"]


def test_problem_files_are_those_that_flux_skips() -> None:
    for case in _compared():
        skipped = {
            path
            for path, file in _files(case).items()
            if file.flux.screened and file.flux.skipped is not None
        }
        assert skipped == set(case["expect"]["problem_files"]), case["id"]


def test_runs_that_fail_are_those_that_flux_fails() -> None:
    for case in _compared():
        stops = any(file.flux.stops_run is not None for file in _files(case).values())
        assert stops == (case["expect"]["error"] is not None), case["id"]


def test_files_written_elsewhere() -> None:
    for case in _compared():
        elsewhere = [path for path, file in _files(case).items() if file.flux.writes_elsewhere is not None]
        new = set(case["expect"]["written"]) - set(case["files"])
        assert bool(elsewhere) == bool(new), case["id"]


@pytest.mark.parametrize("folder", ["docs", "crds", "image-automation-controller"])
def test_golden_files_read_without_a_problem(folder: str) -> None:
    root = cases_dir() / "flux" / "golden" / folder
    paths = [path for path in root.rglob("*") if path.is_file()]
    assert paths
    for path in paths:
        file = read_yaml(path.name, path.read_bytes())
        elided = "[...]" in file.text  # an excerpt in the documentation, no YAML
        assert bool(file.problems) == elided, path
        assert all(site.live for site in file.markers if site.position == "line-comment"), path
